import numpy as np

from patchalign3d_cli.pictures.layer import Viewport


def test_places_are_middles_row_by_row():
    viewport = Viewport(2, 5, 4, 6)
    assert (viewport.width, viewport.height) == (2, 1)
    x, y = viewport.pixel_centers()
    assert x.tolist() == [2.5, 3.5]
    assert y.tolist() == [5.5, 5.5]
    x, y = viewport.pixel_centers(2)
    assert x.tolist() == [2.25, 2.75, 3.25, 3.75] * 2
    assert y.tolist() == [5.25] * 4 + [5.75] * 4
    assert x.dtype == np.float32
