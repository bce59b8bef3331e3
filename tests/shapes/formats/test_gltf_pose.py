"""Meshes stand as viewers show them: mirrored, posed, morphed, repeated."""

from collections.abc import Callable

import numpy as np
import pytest

from patchalign3d_cli.shapes import Shape
from patchalign3d_cli.shapes.rotation import axis_rotation
from support.box_chairs import BOXES, box_part
from support.glb_writing import GlbBuilder

Load = Callable[..., Shape]
HALF = float(np.sqrt(0.5))


def volume(shape: Shape, start: int = 0, count: int | None = None) -> float:
    """Signed volume of a run of faces, positive where they look outwards."""
    assert shape.faces is not None
    faces = shape.faces[start : None if count is None else start + count]
    a, b, c = (shape.vertices[faces[:, corner]] for corner in range(3))
    return float(np.einsum("fi,fi->", a, np.cross(b, c)) / 6)


def box(name: str = "seat", steps: int = 1) -> tuple[np.ndarray, np.ndarray]:
    return box_part(name, steps)


@pytest.mark.parametrize(
    "node",
    [
        {"scale": [-1, 1, 1]},
        {"scale": [-1, -2, -1], "rotation": [0, HALF, 0, HALF]},
        {"matrix": [0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 3, 0, 0, 1]},
        {"scale": [-1, -1, 1]},
    ],
)
def test_a_mirrored_node_turns_its_faces(load: Load, node: dict) -> None:
    vertices, faces = box()
    normals = np.cross(
        vertices[faces[:, 1]] - vertices[faces[:, 0]], vertices[faces[:, 2]] - vertices[faces[:, 0]]
    )
    flat = np.zeros_like(vertices)
    np.add.at(flat, faces.reshape(-1), np.repeat(normals, 3, axis=0))
    flat /= np.linalg.norm(flat, axis=1, keepdims=True)
    glb = GlbBuilder()
    mesh = glb.mesh(vertices, faces, NORMAL=glb.accessor(flat))
    outer = glb.node(children=[glb.node(root=False, mesh=mesh, **node)])
    glb.document["nodes"][outer]["translation"] = [5, 0, 0]
    shape = load("a.glb", glb.bytes())
    low, high = shape.bounds
    assert volume(shape) == pytest.approx(float(np.prod(high - low)), rel=1e-5)
    values, corners = shape.appearance.elements.attributes["NORMAL"]
    points = shape.vertices[shape.faces]
    outward = np.cross(points[:, 1] - points[:, 0], points[:, 2] - points[:, 0])
    assert (np.einsum("fi,fci->fc", outward, values[corners]) > 0).all()


@pytest.mark.parametrize("keep", [True, False])
def test_a_mirrored_node_looks_outwards_in_results_too(load: Load, tmp_path, keep: bool) -> None:
    import trimesh

    from patchalign3d_cli.options import OutputOptions
    from patchalign3d_cli.results import ModelIdentity, PartSegmentation
    from patchalign3d_cli.saving import save_segmentation

    glb = GlbBuilder()
    mesh = glb.mesh(*box())
    for scale in ([1, 1, 1], [-1, 1, 1]):
        glb.node(mesh=mesh, scale=scale, translation=[scale[0], 0, 0])
    shape = load("a.glb", glb.bytes())
    count = len(shape.faces)
    result = PartSegmentation(
        shape,
        ("a",),
        np.zeros(count, np.int32),
        np.ones(count, np.float32),
        np.zeros((count, 1), np.float32),
        ModelIdentity("m", "00", "t", "MIT"),
        {},
    )
    options = OutputOptions(appearance="keep" if keep else "recolor")
    save_segmentation(result, tmp_path / "b.glb", options=options)
    again = load("c.glb", (tmp_path / "b.glb").read_bytes())
    assert volume(again, 0, 12) == pytest.approx(0.0125, rel=1e-4)
    assert volume(again, 12, 12) == pytest.approx(0.0125, rel=1e-4)
    scene = trimesh.load(tmp_path / "b.glb", force="mesh")
    assert scene.volume == pytest.approx(0.025, rel=1e-4)


