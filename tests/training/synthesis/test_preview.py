import numpy as np
import pytest
from PIL import Image

from patchalign3d_cli.errors import ConfigError
from patchalign3d_training.synthesis.preview import contact_sheet


def test_contact_sheet_shows_each_category_in_its_lines(tmp_path):
    path = tmp_path / "sheet.png"
    contact_sheet(path, ["mug", "table"], seed=1, columns=3, rows=1, tile=48)
    pixels = np.asarray(Image.open(path))
    assert pixels.shape == (96, 144, 3)
    tiles = pixels.reshape(2, 48, 3, 48, 3).swapaxes(1, 2).reshape(6, -1)
    assert len({tile.tobytes() for tile in tiles}) == 6
    assert all(tile.std() > 10 for tile in tiles)


def test_an_empty_sheet_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="at least 1"):
        contact_sheet(tmp_path / "sheet.png", ["mug"], columns=0)
