import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import trimesh
from scipy.spatial.transform import Rotation

from patchalign3d_cli.pieces import capped, extract, split
from patchalign3d_cli.results import PartMeasures, PartSegmentation
from patchalign3d_cli.results.measures import is_closed, measure_groups
from patchalign3d_cli.results_io.json.record import segmentation_record
from patchalign3d_cli.shapes import Shape, load_shape

TILT = Rotation.from_euler("xyz", [20, -35, 50], degrees=True).as_matrix()


def measured(shape: Shape) -> PartMeasures:
    (measures,) = measure_groups(shape, np.zeros(shape.element_count, np.int32), 1)
    assert measures is not None
    return measures


def of_trimesh(mesh: trimesh.Trimesh) -> Shape:
    return Shape(np.asarray(mesh.vertices, float), np.asarray(mesh.faces, np.int64))


@pytest.mark.parametrize("unit", [1e-3, 1, 1e3])
@pytest.mark.parametrize("away", [0, 4e5])
def test_a_tilted_box(unit, away):
    mesh = trimesh.creation.box([4 * unit, 2 * unit, unit])
    center = np.array([1, 2, 3]) * unit + away
    shape = of_trimesh(mesh)
    shape = Shape(shape.vertices @ TILT.T + center, shape.faces)
    measures = measured(shape)
    near = 1e-9 * unit + 1e-9 * away
    assert measures.centroid == pytest.approx(center, abs=near)
    assert measures.area == pytest.approx(28 * unit**2, rel=1e-6)
    assert measures.volume == pytest.approx(8 * unit**3, rel=1e-6)
    assert measures.low == pytest.approx(shape.vertices.min(axis=0))
    assert measures.high == pytest.approx(shape.vertices.max(axis=0))
    box = measures.oriented_box
    assert box.center == pytest.approx(center, abs=near)
    assert box.half_sizes == pytest.approx([2 * unit, unit, unit / 2], rel=1e-6)
    assert np.abs(box.axes @ TILT) == pytest.approx(np.eye(3), abs=1e-6)


def test_a_cylinder():
    shape = of_trimesh(trimesh.creation.cylinder(radius=1, height=6, sections=64))
    shape = Shape(shape.vertices @ TILT.T, shape.faces)
    measures = measured(shape)
    area = 64 / 2 * np.sin(2 * np.pi / 64)  # of the polygon that stands for the circle
    assert measures.volume == pytest.approx(6 * area)
    assert measures.oriented_box.half_sizes == pytest.approx([3, 1, 1], rel=5e-3)
    assert np.abs(measures.oriented_box.axes[0] @ TILT[:, 2]) == pytest.approx(1)
    assert measures.centroid == pytest.approx(np.zeros(3), abs=1e-9)


def test_the_centroid_is_that_of_the_surface_however_finely_it_is_meshed():
    coarse = trimesh.creation.box([2, 2, 2])
    top = coarse.triangles_center[:, 2] > 0.9
    fine = trimesh.Trimesh(*trimesh.remesh.subdivide(coarse.vertices, coarse.faces, top))
    assert measured(of_trimesh(fine)).centroid == pytest.approx(np.zeros(3), abs=1e-9)


def test_an_open_surface_has_no_volume():
    mesh = trimesh.creation.box([1, 1, 1])
    mesh.update_faces(np.arange(11))
    measures = measured(of_trimesh(mesh))
    assert measures.volume is None and measures.area == pytest.approx(5.5)


def test_a_cavity_counts_less_and_loose_triangles_are_closed_by_position():
    outer, inner = trimesh.creation.box([2, 2, 2]), trimesh.creation.box([1, 1, 1])
    inner.invert()
    both = trimesh.util.concatenate([outer, inner])
    loose = both.triangles.reshape(-1, 3)
    shape = Shape(np.array(loose), np.arange(len(loose)).reshape(-1, 3))
    assert measured(shape).volume == pytest.approx(7)


