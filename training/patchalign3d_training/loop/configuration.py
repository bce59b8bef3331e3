"""Options of a run as TOML: read, checked, changed from the command line, and printed."""

import dataclasses
import difflib
import inspect
import json
import textwrap
import tomllib
import types
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from patchalign3d_cli.errors import ConfigError

T = TypeVar("T")
_PLAIN: dict[type, str] = {bool: "true or false", int: "a whole number", str: "a text"}


def load_options(kind: type[T], path: Path | None, changes: Sequence[str] = ()) -> T:
    """Build the options of a run.

    Args:
        kind: A dataclass whose fields all have defaults; a field may be such a dataclass itself
            (a table of the file).
        path: A TOML file; None for the defaults.
        changes: `key=value`, later ones win; a key inside a table is written `table.key`. The
            value is TOML; what is no TOML is taken as a text.

    Raises:
        ConfigError: The file is missing or no TOML, or a key is unknown or its value of the wrong
            kind or out of range; the key is named.
    """
    values = {} if path is None else _read(path)
    where = "--set" if path is None else str(path)
    for change in changes:
        _apply(values, change)
    return _build(kind, values, "", where)


def options_to_dict(options: Any) -> dict[str, Any]:
    """Options as plain values by dotted key; equal options give equal dictionaries."""
    values: dict[str, Any] = {}
    for item in dataclasses.fields(options):
        value = getattr(options, item.name)
        if dataclasses.is_dataclass(value):
            values |= {f"{item.name}.{key}": inner for key, inner in options_to_dict(value).items()}
        else:
            values[item.name] = list(value) if isinstance(value, tuple) else value
    return values


def commented_toml(options: Any) -> str:
    """Options as a TOML file in which every field is explained.

    A field without a value (None) stands there as a comment.
    """
    return "\n".join(_lines(options, "")) + "\n"


def _lines(options: Any, table: str) -> Iterator[str]:
    descriptions = field_descriptions(type(options))
    items = dataclasses.fields(options)
    nested = [i.name for i in items if dataclasses.is_dataclass(getattr(options, i.name))]
    for name in (item.name for item in items if item.name not in nested):
        yield from _comment(descriptions[name])
        value = getattr(options, name)
        yield f"# {name} =" if value is None else f"{name} = {_toml(value)}"
        yield ""
    for name in nested:
        yield from _comment(descriptions[name])
        yield f"[{table}{name}]"
        yield from _lines(getattr(options, name), f"{table}{name}.")


def _comment(text: str) -> list[str]:
    return textwrap.wrap(text, 96, initial_indent="# ", subsequent_indent="# ")


def field_descriptions(kind: type) -> dict[str, str]:
    """What the `Attributes:` of a dataclass's docstring (and of its bases') say of each field."""
    descriptions: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        _, _, attributes = (inspect.getdoc(base) or "").partition("Attributes:\n")
        name = ""
        for line in attributes.splitlines():
            if line.startswith("    ") and line[4:5].strip() and ": " in line:
                name, _, line = line.strip().partition(": ")
                descriptions[name] = line
            elif name and line.strip():
                descriptions[name] += " " + line.strip()
    return {item.name: descriptions[item.name] for item in dataclasses.fields(kind)}


def _toml(value: Any) -> str:
    # A number, a text, a truth value and a list of them are written in TOML as in JSON.
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(
            f"cannot read the configuration {path}: {error.strerror}; `--print-config` writes one"
        ) from error
    except ValueError as error:
        raise ConfigError(f"{path} is no TOML: {error}; correct the line") from error


def _apply(values: dict[str, Any], change: str) -> None:
    key, equals, text = change.partition("=")
    if not equals or not key.strip():
        raise ConfigError(f"--set {change}: write it as key=value, for example --set epochs=3")
    try:
        value = tomllib.loads(f"value = {text}")["value"]
    except ValueError:
        value = text.strip()
    *tables, name = key.strip().split(".")
    for table in tables:
        values = values.setdefault(table, {})
        if not isinstance(values, dict):
            raise ConfigError(f"--set {change}: {table} is no table; give a key that exists")
    values[name] = value


def _build(kind: type[T], values: Mapping[str, Any], table: str, where: str) -> T:
    hints = get_type_hints(kind)
    assert dataclasses.is_dataclass(kind)
    known = [item.name for item in dataclasses.fields(kind)]
    for name in values:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
            names = ", ".join(table + key for key in near or known)
            known_or_near = "did you mean" if near else "known"
            raise ConfigError(f"{where}: unknown key {table}{name}; {known_or_near}: {names}")
    built = {
        name: _checked(value, hints[name], table + name, where) for name, value in values.items()
    }
    try:
        return kind(**built)
    except ConfigError as error:
        raise ConfigError(f"{where}: {error}") from error


def _checked(value: Any, hint: Any, key: str, where: str) -> Any:
    """The value as the field wants it."""
    origin, arguments = get_origin(hint), get_args(hint)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        if isinstance(value, dict):
            return _build(hint, value, f"{key}.", where)
        raise ConfigError(f"{where}: {key} is a table; write its keys as {key}.NAME")
    if origin in (Union, types.UnionType):
        (hint,) = (argument for argument in arguments if argument is not type(None))
        return _checked(value, hint, key, where)
    if origin is tuple:
        if not isinstance(value, list):
            raise ConfigError(f"{where}: {key} must be a list, not {value!r}")
        return tuple(_checked(item, arguments[0], key, where) for item in value)
    if origin is Literal:
        if value not in arguments:
            names = ", ".join(map(str, arguments))
            raise ConfigError(f"{where}: {key} must be one of {names}, not {value!r}")
        return value
    if hint is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if type(value) is not hint:
        raise ConfigError(
            f"{where}: {key} must be {_PLAIN.get(hint, 'a number')}, not {_toml_or_repr(value)}"
        )
    return value


def _toml_or_repr(value: Any) -> str:
    return _toml(value) if isinstance(value, bool | int | float | str) else repr(value)
