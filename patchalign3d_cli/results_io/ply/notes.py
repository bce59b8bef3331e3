"""Comments in the header of a PLY file: short lines of ASCII, and the record cut into some."""

import json
import re
import sys
from collections.abc import Iterable
from typing import Any

from patchalign3d_cli.results import ModelIdentity
from patchalign3d_cli.results_io.json.record import portable_name
from patchalign3d_cli.results_io.ply import keys

# Readers give a header line a fixed buffer, 1,024 bytes in the smallest that is in wide use.
_LONGEST_LINE = 900
_LONGEST_TEXT = 200
_PART = re.compile(rf"{keys.PART} (\d+) (.*)")
_ESCAPE = re.compile(r"\\(?:(x[\da-f]{2}|u[\da-f]{4}|U[\da-f]{8})|([\\nrt]))")
_LETTERS = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\"}
_MOST_PARTS = 100_000


def header_text(text: str) -> str:
    r"""`text` as one short ASCII header word sequence that no parser trips over.

    Line breaks, control characters and what is not ASCII become escapes as Python writes them
    (`\n`, `\xe9`, `\u5ea7`), the word `end_header` loses its underscore to one, and what is
    longer than 200 characters is cut and ends in three dots.
    """
    escaped = text.encode("unicode_escape").decode("ascii")
    escaped = escaped.replace("end_header", r"end\x5fheader")
    if len(escaped) > _LONGEST_TEXT:
        return escaped[: _LONGEST_TEXT - 3] + "..."
    return escaped


def model_note(model: ModelIdentity) -> str:
    """The comment that names the model."""
    return f"{keys.MODEL} {header_text(portable_name(model.name))}"


def name_notes(word: str, names: Iterable[str]) -> list[str]:
    """The comments that name the parts or the pieces, for people and other programs."""
    return [f"{word} {i} {header_text(name)}" for i, name in enumerate(names)]


def record_notes(record: dict[str, Any]) -> list[str]:
    """The comments that hold a record."""
    text = json.dumps(record, separators=(",", ":"), allow_nan=False)
    # The word can stand inside a text alone, where JSON has an escape for each character.
    text = text.replace("end_header", r"end\u005fheader")
    starts = range(0, len(text), _LONGEST_LINE)
    return [f"{keys.RECORD} {text[start : start + _LONGEST_LINE]}" for start in starts]


def noted_record(comments: Iterable[str]) -> Any:
    """What `record_notes` wrote; None where there is no record.

    Raises:
        ValueError: It is damaged.
    """
    word = f"{keys.RECORD} "
    chunks = [note.removeprefix(word) for note in comments if note.startswith(word)]
    return json.loads("".join(chunks)) if chunks else None


def noted_parts(comments: Iterable[str], count: int) -> tuple[str, ...]:
    """Names of at least `count` parts; `part 3` for one that no comment names."""
    names = {}
    for comment in comments:
        match = _PART.fullmatch(comment)
        if match is not None and int(match[1]) < _MOST_PARTS:
            names[int(match[1])] = _unescaped(match[2])
    size = max([count, *(number + 1 for number in names)])
    return tuple(names.get(number, f"part {number}") for number in range(size))


def noted_model(comments: Iterable[str]) -> str | None:
    """The name of the model; None where no comment has it."""
    word = f"{keys.MODEL} "
    names = [note.removeprefix(word) for note in comments if note.startswith(word)]
    return _unescaped(names[0]) if names else None


def _unescaped(text: str) -> str:
    """The text behind its escapes; one that was cut stays as it is."""
    return _ESCAPE.sub(_character, text)


def _character(escape: re.Match[str]) -> str:
    if escape[2]:
        return _LETTERS[escape[2]]
    code = int(escape[1][1:], 16)
    return chr(code) if code <= sys.maxunicode else escape[0]
