"""Results of every kind, each on a shape that was read from a real file."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.pieces import capped, extract, split
from patchalign3d_cli.results import ModelIdentity, PartSegmentation, SceneObjects
from patchalign3d_cli.segmenting.refinement import subdivide_mixed
from patchalign3d_cli.shapes import Shape, load_shape
from support.result_fixtures import grid_box
from support.textures import textured_glb

MODEL = ModelIdentity("org/pa3d-mini", "ab" * 32, "pa3d-mini-text", "MIT")
OPTIONS = {"seed": 3, "refine": False, "category": 'a "chair"\n', "threshold": 0.25}
PARTS = ("Sitzfl\u00e4che \U0001fa91", "side\nrail", "nowhere", "end_header")


def labelled(shape: Shape, parts: tuple[str, ...] = PARTS) -> PartSegmentation:
    """A result with the parts 0 and 1 on either side of a slanted plane, and 3 at one end."""
    source = shape.vertices if shape.faces is None else shape.vertices[shape.faces].mean(axis=1)
    labels = side(source).astype(np.int32)
    labels[source[:, 0] >= np.quantile(source[:, 0], 0.9)] = 3
    random = np.random.default_rng(7)
    confidence = random.uniform(0.3, 1, len(labels)).astype(np.float32)
    scores = random.normal(size=(len(labels), len(parts))).astype(np.float32)
    return PartSegmentation(shape, parts, labels, confidence, scores, MODEL, OPTIONS)


def side(points: NDArray[np.float64]) -> NDArray[np.int64]:
    """On which side of a slanted plane points lie."""
    centre = (points.max(axis=0) + points.min(axis=0)) / 2
    return ((points - centre) @ [1.0, 0.7, 0.4] > 0).astype(np.int64)


def box(folder: Path, up: str | None = None) -> Shape:
    """A cube of 192 triangles as OBJ."""
    vertices, faces = grid_box()
    lines = [f"v {x!r} {y!r} {z!r}" for x, y, z in (vertices * 0.1 + 0.3).tolist()]
    lines += [f"f {a + 1} {b + 1} {c + 1}" for a, b, c in faces.tolist()]
    (folder / "chair.obj").write_text("\n".join(lines))
    return load_shape(folder / "chair.obj", up=up)  # type: ignore[arg-type]


def scene(folder: Path) -> Shape:
    """Two nodes with textures, normals and colours as GLB."""
    (folder / "chair.glb").write_bytes(textured_glb())
    return load_shape(folder / "chair.glb")


def cloud(folder: Path, up: str | None = None) -> Shape:
    """A cloud of 40 points as text."""
    np.savetxt(folder / "chair.xyz", np.random.default_rng(3).random((40, 3)))
    return load_shape(folder / "chair.xyz", up=up)  # type: ignore[arg-type]


def refined(shape: Shape) -> PartSegmentation:
    """The result with its faces cut along a plane through the middle of the first."""
    assert shape.faces is not None
    middle = shape.vertices[shape.faces[0]].mean(axis=0)
    finer, origins = subdivide_mixed(
        shape, lambda points: (points - middle) @ [1.0, 0.7, 0.4] > 0, 0.1
    )
    assert len(origins) > shape.element_count
    return replace(labelled(finer), source_faces=origins)


def unlabelled(result: PartSegmentation, share: float = 0.3) -> PartSegmentation:
    """The result with some elements of no part, as a threshold or `other` leaves them."""
    labels = result.labels.copy()
    labels[np.random.default_rng(1).random(len(labels)) < share] = -1
    return replace(result, labels=labels)


def dropped_points(folder: Path) -> PartSegmentation:
    path = folder / "chair.xyz"
    rows = np.random.default_rng(3).random((40, 3))
    rows[[0, 7, 39]] = np.nan
    np.savetxt(path, rows)
    result = labelled(load_shape(path))
    assert result.source.vertex_index is not None
    return result


def dropped_faces(folder: Path) -> PartSegmentation:
    shape = box(folder)
    vertices = shape.vertices.copy()
    vertices[3] = np.nan
    rows = "".join(f"{x!r} {y!r} {z!r}\n" for x, y, z in vertices.tolist())
    faces = "".join(f"3 {a} {b} {c}\n" for a, b, c in shape.faces.tolist())  # type: ignore[union-attr]
    (folder / "chair.obj").unlink()
    (folder / "chair.off").write_text(f"OFF\n{len(vertices)} 192 0\n{rows}{faces}")
    result = labelled(load_shape(folder / "chair.off"))
    assert result.source.vertex_index is not None and result.source.face_index is not None
    return result


def polygons(folder: Path) -> PartSegmentation:
    text = "v 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\nv 0 0 1\nv 3 3 3\nf 1 2 3 4\nf 1 2 5\nf 1 4 3 2 5\n"
    (folder / "chair.obj").write_text(text)
    result = labelled(load_shape(folder / "chair.obj"))
    assert result.source.face_index is not None
    return result


def piece(
    folder: Path, change: Callable[[PartSegmentation], PartSegmentation] | None = None
) -> PartSegmentation:
    whole = split(labelled(box(folder)), "parts")
    whole = change(whole) if change else whole
    return capped(extract(whole, 0), whole)


def with_objects(result: PartSegmentation) -> PartSegmentation:
    """The result as one of a scene of three objects, by its elements' numbers."""
    labels = np.random.default_rng(2).integers(0, 3, len(result.labels)).astype(np.int32)
    names = ("chair_0", "chair_1", "Tisch \U0001fa91")
    return replace(result, objects=SceneObjects(names, labels, "pieces"))


CASES: dict[str, Callable[[Path], PartSegmentation]] = {
    "plain": lambda folder: labelled(box(folder)),
    "z up": lambda folder: labelled(box(folder, "z")),
    "scene": lambda folder: labelled(scene(folder)),
    "polygons": polygons,
    "dropped faces": dropped_faces,
    "refined": lambda folder: refined(box(folder)),
    "refined scene": lambda folder: refined(scene(folder)),
    "refined, split and unlabelled": lambda folder: split(
        unlabelled(refined(box(folder))), "instances"
    ),
    "split into parts": lambda folder: split(labelled(box(folder)), "parts"),
    "split into instances": lambda folder: split(labelled(scene(folder)), "instances"),
    "objects of a scene": lambda folder: with_objects(labelled(scene(folder))),
    "objects, split, one piece with a lid": lambda folder: piece(folder, with_objects),
    "objects of a cloud": lambda folder: with_objects(unlabelled(labelled(cloud(folder)))),
    "unlabelled": lambda folder: unlabelled(labelled(box(folder))),
    "all unlabelled": lambda folder: unlabelled(labelled(box(folder)), 1.0),
    "one piece with a lid": piece,
    "cloud": lambda folder: labelled(cloud(folder)),
    "cloud, z up, split": lambda folder: split(unlabelled(labelled(cloud(folder, "z"))), "parts"),
    "dropped points": dropped_points,
    "one piece of a cloud": lambda folder: extract(split(dropped_points(folder), "parts"), 1),
}
