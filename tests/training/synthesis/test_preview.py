import numpy as np
import pytest
from PIL import Image

from patchalign3d_cli.errors import ConfigError
from patchalign3d_training.synthesis.catalog import CATEGORIES
from patchalign3d_training.synthesis.preview import contact_sheet


def test_a_few_categories_get_a_line_each_below_their_words(tmp_path):
    path = tmp_path / "sheet.png"
    contact_sheet(path, ["mug", "table"], seed=1, shapes=3, tile=48)
    with Image.open(path) as sheet:
        pixels = np.asarray(sheet)
    assert pixels.shape == (2 * 88, 144, 3)
    lines = pixels.reshape(2, 88, 144, 3)
    assert all((words != 255).any() for words in lines[:, :40])
    tiles = lines[:, 40:].reshape(2, 48, 3, 48, 3).swapaxes(1, 2).reshape(6, -1)
    assert len({tile.tobytes() for tile in tiles}) == 6
    assert all(tile.std() > 10 for tile in tiles)


@pytest.mark.slow
def test_many_categories_stand_side_by_side(tmp_path):
    path = tmp_path / "sheet.png"
    contact_sheet(path, list(CATEGORIES)[:14], tile=16)
    with Image.open(path) as sheet:
        assert sheet.size == (12 * 16, 2 * 56)


def test_an_empty_sheet_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="at least 1"):
        contact_sheet(tmp_path / "sheet.png", ["mug"], shapes=0)
