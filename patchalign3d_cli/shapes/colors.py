"""Colours of vertices and faces, whatever numbers a file writes them in."""

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.appearance import Appearance, CornerValues, ElementAppearance
from patchalign3d_cli.shapes.srgb import srgb_to_linear

_BYTE, _WORD = 255.0, 65535.0


def color_shares(values: NDArray[np.floating], integer: bool) -> NDArray[np.float64]:
    """Channels as shares of their largest value, 0 to 1; what is no number stays so.

    Whole numbers go to 255, or to 65,535 where one is larger; fractions to 1, or to 255 or 65,535
    where one is larger.

    Args:
        values: (n, k) channels that have one largest value.
        integer: Whether the file keeps them as whole numbers.
    """
    finite = values[np.isfinite(values)]
    largest = float(finite.max(initial=0.0))
    if not integer and largest <= 1.0:
        return np.clip(values, 0.0, 1.0)
    return np.clip(values / (_BYTE if largest <= _BYTE else _WORD), 0.0, 1.0)


def colored(
    shares: NDArray[np.float64],
    corners: NDArray[np.int64],
    alpha: NDArray[np.float64] | None = None,
) -> Appearance | None:
    """An appearance of colours alone; None where there is no colour at all.

    Args:
        shares: (n, 3) sRGB, 0 to 1; rows that are no numbers become white.
        corners: (F, 3), or (V,) of a cloud, which colour each corner has.
        alpha: (n,) opacity, 0 to 1; None for opaque.
    """
    known: NDArray[np.bool_] = np.all(np.isfinite(shares), axis=1)  # (n,)
    if not known.any():
        return None
    light = np.ones((len(shares), 4), np.float32)
    light[known, :3] = srgb_to_linear(shares[known] * 255)
    if alpha is not None:
        light[:, 3] = np.where(np.isfinite(alpha), alpha, 1.0)
    lost = len(known) - int(known.sum())
    warnings = (f"{lost:,} of its colours are no numbers; they are white",) if lost else ()
    materials = np.full(len(corners), -1, np.int32)
    elements = ElementAppearance(materials, {"COLOR_0": CornerValues(light, corners)})
    return Appearance(elements, warnings=warnings)
