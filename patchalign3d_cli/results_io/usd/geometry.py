"""Meshes and points of a stage, with subsets of their faces."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.results_io.single_precision import single_precision
from patchalign3d_cli.results_io.usd.materials import StageMaterials, primvar_name
from patchalign3d_cli.shapes.appearance import Appearance, CornerValues
from patchalign3d_cli.shapes.shape import Shape

_POINT_SIZE = 0.01  # of a point, as a share of the shape's radius


def add_points(
    stage: Any,
    path: str,
    source: Shape,
    elements: NDArray[np.int64],
    origin: NDArray[np.float64],
    light: NDArray[np.float32],
) -> Any:
    """Add points in their colours, and return the prim.

    Args:
        stage: The stage.
        path: Of the prim.
        source: The cloud.
        elements: (n,) which of its points.
        origin: (3,) where coordinates are counted from.
        light: (n, 3) linear RGB.
    """
    from pxr import UsdGeom, Vt

    points = UsdGeom.Points.Define(stage, path)
    positions = single_precision(source.vertices[elements] - origin, "USD")
    points.CreatePointsAttr(Vt.Vec3fArray.FromNumpy(positions))
    widths = np.full(len(elements), source.radius * _POINT_SIZE, "f4")
    points.CreateWidthsAttr(Vt.FloatArray.FromNumpy(widths))
    points.CreateExtentAttr(UsdGeom.Points.ComputeExtent(points.GetPointsAttr().Get(), widths))
    _set_colors(points, light, UsdGeom.Tokens.vertex)
    return points.GetPrim()


def add_mesh(
    stage: Any,
    path: str,
    result: PartSegmentation,
    elements: NDArray[np.int64],
    origin: NDArray[np.float64],
    materials: StageMaterials,
    plain: Any | None,
    light: NDArray[np.float32] | None,
    appearance: Appearance | None,
    pieces: list[tuple[str, NDArray[np.int64]]],
) -> Any:
    """Add a part's faces with the vertices that they use, and return the prim.

    Below it stand a GeomSubset for each material, which is bound to it, or one of all faces; and
    one for each piece.

    Args:
        stage: The stage.
        path: Of the prim.
        result: The labelled mesh.
        elements: (n,) which of its faces.
        origin: (3,) where coordinates are counted from.
        materials: Where kept materials come from.
        plain: The part's material; None where it has none of its own.
        light: (n, 3) linear RGB of the faces; None where a material says it.
        appearance: What is kept.
        pieces: Names of pieces, and which of the n faces they have.
    """
    from pxr import Sdf, UsdGeom, UsdShade, Vt

    source = result.source
    assert source.faces is not None
    used, local = np.unique(source.faces[elements], return_inverse=True)
    mesh = UsdGeom.Mesh.Define(stage, path)
    positions = single_precision(source.vertices[used] - origin, "USD")
    mesh.CreatePointsAttr(Vt.Vec3fArray.FromNumpy(positions))
    mesh.CreateFaceVertexIndicesAttr(Vt.IntArray.FromNumpy(local.reshape(-1).astype("i4")))
    mesh.CreateFaceVertexCountsAttr(Vt.IntArray.FromNumpy(np.full(len(elements), 3, "i4")))
    mesh.CreateExtentAttr(UsdGeom.PointBased.ComputeExtent(mesh.GetPointsAttr().Get()))
    mesh.CreateSubdivisionSchemeAttr(UsdGeom.Tokens.none)
    mesh.CreateDoubleSidedAttr(True)
    primvars = UsdGeom.PrimvarsAPI(mesh)
    if np.isfinite(result.confidence[elements]).all():
        confidence = primvars.CreatePrimvar(
            "confidence", Sdf.ValueTypeNames.FloatArray, UsdGeom.Tokens.uniform
        )
        confidence.Set(Vt.FloatArray.FromNumpy(result.confidence[elements].astype("f4")))
    if light is not None:
        _set_colors(mesh, light, UsdGeom.Tokens.uniform)
    if source.appearance is not None:
        _add_corners(mesh, primvars, source.appearance, elements, keep=appearance is not None)
    binding = UsdShade.MaterialBindingAPI.Apply(mesh.GetPrim())
    everything = np.arange(len(elements))
    numbers = np.full(len(elements), -1)
    if appearance is not None:
        numbers = appearance.elements.materials[elements]
    for number in np.unique(numbers).tolist():
        mine = everything[numbers == number]
        material = plain if number < 0 else materials.kept(number)
        name = "faces" if number < 0 else f"material_{number}"
        family = UsdShade.Tokens.materialBind if material is not None else "part"
        subset = _subset(mesh, name, mine, family)
        if material is not None:
            UsdShade.MaterialBindingAPI.Apply(subset.GetPrim()).Bind(material)
    if plain is not None:
        binding.Bind(plain)
    for i, (title, mine) in enumerate(pieces):
        _subset(mesh, f"piece_{i}", mine, "pieces").GetPrim().SetDisplayName(title)
    return mesh.GetPrim()


def _subset(mesh: Any, name: str, faces: NDArray[np.int64], family: str) -> Any:
    from pxr import UsdGeom, Vt

    return UsdGeom.Subset.CreateGeomSubset(
        mesh,
        name,
        UsdGeom.Tokens.face,
        Vt.IntArray.FromNumpy(faces.astype("i4")),
        family,
        UsdGeom.Tokens.nonOverlapping,
    )


def _add_corners(
    mesh: Any, primvars: Any, appearance: Appearance, elements: NDArray[np.int64], *, keep: bool
) -> None:
    """Normals and texture coordinates of the corners, and the colours that are kept."""
    from pxr import Sdf, UsdGeom, Vt

    taken = appearance.elements.take(elements).attributes
    if (normals := taken.get("NORMAL")) is not None and (normals.corners >= 0).all():
        values = _at_corners(normals)
        mesh.CreateNormalsAttr(Vt.Vec3fArray.FromNumpy(values))
        mesh.SetNormalsInterpolation(UsdGeom.Tokens.faceVarying)
    number = 0
    while (item := taken.get(f"TEXCOORD_{number}")) is not None:
        values = _at_corners(item)
        values[:, 1] = 1 - values[:, 1]  # USD counts v from the bottom, glTF from the top
        primvar = primvars.CreatePrimvar(
            primvar_name(number), Sdf.ValueTypeNames.TexCoord2fArray, UsdGeom.Tokens.faceVarying
        )
        primvar.Set(Vt.Vec2fArray.FromNumpy(values))
        number += 1
    if keep and (colors := taken.get("COLOR_0")) is not None:
        _set_colors(mesh, _at_corners(colors, 1.0)[:, :3], UsdGeom.Tokens.faceVarying)


def _at_corners(item: CornerValues, absent: float = 0.0) -> NDArray[np.float32]:
    """(3n, k): a value for each corner of the faces, one after the other."""
    corners = item.corners.reshape(-1)
    values: NDArray[np.float32] = np.where(corners[:, None] < 0, absent, item.values[corners])
    return np.ascontiguousarray(values, dtype="f4")


def _set_colors(shape: Any, light: NDArray[np.float32], interpolation: str) -> None:
    from pxr import Vt

    primvar = shape.CreateDisplayColorPrimvar(interpolation)
    primvar.Set(Vt.Vec3fArray.FromNumpy(np.ascontiguousarray(light, dtype="f4")))
