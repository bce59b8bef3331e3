"""USD: a mesh and a GeomSubset a part with its semantic label, for engines and AR."""

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.coloring.palette import (
    UNLABELLED_COLOR,
    UNLABELLED_NAME,
    palette,
    shown_colors,
)
from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.results_io.glb.frames import exact_origin
from patchalign3d_cli.results_io.json.record import GENERATOR, model_record
from patchalign3d_cli.results_io.units import UNITS, shape_unit
from patchalign3d_cli.results_io.usd.geometry import add_mesh, add_points
from patchalign3d_cli.results_io.usd.materials import StageMaterials, stage_text
from patchalign3d_cli.results_io.usd.package import usdz_bytes
from patchalign3d_cli.shapes.srgb import srgb_to_linear
from patchalign3d_cli.shapes.up import up_rotation

ROOT = "/shape"
_LABELS = "category"  # the taxonomy of the labels


def write_usda(result: PartSegmentation, path: Path, options: OutputOptions | None = None) -> None:
    """Write a stage as text. It has no images: materials keep their numbers alone.

    Args:
        result: What to write.
        path: The file; an existing one is replaced.
        options: How it shall look; None for the defaults.

    Raises:
        OutputError: The package usd-core is missing.
    """
    stage, _ = _stage(result, options or OutputOptions(), textures=False)
    path.write_bytes(stage.GetRootLayer().ExportToString().encode("utf-8"))


def write_usdz(result: PartSegmentation, path: Path, options: OutputOptions | None = None) -> None:
    """Write a package: the stage in binary, and the images of kept materials.

    Args:
        result: What to write.
        path: The file; an existing one is replaced.
        options: How it shall look; None for the defaults.

    Raises:
        OutputError: The package usd-core is missing.
    """
    stage, images = _stage(result, options or OutputOptions(), textures=True)
    with tempfile.TemporaryDirectory() as folder:
        binary = Path(folder) / "shape.usdc"
        stage.GetRootLayer().Export(str(binary))
        path.write_bytes(usdz_bytes({binary.name: binary.read_bytes(), **images}))


def _stage(
    result: PartSegmentation, options: OutputOptions, *, textures: bool
) -> tuple[Any, dict[str, bytes]]:
    """The stage, and the images that it names by their paths."""
    try:
        from pxr import Gf, Kind, Usd, UsdGeom
    except ImportError as error:
        raise OutputError(
            'USD needs the package usd-core; install it: pip install "pa3d[usd]"'
        ) from error
    source = result.source
    stage = Usd.Stage.CreateInMemory()
    root = UsdGeom.Xform.Define(stage, ROOT)
    stage.SetDefaultPrim(root.GetPrim())
    UsdGeom.SetStageUpAxis(stage, UsdGeom.Tokens.y)
    UsdGeom.SetStageMetersPerUnit(stage, UNITS[shape_unit(source, options, "m")].metres)
    Usd.ModelAPI(root.GetPrim()).SetKind(Kind.Tokens.component)
    layer = stage.GetRootLayer()
    layer.customLayerData = {"creator": GENERATOR, "model": model_record(result.model)}
    origin = exact_origin(source)
    transform = np.eye(4)
    transform[:3, :3] = up_rotation(source.up)
    transform[:3, 3] = transform[:3, :3] @ origin
    if (transform != np.eye(4)).any():  # USD multiplies rows: the transpose
        root.AddTransformOp().Set(Gf.Matrix4d(*transform.T.reshape(-1).tolist()))
    keep = options.appearance == "keep"
    appearance = source.appearance if keep else None
    materials = StageMaterials(stage, f"{ROOT}/materials", appearance, textures=textures)
    UsdGeom.Scope.Define(stage, f"{ROOT}/materials")
    light = srgb_to_linear(shown_colors(result, options)).astype("f4")  # (E, 3)
    taken = {"materials"}
    for name, color, elements in _groups(result):
        path = f"{ROOT}/{_free_name(name, taken)}"
        pieces = _piece_runs(result, elements)
        if source.is_cloud:
            prim = add_points(stage, path, source, elements, origin, light[elements])
        else:
            plain = None if keep or options.heatmap else materials.plain(_of(path), color)
            shown = light[elements] if options.heatmap else None
            prim = add_mesh(
                stage, path, result, elements, origin, materials, plain, shown, appearance, pieces
            )
        for labelled in (prim, *prim.GetChildren()):
            _label(labelled, labelled.GetDisplayName() or name, name)
    return stage, materials.images


def _groups(
    result: PartSegmentation,
) -> list[tuple[str, NDArray[np.uint8], NDArray[np.int64]]]:
    """Name, colour and elements of every part that has some, unlabelled ones last."""
    colors = palette(len(result.parts))
    named = [*zip(result.parts, colors, range(len(result.parts)), strict=True)]
    named.append((UNLABELLED_NAME, np.array(UNLABELLED_COLOR, np.uint8), -1))
    runs = [(name, color, np.flatnonzero(result.labels == i)) for name, color, i in named]
    return [run for run in runs if len(run[2])]


def _piece_runs(
    result: PartSegmentation, elements: NDArray[np.int64]
) -> list[tuple[str, NDArray[np.int64]]]:
    """The pieces among elements of one part: name, and which of the elements they have."""
    if result.pieces is None:
        return []
    labels = result.pieces.labels[elements]
    numbers = [number for number in np.unique(labels).tolist() if number >= 0]
    return [(result.pieces.names[n], np.flatnonzero(labels == n)) for n in numbers]


def _free_name(name: str, taken: set[str]) -> str:
    """A name that a prim may have, different from those taken, which it joins."""
    from pxr import Tf

    stem = str(Tf.MakeValidIdentifier(stage_text(name).encode("ascii", "replace").decode()))[:80]
    chosen, number = stem, 2
    while chosen.lower() in taken:
        chosen, number = f"{stem}_{number}", number + 1
    taken.add(chosen.lower())
    return chosen


def _of(path: str) -> str:
    return path.rpartition("/")[2]


def _label(prim: Any, shown: str, part: str) -> None:
    """Give a prim its name for people, and its part by the semantic label schema."""
    from pxr import UsdSemantics

    prim.SetDisplayName(stage_text(shown))
    labels = UsdSemantics.LabelsAPI.Apply(prim, _LABELS)
    labels.CreateLabelsAttr().Set([stage_text(part)])
