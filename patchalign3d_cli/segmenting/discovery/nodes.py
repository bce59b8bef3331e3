"""What is known of the parts that a hierarchy joins, and of each two of them."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.geometry.mirror import Mirror

PAIR_FEATURES = 30
"""How many numbers describe a pair of nodes."""
_TINY = 1e-12
_FINE, _COARSE = 0.05, 0.2  # how far an image may lie off, in radii of the shape
_THINNEST = 1e-6  # of squared radii: the variance of positions that no node falls below

Floats = NDArray[np.float64]


class Forms(NamedTuple):
    """Where nodes lie and how their surface is formed, in the unit frame.

    Attributes:
        positions: (R, 3) centroids.
        moments: (R, 3, 3) mean products of coordinates.
        thickness: (R,) mean logarithm of how thick the shape is there.
        normals: (R, 3) mean normals.
        bending: (R, 3, 3) mean products of the coordinates of normals.
    """

    positions: Floats
    moments: Floats
    thickness: Floats
    normals: Floats
    bending: Floats


class Nodes:
    """Parts that become fewer: sums over the surface of each, and what follows from them.

    Nothing here says whether two nodes touch: meshes differ too much in how their parts hang
    together, and what was learned from some was wrong for others.

    Args:
        areas: (R,) surface of each, above 0.
        odds: Probabilities of words, (R, W) of each of several things, the best thing first.
        features: (R, D) mean features.
        forms: Of each.
        mirror: The shape's mirror plane in the unit frame.
    """

    def __init__(
        self,
        areas: Floats,
        odds: Sequence[Floats],
        features: Floats,
        forms: Forms,
        mirror: Mirror | None,
    ) -> None:
        size = len(areas)
        self.areas = areas / areas.sum()
        self.alive = np.ones(size, dtype=bool)
        self._mirror = mirror
        columns = [*odds, features, *(one.reshape(size, -1) for one in forms)]
        self._starts = np.cumsum([0, *(one.shape[1] for one in columns)])
        self._sums = self.areas[:, None] * np.concatenate(columns, axis=1)
        self._things = len(odds)
        words = int(self._starts[len(odds)])
        means = self._sums[:, :words] / self.areas[:, None] / len(odds) ** 0.5
        self._squares = self.areas * (means**2).sum(axis=1)
        self._words = np.empty((size, words))
        self._roots = np.empty((size, words))
        self._directions = np.empty((size, features.shape[1]))
        self._centroids, self._images = np.empty((size, 3)), np.empty((size, 3))
        self._spreads, self._widths = np.empty((size, 3, 3)), np.empty((size, 3))
        self._coherence, self._variance = np.empty(size), np.empty(size)
        self._thickness = np.empty(size)
        self._normals, self._bending = np.empty((size, 3)), np.empty((size, 3))
        self._doubt, self._nearest = np.empty(size), np.full(size, np.inf)
        self._renew(np.arange(size))
        for row in range(size):
            self._nearest[row] = self._distances(row).min()

    def join(self, one: int, two: int) -> None:
        """Make two nodes one, the first."""
        self.areas[one] += self.areas[two]
        self._sums[one] += self._sums[two]
        self._squares[one] += self._squares[two]
        self.alive[two] = False
        self._renew(np.array([one]))
        distances = self._distances(one)
        self._nearest[one] = distances.min()
        self._nearest = np.minimum(self._nearest, distances)

    def pairs(self, one: int, two: NDArray[np.int64]) -> Floats:
        """Describe a node with each of several others.

        Args:
            one: The node.
            two: (N,) others.

        Returns:
            (N, PAIR_FEATURES), the same from both sides.
        """
        small = np.minimum(self.areas[one], self.areas[two])
        large = np.maximum(self.areas[one], self.areas[two])
        squared = ((self._words[two] - self._words[one]) ** 2).sum(axis=1)
        unlike = np.maximum(1 - self._directions[two] @ self._directions[one], 0)
        products = self._roots[two] * self._roots[one]
        starts = self._starts[: self._things]
        overlaps = np.add.reduceat(products, starts, axis=1)  # (N, things)
        between = self._centroids[two] - self._centroids[one]  # (N, 3)
        distance = np.linalg.norm(between, axis=1)
        mirrored = np.linalg.norm(self._centroids[two] - self._images[one], axis=1)
        symmetric = float(self._mirror is not None)
        widths = np.log(self._widths)
        share = self.areas[one] / (self.areas[one] + self.areas[two])
        apart = (share * (1 - share))[:, None, None] * between[:, :, None] * between[:, None, :]
        weight = share[:, None, None]
        union = weight * self._spreads[one] + (1 - weight) * self._spreads[two] + apart
        volume = np.sqrt(np.maximum(np.linalg.det(union), _THINNEST**3))
        volumes = self._widths.prod(axis=1)
        along = between / np.maximum(distance, _TINY)[:, None]
        reach = np.sqrt(np.maximum((along @ self._spreads[one] * along).sum(axis=1), 0))
        reach += np.sqrt(np.maximum(np.einsum("ni,nij,nj->n", along, self._spreads[two], along), 0))
        nearest = np.log(np.minimum(self._nearest[one], self._nearest[two]) + 1e-3)
        count = float(self.alive.sum())
        described = [
            np.log(squared + 1e-3),
            3 * unlike,
            np.log(unlike + 1e-2),
            overlaps[:, 0],
            overlaps[:, :3].mean(axis=1),
            overlaps.mean(axis=1),
            overlaps.min(axis=1),
            np.log(small) / 3,
            np.log(large) / 3,
            distance,
            symmetric * np.exp(-mirrored / _FINE),
            symmetric * np.exp(-mirrored / _COARSE),
            symmetric * distance,
            np.abs(widths[two] - widths[one]).sum(axis=1) / 3,
            (np.log(volume) - np.log(volumes[one] + volumes[two])) / 2,
            np.full(len(two), np.log(count) / 2),
            np.minimum(self._doubt[one], self._doubt[two]),
            np.maximum(self._doubt[one], self._doubt[two]),
            np.abs(between[:, 1]),
            np.log(squared * small * large / (small + large) + 1e-6) / 3,
            nearest,
            np.log(squared + 1e-3) - nearest,
            3 * np.maximum(self._variance[one], self._variance[two]),
            np.minimum(self._coherence[one], self._coherence[two]),
            np.log(small * count),
            distance - 1.5 * reach,
            np.abs(self._thickness[two] - self._thickness[one]),
            (self._thickness[two] + self._thickness[one]) / 2,
            np.linalg.norm(self._normals[two] - self._normals[one], axis=1),
            np.abs(self._bending[two] - self._bending[one]).sum(axis=1),
        ]
        return np.stack(described, axis=1)

    def _renew(self, rows: NDArray[np.int64]) -> None:
        """Work out anew what follows from the sums of some nodes."""
        means = self._sums[rows] / self.areas[rows][:, None]
        words, direction, *form = np.split(means, self._starts[self._things : -1], axis=1)
        centroid, moment, thickness, normal, bending = form
        self._words[rows] = words / self._things**0.5
        self._roots[rows] = np.sqrt(np.maximum(words, 0))
        length = np.linalg.norm(direction, axis=1)
        self._coherence[rows] = length
        self._directions[rows] = direction / np.maximum(length, _TINY)[:, None]
        best = words[:, : self._starts[1]]
        self._doubt[rows] = -(best * np.log(np.maximum(best, 1e-9))).sum(axis=1)
        self._centroids[rows] = centroid
        self._images[rows] = centroid if self._mirror is None else self._mirror.apply(centroid)
        spread = moment.reshape(-1, 3, 3) - centroid[:, :, None] * centroid[:, None, :]
        spread += 10 * _THINNEST * np.eye(3)
        self._spreads[rows] = spread
        self._widths[rows] = np.sqrt(np.maximum(np.linalg.eigvalsh(spread), _THINNEST))
        self._thickness[rows] = thickness[:, 0]
        self._normals[rows] = normal
        self._bending[rows] = np.linalg.eigvalsh(bending.reshape(-1, 3, 3))
        squares = self._squares[rows] / self.areas[rows]
        self._variance[rows] = np.maximum(squares - (self._words[rows] ** 2).sum(axis=1), 0)

    def _distances(self, row: int) -> Floats:
        """Squared distances of words to all other nodes that are left, infinite elsewhere."""
        squared: Floats = ((self._words - self._words[row]) ** 2).sum(axis=1)
        squared[~self.alive] = np.inf
        squared[row] = np.inf
        return squared
