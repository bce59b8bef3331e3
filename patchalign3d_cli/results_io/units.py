"""The unit of a shape's coordinates, for formats that say it."""

from typing import NamedTuple

from patchalign3d_cli.choices import Unit
from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.shapes.shape import Shape

_METRES = (".glb", ".gltf")  # glTF 2.0, section 3.4: all linear distances are in metres


class UnitNames(NamedTuple):
    """A unit as formats name it.

    Attributes:
        threemf: The `unit` of a 3MF model.
        metres: How many metres it is.
    """

    threemf: str
    metres: float


UNITS: dict[Unit, UnitNames] = {
    "mm": UnitNames("millimeter", 0.001),
    "cm": UnitNames("centimeter", 0.01),
    "m": UnitNames("meter", 1.0),
    "inch": UnitNames("inch", 0.0254),
}


def shape_unit(source: Shape, options: OutputOptions, usual: Unit) -> Unit:
    """What was asked for, else what the shape's format says, else the usual one.

    Args:
        source: The shape.
        options: May name the unit.
        usual: What files of the format that is written mostly are in.
    """
    if options.unit is not None:
        return options.unit
    if source.path is not None and source.path.suffix.lower() in _METRES:
        return "m"
    return usual
