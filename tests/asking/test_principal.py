"""Principal components as colours."""

import numpy as np

from patchalign3d_cli.asking import principal_colors


def rows(seed: int, count: int = 400) -> np.ndarray:
    """Skewed values along three hidden directions of 16, and a little noise."""
    rng = np.random.default_rng(seed)
    hidden = np.linalg.qr(np.random.default_rng(7).standard_normal((16, 3)))[0].T  # (3, 16)
    values = rng.gamma(1.0, 1.0, (count, 3)) * (4.0, 2.0, 1.0)
    return (values @ hidden + 0.01 * rng.standard_normal((count, 16))).astype(np.float32)


def test_another_draw_has_the_same_colours():
    first, second = principal_colors([rows(1)]), principal_colors([rows(2)])
    asked = rows(3)
    difference = np.abs(first(asked).astype(int) - second(asked)).mean()
    assert difference < 12  # of 255; a flipped or swapped axis would give 60 and more


def test_signs_and_order_do_not_depend_on_the_order_of_rows():
    features = rows(1)
    shuffled = features[np.random.default_rng(0).permutation(len(features))]
    straight, mixed = principal_colors([features]), principal_colors([shuffled])
    assert np.abs(straight(features).astype(int) - mixed(features)).max() <= 1


def test_negated_features_have_the_other_end_of_the_colours():
    features = rows(1)
    straight, flipped = principal_colors([features]), principal_colors([-features])
    assert np.allclose(straight.axes, -flipped.axes, atol=1e-6)


def test_several_shapes_share_one_map():
    colors = principal_colors([rows(1)[:5], rows(2)[:3]])
    assert colors.axes.shape == (3, 16)
    assert np.allclose(colors.axes @ colors.axes.T, np.eye(3), atol=1e-9)


def test_few_and_equal_features_are_no_failure():
    assert principal_colors([rows(1)[:1]])(rows(1)[:1]).tolist() == [[0, 0, 0]]
    assert len(principal_colors([np.ones((4, 2), np.float32)])(np.ones((4, 2), np.float32))) == 4
