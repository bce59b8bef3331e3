"""Coordinates as files hold them that have single precision alone."""

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import OutputError


def single_precision(values: NDArray[np.float64], form: str) -> NDArray[np.float32]:
    """Coordinates as little-endian float32, of any shape.

    Args:
        values: The coordinates.
        form: What is written, for the message: `.glb`.

    Raises:
        OutputError: They are beyond what float32 can hold.
    """
    with np.errstate(over="ignore"):
        single: NDArray[np.float32] = values.astype("<f4")
    if not np.isfinite(single).all():
        raise OutputError(
            f"the coordinates are beyond what {form} can hold (3.4e38); scale the shape, or write"
            " .ply"
        )
    return single
