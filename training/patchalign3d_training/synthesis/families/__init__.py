"""The families of categories: a folder each, with one file of words."""
