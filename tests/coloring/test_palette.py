import numpy as np
import pytest

from patchalign3d_cli.coloring.palette import (
    UNLABELLED_COLOR,
    element_colors,
    hex_color,
    palette,
)
from patchalign3d_cli.shapes.srgb import linear_to_srgb, srgb_to_linear

# Machado, Oliveira and Fernandes 2009, severity 1: protanopia and deuteranopia.
PROTANOPIA = np.array(
    [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ]
)
DEUTERANOPIA = np.array(
    [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ]
)


def oklab(light):
    cones = np.array(
        [
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ]
    )
    lab = np.array(
        [
            [0.2104542553, 0.7936177850, -0.0040720468],
            [1.9779984951, -2.4285922050, 0.4505937099],
            [0.0259040371, 0.7827717662, -0.8086757660],
        ]
    )
    return np.cbrt(light @ cones.T) @ lab.T


def closest(colors, eyes=None):
    light = srgb_to_linear(colors)
    if eyes is not None:
        light = np.clip(light @ eyes.T, 0, 1)
    positions = oklab(light)
    gaps = np.linalg.norm(positions[:, None] - positions[None], axis=2)
    return gaps[np.triu_indices(len(colors), 1)].min()


@pytest.mark.parametrize("count", [0, 1, 12, 13, 200, 256, 700])
def test_palette_has_as_many_colors_as_asked_and_a_color_depends_on_its_index(count):
    colors = palette(count)
    assert colors.shape == (count, 3)
    assert colors.dtype == np.uint8
    assert np.array_equal(colors, palette(1000)[:count])


def test_first_twelve_differ_for_normal_and_for_colour_blind_eyes():
    for eyes in (None, PROTANOPIA, DEUTERANOPIA):
        assert closest(palette(12), eyes) > 0.085


def test_generated_colors_stay_distinct_and_then_start_again():
    assert closest(palette(50)) > 0.06
    assert len(np.unique(palette(256), axis=0)) == 256
    assert np.array_equal(palette(512)[256:], palette(256))


def test_no_part_looks_unlabelled():
    for eyes in (None, PROTANOPIA, DEUTERANOPIA):
        both = [np.array([UNLABELLED_COLOR, color], dtype=np.uint8) for color in palette(12)]
        assert min(closest(pair, eyes) for pair in both) > 0.06


def test_palette_cannot_be_changed_from_outside():
    palette(3)[:] = 0
    assert palette(3).any()


def test_elements_take_their_parts_colors_and_grey_without_one():
    colors = element_colors(np.array([1, -1, 0], dtype=np.int32), 2)
    assert colors.tolist() == [palette(2)[1].tolist(), [*UNLABELLED_COLOR], palette(2)[0].tolist()]
    assert colors.dtype == np.uint8


def test_srgb_by_hand():
    # 188 / 255 = 0.737255; ((0.737255 + 0.055) / 1.055) ** 2.4 = 0.750953 ** 2.4 = 0.502887.
    assert srgb_to_linear(188) == pytest.approx(0.502887, abs=1e-6)
    # 10 / 255 = 0.0392157 lies on the straight piece: / 12.92 = 0.00303527.
    assert srgb_to_linear(10) == pytest.approx(0.00303527, abs=1e-8)
    assert srgb_to_linear([0, 255]).tolist() == [0.0, 1.0]


def test_linear_to_srgb_undoes_srgb_to_linear_and_clips():
    every = np.arange(256)
    assert np.array_equal(linear_to_srgb(srgb_to_linear(every)), every)
    assert linear_to_srgb([-1.0, 2.0]).tolist() == [0, 255]


def test_hex_color():
    assert hex_color((0, 128, 255)) == "#0080ff"
