"""Keys of a result's JSON file.

All of it but the lists is the record of the result, which NPZ, PLY and GLB carry too.
"""

SEGMENTATION_SCHEMA = "pa3d.segmentation/1"

# The record.
SCHEMA = "schema"
GENERATOR = "generator"
MODEL = "model"
OPTIONS = "options"
SOURCE = "source"
ELEMENT = "element"
PARTS = "parts"
PIECES = "pieces"
OBJECTS = "objects"
UNLABELLED = "unlabelled"
DOUBTS = "doubts"

# What `element` says.
FACE, POINT = "face", "point"

# Of an object of a scene; `objects_from` says what told them from each other.
OBJECTS_FROM = "objects_from"

# Of `model`, of a part and of a piece.
NAME = "name"
SHA256 = "sha256"
TEXT_MODEL = "text_model"
LICENSE = "license"
INDEX = "index"
COLOR = "color"
COUNT = "count"
AREA_SHARE = "area_share"
MEAN_CONFIDENCE = "mean_confidence"
PART = "part"
CENTROID = "centroid"
BOX = "box"
LOW, HIGH = "low", "high"
ORIENTED_BOX = "oriented_box"
CENTER = "center"
AXES = "axes"
HALF_SIZES = "half_sizes"
QUATERNION = "quaternion"
AREA = "area"
VOLUME = "volume"

# Of a doubt; its `part` is a name.
KIND = "kind"
MESSAGE = "message"

# Of `source`; it has a `sha256` too.
FILE = "file"
UP = "up"
UP_ASSUMED = "up_assumed"
VERTEX_COUNT = "vertices"
FACE_COUNT = "faces"
NODES = "nodes"
START = "start"

# The lists: one value an element, and where the elements come from.
LABELS = "labels"
CONFIDENCE = "confidence"
PIECE_LABELS = "piece_labels"
OBJECT_LABELS = "object_labels"
SOURCE_FACES = "source_faces"
VERTICES = "vertices"
FACES = "faces"
FACE_INDEX = "face_index"
VERTEX_INDEX = "vertex_index"

# The tree of parts that nobody named; its names may be empty.
TREE = "tree"
REGIONS = "regions"
MERGES = "merges"
COSTS = "costs"
NAMES = "names"
