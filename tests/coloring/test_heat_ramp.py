import numpy as np

from patchalign3d_cli.coloring.heat_ramp import heat_colors


def lightness(colors: np.ndarray) -> np.ndarray:
    return colors @ np.array([0.2126, 0.7152, 0.0722])


def test_more_is_lighter_all_the_way():
    colors = heat_colors(np.linspace(0, 1, 200))
    assert colors.dtype == np.uint8
    assert (np.diff(lightness(colors.astype(float))) > -0.5).all()
    assert lightness(colors[0]) < 60 < 200 < lightness(colors[-1])


def test_what_is_no_number_or_out_of_range_is_an_end():
    low, high = heat_colors(0.0), heat_colors(1.0)
    np.testing.assert_array_equal(heat_colors([-3, np.nan, 7, np.inf]), [low, low, high, high])


def test_any_shape_of_values():
    assert heat_colors(np.zeros((3, 4))).shape == (3, 4, 3)
    assert heat_colors([]).shape == (0, 3)
