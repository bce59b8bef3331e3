"""Arrays of frozen values cannot be written to."""

from typing import Any

import numpy as np


def freeze_arrays(value: Any) -> None:
    """Make the arrays of a frozen dataclass read-only; for its `__post_init__`.

    An array that can be written to is replaced by a read-only view of it: nothing is copied, and
    whoever made the array can still write to it.

    Args:
        value: The instance; attributes that are no arrays are left alone.
    """
    for name, array in vars(value).items():
        if isinstance(array, np.ndarray) and array.flags.writeable:
            view = array.view()
            view.flags.writeable = False
            object.__setattr__(value, name, view)
