import numpy as np
import pytest

from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.shapes import UP_AXES, UpAxis, up_rotation


@pytest.mark.parametrize("up", UP_AXES)
def test_up_becomes_y_by_a_proper_rotation(up: UpAxis) -> None:
    rotation = up_rotation(up)
    axis = np.zeros(3)
    axis["xyz".index(up[-1])] = -1 if up.startswith("-") else 1
    np.testing.assert_array_equal(axis @ rotation.T, [0, 1, 0])
    np.testing.assert_array_equal(rotation @ rotation.T, np.eye(3))
    assert np.linalg.det(rotation) == pytest.approx(1)


def test_y_stays_and_z_is_turned_about_x() -> None:
    np.testing.assert_array_equal(up_rotation("y"), np.eye(3))
    np.testing.assert_array_equal(np.array([1, 2, 3]) @ up_rotation("z").T, [1, 3, -2])


def test_rotations_are_not_shared() -> None:
    up_rotation("y")[0, 0] = 7
    assert up_rotation("y")[0, 0] == 1


def test_unknown_axis_is_refused() -> None:
    with pytest.raises(ConfigError, match="'up'"):
        up_rotation("up")  # type: ignore[arg-type]
