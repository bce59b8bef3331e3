"""A small text tower, distilled from a sentence encoder."""
