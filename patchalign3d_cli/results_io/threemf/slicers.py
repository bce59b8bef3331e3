"""What slicers read beside the model of a 3MF: names and filaments of its parts.

The keys are those that Bambu Studio and OrcaSlicer (`model_settings.config`) and PrusaSlicer
(`Slic3r_PE_model.config`) write themselves. Printer and print settings are left to the slicer.
"""

from collections.abc import Sequence
from typing import NamedTuple

from patchalign3d_cli.results_io.threemf.xml import attribute

BAMBU_FILE = "Metadata/model_settings.config"
PRUSA_FILE = "Metadata/Slic3r_PE_model.config"
_START = '<?xml version="1.0" encoding="UTF-8"?>'


class PrintedPart(NamedTuple):
    """A part as slicers list it.

    Attributes:
        object_id: Of its object in the model.
        name: Its name.
        extruder: Which filament it is printed in, from 1.
        triangles: How many it has.
    """

    object_id: int
    name: str
    extruder: int
    triangles: int


def bambu_settings(assembly: int, name: str, parts: Sequence[PrintedPart]) -> str:
    """The parts for Bambu Studio and OrcaSlicer.

    Args:
        assembly: Id of the object whose components the parts are.
        name: Its name.
        parts: The parts.
    """
    lines = [_START, "<config>", f'  <object id="{assembly}">']
    lines += _bambu_metadata("    ", name, parts[0].extruder)
    for part in parts:
        lines.append(f'    <part id="{part.object_id}" subtype="normal_part">')
        lines += _bambu_metadata("      ", part.name, part.extruder)
        lines.append("    </part>")
    return "\n".join([*lines, "  </object>", "</config>", ""])


def prusa_settings(parts: Sequence[PrintedPart]) -> str:
    """The parts for PrusaSlicer, which makes an object of each component."""
    lines = [_START, "<config>"]
    for part in parts:
        lines.append(f' <object id="{part.object_id}" instances_count="1">')
        lines += _prusa_metadata("  ", "object", part)
        lines.append(f'  <volume firstid="0" lastid="{part.triangles - 1}">')
        lines += _prusa_metadata("   ", "volume", part)
        lines += ['   <metadata type="volume" key="volume_type" value="ModelPart"/>', "  </volume>"]
        lines.append(" </object>")
    return "\n".join([*lines, "</config>", ""])


def _bambu_metadata(indent: str, name: str, extruder: int) -> list[str]:
    return [
        f'{indent}<metadata key="name" value={attribute(name)}/>',
        f'{indent}<metadata key="extruder" value="{extruder}"/>',
    ]


def _prusa_metadata(indent: str, kind: str, part: PrintedPart) -> list[str]:
    return [
        f'{indent}<metadata type="{kind}" key="name" value={attribute(part.name)}/>',
        f'{indent}<metadata type="{kind}" key="extruder" value="{part.extruder}"/>',
    ]
