"""What people type as part names: parsing, cleaning, checking, and the prompts made of them."""

import functools
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from patchalign3d_cli.errors import PartsError

PART_TEMPLATES = ("{}", "a {}", "{} part")
"""Prompts of a part by itself, as the published model was trained with."""

CATEGORY_TEMPLATES = ("a {} of a {}", "the {} of a {}", "{} of {}", "a {} part of a {}")
"""Prompts of (part, category), as in the official code."""

MAX_LABEL_LENGTH = 200
MAX_PARTS = 1000

# One field of a comma-separated value: quoted (a doubled quote stands for one) or bare.
_FIELD = re.compile(r'\s*(?:"((?:[^"]|"")*)"\s*|([^",\s][^,]*)|)(?:(,)|$)')
_COMMENT = re.compile(r"(?:^|\s)#.*")


@functools.lru_cache(maxsize=8192)
def clean_label(label: str) -> str:
    """The form of a label that is embedded, and by which two labels are compared.

    Lower case; `_` and every character that is no part of a word becomes a space; spaces
    collapse. Words of every script are kept, with the vowel signs and accents on them.

    Args:
        label: A part's name as it was typed.

    Returns:
        The cleaned label; empty where the name holds no word.
    """
    characters: list[str] = []
    in_word = False
    for character in unicodedata.normalize("NFC", label.lower()):
        is_mark = unicodedata.category(character).startswith("M")
        in_word = character.isalnum() or (in_word and is_mark)
        characters.append(character if in_word else " ")
    return " ".join("".join(characters).split())


def label_rows(labels: Sequence[str]) -> dict[str, int]:
    """The row of each label by its cleaned form; of two with one form the first counts."""
    rows: dict[str, int] = {}
    for row, label in enumerate(labels):
        rows.setdefault(clean_label(label), row)
    return rows


def prompts(label: str, category: str | None = None, *, ensemble: bool = False) -> tuple[str, ...]:
    """The sentences whose embeddings are averaged into a label's.

    Args:
        label: A part's name.
        category: What the shape is, if that shall go into the sentences.
        ensemble: Whether to ask with both kinds of prompts where a category is given.

    Returns:
        The three part prompts, or the four category prompts where a category is given; all seven
        for an ensemble, as in the official code.

    Raises:
        PartsError: The label or the category holds no word.
    """
    part = _word_of(label, "part name")
    alone = tuple(template.format(part) for template in PART_TEMPLATES)
    if category is None:
        return alone
    whole = _word_of(category, "category")
    within = tuple(template.format(part, whole) for template in CATEGORY_TEMPLATES)
    return within + alone if ensemble else within


def parse_parts(texts: Sequence[str]) -> tuple[str, ...]:
    """Read the values of `--parts`: names between commas, each value adding to the list.

    Double quotes protect a comma (`"a, b",c` is two names), and a doubled quote inside them is
    one quote. A quote inside a bare name is itself. Blank names are dropped.

    Args:
        texts: The option's values in order.

    Returns:
        The names in order, without blanks around them. Nothing is checked but the quotes.

    Raises:
        PartsError: A quote is never closed, or text follows a closed quote.
    """
    names: list[str] = []
    for text in texts:
        position, more = 0, True
        while more:
            match = _FIELD.match(text, position)
            if match is None:
                raise PartsError(
                    f"the quotes do not match in {_shown(text[position:])}; write a name with a"
                    ' comma as "a, b", and a quote inside quotes twice'
                )
            quoted, bare, comma = match.groups()
            name = bare or (quoted or "").replace('""', '"')
            names.append(name.strip())
            position, more = match.end(), comma is not None
    return tuple(name for name in names if name)


def join_parts(names: Sequence[str]) -> str:
    """Names as one value of `--parts`, which `parse_parts` reads back."""
    quoted = (
        '"' + name.replace('"', '""') + '"' if "," in name or name.startswith('"') else name
        for name in names
    )
    return ",".join(quoted)


