"""Vertex attributes: bytes of each element as differences to the element ahead."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

_BLOCK_BYTES, _MOST_IN_BLOCK = 8192, 256
_GROUP = 16  # deltas that share a width
_TAIL = {0: 32, 1: 24}  # least bytes behind the data, by version
# Bits of a delta by the two bits of its group's header: in version 0, and in version 1 by control.
_WIDTHS = {0: (0, 2, 4, 8), 1: (0, 1, 2, 4), 2: (1, 2, 4, 8)}
_ZERO, _LITERAL = 2, 3  # controls of version 1 without headers


def decode_attributes(data: bytes, count: int, stride: int) -> bytes:
    """Unpack a buffer view of the mode ATTRIBUTES.

    Args:
        data: The packed bytes.
        count: N, how many elements.
        stride: Bytes of an element, a multiple of 4.

    Returns:
        N x stride bytes.

    Raises:
        ValueError: The data is damaged.
    """
    version = data[0] & 15 if data else 15
    if version not in _TAIL or data[0] >> 4 != 10 or stride % 4 or not 0 < stride <= 256:
        raise ValueError("no attributes of a known version")
    tail_size = stride if version == 0 else stride + stride // 4
    if len(data) < 1 + max(tail_size, _TAIL[version]):
        raise ValueError("attributes are cut short")
    tail = data[len(data) - tail_size :]
    last = np.frombuffer(tail, np.uint8, stride).copy()  # the element that deltas count from
    channels = tail[stride:] if version else bytes(stride // 4)
    most = min(_BLOCK_BYTES // stride & ~(_GROUP - 1), _MOST_IN_BLOCK)
    blocks = []
    start = 1
    for first in range(0, count, most):
        size = min(most, count - first)
        deltas, start = _read_block(data, start, size, stride, version)
        block = _summed(deltas, last, channels)
        last = block[-1]
        blocks.append(block)
    if start > len(data) - max(tail_size, _TAIL[version]):
        raise ValueError("attributes are cut short")
    return b"".join(block.tobytes() for block in blocks)


def _read_block(
    data: bytes, start: int, size: int, stride: int, version: int
) -> tuple[NDArray[np.uint8], int]:
    """The deltas of a block, (size, stride) as they are packed, and where it ends."""
    groups = -(-size // _GROUP)
    deltas = np.zeros((stride, groups * _GROUP), np.uint8)
    controls = data[start : start + stride // 4] if version else b""
    start += len(controls)
    for channel in range(stride):
        control = controls[channel // 4] >> channel % 4 * 2 & 3 if version else 0
        if version and control == _ZERO:
            continue
        if version and control == _LITERAL:
            deltas[channel, :size] = np.frombuffer(data, np.uint8, size, start)
            start += size
            continue
        widths = _WIDTHS[control + 1 if version else 0]
        headers = data[start : start + -(-groups // 4)]
        start += -(-groups // 4)
        for group in range(groups):
            width = widths[headers[group // 4] >> group % 4 * 2 & 3]
            if width:
                row = deltas[channel, group * _GROUP : (group + 1) * _GROUP]
                start = _read_group(data, start, width, row)
    return deltas[:, :size].T, start


def _read_group(data: bytes, start: int, width: int, row: NDArray[np.uint8]) -> int:
    """Fill 16 deltas of so many bits each; those of all ones stand in full behind the others."""
    packed = np.frombuffer(data, np.uint8, 2 * width, start)
    start += 2 * width
    if width == 8:
        row[:] = packed
        return start
    # One bit: the lowest first. Two and four: the highest first.
    shifts = np.arange(8) if width == 1 else np.arange(8 - width, -1, -width)
    row[:] = (packed[:, None] >> shifts & (1 << width) - 1).reshape(-1)
    full = np.flatnonzero(row == (1 << width) - 1)
    row[full] = np.frombuffer(data, np.uint8, len(full), start)
    return start + len(full)


def _summed(
    deltas: NDArray[np.uint8], last: NDArray[np.uint8], channels: bytes
) -> NDArray[np.uint8]:
    """Elements from their deltas, (n, stride)."""
    block = np.empty(deltas.shape, np.uint8)
    for number, channel in enumerate(channels):
        columns = slice(4 * number, 4 * number + 4)
        part = np.ascontiguousarray(deltas[:, columns])
        before = np.ascontiguousarray(last[columns])
        mode = channel & 3
        if mode == 2:  # exclusive or of whole words, turned
            turn = channel >> 4
            words: NDArray[Any] = part.view("<u4").reshape(-1).astype(np.uint64)
            words = (words >> np.uint64(turn) | words << np.uint64(32 - turn)) & 0xFFFFFFFF
            words[0] ^= int(before.view("<u4")[0])
            words = np.bitwise_xor.accumulate(words)
            block[:, columns] = words.astype("<u4")[:, None].view(np.uint8)
            continue
        kind = "<u2" if mode == 1 else "<u1"
        if mode == 3:
            raise ValueError("an unknown kind of deltas")
        coded = part.view(kind).astype(np.int64)  # (n, 4 or 2)
        steps = coded >> 1 ^ -(coded & 1)
        totals = np.cumsum(steps, axis=0) + before.view(kind)
        block[:, columns] = np.ascontiguousarray(totals.astype(kind)).view(np.uint8)
    return block
