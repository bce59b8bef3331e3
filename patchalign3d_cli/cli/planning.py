"""Which shapes become which files, decided before any work is done."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from patchalign3d_cli.choices import RunEngine
from patchalign3d_cli.cli.streams import beside
from patchalign3d_cli.errors import ConfigError, OutputError, ShapeError

if TYPE_CHECKING:
    from patchalign3d_cli.saving import FormatRegistry


@dataclass(frozen=True)
class Job:
    """One shape and the files that it becomes."""

    shape: Path
    results: tuple[Path, ...]


def split_formats(texts: Sequence[str]) -> tuple[str, ...]:
    """The formats of repeated or comma-separated options, in order, each once."""
    names = (name.strip().lower().removeprefix(".") for text in texts for name in text.split(","))
    return tuple(dict.fromkeys(name for name in names if name))


def plan(
    paths: Sequence[Path],
    output: Path | None,
    formats: Sequence[str],
    force: bool,
    registry: "FormatRegistry[Any] | None" = None,
    files: Callable[[Path], Sequence[Path]] | None = None,
) -> list[Job]:
    """Decide every path before any work is done.

    Args:
        paths: Shape files and folders of them; folders within folders are left alone.
        output: A file or a folder; None for beside each shape.
        formats: Names of formats; none for the default ones.
        force: Whether results may replace what exists.
        registry: The formats and names of the results; None for labelled shapes.
        files: All files that one result's path stands for; None for those that the registry knows.

    Raises:
        ShapeError: A folder holds no shapes, or a word is no shape file at all.
        OutputError: A result exists, two shapes would share one, or the folder cannot be written.
    """
    from patchalign3d_cli.batches.inputs import InputShape
    from patchalign3d_cli.batches.planning import result_homes
    from patchalign3d_cli.saving import SEGMENTATION_FORMATS
    from patchalign3d_cli.shapes import find_shapes

    if registry is None:
        registry = SEGMENTATION_FORMATS
    known = registry.suffixes
    _check_words(paths)
    inputs = [
        InputShape(shape, path if path.is_dir() else path.parent)
        for path in paths
        for shape in (find_shapes(path) if path.is_dir() else (path,))
    ]
    inputs = list({os.path.realpath(one.path): one for one in reversed(inputs)}.values())[::-1]
    shapes = [one.path for one in inputs]
    to_file = check_output(output, len(shapes), formats, known)
    if to_file:
        assert output is not None
        jobs = [Job(shape, (output,)) for shape in shapes]
    else:
        forms = formats or registry.default
        homes = result_homes(inputs, output)
        if output is None:
            homes = [beside(home) for home in homes]
        jobs = [
            Job(shape, tuple(registry.default_path(home, form) for form in forms))
            for shape, home in zip(shapes, homes, strict=True)
        ]
    _check_results(jobs, force, files or registry.paths)
    if to_file and output is not None and not output.parent.is_dir():
        raise OutputError(f"there is no folder {output.parent}; make it, or choose another with -o")
    for folder in {job.results[0].parent for job in jobs}:
        if output is not None or folder.is_dir():  # else the shape is missing: its reader's line
            check_folder(folder)
    return jobs


def check_output(
    output: Path | None, count: int, formats: Sequence[str], known: Sequence[str] = ()
) -> bool:
    """Whether `-o` names one file, and not a folder.

    Args:
        output: What it names; None where it was not given.
        count: How many shapes there are.
        formats: Names of the formats that were asked for.
        known: The suffixes that could be written; none for those of labelled shapes.

    Raises:
        OutputError: It names a file, and there are several, or of another format; or it names
            neither a file nor a folder.
    """
    from patchalign3d_cli.batches.urls import is_url, shown
    from patchalign3d_cli.saving import SEGMENTATION_FORMATS

    known = known or SEGMENTATION_FORMATS.suffixes
    if output is not None and is_url(output):
        if output.suffix.lower() in known:
            raise OutputError(f"-o {shown(output)} names one file; name the folder of it")
        return False
    suffix = "" if output is None else output.suffix.lower()
    to_file = output is not None and suffix in known and not output.is_dir()
    mixed = to_file and any(f".{form}" != suffix for form in formats)
    if to_file and (count > 1 or mixed):
        what = "-f of another format" if mixed else f"{count} shapes"
        raise OutputError(
            f"-o {output} names one file, which does not go with {what}; name a folder"
        )
    if output is not None and suffix and not to_file and not output.is_dir():
        raise OutputError(
            f"-o {output} names no format that pa3d writes ({', '.join(known)}); make the folder"
            " first if it is meant as one"
        )
    return to_file


def check_engine(engine: RunEngine, address: str | None) -> None:
    """Make sure that an address is of an engine that has one.

    Raises:
        ConfigError: It is not.
    """
    if address is not None and engine != "ray":
        raise ConfigError("--address is of a Ray cluster; add --engine ray")


def check_folder(folder: Path) -> None:
    """Make sure that a folder can be written to, or made.

    Raises:
        OutputError: It cannot.
    """
    nearest = folder
    while not nearest.exists():
        nearest = nearest.parent
    if not nearest.is_dir():
        raise OutputError(
            f"cannot make the folder {folder}: {nearest} is a file; choose another with -o"
        )
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise OutputError(f"cannot write into {nearest}; choose another folder with -o")


def _check_words(paths: Sequence[Path]) -> None:
    """Catch part names that the shell split off before anything is labelled with the first."""
    from patchalign3d_cli.shapes import SHAPE_SUFFIXES

    for path in paths:
        if len(paths) > 1 and path.suffix.lower() not in SHAPE_SUFFIXES and not path.exists():
            raise ShapeError(
                f"{path} is no shape file; if it is a part name, put quotes around all of them:"
                ' --parts "seat,leg,back"'
            )


def _check_results(
    jobs: Sequence[Job], force: bool, files: Callable[[Path], Sequence[Path]]
) -> None:
    owners: dict[Path, Path] = {}
    for job in jobs:
        for path in [file for result in job.results for file in files(result)]:
            if path in owners:
                raise OutputError(
                    f"{owners[path]} and {job.shape} would both become {path}; segment them one"
                    " by one with -o"
                )
            owners[path] = job.shape
            if path.exists() and job.shape.exists() and path.samefile(job.shape):
                raise OutputError(f"{path} is the shape itself; choose another path with -o")
            if path.exists() and not force:
                raise OutputError(f"{path} exists; add --force or choose another path with -o")
