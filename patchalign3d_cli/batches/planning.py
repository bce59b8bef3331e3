"""Which files the shapes of a run become, decided before any work is done."""

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from patchalign3d_cli.batches.inputs import InputShape
from patchalign3d_cli.batches.task import ShapeTask
from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.results_io.features.layout import shape_stem
from patchalign3d_cli.saving import MESH_FORMATS, SEGMENTATION_FORMATS


def result_paths(
    shapes: Sequence[InputShape], output: Path | None, formats: Sequence[str]
) -> list[tuple[Path, ...]]:
    """The results of each shape: beside it, or under a folder in the tree that the shapes stand in.

    Where two shapes would share a result, the tree is counted from the folder that holds all of
    them; where they stand in one folder, their names keep the suffix: `chair.obj.parts.glb`.

    Args:
        shapes: The shapes, all different.
        output: The folder; None for beside each shape.
        formats: Names of formats; none for the default ones.

    Raises:
        OutputError: A format is unknown, or two shapes would share a result all the same.
    """
    forms = formats or SEGMENTATION_FORMATS.default
    return [
        tuple(SEGMENTATION_FORMATS.default_path(home, form) for form in forms)
        for home in result_homes(shapes, output)
    ]


def result_homes(shapes: Sequence[InputShape], output: Path | None) -> list[Path]:
    """For each shape the path that its results are named by, all different; see `result_paths`.

    Args:
        shapes: The shapes, all different.
        output: The folder of the results; None for beside each shape.

    Raises:
        OutputError: Two shapes would share a result all the same.
    """
    homes = [_home(shape.path, shape.base, output) for shape in shapes]
    if output is not None and _doubled(homes):
        common = _common_folder([shape.path for shape in shapes])
        homes = [_home(shape.path.absolute(), common, output) for shape in shapes]
    stems = Counter(_name(home) for home in homes)
    named = [home if stems[_name(home)] == 1 else _with_suffix_kept(home) for home in homes]
    if doubled := _doubled(named):
        one, two = [shapes[i].path for i, home in enumerate(named) if _name(home) == doubled[0]][:2]
        raise OutputError(f"{one} and {two} would both become {doubled[0]}; rename one of them")
    return named


def written_files(task: ShapeTask) -> tuple[Path, ...]:
    """The files that a task is known to write, without those of pieces."""
    return tuple(file for path in task.results for file in SEGMENTATION_FORMATS.paths(path))


def pieces_folder(results: Sequence[Path]) -> Path:
    """Where the pieces of a shape go: `chair.parts/` beside `chair.parts.glb`."""
    return results[0].with_suffix("")


def check_pieces_format(results: Sequence[Path]) -> None:
    """Make sure that a format was asked for that holds shapes, in which pieces are written.

    Raises:
        OutputError: There is none.
    """
    if not any(path.suffix.lower() in MESH_FORMATS for path in results):
        raise OutputError(
            f"--split writes pieces as {', '.join(MESH_FORMATS)}, but none of these was asked"
            " for; add -f glb"
        )


def _home(path: Path, base: Path, output: Path | None) -> Path:
    """The shape's path as if it stood where its results shall."""
    if output is None:
        return path
    return output / (path.relative_to(base) if path.is_relative_to(base) else path.name)


def _name(home: Path) -> Path:
    return home.with_name(shape_stem(home))


def _doubled(homes: Sequence[Path]) -> list[Path]:
    """Names that several shapes of different folders, or of one file's name, would share."""
    counts = Counter(homes)
    return [_name(home) for home, count in counts.items() if count > 1]


def _common_folder(paths: Sequence[Path]) -> Path:
    try:
        return Path(os.path.commonpath([path.absolute().parent for path in paths]))
    except ValueError as error:  # on several drives
        raise OutputError(
            "shapes of one name on several drives would share a result; run them one by one"
        ) from error


def _with_suffix_kept(home: Path) -> Path:
    return home.with_name(home.name + home.suffix)