def skinned(glb: GlbBuilder, matrices: list, joints: list[int], node: dict, kind: str) -> None:
    """A box on two joints, its lower half on the first."""
    vertices, faces = box("back", 2)
    share = np.zeros((len(vertices), 4))
    share[:, 0] = vertices[:, 1] < 0.7
    share[:, 1] = 1 - share[:, 0]
    weights = {"f4": share, "u1": (share * 255).astype("u1"), "u2": (share * 65535).astype("<u2")}
    columns = {
        "JOINTS_0": glb.accessor(np.tile(np.array([0, 1, 0, 0], "u1"), (len(vertices), 1))),
        "WEIGHTS_0": glb.accessor(weights[kind], normalized=kind != "f4"),
    }
    mesh = glb.mesh(vertices, faces, **columns)
    inverse = np.array([np.asarray(matrix).T for matrix in matrices])  # column by column
    glb.document["skins"] = [
        {"joints": joints, "inverseBindMatrices": glb.accessor(inverse.reshape(-1, 16))}
    ]
    glb.node(mesh=mesh, skin=0, **node)


@pytest.mark.parametrize("kind", ["f4", "u1", "u2"])
@pytest.mark.parametrize(
    "node", [{}, {"translation": [9, 9, 9]}, {"scale": [100, 100, 100]}, {"scale": [-1, 1, 1]}]
)
def test_a_skeleton_poses_its_mesh_and_the_nodes_transform_does_not(
    load: Load, node: dict, kind: str
) -> None:
    glb = GlbBuilder()
    turned = np.eye(4)
    turned[:3, :3] = axis_rotation((1.0, 0.0, 0.0), np.pi / 2)
    turned[:3, 3] = [0, 2, 0]
    # Joints outside of the scene count too; the second stands below the first.
    second = glb.node(root=False, translation=[0, 0, 1])
    matrix = turned.T.reshape(-1).tolist()
    first = glb.node(root=False, matrix=matrix, children=[second])
    scaled = np.diag([0.01, 0.01, 0.01, 1.0])
    skinned(glb, [scaled, np.eye(4)], [first, second], node, kind)
    shape = load("a.glb", glb.bytes())
    vertices = box("back", 2)[0]
    lower = vertices[:, 1] < 0.7
    below = np.eye(4)
    below[:3, 3] = [0, 0, 1]
    expected = np.where(
        lower[:, None],
        (vertices * 0.01) @ turned[:3, :3].T + turned[:3, 3],
        vertices @ (turned @ below)[:3, :3].T + (turned @ below)[:3, 3],
    )
    np.testing.assert_allclose(shape.vertices, expected, atol=1e-6)
    assert np.array_equal(shape.nodes[0].transform, np.eye(4))
    assert shape.warnings == ()


def test_a_mirroring_skeleton_keeps_faces_outwards_and_normals_with_them(load: Load) -> None:
    glb = GlbBuilder()
    joint = glb.node(scale=[-1, 1, 1])
    vertices, faces = box("back", 1)
    count = len(vertices)
    columns = {
        "JOINTS_0": glb.accessor(np.zeros((count, 4), "u1")),
        "WEIGHTS_0": glb.accessor(np.tile([1.0, 0, 0, 0], (count, 1))),
        "NORMAL": glb.accessor(np.tile([0.6, 0.8, 0], (count, 1))),
    }
    mesh = glb.mesh(vertices, faces, **columns)
    glb.document["skins"] = [{"joints": [joint]}]
    glb.node(mesh=mesh, skin=0)
    shape = load("a.glb", glb.bytes())
    assert volume(shape) == pytest.approx(0.0096, rel=1e-4)
    values, corners = shape.appearance.elements.attributes["NORMAL"]
    expected = np.broadcast_to([-0.6, 0.8, 0], (12, 3, 3))
    np.testing.assert_allclose(values[corners], expected, atol=1e-6)


@pytest.mark.parametrize(
    "skin",
    [
        {"joints": [99]},
        {"joints": "all"},
        {"joints": []},
        {"joints": [0], "inverseBindMatrices": 0},
        {"joints": [0], "inverseBindMatrices": "no"},
        "text",
    ],
)
def test_a_damaged_skin_is_left_out_and_told(load: Load, skin: object) -> None:
    glb = GlbBuilder()
    vertices, faces = box()
    columns = {
        "JOINTS_0": glb.accessor(np.zeros((len(vertices), 4), "u1")),
        "WEIGHTS_0": glb.accessor(np.tile([1.0, 0, 0, 0], (len(vertices), 1))),
    }
    glb.node(mesh=glb.mesh(vertices, faces, **columns), skin=0)
    glb.document["skins"] = [skin]
    shape = load("a.glb", glb.bytes())
    np.testing.assert_allclose(shape.vertices, vertices, atol=1e-6)
    assert "a skeleton cannot be read" in shape.warnings[0]


