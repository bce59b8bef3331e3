"""`-` on the command line: a shape from standard input, a result to standard output."""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer

from patchalign3d_cli.errors import OutputError

STREAM = Path("-")
_NAME = "stdin"
_FOLDER = "pa3d-stdin-"


def read_standard_input(context: typer.Context, words: list[Path] | None) -> list[Path] | None:
    """Put the shape that arrives on standard input in the place of `-`: a callback of arguments.

    Its content tells the format. It lies in a folder of its own until the command ends.

    Raises:
        typer.BadParameter: `-` stands beside other shapes, or the bytes are of no format that
            their content tells.
    """
    if context.resilient_parsing or not words or STREAM not in words:
        return words
    if len(words) > 1:
        raise typer.BadParameter("- reads one shape from stdin; leave out the others")

    from patchalign3d_cli.shapes.formats.content import suffix_by_content

    data = sys.stdin.buffer.read()
    suffix = suffix_by_content(data)
    if suffix is None:
        what = "of no format that its content tells" if data else "empty"
        raise typer.BadParameter(f"what came on stdin is {what}; give the path of a file")
    folder = tempfile.TemporaryDirectory(prefix=_FOLDER)
    context.call_on_close(folder.cleanup)
    path = Path(folder.name) / f"{_NAME}{suffix}"
    path.write_bytes(data)
    return [path]


def read_one_standard_input(context: typer.Context, word: Path | None) -> Path | None:
    """`read_standard_input` for an argument that is one shape."""
    words = read_standard_input(context, None if word is None else [word])
    return words[0] if words else None


def beside(shape: Path) -> Path:
    """Where the results of a shape lie by default; of one from stdin, in the current folder."""
    return Path(shape.name) if shape.parent.name.startswith(_FOLDER) else shape


@contextmanager
def standard_output(formats: Sequence[str], refused: Sequence[str]) -> Iterator[Path]:
    """A file whose bytes go to standard output at the end.

    Args:
        formats: The format that was asked for, one.
        refused: Options that were given and do not go with it.

    Raises:
        OutputError: Not exactly one format is named, or an option does not go with it.
    """
    if len(formats) != 1:
        many = f", not {' and '.join(formats)}" if formats else ""
        raise OutputError(f"-o - writes one format to stdout{many}; name it: -f glb")
    if refused:
        raise OutputError(f"-o - leaves stdout to the result; leave out {', '.join(refused)}")
    with tempfile.TemporaryDirectory(prefix="pa3d-stdout-") as folder:
        path = Path(folder) / f"result.{formats[0]}"
        yield path
        sys.stdout.buffer.write(path.read_bytes())
        sys.stdout.buffer.flush()
