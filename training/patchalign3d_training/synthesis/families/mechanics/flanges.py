"""What pipes, valves and pumps share: flanges with screws, ends with a thread."""

from dataclasses import dataclass

from patchalign3d_training.synthesis.kit import Mesh, cylinder, join, pipe, polygon, prism, ring


@dataclass(frozen=True)
class Flange:
    """A flat collar about y with its face in y = 0, the pipe below it.

    Attributes:
        disc: The collar.
        bolts: Its screws' heads on both sides.
    """

    disc: Mesh
    bolts: Mesh


def flange(radius: float, bore: float, thick: float, count: int, sides: int = 28) -> Flange:
    """A flange for a pipe with this bore, with `count` screws, `radius` its own."""
    disc = pipe(radius, bore, thick, sides=sides).under(0.0)
    size = 0.13 * radius
    head = prism(polygon(6, size), 1.2 * size).moved(y=0.5 * size)
    shank = cylinder(0.5 * size, thick + 2.4 * size, sides=8).moved(y=-0.5 * thick)
    bolt = join(head, head.moved(y=-thick - size), shank)
    return Flange(disc, bolt.moved(0.5 * (radius + 1.15 * bore)).around(count))


def threaded(radius: float, length: float, turns: int) -> Mesh:
    """A pipe's end about y with rings for a thread, from y = 0 downwards."""
    step = length / turns
    ridge = ring(radius, 0.3 * step, count=24, sides=6).in_row(turns, step, "y")
    return join(cylinder(radius, length, sides=24), ridge).under(0.0)
