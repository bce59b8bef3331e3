"""The names in a file of features, and of it; docs/asking.md documents the layout."""

from pathlib import Path

SCHEMA = "pa3d.features/1"
SUFFIX = ".safetensors"
ARCHIVE_SUFFIX = ".npz"  # the same arrays for programs; it is not read back
METADATA = "pa3d"  # one key holds everything: the order of several is not fixed by safetensors

# Always there.
PATCH_FEATURES, PATCH_CENTERS, PATCH_MEMBERS = "patch_features", "patch_centers", "patch_members"
POINTS, POINT_ELEMENTS = "points", "point_elements"
# Only with tables of features.
POINT_FEATURES, ELEMENT_FEATURES = "point_features", "element_features"
# Only where features follow regions of the shape's file.
ELEMENT_REGIONS = "element_regions"
# Only with the geometry, FACES not of a cloud, the others where the shape has them.
VERTICES, FACES, FACE_INDEX, VERTEX_INDEX = "vertices", "faces", "face_index", "vertex_index"
NODE_TRANSFORMS = "node_transforms"

# Keys of the metadata beside those of every record (schema, generator, model, options, source).
FRAME, AXES, CENTER, SCALE = "frame", "axes", "center", "scale"
WARNINGS = "warnings"


def is_features_file(path: str | Path) -> bool:
    """Whether a file is named as features are: `chair.features.safetensors`."""
    return Path(path).suffix.lower() == SUFFIX


def shape_stem(path: Path) -> str:
    """The name of a shape, also by its features: `chair.features.safetensors` -> `chair`."""
    return path.stem.removesuffix(".features") if is_features_file(path) else path.stem
