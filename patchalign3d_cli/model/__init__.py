"""The model: configuration, layers, encoder, heads."""
