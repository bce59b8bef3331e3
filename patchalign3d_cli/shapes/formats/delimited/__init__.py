"""Point clouds as text."""
