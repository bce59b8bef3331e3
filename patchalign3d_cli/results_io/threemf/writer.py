"""3MF: an object a part or piece, named and coloured, with the filaments that slicers ask for.

Own code rather than the 3MF Consortium's lib3mf: that is a compiled library of 5 MB, and it gives
every file new random identifiers, so that no two runs write the same bytes. The tests read our
files with it.
"""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.coloring.heat_ramp import heat_colors
from patchalign3d_cli.coloring.palette import (
    UNLABELLED_COLOR,
    UNLABELLED_NAME,
    hex_color,
    palette,
)
from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.results_io.json.record import GENERATOR
from patchalign3d_cli.results_io.solids import Solid, solids
from patchalign3d_cli.results_io.threemf.slicers import (
    BAMBU_FILE,
    PRUSA_FILE,
    PrintedPart,
    bambu_settings,
    prusa_settings,
)
from patchalign3d_cli.results_io.threemf.xml import attribute
from patchalign3d_cli.results_io.units import UNITS, shape_unit
from patchalign3d_cli.shapes.shape import Shape
from patchalign3d_cli.shapes.up import up_rotation

_MODEL_FILE = "3D/3dmodel.model"
_CONTENT_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
 <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
 <Default Extension="model" ContentType="application/vnd.ms-package.3dmanufacturing-3dmodel+xml"/>
 <Default Extension="config" ContentType="text/xml"/>
</Types>
"""
_RELATIONSHIPS = f"""<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
 <Relationship Target="/{_MODEL_FILE}" Id="model" \
Type="http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"/>
</Relationships>
"""
_NAMESPACE = "http://schemas.microsoft.com/3dmanufacturing/core/2015/02"
_MATERIALS = 1  # id of the materials; objects follow
_Z_FROM_Y = np.array([[1.0, 0, 0], [0, 0, -1], [0, 1, 0]])
_SMALL, _LARGE = 2.0, 3000.0  # millimetres: prints are hardly smaller or larger


def write_3mf(result: PartSegmentation, path: Path, options: OutputOptions | None = None) -> None:
    """Write a 3MF: one object of components, each a part (a piece, where there are some).

    The model stands upright on the plate, with its lowest corner at the origin.

    Args:
        result: What to write.
        path: The file; an existing one is replaced.
        options: `cap`, `unit` and `heatmap` count.

    Raises:
        OutputError: The result is a cloud.
    """
    options = options or OutputOptions()
    if result.source.faces is None:
        raise OutputError("3MF holds solid shapes, and this is a point cloud; write .ply or .glb")
    printed = solids(result, cap=options.cap)
    assembly = _MATERIALS + len(printed) + 1
    parts = [
        PrintedPart(_MATERIALS + 1 + i, solid.name, _extruder(solid, printed), len(solid.faces))
        for i, solid in enumerate(printed)
    ]
    name = result.source.path.stem if result.source.path else "shape"
    members = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _RELATIONSHIPS,
        _MODEL_FILE: "\n".join(_model(result, printed, name, assembly, options)),
        BAMBU_FILE: bambu_settings(assembly, name, parts),
        PRUSA_FILE: prusa_settings(parts),
    }
    with zipfile.ZipFile(path, "w") as archive:
        for member, text in members.items():
            entry = zipfile.ZipInfo(member, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.encode("utf-8"))


def print_warnings(result: PartSegmentation, options: OutputOptions) -> list[str]:
    """What to know before printing the 3MF of a result: a sentence each.

    Args:
        result: A labelled mesh.
        options: Those of the file.
    """
    if result.source.faces is None:
        return []
    warnings = []
    millimetres = UNITS[shape_unit(result.source, options, "mm")].metres * 1000
    low, high = result.source.bounds
    size = float((high - low).max()) * millimetres
    if options.unit is None and not _SMALL <= size <= _LARGE:
        warnings.append(
            f"the shape is {size:.3g} mm large in the 3MF; say --unit cm, m or inch if its"
            " coordinates are in that"
        )
    gaping = [solid.name for solid in solids(result, cap=options.cap) if not solid.closed]
    if gaping:
        advice = "" if options.cap else "; --cap closes where parts were cut from each other"
        warnings.append(f"not watertight in the 3MF: {', '.join(gaping)}{advice}")
    return warnings


def _extruder(solid: Solid, printed: Sequence[Solid]) -> int:
    """A filament a part, from 1, in the order of the parts that are there; unlabelled last."""
    order = sorted({other.part for other in printed}, key=lambda part: (part < 0, part))
    return order.index(solid.part) + 1


def _model(
    result: PartSegmentation,
    printed: Sequence[Solid],
    name: str,
    assembly: int,
    options: OutputOptions,
) -> list[str]:
    """The lines of the model."""
    unit = UNITS[shape_unit(result.source, options, "mm")].threemf
    origin = result.source.bounds[0]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<model unit="{unit}" xml:lang="en-US" xmlns="{_NAMESPACE}">',
        f' <metadata name="Application">{GENERATOR}</metadata>',
        " <resources>",
        *_materials(result, options),
    ]
    for i, solid in enumerate(printed):
        index = solid.part if solid.part >= 0 else len(result.parts)
        lines.append(
            f'  <object id="{_MATERIALS + 1 + i}" type="model" name={attribute(solid.name)}'
            f' pid="{_MATERIALS}" pindex="{index}">'
        )
        lines += ["   <mesh>", "    <vertices>"]
        lines += _rows('     <vertex x="%.9g" y="%.9g" z="%.9g"/>', solid.vertices - origin)
        lines += ["    </vertices>", "    <triangles>"]
        lines += _rows('     <triangle v1="%d" v2="%d" v3="%d"/>', solid.faces)
        lines += ["    </triangles>", "   </mesh>", "  </object>"]
    lines.append(f'  <object id="{assembly}" type="model" name={attribute(name)}>')
    ids = range(_MATERIALS + 1, assembly)
    components = [f'    <component objectid="{number}"/>' for number in ids]
    lines += ["   <components>", *components, "   </components>", "  </object>", " </resources>"]
    item = f'  <item objectid="{assembly}" transform="{_upright(result.source)}"/>'
    return [*lines, " <build>", item, " </build>", "</model>", ""]


def _materials(result: PartSegmentation, options: OutputOptions) -> list[str]:
    colors = palette(len(result.parts))
    if options.heatmap:
        colors = heat_colors([part.confidence for part in result.summary()])
    named = zip((*result.parts, UNLABELLED_NAME), [*colors.tolist(), UNLABELLED_COLOR], strict=True)
    bases = [
        f'   <base name={attribute(name)} displaycolor="{hex_color(color).upper()}FF"/>'
        for name, color in named
    ]
    return [f'  <basematerials id="{_MATERIALS}">', *bases, "  </basematerials>"]


def _upright(source: Shape) -> str:
    """The transform that turns the up axis to z and puts the lowest corner at the origin."""
    turn = _Z_FROM_Y @ up_rotation(source.up)
    size = source.bounds[1] - source.bounds[0]
    shift = -np.minimum(turn @ size, 0)  # the box is from 0 to its size before it is turned
    rows = np.vstack([turn.T, shift]) + 0.0
    return " ".join(f"{value:.9g}" for value in rows.reshape(-1).tolist())


def _rows(pattern: str, values: NDArray[Any]) -> list[str]:
    """A line a row; formatted at once, for speed."""
    return ["\n".join([pattern] * len(values)) % tuple(values.reshape(-1).tolist())]