def read_parts_file(path: Path) -> tuple[str, ...]:
    """Read part names from a file: one a line, or one JSON list of strings.

    Args:
        path: A UTF-8 file, with or without a byte order mark. In a file of lines, `#` at a
            line's start or after a blank begins a comment.

    Returns:
        The names in order. They are not checked.

    Raises:
        PartsError: The file cannot be read, is not UTF-8, or holds some other JSON.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise PartsError(
            f"cannot read the part names in {path}: {error.strerror or error}; give a text file"
            " with one name a line"
        ) from error
    except UnicodeDecodeError as error:
        raise PartsError(f"{path} is not UTF-8 text; save the part names as UTF-8") from error
    if text.lstrip().startswith(("[", "{")):
        return _json_names(text, path)
    names = (_COMMENT.sub("", line).strip() for line in text.splitlines())
    return tuple(name for name in names if name)


def part_names(parts: str | Sequence[str]) -> tuple[str, ...]:
    """The names in a list, or in a text with commas between them as one value of `--parts`.

    Raises:
        PartsError: It is neither, or as `parse_parts`.
    """
    if isinstance(parts, str):
        return parse_parts([parts])
    names = tuple(parts) if isinstance(parts, Iterable) else (parts,)
    if not all(isinstance(name, str) for name in names):
        raise PartsError(
            f"part names are texts, not {_shown(repr(parts))}; give a list of them, or one text"
            " with commas"
        )
    return names


def checked_parts(parts: str | Sequence[str]) -> tuple[str, ...]:
    """What `part_names` reads, where it can be asked for.

    Raises:
        PartsError: As `part_names` and `check_parts`.
    """
    names = part_names(parts)
    check_parts(names)
    return names


def check_parts(parts: Sequence[str]) -> None:
    """Refuse a list of part names that cannot be asked for.

    Args:
        parts: The names in order.

    Raises:
        PartsError: They are one text and no list; there are none or more than 1,000; or a name is
            longer than 200 characters, is not valid text, holds no word, or equals another one
            once both are cleaned.
    """
    if isinstance(parts, str):  # a sequence of letters, as Python sees it
        raise PartsError(f"part names must be a list, not the text {_shown(parts)}; put it in [ ]")
    if not parts:
        raise PartsError('no part names were given; name some, as in --parts "seat,leg,back"')
    if len(parts) > MAX_PARTS:
        raise PartsError(
            f"{len(parts)} part names were given, at most {MAX_PARTS} can be asked for at once;"
            " ask in several runs"
        )
    known: dict[str, str] = {}
    for name in parts:
        _check_text(name)
        cleaned = _word_of(name, "part name")
        if known.get(cleaned) == name:
            raise PartsError(f"the part name {_shown(name)} was given twice; leave one out")
        if cleaned in known:
            raise PartsError(
                f"the part names {_shown(known[cleaned])} and {_shown(name)} are the same label"
                f" {_shown(cleaned)}; leave one of them out"
            )
        known[cleaned] = name


def _check_text(name: str) -> None:
    if len(name) > MAX_LABEL_LENGTH:
        raise PartsError(
            f"the part name {_shown(name)} has {len(name)} characters, at most"
            f" {MAX_LABEL_LENGTH} are allowed; shorten it, or put commas between names"
        )
    try:
        name.encode("utf-8")
    except UnicodeEncodeError as error:
        raise PartsError(
            f"the part name {_shown(name)} is not valid text; write it in UTF-8"
        ) from error


def _word_of(name: str, kind: str) -> str:
    cleaned = clean_label(name)
    if not cleaned:
        raise PartsError(f"the {kind} {_shown(name)} holds no letter or digit; give it a word")
    return cleaned


def _json_names(text: str, path: Path) -> tuple[str, ...]:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise PartsError(
            f"{path} starts like JSON but is not valid: {error}; write a list of names, as in"
            ' ["seat", "leg"], or one name a line'
        ) from error
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise PartsError(f'{path} must hold a JSON list of names, as in ["seat", "leg"]')
    return tuple(value.strip() for value in values if value.strip())


def _shown(text: str) -> str:
    """The text for a message: quoted, on one line, at most 40 characters of it."""
    cut = text if len(text) <= 40 else text[:40] + "..."
    return f"'{cut}'" if cut.isprintable() else ascii(cut)