@pytest.mark.parametrize("owner", ["mesh", "node"])
def test_weights_of_morph_targets_are_applied(load: Load, owner: str) -> None:
    glb = GlbBuilder()
    vertices, faces = box()
    mesh = glb.mesh(vertices, faces)
    moves = [np.tile([1.0, 0, 0], (len(vertices), 1)), np.tile([0, 0, 2.0], (len(vertices), 1))]
    primitive = glb.document["meshes"][mesh]["primitives"][0]
    primitive["targets"] = [{"POSITION": glb.accessor(move)} for move in moves]
    glb.document["meshes"][mesh]["weights"] = [0, 0] if owner == "node" else [0.5, 1]
    glb.node(mesh=mesh, **({"weights": [0.5, 1]} if owner == "node" else {}))
    shape = load("a.glb", glb.bytes())
    np.testing.assert_allclose(shape.vertices, vertices + [0.5, 0, 2], atol=1e-6)


@pytest.mark.parametrize("required", [True, False])
@pytest.mark.parametrize("packed", [True, False])
def test_instances_stand_at_their_places(load: Load, required: bool, packed: bool) -> None:
    glb = GlbBuilder()
    vertices, faces = box("leg_0")
    centered = vertices - vertices.mean(axis=0)
    mesh = glb.mesh(centered, faces)
    places = np.array([np.mean(BOXES[f"leg_{i}"], axis=0) for i in range(4)])
    turns = np.tile([0, 1.0, 0, 0], (4, 1))
    rotation = (turns * 32767).astype("<i2") if packed else turns
    attributes = {
        "TRANSLATION": glb.accessor(places),
        "ROTATION": glb.accessor(rotation, normalized=packed),
        "SCALE": glb.accessor(np.array([[1, 1, 1], [1, 2, 1], [-1, 1, 1], [1, 1, 1.0]])),
        "_ID": 0,
    }
    extension = {"EXT_mesh_gpu_instancing": {"attributes": attributes}}
    glb.node(name="leg", mesh=mesh, extensions=extension, translation=[0, 1, 0])
    if required:
        glb.document["extensionsRequired"] = ["EXT_mesh_gpu_instancing"]
    shape = load("a.glb", glb.bytes())
    assert [node.name for node in shape.nodes] == ["leg 0", "leg 1", "leg 2", "leg 3"]
    for number, node in enumerate(shape.nodes):
        mine = shape.vertices[np.unique(shape.faces[node.start : node.start + node.count])]
        expected = np.array(BOXES[f"leg_{number}"]) + [0, 1, 0]
        if number == 1:
            expected[:, 1] = [0.79, 1.63]
        np.testing.assert_allclose([mine.min(axis=0), mine.max(axis=0)], expected, atol=1e-4)
        assert volume(shape, node.start, node.count) > 0
    assert shape.warnings == ()


def test_one_file_cannot_repeat_a_mesh_endlessly(
    load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    from patchalign3d_cli.errors import ShapeError

    glb = GlbBuilder()
    mesh = glb.mesh(*box())
    accessor = glb.accessor(np.zeros((1, 3)))
    glb.document["accessors"][accessor].update(count=90_000, bufferView=None)
    del glb.document["accessors"][accessor]["bufferView"]
    view = {"bufferView": 0, "componentType": 5125}
    glb.document["accessors"][accessor]["sparse"] = {"count": 0, "indices": view, "values": view}
    extension = {"EXT_mesh_gpu_instancing": {"attributes": {"TRANSLATION": accessor}}}
    for _ in range(40):
        glb.node(mesh=mesh, extensions=extension)
    monkeypatch.setattr("patchalign3d_cli.shapes.raw._SMALL", 2**17)
    with pytest.raises(ShapeError, match="describes more than"):
        load("a.glb", glb.bytes())
