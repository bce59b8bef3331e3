"""The words files: what people call the parts of a family's categories."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PartNames = tuple[str, ...]

_PLURALS = {"foot": "feet", "tooth": "teeth", "leaf": "leaves", "shelf": "shelves"}
_PLURALS |= {"knife": "knives", "half": "halves", "hoof": "hooves", "mouse": "mice"}
_UNCOUNTED = ("hair", "fur", "water", "food", "cheese", "meat", "ice cream", "cream", "grass")
_KEYS = {"share", "handheld", "always", "within", "parts", "details"}


@dataclass(frozen=True)
class Words:
    """One category's table in a words file.

    Attributes:
        parts: The names of each part by its first one.
        details: The names of each detail by its first one.
        always: Parts that every object of the category has.
        within: Parts that some people count to another one, by that one's name: hand to "arm".
        share: How often the category is drawn, against 1 for any other.
        handheld: Whether its models lie as often as they stand.
    """

    parts: Mapping[str, PartNames]
    details: Mapping[str, PartNames]
    always: PartNames
    within: Mapping[str, str]
    share: float
    handheld: bool


def read_words(path: Path) -> dict[str, Words]:
    """Read a family's words file.

    Raises:
        ValueError: A table has a key that means nothing, or lacks parts.
    """
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return {category: _words(f"{path}: {category}", table) for category, table in tables.items()}


def _words(where: str, table: Mapping[str, Any]) -> Words:
    if strange := set(table) - _KEYS:
        raise ValueError(f"{where}: unknown keys {sorted(strange)}; known: {sorted(_KEYS)}")
    if not table.get("parts"):
        raise ValueError(f"{where}: no parts")
    parts, details = (_named(table.get(layer, {})) for layer in ("parts", "details"))
    always = tuple(table.get("always", ()))
    if strange := set(always) - set(parts):
        raise ValueError(f"{where}: always names no part: {sorted(strange)}")
    within = dict(table.get("within", {}))
    if strange := (set(within) | set(within.values())) - set(parts):
        raise ValueError(f"{where}: within names no part: {sorted(strange)}")
    for part in within:
        if part in outer_parts(part, within):
            raise ValueError(f"{where}: {part} is within itself")
    share, handheld = float(table.get("share", 1.0)), bool(table.get("handheld", False))
    return Words(parts, details, always, within, share, handheld)


def outer_parts(part: str, within: Mapping[str, str]) -> list[str]:
    """The parts that a part counts to, from the nearest outwards: eye gives face, head."""
    outer: list[str] = []
    while part in within and within[part] not in outer:
        part = within[part]
        outer.append(part)
    return outer


def _named(table: Mapping[str, list[str]]) -> dict[str, PartNames]:
    """Each part's names: its key, the listed ones, and the key's plural if no part is called so."""
    taken = {name for key, others in table.items() for name in (key, *others)}
    named = {}
    for key, others in table.items():
        more = plural(key)
        named[key] = (key, *others, *((more,) if more and more not in taken else ()))
    return named


def plural(name: str) -> str | None:
    """The plural of a part's name.

    Args:
        name: Lower-case words, the last of them the noun.

    Returns:
        The plural; None where there is none to say: "hair", "arms", "trigger and guard".
    """
    words = name.split()
    last = words[-1]
    if name in _UNCOUNTED or last in _UNCOUNTED or {"and", "or", "for"} & set(words):
        return None
    if last in _PLURALS:
        many = _PLURALS[last]
    elif last in _PLURALS.values() or (last.endswith("s") and not last.endswith("ss")):
        return None
    elif last.endswith(("ss", "sh", "ch", "x", "z")):
        many = last + "es"
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        many = last[:-1] + "ies"
    else:
        many = last + "s"
    return " ".join((*words[:-1], many))
