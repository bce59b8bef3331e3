"""USD, opened and checked by usd-core's own validators."""

import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

from patchalign3d_cli.coloring.palette import palette
from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.results_io.usd.package import usdz_bytes
from patchalign3d_cli.results_io.usd.writer import write_usda, write_usdz
from patchalign3d_cli.shapes import up_rotation
from patchalign3d_cli.shapes.srgb import srgb_to_linear
from support.round_trips import CASES
from support.textures import JPEG, PNG

WRITERS = {".usda": write_usda, ".usdz": write_usdz}
FINE = OutputOptions()
KEEP = OutputOptions("keep")


def opened(result: PartSegmentation, tmp_path: Path, suffix: str = ".usda", options=FINE):
    """The stage of a file in which no validator of usd-core finds anything."""
    Usd = pytest.importorskip("pxr.Usd")
    from pxr import UsdValidation

    path = tmp_path / f"a{suffix}"
    WRITERS[suffix](result, path, options)
    stage = Usd.Stage.Open(str(path))
    validators = UsdValidation.ValidationRegistry().GetOrLoadAllValidators()
    assert len(validators) > 20
    errors = UsdValidation.ValidationContext(validators).Validate(stage)
    assert [(error.GetName(), error.GetMessage()) for error in errors] == []
    return stage


def meshes(stage) -> dict[str, object]:
    """The meshes by the names that people see."""
    from pxr import UsdGeom

    return {
        prim.GetDisplayName(): UsdGeom.Mesh(prim)
        for prim in stage.Traverse()
        if prim.IsA(UsdGeom.Mesh)
    }


def world(stage) -> np.ndarray:
    """(F, 3, 3) corners of all faces, in the order of the parts, in the stage's world."""
    from pxr import UsdGeom

    corners = []
    for mesh in meshes(stage).values():
        matrix = np.array(UsdGeom.Xformable(mesh).ComputeLocalToWorldTransform(0))
        points = np.array(mesh.GetPointsAttr().Get(), float)
        indices = np.array(mesh.GetFaceVertexIndicesAttr().Get()).reshape(-1, 3)
        corners.append((points @ matrix[:3, :3] + matrix[3, :3])[indices])
    return np.concatenate(corners)


def labels_of(prim) -> list[str]:
    from pxr import UsdSemantics

    return list(UsdSemantics.LabelsAPI(prim, "category").GetLabelsAttr().Get())


@pytest.mark.parametrize("suffix", WRITERS)
def test_parts_are_prims_and_subsets_with_their_semantic_label(make_result, suffix, tmp_path):
    from pxr import UsdGeom, UsdShade

    names = ("Sitzfl\u00e4che 1", "nowhere", "leg")
    labels = np.where(make_result().labels == 0, 0, 2).astype(np.int32)
    labels[:9] = -1
    result = make_result(parts=names, labels=labels)
    stage = opened(result, tmp_path, suffix)
    root = stage.GetDefaultPrim()
    assert root.GetPath() == "/shape" and UsdGeom.GetStageUpAxis(stage) == "Y"
    listed = meshes(stage)
    assert list(listed) == [names[0], "leg", "unlabelled"]
    assert [str(mesh.GetPath()) for mesh in listed.values()] == [
        "/shape/Sitzfl_che_1",
        "/shape/leg",
        "/shape/unlabelled",
    ]
    for (name, mesh), index in zip(listed.items(), (0, 2, -1), strict=True):
        count = int((labels == index).sum())
        assert len(mesh.GetFaceVertexCountsAttr().Get()) == count
        assert labels_of(mesh.GetPrim()) == [name]
        (subset,) = UsdGeom.Subset.GetAllGeomSubsets(mesh)
        assert labels_of(subset.GetPrim()) == [name]
        assert list(subset.GetIndicesAttr().Get()) == list(range(count))
        material, _ = UsdShade.MaterialBindingAPI(subset.GetPrim()).ComputeBoundMaterial()
        shader, _, _ = material.ComputeSurfaceSource()
        color = shader.GetInput("diffuseColor").Get()
        if index >= 0:
            assert list(color) == pytest.approx(srgb_to_linear(palette(3)[index]), abs=1e-5)
        primvar = UsdGeom.PrimvarsAPI(mesh).GetPrimvar("confidence")
        assert list(primvar.Get()) == pytest.approx(result.confidence[labels == index])


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("options", [FINE, KEEP, OutputOptions(heatmap=True)])
def test_every_kind_of_result_is_valid_and_stands_where_it_was(name, options, tmp_path):
    result = CASES[name](tmp_path)
    suffix = ".usdz" if options is KEEP else ".usda"
    stage = opened(result, tmp_path, suffix, options)
    if result.source.is_cloud:
        return
    order = np.concatenate(
        [np.flatnonzero(result.labels == i) for i in (*range(len(result.parts)), -1)]
    )
    source = result.source
    expected = source.vertices[source.faces[order]] @ up_rotation(source.up).T
    assert world(stage) == pytest.approx(expected, abs=1e-5)


def test_far_from_the_origin_no_digits_are_lost(make_result, tmp_path):
    vertices = make_result().source.vertices + [4e5, 5e6, 100]
    result = make_result(vertices=vertices, up="z")
    turned = vertices[result.source.faces] @ up_rotation("z").T
    found = world(opened(result, tmp_path))
    assert np.abs(np.sort(found.reshape(-1)) - np.sort(turned.reshape(-1))).max() < 1e-6


