"""Colours between files and light."""

import numpy as np

from patchalign3d_cli.shapes.srgb import linear_to_srgb, picture_to_srgb, srgb_to_linear


def test_every_byte_comes_back():
    levels = np.arange(256)
    assert np.array_equal(linear_to_srgb(srgb_to_linear(levels)), levels)
    assert np.array_equal(picture_to_srgb(srgb_to_linear(levels).astype(np.float32)), levels)


def test_the_table_of_pictures_is_off_by_one_byte_at_borders_alone():
    light = np.linspace(-0.1, 1.1, 1_000_003, dtype=np.float32)
    exact, quick = linear_to_srgb(light).astype(int), picture_to_srgb(light).astype(int)
    assert np.abs(exact - quick).max() <= 1
    assert (exact != quick).mean() < 0.01
    assert quick[0] == 0 and quick[-1] == 255
