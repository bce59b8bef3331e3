"""Evaluate a model on labelled shapes, and report the scores."""
