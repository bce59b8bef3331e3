"""A folder of files with telling names as a folder of labelled shapes."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import DataError, ShapeError
from patchalign3d_cli.machine.atomic import atomic_path, make_folder
from patchalign3d_cli.shapes import Shape, UpAxis, up_rotation
from patchalign3d_cli.text.encoder import LabelEncoder
from patchalign3d_training.harvest.names import PartNames
from patchalign3d_training.harvest.robots import is_robot, mesh_files
from patchalign3d_training.harvest.sources import SCENE_SUFFIXES, NameSource, read_sources
from patchalign3d_training.synthesis.files import mesh_bytes

REPORT_FILE = "harvest.json"
FEWEST_PARTS = 2
LEAST_LABELLED = 0.5
"""Share of the surface that must have a name."""
SMALLEST_PART = 0.0005
"""Share of the surface below which a part does not count as one."""


@dataclass(frozen=True)
class Harvested:
    """What became of one file.

    Attributes:
        path: Relative to the folder that was read.
        shape: The labelled shape, relative to the output; None where there is none.
        source: Whose names were taken: joint, link, node, mesh or material.
        labelled: Share of the surface with a name.
        parts: The names in the file that mean each part.
        dropped: Names that say nothing.
        reason: Why it was taken or left out.
        failed: Whether it could not be read.
    """

    path: str
    shape: str | None
    source: str | None
    labelled: float
    parts: dict[str, list[str]]
    dropped: list[str]
    reason: str
    failed: bool = False


@dataclass(frozen=True)
class _Labels:
    """The labels that one kind of names gives a shape; `information` is in bits."""

    source: NameSource
    values: NDArray[np.int64]
    parts: dict[str, list[str]]
    dropped: list[str]
    labelled: float
    information: float


def harvest(
    root: Path,
    out: Path,
    encoder: LabelEncoder | None,
    *,
    category: str | None = None,
    up: UpAxis | None = None,
    report: Callable[[Harvested], None] = lambda _: None,
) -> tuple[Harvested, ...]:
    """Label the shapes of a folder by the names in their files.

    Writes `<category>/<name>.ply`, y up, and `<name>.labels.json` beside it; the category is the
    folder that a file lies in. `harvest.json` says what became of each file.

    Args:
        root: The folder, with the folders within it.
        out: Where to write; files of the same names are replaced.
        encoder: Finds the nearest known word of an unknown one; None goes without.
        category: What all shapes are, in place of their folders' names.
        up: The axis that points up in all files; None for what their formats say.
        report: Is told of each file.

    Raises:
        DataError: The folder is missing, or holds no file that can have names.
        OutputError: The output cannot be written.
    """
    if out.resolve() == root.resolve():
        raise DataError(f"{out} is the folder that is read; choose another one to write to")
    files = _files(root)
    results: list[Harvested] = []
    written: set[str] = set()
    names: dict[str, PartNames] = {}
    for path in files:
        relative = path.relative_to(root).as_posix()
        try:
            shape, sources = read_sources(path, root, up)
        except (ShapeError, OSError) as error:
            reason = " ".join(str(error).split())
            results.append(Harvested(relative, None, None, 0.0, {}, [], reason, failed=True))
            report(results[-1])
            continue
        folder = category or "-".join(path.relative_to(root).parent.parts)
        if folder not in names:
            names[folder] = PartNames(encoder, folder)
        tried = [_label(shape, source, names[folder]) for source in sources]
        target = _target(path, folder, written)
        result = _decided(relative, tried, target)
        if result.shape is not None:
            written.add(target)
            _write(shape, _best(tried), out / target)
        results.append(result)
        report(result)
    _remove_earlier(out, written)
    make_folder(out)
    with atomic_path(out / REPORT_FILE) as temporary:
        record = {"files": [asdict(result) for result in results]}
        text = json.dumps(record, indent=2, ensure_ascii=False) + "\n"
        temporary.write_text(text, encoding="utf-8")
    return tuple(results)


def _remove_earlier(out: Path, written: Collection[str]) -> None:
    """Remove the shapes of an earlier harvest into this folder that this one left out."""
    try:
        files = json.loads((out / REPORT_FILE).read_text(encoding="utf-8"))["files"]
        earlier = {str(file["shape"]) for file in files if file["shape"]}
    except (OSError, ValueError, LookupError, TypeError):
        return  # there was none, or nobody knows what it wrote
    for name in earlier - set(written):
        path = out / name
        if path.resolve().is_relative_to(out.resolve()) and path.suffix == ".ply":
            path.unlink(missing_ok=True)
            path.with_name(f"{path.stem}.labels.json").unlink(missing_ok=True)


def _files(root: Path) -> list[Path]:
    """The files that can have names, by path; not what robots refer to."""
    if not root.is_dir():
        raise DataError(f"there is no folder {root}; give a folder of scenes or robots")
    listed = [path for path in sorted(root.rglob("*")) if path.is_file()]
    inside = [path.relative_to(root).parts for path in listed]
    visible = [
        path
        for path, parts in zip(listed, inside, strict=True)
        if not any(part.startswith(".") for part in parts)
    ]
    robots = [path for path in visible if is_robot(path)]
    meshes = {file for path in robots for file in mesh_files(path, root)}
    scenes = [
        path
        for path in visible
        if path.suffix.lower() in SCENE_SUFFIXES and path.resolve() not in meshes
    ]
    if not scenes and not robots:
        kinds = ", ".join((*SCENE_SUFFIXES, ".urdf", ".xml (MJCF)"))
        raise DataError(f"no file in {root} can name its parts; pa3d harvests {kinds}")
    return sorted([*scenes, *robots])


def _label(shape: Shape, source: NameSource, names: PartNames) -> _Labels:
    """Labels by one kind of names. Parts that are next to nothing are left unlabelled."""
    weights = shape.element_weights()
    weights = weights / weights.sum()
    used = np.unique(source.numbers[source.numbers >= 0]).tolist()
    meant = {i: names.part(source.names[i], joint=source.kind == "joint") for i in used}
    if source.kind == "joint" and not {"arm", "hand"} & set(meant.values()):
        meant = {i: "body" if part == "torso" else part for i, part in meant.items()}
    parts: dict[str, list[str]] = {}
    values = np.full(len(weights), -1, np.int64)
    shares: list[float] = []
    for part in sorted({part for part in meant.values() if part is not None}):
        faces = np.isin(source.numbers, [i for i in used if meant[i] == part])
        share = float(weights[faces].sum())
        if share >= SMALLEST_PART:
            values[faces] = len(parts)
            parts[part] = sorted({source.names[i] for i in used if meant[i] == part})
            shares.append(share)
    dropped = sorted({source.names[i] for i in used if meant[i] is None and source.names[i]})
    information = float(-sum(share * np.log2(share) for share in shares))
    return _Labels(source, values, parts, dropped, float(sum(shares)), information)


def _tells(labels: _Labels) -> bool:
    return len(labels.parts) >= FEWEST_PARTS and labels.labelled >= LEAST_LABELLED


def _best(tried: Sequence[_Labels]) -> _Labels:
    """The labels that tell most, of those that tell enough; of equal ones the first."""
    return max(tried, key=lambda labels: (_tells(labels), labels.information, labels.labelled))


def _decided(relative: str, tried: Sequence[_Labels], target: str) -> Harvested:
    """Whether a file is taken, and why."""
    named = [labels for labels in tried if labels.parts or labels.dropped]
    if not named:
        return Harvested(relative, None, None, 0.0, {}, [], "no names divide it")
    best = _best(named)
    kind = best.source.kind
    said = (kind, round(best.labelled, 4), best.parts, best.dropped)
    if _tells(best):
        against = [f"{labels.source.kind}s {labels.information:.2f}" for labels in named]
        reason = f"its {kind}s tell most (in bits: {', '.join(against)})"
        return Harvested(relative, target, *said, reason)
    if len(best.parts) < FEWEST_PARTS:
        known = f"only {next(iter(best.parts))}" if best.parts else "no part"
        reason = f"its {kind}s name {known}; two parts are needed"
    else:
        reason = f"only {best.labelled:.0%} of its surface has a name"
    return Harvested(relative, None, *said, reason)


def _target(path: Path, folder: str, written: set[str]) -> str:
    """Where a shape goes: a folder a category, and a name that no other shape has."""
    stem = path.stem.replace(".", "_")
    stems = [stem, f"{stem}_{path.suffix[1:].lower()}"]
    stems += [f"{stem}_{number}" for number in range(2, len(written) + 4)]
    targets = (f"{folder}/{stem}.ply" if folder else f"{stem}.ply" for stem in stems)
    return next(target for target in targets if target not in written)


def _write(shape: Shape, labels: _Labels, path: Path) -> None:
    assert shape.faces is not None
    make_folder(path.parent)
    parts = [*labels.parts, -1]
    record = {"on": "faces", "labels": [parts[value] for value in labels.values.tolist()]}
    with atomic_path(path.with_name(f"{path.stem}.labels.json")) as temporary:
        temporary.write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")
    upright = shape.vertices @ up_rotation(shape.up).T
    with atomic_path(path) as temporary:
        temporary.write_bytes(mesh_bytes(upright, shape.faces))
