"""Files of generated shapes, as bytes: the same shape always gives the same ones."""

import io

import numpy as np
from numpy.typing import NDArray

_HEADER = """ply
format binary_little_endian 1.0
element vertex {vertices}
property float x
property float y
property float z
element face {faces}
property list uchar int vertex_indices
end_header
"""


def mesh_bytes(vertices: NDArray[np.floating], faces: NDArray[np.int64]) -> bytes:
    """A mesh as binary PLY.

    Args:
        vertices: (V, 3).
        faces: (F, 3).
    """
    rows = np.empty(len(faces), dtype=[("length", "u1"), ("corners", "<i4", (3,))])
    rows["length"], rows["corners"] = 3, faces
    header = _HEADER.format(vertices=len(vertices), faces=len(faces)).encode("ascii")
    return header + vertices.astype("<f4").tobytes() + rows.tobytes()


def tensor_bytes(values: NDArray[np.generic]) -> bytes:
    """A file of `torch.save`, by way of memory: a path's name would become part of it."""
    import torch

    buffer = io.BytesIO()
    torch.save(torch.from_numpy(values), buffer)
    return buffer.getvalue()
