"""Which shapes a run is about: folders, patterns and lists, spelled out."""

import logging
import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from patchalign3d_cli.batches.urls import (
    find_urls,
    is_url,
    match_urls,
    plain_path,
    shown,
)
from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes import SHAPE_SUFFIXES, find_shapes
from patchalign3d_cli.shapes.folders import (
    is_pieces_folder,
    is_result,
    is_sure_shape,
    left_in_folders,
)
from patchalign3d_cli.shapes.text_files import without_texts

LIST_MARK = "@"
"""`@list.txt` stands for the paths in it, one a line."""
_MOST_LIST_BYTES = 2**30

_log = logging.getLogger(__name__)


class _Search(NamedTuple):
    """How folders are searched; see `list_inputs`."""

    recursive: bool
    columns: tuple[str, str, str] | None

    def folder(self, path: Path) -> list["InputShape"]:
        shapes = find_shapes(path, recursive=self.recursive, columns=self.columns)
        return [InputShape(shape, path) for shape in shapes]


class InputShape(NamedTuple):
    """A shape of a run.

    Attributes:
        path: Its file.
        base: The folder that its place among the results is counted from.
    """

    path: Path
    base: Path


def list_inputs(
    words: Sequence[Path],
    *,
    recursive: bool = False,
    columns: tuple[str, str, str] | None = None,
) -> list[InputShape]:
    """Spell out what a command line names: each file once under its first name, in order.

    Args:
        words: Files, folders, patterns (`scans/**/*.ply`), lists (`@list.txt`), and URLs of all
            but lists.
        recursive: Whether folders within folders count.
        columns: The columns of x, y and z in tables, where somebody named them.

    Raises:
        ShapeError: A folder or a pattern holds no shape, a list cannot be read, or a word is no
            shape file at all.
    """
    search, alone = _Search(recursive, columns), len(words) == 1
    listed = [shape for word in words for shape in _expand(word, search, alone=alone)]
    return list({_identity(shape.path): shape for shape in reversed(listed)}.values())[::-1]


def _identity(path: Path) -> str:
    """The same for all names of one file: `a.obj`, `./a.obj`, a link to it."""
    return str(path) if is_url(path) else os.path.realpath(path)


def read_lines(path: Path, what: str) -> list[str]:
    """The lines of a small text file, without blanks around them.

    Raises:
        ShapeError: It cannot be read.
    """
    try:
        if path.stat().st_size > _MOST_LIST_BYTES:
            raise ShapeError(f"{path} is too large to be {what}; split it")
        return [line.strip() for line in path.read_text(encoding="utf-8-sig").splitlines()]
    except UnicodeDecodeError as error:
        raise ShapeError(f"{path} is no text in UTF-8; save {what} as that") from error
    except OSError as error:
        raise ShapeError(f"cannot read {path}: {error.strerror or error}; check the path") from None


def _expand(word: Path, search: _Search, *, alone: bool) -> list[InputShape]:
    word = plain_path(word)
    name = str(word)
    if is_url(word):
        return _of_store(word, search)
    if word.is_dir():
        return search.folder(word)
    if word.exists():
        return [InputShape(word, word.parent)]
    if name.startswith(LIST_MARK):
        return _listed(Path(name.removeprefix(LIST_MARK)), search)
    if any(mark in name for mark in "*?["):
        return _matching(word, search)
    if not alone and word.suffix.lower() not in SHAPE_SUFFIXES:
        raise ShapeError(
            f"{word} is no shape file; if it is a part name, put quotes around all of them:"
            ' --parts "seat,leg,back"'
        )
    return [InputShape(word, word.parent)]  # its reader says that it is missing


def _listed(path: Path, search: _Search) -> list[InputShape]:
    """The shapes of a list; its paths are relative to the current folder, as typed ones are."""
    paths = [line for line in read_lines(path, "a list of shapes") if line and line[0] != "#"]
    if not paths:
        raise ShapeError(f"{path} lists no shapes; write one path a line")
    return [shape for line in paths for shape in _entry(Path(line), search)]


def _entry(path: Path, search: _Search) -> list[InputShape]:
    path = plain_path(path)
    if is_url(path):
        return _of_store(path, search)
    if path.is_dir():
        return search.folder(path)
    return [InputShape(path, path.parent)]


def _matching(pattern: Path, search: _Search) -> list[InputShape]:
    """The shape files that fit a pattern; the folder before its first wildcard is their base."""
    base = _before_wildcards(pattern)
    parts = pattern.parts
    first = len(base.parts)
    files = [
        path
        for path in sorted(base.glob(str(Path(*parts[first:]))))
        if path.is_file() and path.suffix.lower() in SHAPE_SUFFIXES
    ]
    files = [path for path in files if not _is_left_out(path.relative_to(base))]
    shapes = without_texts(files, search.columns)
    if not shapes:
        raise ShapeError(
            f"no shape file fits {pattern}; pa3d reads {', '.join(sorted(SHAPE_SUFFIXES))}"
        )
    return [InputShape(path, base) for path in shapes]


def _before_wildcards(pattern: Path) -> Path:
    parts = pattern.parts
    first = next(i for i, part in enumerate(parts) if any(mark in part for mark in "*?["))
    return Path(*parts[:first])


def _of_store(url: Path, search: _Search) -> list[InputShape]:
    """The shapes of a URL: one file's, a folder's, or those that fit a pattern."""
    deeper: list[str] = []
    if any(mark in str(url) for mark in "*?["):
        base, files = _before_wildcards(url), match_urls(url)
    elif url.suffix.lower() in SHAPE_SUFFIXES:
        return [InputShape(url, url.parent)]
    else:
        base = url
        files = list(find_urls(url))
        if not search.recursive:
            files, deeper = _split_level(files, url)
    shapes = [
        path
        for path in files
        if path.suffix.lower() in SHAPE_SUFFIXES and not _is_left_out(path.relative_to(base))
    ]
    if shapes and deeper:
        _log.warning(left_in_folders(shown(url), deeper))
    if not shapes:
        raise ShapeError(
            f"no shape file in {shown(url)}; pa3d reads {', '.join(sorted(SHAPE_SUFFIXES))}"
        )
    return [InputShape(path, base) for path in shapes]


def _split_level(files: Sequence[Path], base: Path) -> tuple[list[Path], list[str]]:
    """The files right in a folder, and the names of the folders in it that hold shapes."""
    here = [path for path in files if path.parent == base]
    deeper = [path.relative_to(base) for path in files if path.parent != base]
    left = [path for path in deeper if is_sure_shape(path) and not _is_left_out(path)]
    return here, sorted({path.parts[0] for path in left})


def _is_left_out(path: Path) -> bool:
    """Whether a path is hidden, a result, or a piece of one (`chair.parts/leg.glb`)."""
    folders = path.parent.parts
    hidden = any(name.startswith(".") for name in path.parts)
    return hidden or is_result(path) or any(is_pieces_folder(name) for name in folders)
