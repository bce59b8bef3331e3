"""Files of labelled shapes."""

import os
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, NamedTuple

from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.machine.atomic import make_folder
from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.pieces import capped, exploded, extract
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.saving.registry import FormatRegistry, file_names, write_files
from patchalign3d_cli.saving.stale import remove_stale

MESH_FORMATS = (".glb", ".ply", ".obj", ".stl")
"""Formats that hold the shape itself."""


class StyledSegmentation(NamedTuple):
    """A labelled shape and how files show it."""

    result: PartSegmentation
    options: OutputOptions

    @property
    def exploded(self) -> PartSegmentation:
        """The result with its parts (pieces) moved as far from the middle as asked for."""
        return exploded(self.result, self.options.explode)


def save_segmentation(
    result: PartSegmentation,
    path: str | Path | BinaryIO,
    *,
    overwrite: bool = False,
    format: str | None = None,
    options: OutputOptions | None = None,
) -> None:
    """Write a result in the format that the path's suffix names.

    The file appears whole or not at all, and the same result gives the same bytes.

    Args:
        result: What to write.
        path: Where: `.glb`, `.ply`, `.obj` (with its `.mtl`), `.stl`, `.3mf`, `.usda`, `.usdz`,
            `.json`, `.npz`, `.png`, `.gif`, `.webp` or `.html`; or a file open for bytes, with
            `format`.
        overwrite: Whether an existing file may be replaced.
        format: The format of an open file: `glb`, `.ply` ...
        options: How it shall look; None for the defaults.

    Raises:
        OutputError: The suffix is unknown, the file exists, or it cannot be written; or an open
            file has no format, or one of several files.
    """
    if not isinstance(path, str | os.PathLike):
        path.write(segmentation_bytes(result, format, options=options))
        return
    save_segmentations(result, [path], overwrite=overwrite, options=options)


def segmentation_bytes(
    result: PartSegmentation, format: str | None, *, options: OutputOptions | None = None
) -> bytes:
    """The file of a result in one format.

    Args:
        result: What to write.
        format: `glb`, `.ply` ...
        options: How it shall look; None for the defaults.

    Raises:
        OutputError: There is no format, it is unknown, or it consists of several files.
    """
    if format is None:
        raise OutputError('nothing says which format to write; add format="glb" (or another one)')
    suffix = f".{format.lower().removeprefix('.')}"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"shape{suffix}"
        save_segmentations(result, [path], options=options)
        if len(list(Path(folder).iterdir())) > 1:
            raise OutputError(f"{suffix} is written as several files; give a path instead")
        return path.read_bytes()


def save_segmentations(
    result: PartSegmentation,
    paths: Sequence[str | Path],
    *,
    overwrite: bool = False,
    options: OutputOptions | None = None,
) -> None:
    """Write a result in several formats: all files appear, or none does.

    Args:
        result: What to write.
        paths: Where; the suffix of each names its format.
        overwrite: Whether existing files may be replaced.
        options: How they shall look; None for the defaults.

    Raises:
        OutputError: A suffix is unknown, a file exists, or one cannot be written.
    """
    styled = StyledSegmentation(result, options or OutputOptions())
    files = [file for path in paths for file in SEGMENTATION_FORMATS.files(styled, Path(path))]
    write_files(files, overwrite=overwrite)


def save_pieces(
    result: PartSegmentation,
    folder: str | Path,
    formats: Sequence[str],
    *,
    overwrite: bool = False,
    options: OutputOptions | None = None,
) -> tuple[Path, ...]:
    """Write each piece of a result into a file of its own: all files appear, or none does.

    A file has its piece's name; characters that not every file system takes become `_`.

    Args:
        result: A result with `pieces`.
        folder: Where; made where it is missing.
        formats: `MESH_FORMATS` of which to write, with or without the dot.
        overwrite: Whether existing files may be replaced; pieces of an earlier run that are no
            more then go too, in the formats that are written.
        options: How they shall look; None for the defaults. Nothing is moved apart.

    Returns:
        The files.

    Raises:
        OutputError: A format holds no shapes, a file exists, or one cannot be written.
    """
    assert result.pieces is not None
    folder = Path(folder)
    suffixes = [f".{form.lower().removeprefix('.')}" for form in formats]
    for suffix in suffixes:
        if suffix not in MESH_FORMATS:
            raise OutputError(f"{suffix} holds no shape; pieces go to {', '.join(MESH_FORMATS)}")
    make_folder(folder)
    options = replace(options or OutputOptions(), explode=0.0)
    files = []
    for number, stem in enumerate(file_names(result.pieces.names)):
        piece = extract(result, number)
        styled = StyledSegmentation(capped(piece, result) if options.cap else piece, options)
        for suffix in suffixes:
            files += SEGMENTATION_FORMATS.files(styled, folder / f"{stem}{suffix}")
    written = write_files(files, overwrite=overwrite)
    if overwrite:
        remove_stale(folder, {path.suffix.lower() for path in written}, set(written))
    return written