def test_materials_and_images_are_kept(tmp_path):
    from pxr import UsdGeom, UsdShade

    result = CASES["scene"](tmp_path)
    stage = opened(result, tmp_path, ".usdz", KEEP)
    with zipfile.ZipFile(tmp_path / "a.usdz") as package:
        names = package.namelist()
        assert names[0] == "shape.usdc"
        assert {package.read(name) for name in names[1:]} == {PNG, JPEG}
        assert all(entry.compress_type == zipfile.ZIP_STORED for entry in package.infolist())
    appearance = result.source.appearance
    for mesh in meshes(stage).values():
        subsets = UsdGeom.Subset.GetGeomSubsets(mesh, "face", "materialBind")
        assert subsets
        for subset in subsets:
            material, _ = UsdShade.MaterialBindingAPI(subset.GetPrim()).ComputeBoundMaterial()
            shader, _, _ = material.ComputeSurfaceSource()
            roughness = shader.GetInput("roughness").Get()
            assert material.GetPrim().GetDisplayName() in ("wood", "paint")
            if material.GetPrim().GetDisplayName() == "wood":
                assert roughness == 0.25
                assert shader.GetInput("diffuseColor").HasConnectedSource()
                assert shader.GetInput("normal").HasConnectedSource()
            else:
                assert list(shader.GetInput("diffuseColor").Get()) == pytest.approx([0.1, 0.2, 0.3])
        st = UsdGeom.PrimvarsAPI(mesh).GetPrimvar("st").Get()
        assert len(st) == 3 * len(mesh.GetFaceVertexCountsAttr().Get())
    first = int(np.flatnonzero(result.labels == 0)[0])
    values, corners = appearance.elements.attributes["TEXCOORD_0"]
    expected = values[corners[first]] * [1, -1] + [0, 1]
    seat = next(iter(meshes(stage).values()))
    found = np.array(UsdGeom.PrimvarsAPI(seat).GetPrimvar("st").Get())[:3]
    assert found == pytest.approx(expected, abs=1e-6)


def test_text_has_no_images(tmp_path):
    stage = opened(CASES["scene"](tmp_path), tmp_path, ".usda", KEEP)
    assert "textures/" not in stage.GetRootLayer().ExportToString()


def test_pieces_are_subsets(tmp_path):
    from pxr import UsdGeom

    result = CASES["split into instances"](tmp_path)
    listed = {}
    stage = opened(result, tmp_path)  # its prims live as long as it does
    for name, mesh in meshes(stage).items():
        for subset in UsdGeom.Subset.GetGeomSubsets(mesh, "face", "pieces"):
            prim = subset.GetPrim()
            assert labels_of(prim) == [name.replace("\x00", "?")]
            listed[prim.GetDisplayName()] = len(subset.GetIndicesAttr().Get())
    counts = np.bincount(result.pieces.labels[result.pieces.labels >= 0])
    assert listed == dict(zip(result.pieces.names, counts.tolist(), strict=True))


@pytest.mark.parametrize(
    ("unit", "file", "metres"),
    [(None, "a.obj", 1), (None, "a.glb", 1), ("mm", "a.glb", 0.001), ("inch", "a.obj", 0.0254)],
)
def test_the_unit_is_told(make_result, unit, file, metres, tmp_path):
    from pxr import UsdGeom

    stage = opened(make_result(path=Path(file)), tmp_path, options=OutputOptions(unit=unit))
    assert UsdGeom.GetStageMetersPerUnit(stage) == metres


def test_names_that_make_one_identifier_stay_apart(make_result, tmp_path):
    names = ("a b", "a.b", "A_B", "materials")
    result = make_result(parts=names, labels=(np.arange(192) % 4).astype(np.int32))
    stage = opened(result, tmp_path)
    paths = [str(mesh.GetPath()) for mesh in meshes(stage).values()]
    assert paths == ["/shape/a_b", "/shape/a_b_2", "/shape/A_B_3", "/shape/materials_2"]


def test_every_file_of_a_package_starts_at_a_multiple_of_64(tmp_path):
    for size in range(70):
        data = usdz_bytes({"shape.usdc": b"x" * size, "t/0.png": b"yy", "t/10.png": b"zzz"})
        (tmp_path / "a.usdz").write_bytes(data)
        with zipfile.ZipFile(tmp_path / "a.usdz") as package:
            assert package.testzip() is None
            for entry in package.infolist():
                header = data[entry.header_offset : entry.header_offset + 30]
                lengths = np.frombuffer(header[26:30], "<u2")
                assert (entry.header_offset + 30 + int(lengths.sum())) % 64 == 0


def test_without_usd_core_one_line_says_what_to_install(make_result, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pxr", None)
    for suffix, writer in WRITERS.items():
        with pytest.raises(OutputError, match=r'install it: pip install "pa3d\[usd\]"$'):
            writer(make_result(), tmp_path / f"a{suffix}")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("kind", ["mesh", "cloud"])
def test_what_single_precision_cannot_hold_is_one_line(make_result, tmp_path: Path, kind: str):
    pytest.importorskip("pxr.Usd")
    result = make_result(kind, vertices=1e39 * make_result("mesh").source.vertices)
    with pytest.raises(OutputError, match="beyond what USD can hold"):
        write_usda(result, tmp_path / "a.usda", FINE)
    assert not list(tmp_path.iterdir())
