"""Labelled shapes as people have them at hand: one file, or a folder."""

from pathlib import Path

from patchalign3d_cli.choices import UpDirection
from patchalign3d_cli.datasets.folder import FolderData, labels_beside, read_pair
from patchalign3d_cli.datasets.labelled import LabelledShape
from patchalign3d_cli.datasets.layout import digest
from patchalign3d_cli.datasets.part_names import NAMES_FILE, read_part_names
from patchalign3d_cli.errors import DataError
from patchalign3d_cli.machine.digests import file_sha256
from patchalign3d_cli.results_io import is_result, load_segmentation


def load_examples(path: Path, *, up: UpDirection | None = None) -> tuple[LabelledShape, ...]:
    """Read labelled shapes.

    Args:
        path: A result of pa3d (`chair.parts.json`, `.npz`, `.ply`, `.glb`), a shape with its label
            file beside it, or a folder as `FolderData` reads it.
        up: The axis that points up in shapes with label files, and in the shape beside a result.

    Raises:
        DataError: Nothing there is labelled, or the labels do not fit.
        OutputError: The result cannot be read.
        ShapeError: The shape cannot be read.
    """
    if path.is_dir():
        folder = FolderData(path, up=up)
        return tuple(folder.load(index) for index in range(len(folder)))
    if not path.is_file():
        raise DataError(f"there is no file {path}; check the path")
    if is_result(path):
        return (_from_result(path, up),)
    labels = labels_beside(path)
    if labels is None:
        raise DataError(
            f"{path} has no labels; put {path.stem}.labels.txt (or .npy, .json) beside it, or give"
            " a result of pa3d (chair.parts.json)"
        )
    names_file = path.with_name(NAMES_FILE)
    names = read_part_names(names_file) if names_file.is_file() else {}
    return (read_pair(path, labels, names.get(""), item=path.name, up=up),)


def _from_result(path: Path, up: UpDirection | None) -> LabelledShape:
    result = load_segmentation(path, up=up)
    return LabelledShape(
        item=path.name,
        category="",
        shape=result.source,
        parts=result.parts,
        labels=result.labels,
        on="points" if result.source.is_cloud else "faces",
        sha256=digest(file_sha256(path)),
    )