def test_a_cloud():
    points = np.random.default_rng(0).random((100, 3))
    measures = measured(Shape(points))
    assert measures.centroid == pytest.approx(points.mean(axis=0))
    assert (measures.area, measures.volume) == (None, None)
    assert measures.low == pytest.approx(points.min(axis=0))


def test_a_mirrored_node_has_a_positive_volume_in_world_units(tmp_path: Path):
    scene = trimesh.Scene()
    mirror = np.diag([-2.0, 2.0, 2.0, 1.0])
    mirror[:3, 3] = [10, 0, 0]
    mesh = trimesh.creation.icosphere(2)
    scene.add_geometry(mesh, transform=mirror)
    (tmp_path / "a.glb").write_bytes(scene.export(file_type="glb"))
    measures = measured(load_shape(tmp_path / "a.glb"))
    assert measures.volume == pytest.approx(8 * mesh.volume, rel=1e-5)
    assert measures.centroid == pytest.approx([10, 0, 0], abs=1e-5)


def test_beyond_all_numbers_there_are_no_measures():
    corners = np.array([[0, 0, 0], [1.7e308, 0, 0], [0, -1.7e308, 0], [0, 1.7e308, 0]])
    shape = Shape(corners, np.array([[0, 1, 2], [0, 1, 3]]))
    assert measure_groups(shape, np.zeros(2, np.int32), 1) == (None,)
    large = measured(Shape(corners[:, :] * 1e-100, shape.faces))
    assert large.area is not None and np.isinf(large.area)


def plainly_closed(faces: list[list[int]]) -> bool:
    """Twin of `is_closed`."""
    edges: Counter[tuple[int, int]] = Counter()
    for face in faces:
        for one, two in zip(face, face[1:] + face[:1], strict=True):
            if one != two:
                edges[min(one, two), max(one, two)] += 1 if one < two else -1
    return not any(edges.values())


def test_closed_surfaces_by_the_twin():
    random = np.random.default_rng(1)
    cube = trimesh.creation.box([1, 1, 1]).faces
    closed = 0
    for _ in range(300):
        faces = np.concatenate([cube, cube + random.integers(0, 8)])
        faces = faces[random.random(len(faces)) < random.choice([0.9, 1.0])]
        if random.random() < 0.3:
            faces[random.integers(len(faces))] = faces[0][::-1]
        expected = plainly_closed(faces.tolist())
        assert is_closed(faces) == expected
        closed += expected
    assert 20 < closed < 280


def test_files_name_the_measures_of_parts_and_pieces(make_result):
    result = split(make_result(parts=("top", "bottom", "absent")), "parts")
    record = segmentation_record(result)
    top, bottom, absent = record["parts"]
    assert top["box"] == {"low": [-1, 0, -1], "high": [1, 1, 1]}
    assert bottom["box"] == {"low": [-1, -1, -1], "high": [1, 0, 1]}
    assert top["area"] == bottom["area"] == 12 and top["volume"] is None
    assert top["centroid"] == [0, pytest.approx(2 / 3), 0]
    assert top["oriented_box"] == {
        "center": [0, 0.5, 0],
        "axes": [[1, 0, 0], [0, 0, 1], [0, -1, 0]],
        "half_sizes": [1, 1, 0.5],
        "quaternion": pytest.approx([0.5**0.5, 0, 0, 0.5**0.5]),
    }
    assert all(absent[key] is None for key in ("centroid", "box", "oriented_box", "area", "volume"))
    names = ("centroid", "box", "oriented_box", "area", "volume")
    assert [piece[key] for piece in record["pieces"] for key in names] == [
        part[key] for part in (top, bottom) for key in names
    ]
    assert "-0.0" not in json.dumps(record)


def test_a_capped_piece_has_the_volume_that_the_cut_left(make_result):
    whole = split(make_result(), "parts")
    piece: PartSegmentation = capped(extract(whole, 0), whole)
    assert piece.measures[0] is not None and piece.measures[1] is None
    assert piece.measures[0].volume == pytest.approx(4)
