"""The record of a result, read back and checked: what `segmentation_record` wrote."""

import math
from collections.abc import Mapping
from typing import Any, NamedTuple, get_args

from patchalign3d_cli.choices import UpDirection
from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.results import Doubt, DoubtKind, ModelIdentity, ObjectSource
from patchalign3d_cli.results_io.json import keys
from patchalign3d_cli.shapes.up import parse_up

UNKNOWN_MODEL = ModelIdentity("an unknown model", "", "unknown", "unknown")
"""What made a result that does not say it."""
_SHOWN = 40  # characters of a wrong value in a message


class RecordedSource(NamedTuple):
    """What a result says about the shape that it was made from.

    Attributes:
        file: The shape's file name; None where it has none, or the result does not say.
        sha256: Hex digest of that file; None likewise.
        up: The axis that points up in it; None where the result does not say.
        up_assumed: Whether that axis was assumed.
    """

    file: str | None = None
    sha256: str | None = None
    up: UpDirection | None = None
    up_assumed: bool = True


class RecordedObjects(NamedTuple):
    """The objects of a scene.

    Attributes:
        names: Of each.
        source: What told them from each other.
    """

    names: tuple[str, ...]
    source: ObjectSource


class Record(NamedTuple):
    """A result without the values of its elements.

    Attributes:
        parts: (L,) names.
        pieces: (M,) name of each piece and the index of its part; None where there are no pieces.
        model: Which model made it.
        options: The options of the run by name.
        source: The shape that it was made from.
        is_cloud: Whether points are labelled, not faces; None where the result does not say.
        doubts: Why its labels may be wrong.
        objects: The objects of a scene that were labelled each by itself; None where it was
            labelled as a whole.
    """

    parts: tuple[str, ...]
    pieces: tuple[tuple[str, int], ...] | None = None
    model: ModelIdentity = UNKNOWN_MODEL
    options: Mapping[str, str | int | float | bool] = {}
    source: RecordedSource = RecordedSource()
    is_cloud: bool | None = None
    doubts: tuple[Doubt, ...] = ()
    objects: RecordedObjects | None = None


def parse_record(values: Any) -> Record:
    """Check a record and make sense of it; keys that are not known are left alone.

    Args:
        values: What `json.loads` made of it.

    Raises:
        ValueError: It is no whole record; the message is one clause.
    """
    record = _object(values, "it")
    if record.get(keys.SCHEMA) != keys.SEGMENTATION_SCHEMA:
        raise ValueError(f"its {keys.SCHEMA} is not {keys.SEGMENTATION_SCHEMA}")
    if (element := record.get(keys.ELEMENT)) not in (keys.FACE, keys.POINT):
        raise ValueError(f"its {keys.ELEMENT} is {_shown(element)}")
    items = _objects(record, keys.PARTS)
    if any(item.get(keys.INDEX, i) != i for i, item in enumerate(items)):
        raise ValueError(f"its {keys.PARTS} are not in the order of their {keys.INDEX}")
    parts = tuple(_text(item, keys.NAME, keys.PARTS) for item in items)
    return Record(
        parts,
        _pieces(record, len(parts)) if keys.PIECES in record else None,
        _model(_object(record.get(keys.MODEL), keys.MODEL)),
        _options(_object(record.get(keys.OPTIONS), keys.OPTIONS)),
        _source(_object(record.get(keys.SOURCE), keys.SOURCE)),
        is_cloud=element == keys.POINT,
        doubts=_doubts(record),
        objects=_objects_of(record) if keys.OBJECTS in record else None,
    )


def _doubts(record: Mapping[str, Any]) -> tuple[Doubt, ...]:
    doubts = []
    for item in _objects(record, keys.DOUBTS) if keys.DOUBTS in record else ():
        kind = next((one for one in get_args(DoubtKind) if one == item.get(keys.KIND)), None)
        part = item.get(keys.PART)
        if kind is None or not (part is None or isinstance(part, str)):
            raise ValueError(f"one of its {keys.DOUBTS} is {_shown(item)}")
        doubts.append(Doubt(kind, _text(item, keys.MESSAGE, keys.DOUBTS), part))
    return tuple(doubts)


def _pieces(record: Mapping[str, Any], parts: int) -> tuple[tuple[str, int], ...]:
    pieces = []
    for item in _objects(record, keys.PIECES):
        part = item.get(keys.PART)
        if not isinstance(part, int) or isinstance(part, bool) or not 0 <= part < parts:
            raise ValueError(f"a piece is of the part {_shown(part)}, which it does not have")
        pieces.append((_text(item, keys.NAME, keys.PIECES), part))
    return tuple(pieces)


def _objects_of(record: Mapping[str, Any]) -> RecordedObjects:
    known = record.get(keys.OBJECTS_FROM)
    source = next((one for one in get_args(ObjectSource) if one == known), None)
    if source is None:
        raise ValueError(f"its {keys.OBJECTS_FROM} is {_shown(known)}")
    items = _objects(record, keys.OBJECTS)
    return RecordedObjects(tuple(_text(item, keys.NAME, keys.OBJECTS) for item in items), source)


def _model(model: Mapping[str, Any]) -> ModelIdentity:
    return ModelIdentity(
        name=_text(model, keys.NAME, keys.MODEL),
        sha256=_text(model, keys.SHA256, keys.MODEL),
        text_model=_text(model, keys.TEXT_MODEL, keys.MODEL),
        license=_text(model, keys.LICENSE, keys.MODEL),
    )


def _options(options: Mapping[str, Any]) -> dict[str, str | int | float | bool]:
    for key, value in options.items():
        known = value is None or isinstance(value, str | int | float)
        if not known or (isinstance(value, float) and not math.isfinite(value)):
            raise ValueError(f"its option {_shown(key)} is {_shown(value)}")
    return {key: value for key, value in options.items() if value is not None}


def _source(source: Mapping[str, Any]) -> RecordedSource:
    file, sha256 = source.get(keys.FILE), source.get(keys.SHA256)
    if not all(value is None or isinstance(value, str) for value in (file, sha256)):
        raise ValueError(f"its {keys.SOURCE} names no file")
    return RecordedSource(
        file, sha256, _up(source.get(keys.UP)), source.get(keys.UP_ASSUMED) is not False
    )


def _up(value: Any) -> UpDirection | None:
    """What a result says is up; None where it says nothing that can be read."""
    try:
        return parse_up(value) if isinstance(value, str) else None
    except ConfigError:
        return None


def _objects(holder: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    values = holder.get(key)
    if not isinstance(values, list):
        raise ValueError(f"its {key} are no list")
    return [_object(value, key) for value in values]


def _object(value: Any, what: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{what} is no object" if what == "it" else f"its {what} is no object")
    return value


def _text(holder: Mapping[str, Any], key: str, what: str) -> str:
    value = holder.get(key)
    if not isinstance(value, str):
        raise ValueError(f"the {key} in its {what} is {_shown(value)}, not a text")
    return value


def _shown(value: Any) -> str:
    return ascii(value)[:_SHOWN]