# A writer is imported when its format is written: all of them together cost more time than the
# labels of a small shape.


def _write_glb(styled: StyledSegmentation, path: Path, name: str) -> None:
    from patchalign3d_cli.results_io.glb.writer import write_glb

    write_glb(styled.exploded, path, styled.options)


def _write_ply(styled: StyledSegmentation, path: Path, name: str) -> None:
    from patchalign3d_cli.results_io.ply.writer import write_ply

    write_ply(styled.result, path, styled.options)


def _write_obj(styled: StyledSegmentation, path: Path, name: str) -> None:
    from patchalign3d_cli.results_io.obj import write_obj

    write_obj(styled.result, path, f"{name}.mtl")


def _write_mtl(styled: StyledSegmentation, path: Path, name: str) -> None:
    from patchalign3d_cli.results_io.obj import write_mtl

    write_mtl(styled.result, path, styled.options)


def _write_stl(styled: StyledSegmentation, path: Path, name: str) -> None:
    from patchalign3d_cli.results_io.stl import write_stl

    write_stl(styled.result, path, styled.options)


def _write_3mf(styled: StyledSegmentation, path: Path, name: str) -> None:
    from patchalign3d_cli.results_io.threemf.writer import write_3mf

    write_3mf(styled.result, path, styled.options)


def _write_usda(styled: StyledSegmentation, path: Path, name: str) -> None:
    from patchalign3d_cli.results_io.usd.writer import write_usda

    write_usda(styled.result, path, styled.options)


def _write_usdz(styled: StyledSegmentation, path: Path, name: str) -> None:
    from patchalign3d_cli.results_io.usd.writer import write_usdz

    write_usdz(styled.result, path, styled.options)


def _write_json(styled: StyledSegmentation, path: Path, name: str) -> None:
    from patchalign3d_cli.results_io.json.writer import write_json

    write_json(styled.result, path)


def _write_npz(styled: StyledSegmentation, path: Path, name: str) -> None:
    from patchalign3d_cli.results_io.npz.writer import write_npz

    write_npz(styled.result, path)


def _write_picture(styled: StyledSegmentation, path: Path, name: str) -> None:
    from patchalign3d_cli.pictures.png import write_png

    write_png(styled.exploded, path, options=styled.options)


def _write_animation(styled: StyledSegmentation, path: Path, name: str) -> None:
    from patchalign3d_cli.pictures.turntable import write_turntable

    write_turntable(styled.exploded, path, styled.options)


def _write_page(styled: StyledSegmentation, path: Path, name: str) -> None:
    from patchalign3d_cli.page import write_html

    write_html(styled.result, path, styled.options)


SEGMENTATION_FORMATS: FormatRegistry[StyledSegmentation] = FormatRegistry(
    content="a labelled shape",
    word="parts",
    default=(".glb", ".ply", ".json"),
    writers={
        ".glb": _write_glb,
        ".ply": _write_ply,
        ".obj": _write_obj,
        ".stl": _write_stl,
        ".3mf": _write_3mf,
        ".usda": _write_usda,
        ".usdz": _write_usdz,
        ".json": _write_json,
        ".npz": _write_npz,
        ".png": _write_picture,
        ".gif": _write_animation,
        ".webp": _write_animation,
        ".html": _write_page,
    },
    companions={".obj": (".mtl", _write_mtl)},
)
