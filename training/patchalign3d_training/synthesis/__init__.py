"""Labelled shapes out of a grammar of primitives: data that this project makes itself."""
