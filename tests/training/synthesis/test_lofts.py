import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patchalign3d_training.synthesis.catalog import generate
from patchalign3d_training.synthesis.kit import bowl, centroids, strip, strip_rows

CORNER = np.array([(0.0, 1.0), (0.0, 0.5), (0.0, 0.0), (0.5, 0.0), (1.0, 0.0)])
"""From the top of a back down to the front of a seat, as (z, y)."""


def areas(mesh):
    a, b, c = (mesh.vertices[mesh.faces[:, corner]] for corner in range(3))
    return 0.5 * np.linalg.norm(np.cross(b - a, c - a), axis=1)


@given(width=st.floats(0.1, 3.0), columns=st.integers(2, 12))
@settings(max_examples=20, deadline=None)
def test_a_bare_strip_has_the_area_of_its_curve(width, columns):
    sheet = strip(CORNER, width, columns=columns)
    assert areas(sheet).sum() == pytest.approx(2.0 * width)
    assert np.ptp(sheet.vertices[:, 0]) == pytest.approx(width)


def test_thickness_goes_right_and_edges_left_of_the_curve():
    flat = strip([(0.0, 0.0), (1.0, 0.0)], 1.0, 0.2)
    assert flat.vertices[:, 1].min() == pytest.approx(-0.2)
    assert flat.vertices[:, 1].max() == pytest.approx(0.0)
    cupped = strip([(0.0, 0.0), (1.0, 0.0)], 1.0, cup=0.3)
    edge = np.abs(cupped.vertices[:, 0]) > 0.49
    assert np.allclose(cupped.vertices[edge, 1], 0.3)


@pytest.mark.parametrize("thick", [0.0, 0.05])
def test_strip_rows_follow_the_curve(thick):
    sheet = strip(CORNER, 1.0, thick)
    row = strip_rows(sheet, len(CORNER))
    middle = centroids(sheet)
    assert row.shape == (len(sheet.faces),) and set(row) == {0, 1, 2, 3}
    assert (middle[row == 0, 1] > 0.49).all()
    assert (middle[row == 3, 2] > 0.4).all()


def test_a_bowl_reaches_its_rim():
    rim = np.full(12, 0.5)
    rim[3] = 1.0
    shell = bowl(0.4, 0.3, rim, 0.9, 0.0)
    assert shell.vertices[:, 1].max() == pytest.approx(1.0)
    top = shell.vertices[-12:]
    assert np.allclose(np.delete(top[:, 1], 3), 0.5)
    assert top[3] == pytest.approx([0.0, 1.0, -0.3])


def heights(category, seed):
    """The mean height of each part that a shape has, by name."""
    mesh = generate(category, seed)
    area, level = areas(mesh), mesh.vertices[mesh.faces].mean(axis=1)[:, 1]
    masks = {names[0]: mesh.face_part == i for i, names in enumerate(mesh.parts)}
    return {
        name: float(np.average(level[mask], weights=area[mask]))
        for name, mask in masks.items()
        if area[mask].sum() > 0
    }


@pytest.mark.many
@pytest.mark.parametrize(
    ("category", "order"),
    [
        ("chair", ("leg", "seat", "back")),
        ("table", ("leg or support", "desktop")),
        ("table", ("drawer", "desktop")),
        ("lamp", ("base", "lampshade")),
        ("cap", ("brim", "crown")),
        ("bag", ("body", "handle")),
    ],
)
def test_parts_stand_over_one_another_as_in_life(category, order):
    found = [heights(category, seed) for seed in range(60)]
    for lower, upper in zip(order, order[1:], strict=False):
        pairs = [(h[lower], h[upper]) for h in found if lower in h and upper in h]
        assert len(pairs) >= 10
        assert np.mean([low < high for low, high in pairs]) > 0.9


def test_how_often_parts_are_missing_is_as_in_real_sets():
    arms = [("arm" in heights("chair", seed)) for seed in range(60)]
    drawers = [("drawer" in heights("table", seed)) for seed in range(60)]
    assert 0.4 < np.mean(arms) < 0.8
    assert 0.1 < np.mean(drawers) < 0.5
