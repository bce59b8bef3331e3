"""Keys of `extras` in a result's GLB file."""

# Of the asset.
MODEL = "model"
MODEL_LICENSE = "model_license"
RECORD = "segmentation"
"""The JSON file of the result without its lists."""

# Of a node.
LABEL = "label"
PART = "part"
COLOR = "color"
COUNT = "count"
PIECE = "piece"
SOURCE_NODE = "source_node"

# Of a primitive: accessors with one value for each of its triangles (points).
FACE_CONFIDENCE = "face_confidence"
POINT_CONFIDENCE = "point_confidence"
CONFIDENCE = "confidence"
"""Either of the two, once read."""
SOURCE_FACE = "source_face"
OBJECT = "object"
ELEMENT = "element"
"""The number of the triangle (point) in the result: its place in the JSON file's lists."""
NO_FACE = 2**32 - 1
"""The source face of a face that is part of none."""
