"""What a reader of results is given, and how it finds the shape."""

from pathlib import Path
from typing import NamedTuple

from patchalign3d_cli.choices import UpAxis
from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.shapes import SHAPE_SUFFIXES, Shape, load_shape


class ResultFile(NamedTuple):
    """A result file to read.

    Attributes:
        path: The file.
        data: Its bytes.
        shape: The shape's file, where it was told.
        up: The axis that points up in the shape, where it was told.
    """

    path: Path
    data: bytes
    shape: Path | None
    up: UpAxis | None

    def damaged(self, reason: str) -> OutputError:
        """The error for this file; `reason` is a clause."""
        return OutputError(f"cannot read {self.path}: {reason}; write the result again")


def shape_beside(request: ResultFile, name: str | None, up: UpAxis | None) -> Shape:
    """The shape that a result without one is of.

    Args:
        request: The result.
        name: The shape's file name, where the result tells it; else it goes by its own name:
            `chair.parts.npz` is of `chair.obj`, `chair.stl` and so on.
        up: The axis that points up.

    Raises:
        OutputError: There is no such file, or more than one.
        ShapeError: It cannot be read.
    """
    if request.shape is not None:
        return load_shape(request.shape, up=up)
    folder, stem = request.path.parent, request.path.stem.removesuffix(".parts")
    if name is not None:
        found = [folder / Path(name).name]
    else:
        found = [folder / f"{stem}{suffix}" for suffix in SHAPE_SUFFIXES]
    found = [place for place in found if place.is_file() and place != request.path]
    if len(found) == 1:
        return load_shape(found[0], up=up)
    missing = f"its shape {name or stem + '.*'} does not lie beside it"
    several = f"{' and '.join(place.name for place in found)} lie beside it"
    raise OutputError(
        f"{request.path} holds labels alone, and {several if found else missing}; name the"
        " shape's file with --shape"
    )


def check_fit(request: ResultFile, labels: int, shape: Shape) -> None:
    """Make sure that there is one label for each element.

    Raises:
        OutputError: There is not.
    """
    if labels != shape.element_count:
        kind = "points" if shape.is_cloud else "faces"
        raise OutputError(
            f"{request.path} has {labels:,} labels and its shape {shape.path} has"
            f" {shape.element_count:,} {kind}; name the shape that it was made from with --shape,"
            " or give a result that holds its shape (.glb, .ply)"
        )
