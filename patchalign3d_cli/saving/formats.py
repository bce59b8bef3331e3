"""Which file a result goes to: the format by the suffix, whole or not at all."""

import contextlib
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.machine.atomic import atomic_path, make_folder
from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.page import write_html
from patchalign3d_cli.pictures.png import write_png
from patchalign3d_cli.pictures.turntable import write_turntable
from patchalign3d_cli.pieces import capped, exploded, extract
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.results_io.glb.writer import write_glb
from patchalign3d_cli.results_io.json.writer import write_json
from patchalign3d_cli.results_io.npz.writer import write_npz
from patchalign3d_cli.results_io.obj import write_mtl, write_obj
from patchalign3d_cli.results_io.ply.writer import write_ply


class Saving(NamedTuple):
    """What a writer may need to know beside the result.

    Attributes:
        name: The name of the finished file, without its suffix.
        options: How it shall look.
    """

    name: str
    options: OutputOptions


def save_segmentation(
    result: PartSegmentation,
    path: str | Path,
    *,
    overwrite: bool = False,
    options: OutputOptions | None = None,
) -> None:
    """Write a result in the format that the path's suffix names.

    The file appears whole or not at all, and the same result gives the same bytes.

    Args:
        result: What to write.
        path: Where; `.glb`, `.ply`, `.obj` (with its `.mtl`), `.json`, `.npz`, `.png`, `.gif`,
            `.webp` or `.html`.
        overwrite: Whether an existing file may be replaced.
        options: How it shall look; None for the defaults.

    Raises:
        OutputError: The suffix is unknown, the file exists, or it cannot be written.
    """
    save_segmentations(result, [path], overwrite=overwrite, options=options)


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
    _save([(result, Path(path)) for path in paths], overwrite, options or OutputOptions())


def save_pieces(
    result: PartSegmentation,
    folder: str | Path,
    formats: Sequence[str],
    *,
    overwrite: bool = False,
    options: OutputOptions | None = None,
    cap: bool = False,
) -> tuple[Path, ...]:
    """Write each piece of a result into a file of its own: all files appear, or none does.

    A file has its piece's name; characters that not every file system takes become `_`.

    Args:
        result: A result with `pieces`.
        folder: Where; made where it is missing.
        formats: `MESH_FORMATS` of which to write, with or without the dot.
        overwrite: Whether existing files may be replaced.
        options: How they shall look; None for the defaults. Nothing is moved apart.
        cap: Whether to close the holes that the cuts leave.

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
    places = []
    for number, stem in enumerate(file_names(result.pieces.names)):
        piece = extract(result, number)
        piece = capped(piece, result) if cap else piece
        places += [(piece, folder / f"{stem}{suffix}") for suffix in suffixes]
    _save(places, overwrite, replace(options or OutputOptions(), explode=0.0))
    return tuple(path for _, path in places)


def _save(
    results: Sequence[tuple[PartSegmentation, Path]], overwrite: bool, options: OutputOptions
) -> None:
    places: dict[Path, PartSegmentation] = {}
    for result, path in results:
        _check_place(path)
        places.update(dict.fromkeys((path, *companions(path)), result))
    for path in places:
        check_free(path, overwrite)
    with contextlib.ExitStack() as stack:
        for path, result in places.items():
            temporary = stack.enter_context(atomic_path(path))
            saving = Saving(path.stem, options)
            writers = COMPANIONS if path.suffix.lower() in COMPANIONS else FORMATS
            writers[path.suffix.lower()](result, temporary, saving)


def _apart(result: PartSegmentation, saving: Saving) -> PartSegmentation:
    return exploded(result, saving.options.explode)


def file_names(names: Sequence[str]) -> list[str]:
    """A file name for each piece, all different wherever upper and lower case are one."""
    found: list[str] = []
    for name in names:
        plain = re.sub(r"[^\w.-]+", "_", name).strip("._-")[:80] or "part"
        stem, number = plain, 2
        while stem.lower() in [other.lower() for other in found]:
            stem, number = f"{plain}_{number}", number + 1
        found.append(stem)
    return found


def _check_place(path: Path) -> None:
    if path.suffix.lower() not in FORMATS:
        raise OutputError(f"{path} names no format that pa3d writes; end it in {_known()}")


def companions(path: Path) -> tuple[Path, ...]:
    """The files that are written along with one: `chair.parts.mtl` with `chair.parts.obj`."""
    return (path.with_suffix(".mtl"),) if path.suffix.lower() == ".obj" else ()


def check_free(path: Path, overwrite: bool) -> None:
    """Make sure that a file may be written.

    Raises:
        OutputError: It is a folder, or exists and may not be replaced.
    """
    if path.is_dir():
        raise OutputError(f"{path} is a folder; name a file with -o")
    if path.exists() and not overwrite:
        raise OutputError(f"{path} exists; add --force or choose another path with -o")


def default_name(
    source_path: str | Path,
    format: str,
    *,
    word: str = "parts",
    known: Collection[str] | None = None,
) -> Path:
    """Where a result of a shape file goes unless told: `chair.obj` -> `chair.parts.glb`.

    Args:
        source_path: The shape file; the result goes beside it.
        format: A suffix, with or without the dot.
        word: What stands between the shape's name and the suffix.
        known: The suffixes that there are; None for `FORMATS`.

    Raises:
        OutputError: The format is unknown.
    """
    source_path, suffix = Path(source_path), f".{format.lower().removeprefix('.')}"
    suffixes = FORMATS if known is None else known
    if suffix not in suffixes:
        raise OutputError(f"unknown output format {format!r}; choose one of {', '.join(suffixes)}")
    return source_path.with_name(f"{source_path.stem}.{word}{suffix}")


def _known() -> str:
    return ", ".join(FORMATS)


Writer = Callable[[PartSegmentation, Path, Saving], None]
FORMATS: dict[str, Writer] = {
    ".glb": lambda result, path, saving: write_glb(_apart(result, saving), path, saving.options),
    ".ply": lambda result, path, saving: write_ply(result, path, saving.options),
    ".obj": lambda result, path, saving: write_obj(result, path, f"{saving.name}.mtl"),
    ".json": lambda result, path, _: write_json(result, path),
    ".npz": lambda result, path, _: write_npz(result, path),
    ".png": lambda result, path, saving: write_png(
        _apart(result, saving), path, options=saving.options
    ),
    ".gif": lambda result, path, saving: write_turntable(
        _apart(result, saving), path, saving.options
    ),
    ".webp": lambda result, path, saving: write_turntable(
        _apart(result, saving), path, saving.options
    ),
    ".html": lambda result, path, saving: write_html(result, path, saving.options),
}
MESH_FORMATS = (".glb", ".ply", ".obj")
"""Formats that hold the shape itself."""
COMPANIONS: dict[str, Writer] = {
    ".mtl": lambda result, path, saving: write_mtl(result, path, saving.options),
}
