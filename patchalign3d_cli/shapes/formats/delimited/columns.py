"""Which columns of a table are coordinates or colours, by what programs call them."""

import re
from collections.abc import Sequence

from patchalign3d_cli.errors import ConfigError

OPTION = "--columns"
_AXES = "xyz"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words around x, y and z (or 0, 1 and 2) that say what they are: positions, or something else.
_POSITIONS = _words(
    "p pt pts pnt point points pos position positions coord coords coordinate coordinates loc"
    " location locations vertex vertices v xyz cartesian world global local field lidar"
)
_OTHERS = _words(
    "n nx ny nz norm normal normals vel velocity speed acc accel acceleration gyro angular angle"
    " mag magnetic rot rotation orientation quat quaternion q w euler rgb color colour colors"
    " colours sigma std stddev error err cov covariance scale tangent uv texture gradient"
    " displacement force flow dir direction omega attitude twist index id"
)
_MEASURED = _words(
    "intensity reflectance reflectivity label class classification time timestamp stamp laser ring"
    " channel azimuth range distance scalar field return returns curvature density red r x y z i"
)
_GEOGRAPHIC = _words("lat latitude lon long longitude lng")
_SURVEY = {
    "x": ("easting", "eastings", "east", "e", "utm_e", "utm_x", "utm_easting", "x_utm"),
    "y": ("northing", "northings", "north", "n", "utm_n", "utm_y", "utm_northing", "y_utm"),
    "z": ("elevation", "elev", "height", "altitude", "alt", "h", "z", "rl", "level", "up"),
}
_CHANNELS = (("red", "r"), ("green", "g"), ("blue", "b"))
_UNIT = re.compile(
    r"\s*[\[(](?:m|mm|cm|km|ft|in|um|us-ft|metres?|meters?|millimet\w+|feet|units?)[\])]$"
)
_INDEX = re.compile(r"(.*?)[\s:_.\[(-]*([012])[\])]?")


def coordinate_columns(names: Sequence[str]) -> tuple[int, int, int] | None:
    """The columns of x, y and z by their names; None where no three, or several, say so.

    Known are `X`, `x [m]`, `Points:0`, `pos.x`, `x_coord`, `px`, `field.position.x`,
    `Easting`/`Northing`/`Elevation` and their like; never normals, velocities or angles.

    Args:
        names: Of all columns.
    """
    plain = [_UNIT.sub("", name.strip().lower()) for name in names]
    groups: dict[tuple[str, ...], dict[str, int]] = {}
    for column, name in enumerate(plain):
        for axis, key in _readings(name):
            groups.setdefault(key, {}).setdefault(axis, column)
    ranked: dict[int, list[tuple[int, int, int]]] = {}
    for key, group in groups.items():
        rank = _rank(key)
        if len(group) == 3 and rank is not None:
            triple = (group["x"], group["y"], group["z"])
            if triple not in ranked.setdefault(rank, []):
                ranked[rank].append(triple)
    survey = _survey_columns(plain)
    if survey is not None:
        ranked.setdefault(1, []).append(survey)
    if not ranked:
        return None
    best = ranked[min(ranked)]
    return best[0] if len(best) == 1 else None


def color_columns(names: Sequence[str]) -> tuple[int, int, int] | None:
    """The columns of red, green and blue by their names; None where there are none."""
    plain = [name.strip().lower() for name in names]
    for prefix in ("", "color", "colour", "rgb", "diffuse"):
        columns = []
        for number, words in enumerate(_CHANNELS):
            spellings = {f"{prefix}{mark}{word}" for word in words for mark in ("", "_", ".", ":")}
            if prefix:
                spellings |= {f"{prefix}{mark}{number}" for mark in (":", "_", ".")}
            columns += [column for column, name in enumerate(plain) if name in spellings][:1]
        if len(columns) == 3:
            return columns[0], columns[1], columns[2]
    return None


def is_geographic(names: Sequence[str]) -> bool:
    """Whether columns are degrees of latitude and longitude: no coordinates of a shape."""
    return _has_word(names, _GEOGRAPHIC)


def is_table_header(names: Sequence[str]) -> bool:
    """Whether words are names of columns rather than a sentence: one is what tables often hold."""
    return _has_word(names, _MEASURED | _OTHERS | _GEOGRAPHIC)


def _has_word(names: Sequence[str], known: frozenset[str]) -> bool:
    words = (word for name in names for word in re.findall(r"[a-z]+", name.lower()))
    return any(word in known for word in words)


def parse_columns(text: str) -> tuple[str, str, str]:
    """Read `x=NAME,y=NAME,z=NAME`, or three names or numbers in that order.

    Raises:
        ConfigError: It is neither.
    """
    parts = [part.strip() for part in text.split(",")]
    named = dict(part.split("=", 1) for part in parts if "=" in part)
    columns = {axis.strip().lower(): name.strip() for axis, name in named.items()}
    if len(parts) == 3 and set(columns) == set(_AXES) and all(columns.values()):
        return columns["x"], columns["y"], columns["z"]
    if len(parts) == 3 and not named and all(parts):
        return parts[0], parts[1], parts[2]
    raise ConfigError(
        f"{OPTION} {text!r} does not name three columns; write x=NAME,y=NAME,z=NAME (names of the"
        " header, or numbers from 1)"
    )


def _readings(name: str) -> list[tuple[str, tuple[str, ...]]]:
    """All ways to read a name as an axis of something: the axis, and what the three share."""
    readings: list[tuple[str, tuple[str, ...]]] = []
    for match in re.finditer(r"(?<![a-z0-9])[xyz](?![a-z0-9])", name):
        before, after = name[: match.start()], name[match.end() :]
        readings.append((match[0], ("token", before, after)))
        if not before and after:
            readings.append((match[0], ("first",)))  # x_utme, y_utmn, z_tvdss
    if len(name) > 1 and name[-1] in _AXES and name[-2].isalpha():
        readings.append((name[-1], ("tail", name[:-1])))
    if len(name) > 1 and name[0] in _AXES and name[1].isalpha():
        readings.append((name[0], ("head", name[1:])))
    indexed = _INDEX.fullmatch(name)
    if indexed is not None:
        readings.append((_AXES[int(indexed[2])], ("index", indexed[1])))
    return readings


def _rank(key: tuple[str, ...]) -> int | None:
    """How surely a group of columns is the position, 0 the surest; None for surely not."""
    kind, *around = key
    if kind == "first":
        return 3
    words = [word for text in around for word in re.findall(r"[a-z]+", text)]
    if any(word in _OTHERS for word in words) or (kind == "index" and not words):
        return None
    if not words:
        return 0
    if kind in ("tail", "head") and words == ["v"]:
        return None  # vx: velocity
    return 1 if any(word in _POSITIONS for word in words) else 2


def _survey_columns(names: Sequence[str]) -> tuple[int, int, int] | None:
    columns = []
    for axis in _AXES:
        columns += [names.index(word) for word in _SURVEY[axis] if word in names][:1]
    return (columns[0], columns[1], columns[2]) if len(columns) == 3 else None
