"""The grammar: one file a category or a few related ones."""
