import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patchalign3d_training.synthesis.kit import (
    Assembly,
    ball,
    beam,
    box,
    cylinder,
    dome,
    ellipse,
    fill,
    frame,
    grown,
    hull,
    join,
    lathe,
    lengthwise,
    pipe,
    polygon,
    prism,
    rectangle,
    ring,
    rod,
    smooth,
    sweep,
    tube,
    wing,
)

SIZE = st.floats(0.1, 3.0)


def area(mesh):
    a, b, c = (mesh.vertices[mesh.faces[:, corner]] for corner in range(3))
    return float(0.5 * np.linalg.norm(np.cross(b - a, c - a), axis=1).sum())


def volume(mesh):
    a, b, c = (mesh.vertices[mesh.faces[:, corner]] for corner in range(3))
    return abs(float((np.cross(a, b) * c).sum() / 6))


def is_closed(mesh):
    """Whether each edge of the welded mesh has a face on both of its sides."""
    places, index = np.unique(mesh.vertices.round(9), axis=0, return_inverse=True)
    faces = index.reshape(-1)[mesh.faces]
    sides = {}
    for face in faces:
        if len(set(face)) < 3:
            continue
        for i in range(3):
            edge = (int(face[i]), int(face[(i + 1) % 3]))
            sides[edge] = sides.get(edge, 0) + 1
    return all(sides.get((b, a), 0) == count for (a, b), count in sides.items())


def shoelace(outline):
    x, y = outline.T
    return abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2)


@given(x=SIZE, y=SIZE, z=SIZE)
@settings(max_examples=20, deadline=None)
def test_box_has_its_area_and_volume(x, y, z):
    solid = box(x, y, z)
    assert area(solid) == pytest.approx(2 * (x * y + y * z + z * x))
    assert volume(solid) == pytest.approx(x * y * z)
    assert is_closed(solid)
    assert np.allclose(np.ptp(solid.vertices, axis=0), (x, y, z))


def test_round_solids_come_near_their_formulas():
    assert volume(cylinder(0.5, 2.0, sides=64)) == pytest.approx(np.pi * 0.5, rel=0.01)
    assert volume(lathe([(0, 0), (1, 0), (0, 3)], 64)) == pytest.approx(np.pi, rel=0.01)
    assert volume(ball(1.0, 2.0, 3.0, 48)) == pytest.approx(8 * np.pi, rel=0.06)
    assert volume(pipe(1.0, 0.5, 2.0, sides=64)) == pytest.approx(1.5 * np.pi, rel=0.01)
    assert area(ring(1.0, 0.2, count=64, sides=32)) == pytest.approx(0.8 * np.pi**2, rel=0.01)


def test_a_square_lathe_is_a_square_box():
    solid = lathe([(0, 0), (np.sqrt(0.5), 0), (np.sqrt(0.5), 2), (0, 2)], 4).turned("y", 45)
    assert volume(solid) == pytest.approx(2.0)
    assert np.allclose(np.ptp(solid.vertices, axis=0), (1, 2, 1))


@pytest.mark.parametrize("axis", ["x", "y", "z"])
def test_axes_are_where_they_are_said_to_be(axis):
    along = "xyz".index(axis)
    for solid in (cylinder(0.1, 2.0, axis), pipe(0.1, 0.05, 2.0, axis)):
        assert np.argmax(np.ptp(solid.vertices, axis=0)) == along
    for solid in (prism(ellipse(2, 2), 0.1, axis), ring(1.0, 0.05, axis)):
        assert np.argmin(np.ptp(solid.vertices, axis=0)) == along


