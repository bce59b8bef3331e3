"""Runs on the machines of a Ray cluster. Nothing else in the package knows Ray."""
