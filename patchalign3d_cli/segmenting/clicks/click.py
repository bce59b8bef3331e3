"""One click: an element of a shape, and what it is or is not."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.geometry.surface_point import nearest_triangle
from patchalign3d_cli.shapes import Shape
from patchalign3d_cli.text.labels import check_parts

FAR = 0.1
"""Distance from the surface, in radii of the shape, above which a position is not on it."""


@dataclass(frozen=True)
class Click:
    """What somebody says about one element of a labelled shape.

    Attributes:
        part: The name of a part.
        element: Number of the clicked face (point of a cloud), counted from 0 as in the result.
        position: x, y, z in the units and axes of the file, in place of an element; the nearest
            element is clicked.
        positive: True: the element is this part, which is added where the result has none of that
            name. False: it is not this part.

    Raises:
        ConfigError: Neither or both of element and position are given, or they are no numbers.
        PartsError: The name is empty or too long.
    """

    part: str
    element: int | None = None
    position: tuple[float, float, float] | None = None
    positive: bool = True

    def __post_init__(self) -> None:
        if (self.element is None) == (self.position is None):
            raise ConfigError("a click is on an element or at a position; give one of the two")
        if self.element is not None and self.element < 0:
            raise ConfigError(f"there is no element {self.element}; they are counted from 0")
        if self.position is not None and (
            len(self.position) != 3 or not np.isfinite(self.position).all()
        ):
            raise ConfigError(f"{self.position} is no position; give x, y and z")
        check_parts([self.part])

    def element_of(self, shape: Shape) -> int:
        """The element that is clicked.

        Args:
            shape: The labelled shape.

        Raises:
            ConfigError: It has no such element, or the position is far from its surface.
        """
        if self.element is not None:
            if self.element >= shape.element_count:
                raise ConfigError(
                    f"there is no {shape.element} {self.element} to click: the shape has"
                    f" {shape.element_count:,} {shape.element}s, counted from 0"
                )
            return self.element
        point = np.array(self.position, dtype=np.float64)
        if shape.faces is None:
            distances = np.linalg.norm(shape.vertices - point, axis=1)
            element, distance = int(distances.argmin()), float(distances.min())
        else:
            element, distance = nearest_triangle(point, shape.vertices, shape.faces)
        if distance > FAR * shape.radius:
            low, high = shape.bounds
            box = " to ".join(",".join(f"{x:.4g}" for x in corner) for corner in (low, high))
            shown = ",".join(f"{x:g}" for x in self.position or ())
            raise ConfigError(
                f"{shown} is {distance:.3g} away from the surface, so no {shape.element} is"
                f" clicked; the shape reaches from {box}"
            )
        return element
