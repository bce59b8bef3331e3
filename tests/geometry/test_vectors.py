"""Products and lengths of vectors: the same bits as NumPy's."""

import numpy as np
import pytest

from patchalign3d_cli.geometry.vectors import cross_products, dot_products, lengths


@pytest.mark.parametrize("shape", [(0, 3), (1, 3), (1000, 3), (40, 25, 3)])
def test_products_and_lengths_have_the_bits_of_numpy(shape: tuple[int, ...]):
    one, two = np.random.default_rng(0).standard_normal((2, *shape)) * 10.0 ** np.arange(-1, 2)
    assert np.array_equal(lengths(one), np.linalg.norm(one, axis=-1))
    assert np.array_equal(dot_products(one, two), (one * two).sum(axis=-1))
    assert np.array_equal(cross_products(one, two), np.cross(one, two))
