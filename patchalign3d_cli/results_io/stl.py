"""Binary STL: loose triangles in the file's order, coloured by part, for printers and CAD."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.coloring.palette import shown_colors
from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.results_io.json.record import GENERATOR
from patchalign3d_cli.results_io.single_precision import single_precision
from patchalign3d_cli.shapes.shape import Shape

_HEADER = 80
_FACE = np.dtype([("normal", "<f4", 3), ("vertices", "<f4", (3, 3)), ("attributes", "<u2")])
_COLORED = 1 << 15  # as VisCAM and SolidView have it: five bits each of red, green and blue
_COARSE = 1e-4  # of the radius: a rounding of coordinates that can be seen


def write_stl(result: PartSegmentation, path: Path, options: OutputOptions | None = None) -> None:
    """Write a binary STL in file units and axes.

    Args:
        result: What to write.
        path: The file; an existing one is replaced.
        options: What the colours show; None for the parts.

    Raises:
        OutputError: The result is a cloud, or its coordinates are beyond what STL can hold.
    """
    source = result.source
    if source.faces is None:
        raise OutputError("STL holds triangles, and this is a point cloud; write .ply or .glb")
    corners = single_precision(source.vertices, ".stl")[source.faces]  # (F, 3, 3)
    rows = np.zeros(len(corners), _FACE)
    rows["vertices"] = corners
    rows["normal"] = _normals(source)
    red, green, blue = (shown_colors(result, options or OutputOptions()) >> 3).astype("<u2").T
    rows["attributes"] = _COLORED | (red << 10) | (green << 5) | blue
    head = GENERATOR.encode("ascii").ljust(_HEADER, b" ")
    path.write_bytes(head + np.array(len(rows), "<u4").tobytes() + rows.tobytes())


def stl_warnings(result: PartSegmentation) -> list[str]:
    """What STL does to a shape that lies far from the origin: a sentence, or none."""
    farthest = np.float32(min(float(np.abs(result.source.bounds).max()), 3e38))
    step = float(np.spacing(farthest))
    if step <= _COARSE * result.source.radius:
        return []
    return [
        f"so far from the origin STL rounds coordinates to {step:.2g}; write .ply, or move the"
        " shape to the origin"
    ]


def _normals(source: Shape) -> NDArray[np.float64]:
    """(F, 3) unit normals; zeros of faces without area."""
    assert source.faces is not None
    corners = (source.vertices[source.faces] - source.bounds[0]) / source.radius
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    lengths = np.linalg.norm(normals, axis=1)[:, None]
    unit: NDArray[np.float64] = np.divide(
        normals, lengths, out=np.zeros_like(normals), where=lengths > 0
    )
    return unit
