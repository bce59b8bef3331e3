"""Names of the properties in a result's PLY file, and first words of its comments."""

LABEL = "label"
CONFIDENCE = "confidence"
CHANNELS = ("red", "green", "blue")
PIECE = "piece"
OBJECT = "object"
SOURCE_FACE = "source_face"

GENERATOR = "generator"
MODEL = "model"
PART = "part"
RECORD = "record"
"""A piece of the JSON file of the result without its lists; the pieces follow each other."""
