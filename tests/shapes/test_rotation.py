"""Rotations against their formulas."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patchalign3d_cli.shapes.rotation import X, Y, Z, axis_rotation, quaternion_rotation

NUMBERS = st.floats(-2, 2).filter(lambda value: value == 0 or abs(value) > 1e-3)


def rodrigues(axis, angle):
    x, y, z = axis
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    return np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross


def test_a_quarter_turn_by_hand():
    assert axis_rotation(Y, np.pi / 2) @ Z == pytest.approx(np.array(X), abs=1e-12)
    half = 0.5**0.5
    assert quaternion_rotation((0, 0, half, half)) @ X == pytest.approx(np.array(Y), abs=1e-12)


@given(st.tuples(NUMBERS, NUMBERS, NUMBERS).filter(any), st.floats(-7, 7))
def test_an_axis_turns_as_rodrigues_says(axis, angle):
    unit = tuple(np.array(axis) / np.linalg.norm(axis))
    np.testing.assert_allclose(axis_rotation(unit, angle), rodrigues(unit, angle), atol=1e-12)


@given(st.tuples(NUMBERS, NUMBERS, NUMBERS).filter(any), st.floats(-3, 3), st.floats(0.1, 10))
def test_a_quaternion_of_any_length_is_half_the_angle(axis, angle, length):
    unit = np.array(axis) / np.linalg.norm(axis)
    quaternion = length * np.append(np.sin(angle / 2) * unit, np.cos(angle / 2))
    expected = rodrigues(unit, angle)
    np.testing.assert_allclose(quaternion_rotation(quaternion), expected, atol=1e-9)


def test_no_quaternion_turns_nothing():
    assert (quaternion_rotation((0, 0, 0, 0)) == np.eye(3)).all()


@pytest.mark.parametrize("size", [1e-320, 1e-200, 1e200, 1e308])
def test_no_length_of_a_quaternion_is_too_small_or_too_large(size):
    assert quaternion_rotation((0, 0, size, size)) @ X == pytest.approx(np.array(Y), abs=1e-3)


def test_many_quaternions_turn_as_each_does():
    random = np.random.default_rng(0)
    many = random.standard_normal((2, 3, 4))
    many[0, 1], many[1, 2, 0] = 0, np.inf
    each = [[quaternion_rotation(quaternion) for quaternion in row] for row in many]
    np.testing.assert_array_equal(quaternion_rotation(many), each)
    assert quaternion_rotation(np.empty((0, 4))).shape == (0, 3, 3)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_quaternion_that_is_not_finite_turns_into_nothing_usable(value):
    assert np.isnan(quaternion_rotation((0, value, 0, 1))).all()