@pytest.mark.parametrize(
    "solid",
    [
        prism(rectangle(2, 1, 0.2), 0.5, "y", 0.1),
        frame(rectangle(2, 1), rectangle(1, 0.5), 0.2),
        rod((0, 0, 0), (1, 2, 3), 0.1, 0.2),
        beam((0, 0, 0), (0, 1, 0), 0.2, 0.1),
        tube([(0, 0, 0), (1, 0, 0), (1, 1, 0)], 0.1),
        ring(1.0, 0.2),
        hull([(1, 0.1, 0.1, 0), (0, 1, 1, 0), (-1, 0.2, 0.2, 0.1)]),
        wing([(0, 0, 0), (2, 0, -1)], [1.0, 0.5]),
        dome(1.0, 0.5, 0.1).both("y"),
        cylinder(1.0, 1.0),
        pipe(1.0, 0.5, 1.0),
    ],
)
def test_solids_are_closed(solid):
    assert np.isfinite(solid.vertices).all()
    assert is_closed(solid)


def test_a_beam_is_as_wide_as_told():
    upright = beam((0, 0, 0), (0, 1, 0), 0.2, 0.1)
    assert np.allclose(np.ptp(upright.vertices, axis=0), (0.2, 1, 0.1))


def test_a_sweep_keeps_its_radius_round_a_bend():
    path = smooth([(0, 0, 0), (0, 1, 0), (1, 1, 1), (2, 0, 1)], 20)
    mesh = sweep(path, 0.1, sides=6)
    rings = mesh.vertices[: 20 * 6].reshape(20, 6, 3)
    assert np.allclose(np.linalg.norm(rings - path[:, None], axis=2), 0.1)


@given(sides=st.integers(3, 12), seed=st.integers(0, 1000))
@settings(max_examples=40, deadline=None)
def test_fill_covers_concave_outlines_exactly(sides, seed):
    random = np.random.default_rng(seed)
    star = polygon(2 * sides, 1.0)
    star[::2] *= random.uniform(0.3, 0.9)
    if seed % 2:
        star = star[::-1]
    triangles = star[fill(star)]
    first, second = triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0]
    signed = 0.5 * (first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0])
    assert len(triangles) == 2 * sides - 2
    assert (signed > -1e-9).all() or (signed < 1e-9).all()
    assert abs(signed.sum()) == pytest.approx(shoelace(star))


def test_smooth_passes_its_controls():
    controls = np.array([(0, 0), (1, 2), (3, 1), (4, 4)], dtype=float)
    assert np.allclose(smooth(controls, 7)[::2], controls)
    assert np.allclose(smooth(controls, 8, closed=True)[::2], controls)


def test_outlines():
    assert shoelace(rectangle(2, 3)) == 6
    assert shoelace(grown(rectangle(2, 2), 0.5 * np.sqrt(2))) == pytest.approx(9)
    mirrored = lengthwise([(0.5, 0), (1, 1), (0.2, 2)], 20)
    assert np.allclose(mirrored[:10], mirrored[:9:-1] * (-1, 1))


def test_copies_about_an_axis_and_mirrors():
    arm = box(0.2, 0.2, 0.2).moved(1.0)
    star = arm.around(4)
    assert len(star.faces) == 48
    centers = star.vertices.reshape(4, -1, 3).mean(axis=1)
    assert np.allclose(np.abs(centers[:, [0, 2]]).sum(axis=1), 1.0)
    assert np.allclose(arm.both().vertices.mean(axis=0), 0)
    assert volume(join(arm, arm.mirrored())) == pytest.approx(2 * 0.008)
    assert np.allclose(arm.turned("y", 90).vertices.mean(axis=0), (0, 0, -1))


def test_assembly_labels_pieces_and_splits_them():
    assembly = Assembly({"a": ("a", "first"), "b": ("b",)}, {"dot": ("dot",)})
    solid = box(1, 1, 1)
    top = solid.vertices[solid.faces][:, :, 1].min(axis=1) > 0
    assembly.split(solid, {"a": top}, rest="b")
    assembly.add(None, solid, detail="dot")
    mesh = assembly.finish()
    assert mesh.parts == (("a", "first"), ("b",)) and mesh.details == (("dot",),)
    assert [int((mesh.face_part == i).sum()) for i in (-1, 0, 1)] == [12, 2, 10]
    assert (mesh.face_detail[mesh.face_part == -1] == 0).all()
    assert (mesh.face_detail[mesh.face_part >= 0] == -1).all()
