"""From a shape and words to labels."""
