"""Write generated shapes in the layout of the published training data."""

import multiprocessing
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ConfigError, OutputError
from patchalign3d_cli.machine.atomic import atomic_path
from patchalign3d_cli.shapes import Shape
from patchalign3d_cli.shapes.regions import region_numbers
from patchalign3d_training.synthesis.catalog import CATEGORIES, category_named
from patchalign3d_training.synthesis.files import mesh_bytes, tensor_bytes
from patchalign3d_training.synthesis.kit import LabelledMesh, PartNames
from patchalign3d_training.synthesis.sampling import (
    SampledPoints,
    pose_on_surface,
    sample_points,
    seen_from_one_side,
    uneven_density,
)
from patchalign3d_training.synthesis.words import outer_parts

POINTS = 5000
"""Points of a shape, as published."""
ONE_SIDED_SHARE = 0.05
"""Shapes that only one depth camera saw."""
UNEVEN_SHARE = 0.4
"""Shapes whose parts have densities of their own."""
NESTED_SHARE = 0.1
"""Shapes in which a part that lies within another one is that one as well. Measured on real figures
after 17,000 samples: 0.35 costs small parts (hand 78 to 48 IoU), 0.1 costs nothing against 0."""
VALIDATION_EVERY = 20
"""One shape of this many is for validation (5 percent)."""


@dataclass(frozen=True)
class _Item:
    """One shape of a set: what it is called and what it is made from."""

    index: int
    uid: str
    category: str
    seed: tuple[int, int]

    @property
    def name(self) -> str:
        return f"{self.category}_{self.uid}"


def write_dataset(
    out: Path,
    count: int,
    seed: int,
    categories: Sequence[str] | None = None,
    workers: int = 2,
    *,
    meshes: bool = True,
) -> int:
    """Write a labelled set in the layout of the published training data.

    Shapes that stand there from an earlier, interrupted run are kept. A shape depends on
    (seed, index) and on the list of categories alone, whatever the order or the workers.

    Args:
        out: Its folder; made if missing. `labeled/` goes inside.
        count: How many shapes.
        seed: Decides everything.
        categories: Which to draw from, by their `share`; None for all.
        workers: Processes that share the work.
        meshes: Whether to write the meshes too, in `labeled/meshes/` (binary PLY, in the frame of
            the points; `point2face.pt` counts their faces).

    Returns:
        How many shapes were written now.

    Raises:
        ConfigError: A category is unknown or a number is out of range.
        OutputError: The folder cannot be written.
    """
    names = tuple(CATEGORIES) if categories is None else tuple(categories)
    for name in names:
        category_named(name)
    if count < 1 or workers < 1 or seed < 0 or not names:
        raise ConfigError("count and workers must be above 0, seed at least 0; name a category")
    items = tuple(_plan(count, seed, names))
    root = out / "labeled"
    try:
        for folder in ("split", "points", "rendered", *(("meshes",) if meshes else ())):
            (root / folder).mkdir(parents=True, exist_ok=True)
        missing = [item for item in items if not _is_complete(root, item, meshes)]
        if workers == 1 or len(missing) < 2 * workers:
            for item in missing:
                _write_item(root, meshes, item)
        else:
            with multiprocessing.get_context("spawn").Pool(workers) as pool:
                for _ in pool.imap_unordered(
                    partial(_write_item, root, meshes), missing, chunksize=16
                ):
                    pass
    except OSError as error:
        reason = error.strerror or error
        raise OutputError(f"cannot write into {root}: {reason}; choose another folder") from error
    for split, chosen in (("train", False), ("val", True)):
        lines = [item.name for item in items if _is_validation(item.index) == chosen]
        with atomic_path(root / "split" / f"{split}.txt") as path:
            path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return len(missing)


def _plan(count: int, seed: int, categories: Sequence[str]) -> Iterator[_Item]:
    ends = np.cumsum([CATEGORIES[name].words.share for name in categories])
    for index in range(count):
        at = np.random.default_rng((seed, index, 0)).random() * ends[-1]
        draw = np.searchsorted(ends, at, side="right")
        yield _Item(index, f"s{seed:08d}n{index:06d}", categories[int(draw)], (seed, index))


def _is_complete(root: Path, item: _Item, meshes: bool) -> bool:
    mesh = root / "meshes" / f"{item.uid}.ply"
    return (root / "rendered" / item.name).is_dir() and (mesh.is_file() or not meshes)


def _is_validation(index: int) -> bool:
    return index % VALIDATION_EVERY == VALIDATION_EVERY - 1


