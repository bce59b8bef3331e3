"""The stable order of whole numbers, against NumPy's own."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from patchalign3d_cli.geometry.ordering import stable_order


@pytest.mark.many
@pytest.mark.parametrize("dtype", [np.int32, np.int64, np.uint16])
@given(data=st.data())
def test_order_is_that_of_a_stable_sort(dtype: type, data: st.DataObject):
    numbers = data.draw(arrays.arrays(dtype, st.integers(0, 50)))  # the whole range of the type
    order = stable_order(numbers)
    assert order.dtype == np.int64
    assert np.array_equal(order, np.argsort(numbers, kind="stable"))


def test_equal_numbers_keep_their_order():
    numbers = np.random.default_rng(0).integers(-3, 3, 5000)
    assert np.array_equal(stable_order(numbers), np.argsort(numbers, kind="stable"))
