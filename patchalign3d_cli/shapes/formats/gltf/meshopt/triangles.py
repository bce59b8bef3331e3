"""Corners of triangles: mostly an edge that was seen lately and a vertex that is new."""

from collections import deque

import numpy as np
from numpy.typing import NDArray

_AUXILIARY = 16  # bytes behind the data: the commonest pairs of codes
_EDGES, _VERTICES = 16, 16  # that are remembered
_ALONE, _FREE_FIRST, _FREE_LISTED = 15, 14, 15


class _Reader:
    """Bytes with a position; numbers of varying length count from the one ahead."""

    def __init__(self, data: bytes, start: int) -> None:
        self._data, self.position = data, start
        self.last = 0

    def byte(self) -> int:
        value = self._data[self.position]
        self.position += 1
        return value

    def number(self) -> int:
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value & 0xFFFFFFFF
            if shift > 28:
                raise ValueError("a number is too long")

    def index(self) -> int:
        value = self.number()
        self.last = self.last + (value >> 1 ^ -(value & 1)) & 0xFFFFFFFF
        return self.last


def decode_triangles(data: bytes, count: int) -> NDArray[np.uint32]:
    """Unpack a buffer view of the mode TRIANGLES.

    Args:
        data: The packed bytes.
        count: How many corners; a multiple of 3.

    Raises:
        ValueError: The data is damaged.
    """
    triangles = count // 3
    if count % 3 or not data or data[0] != 0xE1:
        raise ValueError("no triangles of a known version")
    if len(data) < 1 + triangles + _AUXILIARY:
        raise ValueError("triangles are cut short")
    auxiliary = data[len(data) - _AUXILIARY :]
    reader = _Reader(data, 1 + triangles)
    edges: deque[tuple[int, int]] = deque([(0, 0)] * _EDGES, _EDGES)
    vertices: deque[int] = deque([0] * _VERTICES, _VERTICES)
    fresh = 0  # the next vertex that was not seen yet
    corners: list[int] = []
    for code in data[1 : 1 + triangles]:
        high, low = code >> 4, code & 15
        if high != _ALONE:
            a, b = edges[high]
            if low == 0:
                c, fresh = fresh, fresh + 1
            elif low < 13:
                c = vertices[low]
            elif low < 15:
                reader.last = reader.last + (low - 13) * 2 - 1 & 0xFFFFFFFF
                c = reader.last
            else:
                c = reader.index()
            if low == 0 or low >= 13:
                vertices.appendleft(c)
            edges.appendleft((c, b))
            edges.appendleft((a, c))
        else:
            listed = low >= _FREE_FIRST
            pair = reader.byte() if listed else auxiliary[low]
            if listed and pair == 0:
                fresh = 0
            if low == _FREE_LISTED:
                a = reader.index()
            else:
                a, fresh = fresh, fresh + 1
            ring = [a]
            for choice in (pair >> 4, pair & 15):
                if choice == 0:
                    ring.append(fresh)
                    fresh += 1
                elif choice == 15 and listed:
                    ring.append(reader.index())
                else:
                    ring.append(vertices[choice - 1])
            a, b, c = ring
            vertices.appendleft(a)
            for vertex, choice in ((b, pair >> 4), (c, pair & 15)):
                if choice == 0 or (choice == 15 and listed):
                    vertices.appendleft(vertex)
            edges.extendleft([(b, a), (c, b), (a, c)])
        corners += (a, b, c)
    if reader.position > len(data) - _AUXILIARY:
        raise ValueError("triangles are cut short")
    return np.array(corners, np.uint64).astype(np.uint32)


def decode_indices(data: bytes, count: int) -> NDArray[np.uint32]:
    """Unpack a buffer view of the mode INDICES: two sequences that take turns.

    Args:
        data: The packed bytes.
        count: How many indices.

    Raises:
        ValueError: The data is damaged.
    """
    if not data or data[0] != 0xD1 or len(data) < 1 + count:
        raise ValueError("no indices of a known version, or cut short")
    reader = _Reader(data, 1)
    last = [0, 0]
    indices = []
    for _ in range(count):
        value = reader.number()
        which, value = value & 1, value >> 1
        last[which] = last[which] + (value >> 1 ^ -(value & 1)) & 0xFFFFFFFF
        indices.append(last[which])
    return np.array(indices, np.uint64).astype(np.uint32)
