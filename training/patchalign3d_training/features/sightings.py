"""Which points a picture shows, and the features that they take from its tokens.

Both kinds take what torch's bicubic upsampling of the token grid gives, without ever holding the
upsampled picture (at 518 pixels and 768 channels 0.8 GB a view).
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional


@dataclass(frozen=True, eq=False)
class Sighting(ABC):
    """What one view shows of a cloud.

    Attributes:
        points: (Q,) int64, the points that it sees, each once.
    """

    points: NDArray[np.int64]

    @abstractmethod
    def features(self, tokens: Tensor) -> Tensor:
        """Features of these points, (Q, D), from tokens (T, D), row by row of a square grid."""


@dataclass(frozen=True, eq=False)
class PointSighting(Sighting):
    """Points that are seen at known positions of a picture.

    Attributes:
        positions: (Q, 2) float32, x and y (downwards) from -1 to 1 across the picture.
    """

    positions: NDArray[np.float32]

    def features(self, tokens: Tensor) -> Tensor:
        """The upsampled grid at each position."""
        side = round(len(tokens) ** 0.5)
        picture = tokens.T.reshape(1, -1, side, side)  # (1, D, G, G)
        positions = torch.from_numpy(self.positions).to(tokens)[None, None]  # (1, 1, Q, 2)
        sampled = functional.grid_sample(
            picture, positions, mode="bicubic", padding_mode="border", align_corners=False
        )
        return sampled[0, :, 0].T


@dataclass(frozen=True, eq=False)
class FaceSighting(Sighting):
    """Points that are seen where their face is: a sparse matrix from tokens to faces.

    Attributes:
        faces: (Q,) int64, the row of each point's face.
        rows: (E,) int64, the row of each entry.
        columns: (E,) int64, its token.
        weights: (E,) float32, adding up to 1 in a row.
    """

    faces: NDArray[np.int64]
    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    weights: NDArray[np.float32]

    def features(self, tokens: Tensor) -> Tensor:
        """The mean of the upsampled grid over the pixels of each point's face."""
        count = int(self.faces.max(initial=-1)) + 1
        entries = torch.from_numpy(np.stack([self.rows, self.columns]))
        matrix = torch.sparse_coo_tensor(
            entries, torch.from_numpy(self.weights), (count, len(tokens)), check_invariants=False
        ).to(tokens.device)
        means: Tensor = torch.sparse.mm(matrix, tokens)  # (F, D)
        return means[torch.from_numpy(self.faces).to(tokens.device)]


def sighting_at(
    points: NDArray[np.int64], x: NDArray[np.floating], y: NDArray[np.floating], size: int
) -> PointSighting:
    """Points that are seen at known positions of a picture.

    Args:
        points: (Q,) which points.
        x: (Q,) pixel coordinates; the centre of a pixel is at its index + 0.5.
        y: (Q,) the same downwards.
        size: Side of the picture in pixels.
    """
    positions = 2 * np.stack([x, y], axis=1) / size - 1
    return PointSighting(points, positions.astype(np.float32))


def sighting_of_faces(
    face_map: NDArray[np.integer], point_faces: NDArray[np.int64], grid: int
) -> FaceSighting:
    """Points that are seen where their face is: each takes the mean over its face's pixels.

    Args:
        face_map: (S, S) the face that each pixel shows; negative for none.
        point_faces: (N,) the face of each point; negative for none.
        grid: G, side of the token grid.
    """
    from scipy.sparse import csr_array, kron

    size = len(face_map)
    pixel_faces = face_map.reshape(-1)
    pixels = np.flatnonzero(np.isin(pixel_faces, point_faces[point_faces >= 0]))
    faces, rows, counts = np.unique(pixel_faces[pixels], return_inverse=True, return_counts=True)
    means = csr_array((1 / counts[rows], (rows, pixels)), (len(faces), size * size))
    # Upsampling works along rows and columns alike: that of a unit matrix shows its weights.
    along = functional.interpolate(
        torch.eye(grid)[None, None], (size, grid), mode="bicubic", align_corners=False
    )
    upsampling = csr_array(along[0, 0].numpy())  # (S, G)
    matrix = (means @ kron(upsampling, upsampling, format="csr")).tocoo()  # (F, G^2)
    points = np.flatnonzero(np.isin(point_faces, faces))
    return FaceSighting(
        points=points,
        faces=np.searchsorted(faces, point_faces[points]),
        rows=matrix.row.astype(np.int64),
        columns=matrix.col.astype(np.int64),
        weights=matrix.data.astype(np.float32),
    )
