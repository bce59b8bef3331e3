"""A folder of files with telling names as a folder of labelled shapes."""

import hashlib
import json
import re
from collections.abc import Callable, Collection
from dataclasses import asdict, replace
from pathlib import Path

from patchalign3d_cli.errors import DataError, ShapeError
from patchalign3d_cli.machine.atomic import atomic_path, make_folder
from patchalign3d_cli.shapes import Shape, UpDirection, up_rotation
from patchalign3d_cli.text.encoder import LabelEncoder
from patchalign3d_training.harvest.labelling import (
    FaceLabels,
    Harvested,
    decide,
    most_telling,
    name_faces,
)
from patchalign3d_training.harvest.names import PartNames
from patchalign3d_training.harvest.robots import files_of_robot, is_robot
from patchalign3d_training.harvest.sources import SCENE_SUFFIXES, read_named_shapes
from patchalign3d_training.synthesis.files import mesh_bytes

REPORT_FILE = "harvest.json"


def harvest(
    root: Path,
    out: Path,
    encoder: LabelEncoder | None,
    *,
    category: str | None = None,
    up: UpDirection | None = None,
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
    firsts: dict[bytes, str] = {}
    names: dict[str, PartNames] = {}

    def tell(result: Harvested) -> None:
        results.append(result)
        report(result)

    for path in files:
        relative = path.relative_to(root).as_posix()
        try:
            shapes = read_named_shapes(path, root, up)
        except (ShapeError, OSError) as error:
            reason = " ".join(str(error).split())
            tell(Harvested(relative, None, None, 0.0, {}, [], reason, failed=True))
            continue
        if not shapes:
            reason = "none of its links has a visual mesh"
            tell(Harvested(relative, None, None, 0.0, {}, [], reason))
        folder = category or "-".join(path.relative_to(root).parent.parts)
        if folder not in names:
            names[folder] = PartNames(encoder, folder)
        for name, shape, sources in shapes:
            tried = [name_faces(shape, source, names[folder]) for source in sources]
            stem = "-".join(filter(None, (path.stem, name)))
            target = _target(stem, path.suffix, folder, written)
            result = decide(relative, tried, target)
            if result.shape is not None:
                content = _labelled_files(shape, most_telling(tried))
                digest = hashlib.sha256(b"\n".join(content)).digest()
                first = firsts.setdefault(digest, target)
                if first == target:
                    written.add(target)
                    _write(content, out / target)
                else:
                    result = replace(result, shape=None, reason=f"it is the same as {first}")
            tell(replace(result, body=name or None))
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
    named = {file for path in robots for file in files_of_robot(path, root)}
    robots = [path for path in robots if path.resolve() not in named]
    scenes = [
        path
        for path in visible
        if path.suffix.lower() in SCENE_SUFFIXES and path.resolve() not in named
    ]
    if not scenes and not robots:
        kinds = ", ".join((*SCENE_SUFFIXES, ".urdf", ".xml (MJCF)"))
        raise DataError(f"no file in {root} can name its parts; pa3d harvests {kinds}")
    return sorted([*scenes, *robots])


def _target(stem: str, suffix: str, folder: str, written: set[str]) -> str:
    """Where a shape goes: a folder a category, and a name that no other shape has."""
    stem = re.sub(r"[^\w-]", "_", stem)
    stems = [stem, f"{stem}_{suffix[1:].lower()}"]
    stems += [f"{stem}_{number}" for number in range(2, len(written) + 4)]
    targets = (f"{folder}/{stem}.ply" if folder else f"{stem}.ply" for stem in stems)
    return next(target for target in targets if target not in written)


def _labelled_files(shape: Shape, labels: FaceLabels) -> tuple[bytes, bytes]:
    """A shape, y up, as PLY, and its labels as JSON."""
    assert shape.faces is not None
    parts = [*labels.parts, -1]
    record = {"on": "faces", "labels": [parts[value] for value in labels.values.tolist()]}
    upright = shape.vertices @ up_rotation(shape.up).T
    text = json.dumps(record, ensure_ascii=False) + "\n"
    return mesh_bytes(upright, shape.faces), text.encode("utf-8")


def _write(files: tuple[bytes, bytes], path: Path) -> None:
    make_folder(path.parent)
    for content, target in zip(
        files, (path, path.with_name(f"{path.stem}.labels.json")), strict=True
    ):
        with atomic_path(target) as temporary:
            temporary.write_bytes(content)
