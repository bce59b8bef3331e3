"""Judge a model on labelled shapes, and say what came out."""
