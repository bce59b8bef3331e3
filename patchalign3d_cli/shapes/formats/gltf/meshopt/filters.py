"""What unpacked attributes stand for: directions, rotations, floats and colours in few bits."""

import numpy as np
from numpy.typing import NDArray


def apply_filter(data: bytes, name: str, stride: int) -> bytes:
    """Numbers behind a filter.

    Args:
        data: Unpacked elements.
        name: `NONE`, `OCTAHEDRAL`, `QUATERNION`, `EXPONENTIAL` or `COLOR`.
        stride: Bytes of an element.

    Raises:
        ValueError: The filter is unknown, or does not go with such elements.
    """
    if name == "NONE":
        return data
    if name == "EXPONENTIAL" and stride % 4 == 0:
        with np.errstate(over="ignore"):  # what float32 cannot hold is infinite, told later on
            return _exponential(np.frombuffer(data, "<i4")).astype("<f4").tobytes()
    if name == "QUATERNION" and stride == 8:
        return _quaternions(np.frombuffer(data, "<i2").reshape(-1, 4)).astype("<i2").tobytes()
    if name in ("OCTAHEDRAL", "COLOR") and stride in (4, 8):
        width = stride // 4
        values = np.frombuffer(data, f"<i{width}").reshape(-1, 4)
        if name == "OCTAHEDRAL":
            return _octahedral(values, 2 ** (8 * width - 1) - 1).astype(f"<i{width}").tobytes()
        return _colors(values, 2 ** (8 * width) - 1).astype(f"<u{width}").tobytes()
    raise ValueError(f"an unknown filter {name[:20]}")


def _octahedral(values: NDArray[np.signedinteger], largest: int) -> NDArray[np.float64]:
    """Unit vectors from the faces of an octahedron unfolded; the third number is one."""
    with np.errstate(all="ignore"):
        x, y = (values[:, :2].astype(np.float64) / values[:, 2:3]).T
        z = 1.0 - np.abs(x) - np.abs(y)
        folded = np.maximum(-z, 0.0)
        x = np.where(x >= 0, x - folded, x + folded)
        y = np.where(y >= 0, y - folded, y + folded)
        directions = np.stack([x, y, z], axis=1)
        directions *= largest / np.linalg.norm(directions, axis=1, keepdims=True)
    return np.concatenate([_rounded(np.nan_to_num(directions)), values[:, 3:4]], axis=1)


def _quaternions(values: NDArray[np.signedinteger]) -> NDArray[np.float64]:
    """Unit quaternions of which the largest number was left out."""
    packed = values[:, 3].astype(np.int64)
    largest = packed & 3  # which number that is
    with np.errstate(all="ignore"):
        small = values[:, :3] * (np.sqrt(0.5) / (packed | 3))[:, None]  # (N, 3)
        left = np.sqrt(np.maximum(0.0, 1.0 - (small * small).sum(axis=1)))
        numbers = _rounded(np.nan_to_num(np.column_stack([left, small])) * 32767)
    turned = np.empty((len(values), 4))
    for slot in range(4):
        turned[np.arange(len(values)), (largest + slot) % 4] = numbers[:, slot]
    return np.clip(turned, -32768, 32767)


def _exponential(values: NDArray[np.signedinteger]) -> NDArray[np.float64]:
    """Numbers of a signed exponent in the upper 8 bits and a signed mantissa below."""
    wide = values.astype(np.int64)
    with np.errstate(all="ignore"):
        mantissas = ((wide & 0xFFFFFF) ^ 0x800000) - 0x800000
        numbers: NDArray[np.float64] = np.ldexp(mantissas, (wide >> 24).astype(np.int32))
    return numbers


def _colors(values: NDArray[np.signedinteger], largest: int) -> NDArray[np.float64]:
    """RGBA from luma and two differences; the highest bit of alpha says how many bits count."""
    luma, alpha = (values[:, i].astype(np.int64) & largest for i in (0, 3))
    orange, green = (values[:, i].astype(np.int64) for i in (1, 2))
    bits = np.floor(np.log2(np.maximum(alpha, 1))).astype(np.int64)
    scale = (1 << (bits + 1)) - 1
    opacity = alpha & scale >> 1
    opacity = opacity << 1 | opacity & 1
    colors = np.stack([luma + orange - green, luma + green, luma - orange - green, opacity], axis=1)
    return np.clip(_rounded(colors * (largest / scale)[:, None]), 0, largest)


def _rounded(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.floor(values + 0.5)
