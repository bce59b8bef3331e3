"""Labelled shapes out of what files say by their names."""
