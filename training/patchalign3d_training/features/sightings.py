"""Which tokens of a picture tell about which points, and how much each counts."""

from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from patchalign3d_training.features.bicubic import bicubic_weights


class Sighting(NamedTuple):
    """What one view shows of a cloud, as a sparse matrix from tokens to rows.

    Attributes:
        points: (Q,) int64, the points that it sees, each once.
        row_of: (Q,) int64, the row that each of them takes.
        rows: (E,) int64, the row of each entry.
        tokens: (E,) int64, the token of each entry, row by row of the grid.
        weights: (E,) float32, adding up to 1 in a row.
    """

    points: NDArray[np.int64]
    row_of: NDArray[np.int64]
    rows: NDArray[np.int64]
    tokens: NDArray[np.int64]
    weights: NDArray[np.float32]

    def features(self, tokens: Tensor) -> Tensor:
        """Features of the points seen: tokens (T, D) -> (Q, D)."""
        count = int(self.row_of.max(initial=-1)) + 1
        places = torch.from_numpy(np.stack([self.rows, self.tokens]))
        matrix = torch.sparse_coo_tensor(
            places, torch.from_numpy(self.weights), (count, len(tokens)), check_invariants=False
        ).to(tokens.device)
        mixed: Tensor = torch.sparse.mm(matrix, tokens)  # (R, D)
        return mixed[torch.from_numpy(self.row_of).to(tokens.device)]


def sighting_at(
    points: NDArray[np.int64],
    x: NDArray[np.floating],
    y: NDArray[np.floating],
    size: int,
    grid: int,
) -> Sighting:
    """Points that are seen at known places of a picture.

    Args:
        points: (Q,) which points.
        x: (Q,) pixel coordinates; a pixel's middle lies at its index + 0.5.
        y: (Q,) the same downwards.
        size: Side of the picture in pixels.
        grid: Side of the token grid.
    """
    found = bicubic_weights(x, y, size, (grid, grid))
    own = np.arange(len(points))
    rows = np.repeat(own, found.tokens.shape[1])
    return Sighting(points, own, rows, found.tokens.reshape(-1), found.weights.reshape(-1))


def sighting_of_faces(
    face_map: NDArray[np.integer], point_faces: NDArray[np.int64], grid: int
) -> Sighting:
    """Points that are seen where their face is: each takes the mean over its face's pixels.

    Args:
        face_map: (S, S) the face that each pixel shows; negative for none.
        point_faces: (N,) the face of each point; negative for none.
        grid: Side of the token grid.
    """
    size = len(face_map)
    wanted = np.isin(face_map, point_faces[point_faces >= 0])
    rows_of_pixels, columns = np.nonzero(wanted)
    faces, face_rows, counts = np.unique(face_map[wanted], return_inverse=True, return_counts=True)
    found = bicubic_weights(columns + 0.5, rows_of_pixels + 0.5, size, (grid, grid))
    keys = face_rows[:, None] * (grid * grid) + found.tokens  # (pixels, 16)
    entries, places = np.unique(keys.reshape(-1), return_inverse=True)
    sums = np.bincount(places, weights=found.weights.reshape(-1), minlength=len(entries))
    rows, tokens = np.divmod(entries, grid * grid)
    points = np.flatnonzero(np.isin(point_faces, faces))
    return Sighting(
        points=points,
        row_of=np.searchsorted(faces, point_faces[points]),
        rows=rows,
        tokens=tokens,
        weights=(sums / counts[rows]).astype(np.float32),
    )