def make_cloud(category: str, seed: tuple[int, int]) -> tuple[LabelledMesh, SampledPoints]:
    """One posed cloud as it goes into a set.

    Args:
        category: A key of `CATEGORIES`.
        seed: The set's seed and the shape's index.

    Returns:
        The mesh and its 5,000 labelled points, both posed alike; noise moves the points alone.
    """
    random = np.random.default_rng((*seed, 1))
    kind = category_named(category)
    mesh = kind.make(random)
    if random.random() < ONE_SIDED_SHARE:
        drawn = sample_points(mesh, 4 * POINTS, random)
        visible = np.flatnonzero(seen_from_one_side(drawn.points, random))
        kept = random.choice(visible, POINTS, replace=len(visible) < POINTS)
        drawn = SampledPoints(drawn.points[kept], drawn.part[kept], drawn.face[kept])
    else:
        density = uneven_density(mesh, random) if random.random() < UNEVEN_SHARE else None
        drawn = sample_points(mesh, POINTS, random, density)
    posed = pose_on_surface(drawn.points, mesh.vertices, random, kind.words.handheld)
    moved = replace(mesh, vertices=posed.surface.astype(np.float64))
    return moved, drawn._replace(points=posed.points)


def nested(within: Mapping[str, str], random: np.random.Generator) -> dict[str, str]:
    """Which of a category's parts count to the one that they lie within, in one shape.

    Some people who ask for the arm mean the hand too, others ask for both. A model that sees the
    hand as arm now and then, and always as hand, answers both: the hand is nearer to "hand" than
    to "arm", and nearer to "arm" than to anything else.
    """
    draws = random.random(len(within))
    return {
        part: outer
        for (part, outer), draw in zip(within.items(), draws, strict=True)
        if draw < NESTED_SHARE
    }


def label_rows(
    mesh: LabelledMesh, drawn: SampledPoints, within: Mapping[str, str] | None = None
) -> tuple[tuple[str, ...], NDArray[np.bool_]]:
    """The mask rows of a shape: every name of every part and detail that has points.

    The names of a part that this shape lacks follow, with rows that mark no point: words that
    training can hold against it.

    Args:
        mesh: The shape.
        drawn: N points on it.
        within: Parts whose points are marked as another one's too, by that one's name.

    Returns:
        M names, and (M, N) masks; the names of one part have identical rows.
    """
    detail = mesh.face_detail[drawn.face]  # (N,)
    masks = {names[0]: drawn.part == i for i, names in enumerate(mesh.parts)}
    for i, (part, *_) in enumerate(mesh.parts):
        for outer in outer_parts(part, within or {}):
            if masks[outer].any():
                masks[outer] = masks[outer] | (drawn.part == i)
    groups: list[tuple[PartNames, NDArray[np.bool_]]] = []
    groups += [(names, masks[names[0]]) for names in mesh.parts]
    groups += [(names, detail == i) for i, names in enumerate(mesh.details)]
    rows = [(name, mask) for names, mask in groups if mask.any() for name in names]
    present = {name for name, _ in rows}
    absent = {name for names in mesh.parts for name in names if name not in present}
    rows += [(name, np.zeros(len(drawn.part), dtype=np.bool_)) for name in sorted(absent)]
    return tuple(name for name, _ in rows), np.stack([mask for _, mask in rows])  # (M, N)


def point_regions(mesh: LabelledMesh, drawn: SampledPoints) -> NDArray[np.int32]:
    """The shell of the mesh that each of N points lies on, (N,)."""
    numbers = region_numbers(Shape(mesh.vertices, mesh.faces))  # (F,)
    if numbers is None:
        return np.zeros(len(drawn.face), dtype=np.int32)
    return numbers[drawn.face].astype(np.int32)


def _write_item(root: Path, meshes: bool, item: _Item) -> None:
    """Write one shape; its folder under `rendered` appears last and whole."""
    mesh, drawn = make_cloud(item.category, item.seed)
    within = category_named(item.category).words.within
    random = np.random.default_rng((*item.seed, 2))
    names, masks = label_rows(mesh, drawn, nested(within, random))
    points = root / "points" / f".{item.uid}.partial"
    rendered = root / "rendered" / f".{item.name}.partial"
    merged = rendered / "oriented" / "masks" / "merged"
    made = (root / "points" / item.uid, root / "rendered" / item.name)
    for folder in (points, rendered, *made):
        if folder.exists():
            shutil.rmtree(folder)
    points.mkdir()
    merged.mkdir(parents=True)
    _save_tensor(points / "points.pt", drawn.points)
    _save_tensor(points / "point2face.pt", drawn.face)
    _save_tensor(points / "regions.pt", point_regions(mesh, drawn))
    _save_tensor(merged / "mask2points.pt", masks)
    (merged / "mask_labels.txt").write_text("".join(f"{n}\n" for n in names), encoding="utf-8")
    if meshes:
        with atomic_path(root / "meshes" / f"{item.uid}.ply") as path:
            path.write_bytes(mesh_bytes(mesh.vertices, mesh.faces))
    points.rename(made[0])
    rendered.rename(made[1])


def _save_tensor(path: Path, values: NDArray[np.generic]) -> None:
    path.write_bytes(tensor_bytes(values))
