"""The part names of a run, from options and files."""

from collections.abc import Sequence
from pathlib import Path


def part_names(texts: Sequence[str], file: Path | None) -> tuple[str, ...]:
    """The names of `--parts` and `--parts-file`; none where neither was given.

    Raises:
        PartsError: A name is empty, doubled or too long, or the file cannot be read.
    """
    from patchalign3d_cli.text.labels import check_parts, parse_parts, read_parts_file

    names = parse_parts(texts) + (read_parts_file(file) if file is not None else ())
    if names:
        check_parts(names)
    return names
