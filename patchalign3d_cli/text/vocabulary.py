"""Words to try: the shipped list of what things consist of, or one's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from patchalign3d_cli.errors import PartsError
from patchalign3d_cli.text.labels import clean_label, parse_parts, read_parts_file

_SHIPPED = "vocabulary.txt"


@dataclass(frozen=True)
class Vocabulary:
    """Part names, by the thing that has them where that is known.

    Attributes:
        things: The parts of each thing.
        loose: Part names of no thing.
    """

    things: Mapping[str, tuple[str, ...]]
    loose: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """All part names, each once."""
        own = (word for parts in self.things.values() for word in parts)
        return tuple(dict.fromkeys((*own, *self.loose)))


def load_vocabulary(path: Path | None = None) -> Vocabulary:
    """Read a vocabulary: lines `thing: part, part`, or part names alone, one a line.

    Args:
        path: A text file as `--parts-file` takes it, or a JSON list; None for the shipped list.

    Raises:
        PartsError: The file cannot be read, holds no names, or a line's names make no sense.
    """
    return _shipped() if path is None else _read(path)


@cache
def _shipped() -> Vocabulary:
    """The shipped list, which every shape of a run asks for."""
    return _read(Path(str(files(__package__).joinpath(_SHIPPED))))


def _read(path: Path) -> Vocabulary:
    things: dict[str, tuple[str, ...]] = {}
    loose: list[str] = []
    for line in read_parts_file(path):
        thing, colon, parts = line.partition(":")
        names = tuple(name for name in parse_parts([parts if colon else line]) if clean_label(name))
        if not names:
            raise PartsError(
                f"{path}: {line!r} names no part; write `thing: part, part`, or one part a line"
            )
        if colon:
            known = things.get(thing.strip(), ())
            things[thing.strip()] = tuple(dict.fromkeys((*known, *names)))
        else:
            loose += names
    if not things and not loose:
        raise PartsError(f"{path} holds no part names; write one a line")
    return Vocabulary(things, tuple(dict.fromkeys(loose)))
