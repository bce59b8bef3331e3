"""A picked location on a shape: a face by its number, or a point in file units."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.results import ShapeFeatures
from patchalign3d_cli.segmenting.transfer import ScoreField
from patchalign3d_cli.shapes import Shape

_ELEMENT = re.compile(r"(?:(?:face|point):)?(\d+)$", re.IGNORECASE)
_FAR = 0.25  # of the shape's diagonal: farther from every encoded point is not on the shape


@dataclass(frozen=True)
class Location:
    """Where on a shape somebody points.

    Attributes:
        element: Number of a face (of a point, in a cloud); None where a point was given.
        point: x, y, z in file units and axes; None where an element was given.
    """

    element: int | None = None
    point: tuple[float, float, float] | None = None


def parse_location(text: str) -> Location:
    """Read `x,y,z`, `face:N`, `point:N` or a bare number.

    Raises:
        ConfigError: It is none of these.
    """
    if element := _ELEMENT.match(text.strip()):
        return Location(element=int(element.group(1)))
    try:
        x, y, z = (float(number) for number in text.split(","))
    except ValueError:
        x = y = z = float("nan")
    if not np.isfinite([x, y, z]).all():
        raise ConfigError(f"{text!r} names no place; write x,y,z in the file's units, or face:123")
    return Location(point=(x, y, z))


def describe_location(location: Location) -> str:
    """The location as it can be typed again: `face:12`, or `0.1,0.2,0.3`."""
    if location.element is not None:
        return f"face:{location.element}"
    assert location.point is not None
    return ",".join(f"{number:g}" for number in location.point)


def location_feature(features: ShapeFeatures, location: Location) -> NDArray[np.float32]:
    """The feature of a location: that of its three nearest patches, blended; (D,), unit length.

    Args:
        features: The shape that the location is on.
        location: Where; a face stands for its centroid.

    Raises:
        ConfigError: The shape has no such face, or the point lies far outside of the shape.
    """
    point = _point(features.source, location)[None]  # (1, 3)
    extent = float(np.linalg.norm(np.ptp(features.points, axis=0)))
    distance = float(np.linalg.norm(features.points - point, axis=1).min())
    if distance > _FAR * extent:
        low, high = features.points.min(axis=0), features.points.max(axis=0)
        box = " to ".join(",".join(f"{number:.4g}" for number in corner) for corner in (low, high))
        raise ConfigError(
            f"{describe_location(location)} lies far outside of the shape, which reaches from"
            f" {box}; give a point on its surface"
        )
    field = ScoreField(features, features.features, "interpolate")
    element = location.element
    region = None if element is None else features.regions_of(np.array([element]))
    blended = field.at_points(point, region)[0]  # (D,)
    unit: NDArray[np.float32] = blended / np.linalg.norm(blended)
    return unit


def _point(shape: Shape, location: Location) -> NDArray[np.float64]:
    if location.element is None:
        return np.array(location.point, dtype=np.float64)
    if location.element >= shape.element_count:
        raise ConfigError(
            f"there is no {describe_location(location)}: the shape has {shape.element_count:,}"
            f" {shape.element}s, counted from 0; give a number up to {shape.element_count - 1}"
        )
    corners = location.element if shape.faces is None else shape.faces[location.element]
    centroid: NDArray[np.float64] = shape.vertices[corners].reshape(-1, 3).mean(axis=0)
    return centroid
