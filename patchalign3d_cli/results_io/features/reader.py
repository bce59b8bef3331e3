"""An encoded shape back from safetensors, ready to be asked again."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open

from patchalign3d_cli.errors import ConfigError, OutputError
from patchalign3d_cli.results import ModelIdentity, ShapeFeatures, UnitFrame
from patchalign3d_cli.results_io.features import layout
from patchalign3d_cli.shapes import Shape, ShapeNode, load_shape
from patchalign3d_cli.shapes.up import parse_up, up_rotation

_DAMAGE = (
    SafetensorError,
    ConfigError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
)
_NEEDED = (
    layout.PATCH_FEATURES,
    layout.PATCH_CENTERS,
    layout.PATCH_MEMBERS,
    layout.POINTS,
    layout.POINT_ELEMENTS,
)
_OPTIONAL = (
    layout.VERTICES,
    layout.FACES,
    layout.FACE_INDEX,
    layout.VERTEX_INDEX,
    layout.NODE_TRANSFORMS,
    layout.ELEMENT_REGIONS,
)


class _Content(NamedTuple):
    """What a file says: its metadata, and its arrays but for the tables."""

    path: Path
    record: Mapping[str, Any]
    arrays: Mapping[str, NDArray[Any]]


def load_features(path: str | Path, *, shape: str | Path | None = None) -> ShapeFeatures:
    """Read an encoded shape that `save_features` or `pa3d features` wrote.

    Args:
        path: The file, `.safetensors`.
        shape: The shape's own file, to be read instead of the geometry in the file: it brings
            materials and colours along. It must be the very file that was encoded.

    Returns:
        The features, as `Segmenter.encode` returned them.

    Raises:
        OutputError: The file is missing or damaged, holds no features, or its shape is missing or
            another one.
        ShapeError: The shape's own file cannot be read.
    """
    content = _content(Path(path))
    source = _source(content, None if shape is None else Path(shape))
    try:
        return _features(content, source)
    except _DAMAGE as error:
        raise _damaged(content.path, error) from error


def _content(path: Path) -> _Content:
    try:
        with safe_open(path, framework="numpy") as file:
            text = (file.metadata() or {}).get(layout.METADATA)
            record = None if text is None else json.loads(text)
            if not isinstance(record, dict) or record.get("schema") != layout.SCHEMA:
                raise OutputError(
                    f"{path} holds no features of pa3d; give a file that `pa3d features` wrote"
                )
            names = set(file.keys())
            if missing := sorted({*_NEEDED} - names):
                raise OutputError(
                    f"{path} lacks {', '.join(missing)}; write it again with `pa3d features`"
                )
            wanted = [name for name in (*_NEEDED, *_OPTIONAL) if name in names]
            return _Content(path, record, {name: file.get_tensor(name) for name in wanted})
    except OSError as error:
        reason = error.strerror or str(error).removesuffix(f": {path}")
        raise OutputError(f"cannot open {path}: {reason}; check the path") from error
    except _DAMAGE as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> OutputError:
    return OutputError(f"cannot read {path}: it is damaged ({error}); write the features again")


def _source(content: _Content, given: Path | None) -> Shape:
    """The shape: of its own file, out of this one, or of the file of its name beside it."""
    try:
        known = content.record["source"]
        name, digest = known["file"], known["sha256"]
        if given is None and layout.VERTICES in content.arrays:
            return _embedded(content)
        up, assumed = parse_up(known["up"]), bool(known["up_assumed"])
        beside = None if name is None else content.path.with_name(Path(name).name)
    except _DAMAGE as error:
        raise _damaged(content.path, error) from error
    path = given or beside
    if path is None or not (given or path.is_file()):
        raise OutputError(
            f"{content.path} holds no geometry, and its shape {name or ''} does not lie beside it;"
            " put the shape's file there, or write the features with the geometry"
        )
    shape = load_shape(path, up=up)
    if shape.sha256 != digest:
        raise OutputError(
            f"{path} is not the file that {content.path} was made from: its content is another;"
            " give that one, or encode the shape again"
        )
    return replace(shape, up_assumed=assumed)


def _embedded(content: _Content) -> Shape:
    known, arrays = content.record["source"], content.arrays
    vertices, faces = arrays[layout.VERTICES], arrays.get(layout.FACES)
    _check(vertices.dtype == np.float64 and vertices.ndim == 2 and vertices.shape[1] == 3)
    _check(len(vertices) > 0 and np.isfinite(vertices).all())
    if faces is not None:
        _check(faces.ndim == 2 and faces.shape[1] == 3 and len(faces) > 0)
        _check_indices(faces, len(vertices))
    count = len(vertices) if faces is None else len(faces)
    indices = arrays.get(layout.FACE_INDEX), arrays.get(layout.VERTEX_INDEX)
    for index, length in zip(indices, (count, len(vertices)), strict=True):
        _check(index is None or (index.shape == (length,) and index.dtype == np.int64))
    transforms = arrays.get(layout.NODE_TRANSFORMS, np.empty((0, 4, 4)))
    _check(transforms.shape == (len(known["nodes"]), 4, 4))
    return Shape(
        vertices,
        faces,
        up=parse_up(known["up"]),
        up_assumed=bool(known["up_assumed"]),
        path=None if known["file"] is None else Path(Path(known["file"]).name),
        sha256=known["sha256"],
        nodes=tuple(
            ShapeNode(str(node["name"]), int(node["start"]), int(node["count"]), transform)
            for node, transform in zip(known["nodes"], transforms, strict=True)
        ),
        face_index=indices[0],
        vertex_index=indices[1],
        warnings=tuple(map(str, content.record[layout.WARNINGS])),
    )


def _features(content: _Content, source: Shape) -> ShapeFeatures:
    record, arrays = content.record, content.arrays
    features, centers, members, points, elements = (arrays[name] for name in _NEEDED)
    _check(features.dtype == np.float32 and features.ndim == 2 and np.isfinite(features).all())
    _check(centers.shape == (len(features), 3) and centers.dtype == np.float64)
    _check(points.ndim == 2 and points.shape[1] == 3 and points.dtype == np.float64)
    _check(len(features) > 0 and len(points) > 0)
    _check(np.isfinite(centers).all() and np.isfinite(points).all())
    _check(members.ndim == 2 and len(members) == len(features))
    _check(elements.shape == (len(points),))
    _check_indices(members, len(points))
    _check_indices(elements, source.element_count)
    regions = arrays.get(layout.ELEMENT_REGIONS)
    _check(regions is None or regions.shape == (source.element_count,))
    if regions is not None:
        _check_indices(regions, source.element_count)
    frame = record[layout.FRAME]
    center, scale = np.array(frame[layout.CENTER], dtype=np.float64), float(frame[layout.SCALE])
    axes = np.array(frame[layout.AXES], dtype=np.float64)
    _check(axes.shape == (3, 3) and np.allclose(axes, up_rotation(source.up), atol=1e-12))
    _check(center.shape == (3,) and bool(np.isfinite(center).all()) and 0 < scale < np.inf)
    model, options = record["model"], dict(record["options"])
    _check(all(isinstance(value, str | int | float) for value in options.values()))
    return ShapeFeatures(
        source=source,
        centers=centers,
        features=features,
        members=members,
        points=points,
        elements=elements,
        frame=UnitFrame(axes, center, scale),
        model=ModelIdentity(
            name=str(model["name"]),
            sha256=str(model["sha256"]),
            text_model=str(model["text_model"]),
            license=str(model["license"]),
        ),
        options=options,
        regions=regions,
    )


def _check(right: bool | np.bool_) -> None:
    if not right:
        raise ValueError("its arrays do not belong together")


def _check_indices(indices: NDArray[Any], count: int) -> None:
    """Make sure that whole numbers are indices of so many things."""
    _check(indices.dtype == np.int64)
    _check(indices.size > 0 and indices.min() >= 0 and indices.max() < count)
