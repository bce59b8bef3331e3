"""The shape as it turns."""

import numpy as np
import pytest
from PIL import Image

from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.pictures.png import segmentation_picture
from patchalign3d_cli.pictures.turntable import turntable_frames, write_turntable

SIZE = (200, 150)


def filled(image: Image.Image) -> tuple[int, int]:
    """How wide and how tall the coloured shape is, in pixels."""
    pixels = np.asarray(image.convert("RGB"))[:, :140].astype(int)
    colored = np.ptp(pixels, axis=2) > 60
    columns, rows = np.flatnonzero(colored.any(axis=0)), np.flatnonzero(colored.any(axis=1))
    assert columns[0] > 0 and columns[-1] < 139 and rows[0] > 0 and rows[-1] < 149
    return int(np.ptp(columns)), int(np.ptp(rows))


@pytest.mark.many
@pytest.mark.parametrize("suffix", [".gif", ".webp"])
def test_an_animation_that_repeats(make_result, tmp_path, suffix):
    path = tmp_path / f"turn{suffix}"
    write_turntable(make_result(), path, size=SIZE, count=5)
    with Image.open(path) as image:
        assert (image.n_frames, image.size) == (5, SIZE)
        assert image.info["loop"] == 0


def test_the_shape_keeps_its_size_and_stays_inside(make_result):
    tall = make_result().source.vertices * (1.0, 1.0, 0.2)
    result = make_result(vertices=tall, labels=make_result().labels)
    sizes = [filled(frame) for frame in turntable_frames(result, size=SIZE, count=6)]
    heights = [height for _, height in sizes]
    assert max(heights) - min(heights) < 0.35 * max(heights)
    assert len({width for width, _ in sizes}) > 1  # it does turn


def test_a_full_turn_comes_back(make_result):
    one, four = (turntable_frames(make_result(), size=SIZE, count=n)[0] for n in (1, 4))
    assert one.tobytes() == four.tobytes()


def test_a_sheet_of_views(make_result):
    sheet = segmentation_picture(make_result(), size=(400, 300), options=OutputOptions(views=4))
    pixels = np.asarray(sheet).astype(int)
    for top in (0, 150):
        for left in (0, 144):
            cell = pixels[top : top + 150, left : left + 144]
            assert (np.ptp(cell, axis=2) > 60).mean() > 0.05


def test_views_have_bounds():
    for count in (0, 17):
        with pytest.raises(ConfigError, match="views must be 1 to 16"):
            OutputOptions(views=count)
