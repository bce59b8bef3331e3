"""Moves that make an object crooked."""

import numpy as np

from patchalign3d_training.synthesis.kit import Dice, box, crooked, join


def test_crooked_keeps_the_bottom_and_what_touches_and_bounds_the_top():
    for seed in range(20):
        lower = box(2.0, 1.0, 1.0).on(0.0)
        upper = box(2.0, 1.0, 1.0).on(lower)
        whole = join(lower, upper)
        move = crooked(Dice(seed), whole, most=0.3)
        after = move(whole)
        bottom = whole.vertices[:, 1] == 0.0
        assert np.allclose(after.vertices[bottom], whole.vertices[bottom])
        assert np.allclose(after.vertices[:, 1], whole.vertices[:, 1])
        top = after.vertices[whole.vertices[:, 1] == 2.0]
        assert 0.7 * 2.0 - 1e-9 <= np.ptp(top[:, 0]) <= 1.3 * 2.0 + 1e-9
        touching = whole.vertices[:, 1] == 1.0  # both boxes have their corners there
        points = np.unique(after.vertices[touching].round(9), axis=0)
        assert len(points) == 4


def test_the_same_dice_bend_alike():
    body = box(1.0, 2.0, 1.0)
    first, again = (crooked(Dice(5), body)(body) for _ in range(2))
    assert first.vertices.tobytes() == again.vertices.tobytes()
