"""The plane that maps points onto themselves, where there is one."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.geometry.assignment import (
    NearestBlend,
    interpolation,
    interpolation_within,
)
from patchalign3d_cli.geometry.nearest import nearest
from patchalign3d_cli.geometry.ordering import stable_order

Points = NDArray[np.float64]

_FEWEST, _MOST = 64, 2048  # points that are looked at
_SCOUTS = 512  # points that tell which of the planes is the best
_DIRECTIONS = 12  # around the up axis, beside the principal ones
_LEVEL = 0.5  # a plane whose normal rises more would say that top and bottom are alike
_STEPS = 3  # of refinement of a plane that is nearly one
_AS_GOOD = 1.35  # how much farther images may lie from the points than these do, on average
_NEARLY_ALL, _FAR = 0.98, 3.0  # share of the images that may lie so many spacings away at most
_BOX_SLACK = 0.1  # how far the corners of mirrored boxes may lie apart, as a share of the diagonal


class Mirror(NamedTuple):
    """A plane.

    Attributes:
        normal: (3,) of unit length.
        offset: Of the plane along the normal.
        spacing: Mean distance of neighbours among the points that it was found with.
    """

    normal: Points
    offset: float
    spacing: float

    def apply(self, points: Points) -> Points:
        """The mirror images of points, (N, 3)."""
        heights = points @ self.normal - self.offset
        images: Points = points - 2 * heights[:, None] * self.normal
        return images

    def likeness(self, distances: Points) -> Points:
        """How far images count as points of the surface, 0 to 1.

        Args:
            distances: (N,) from each image to the nearest point.

        Returns:
            (N,): 1 up to the distance of two neighbours, 0 from three times that on.
        """
        likeness: Points = np.clip((_FAR - distances / self.spacing) / (_FAR - 1), 0, 1)
        return likeness


class MirrorImages(NamedTuple):
    """Where the mirror images of patch centres lie on a shape.

    Attributes:
        blend: Of the patches near each image.
        votes: (P, 1) float32, the weight of an image beside its original, 0 to 1/2.
    """

    blend: NearestBlend
    votes: NDArray[np.float32]

    def mix(self, scores: NDArray[np.float32]) -> NDArray[np.float32]:
        """Scores (P, L) of patches, each averaged with those at its image."""
        mixed: NDArray[np.float32] = scores + self.votes * (self.blend.apply(scores) - scores)
        return mixed


def mirror_images(
    mirror: Mirror,
    centers: Points,
    points: Points,
    regions: NDArray[np.int64] | None = None,
) -> MirrorImages:
    """The images of patch centres; the farther one lies off the points, the less it counts.

    Args:
        mirror: The plane.
        centers: (P, 3).
        points: (N, 3) of the surface.
        regions: (P,) the region that each centre lies in. Then an image counts only in the region
            that is the mirror image of its own, and a region without such a one has no images.
            None where a shape is one.
    """
    images = mirror.apply(centers)
    if regions is not None:
        partners = _mirrored_regions(mirror, centers, images, regions)
        blend = interpolation_within(images, centers, partners, regions)
        distances = np.sqrt(((images - centers[blend.indices[:, 0]]) ** 2).sum(axis=1))
        likeness = np.where(partners < 0, 0.0, mirror.likeness(distances))
        return MirrorImages(blend, (likeness[:, None] / 2).astype(np.float32))
    distances = np.sqrt(nearest(images, points, 1).squared[:, 0])
    votes = (mirror.likeness(distances)[:, None] / 2).astype(np.float32)
    return MirrorImages(interpolation(images, centers), votes)


def _mirrored_regions(
    mirror: Mirror, centers: Points, images: Points, regions: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The region that is the mirror image of each centre's own, (P,); -1 where none is.

    Two regions are images of each other where the box of each, mirrored, is nearest to the other's.
    """
    from scipy.spatial import KDTree

    known, numbers = np.unique(regions, return_inverse=True)
    numbers = numbers.reshape(-1)
    order = stable_order(numbers)
    starts = np.searchsorted(numbers[order], np.arange(len(known)))

    def boxes(rows: Points) -> Points:
        corners = [bound.reduceat(rows[order], starts) for bound in (np.minimum, np.maximum)]
        return np.concatenate(corners, axis=1)  # (R, 6)

    here = boxes(centers)
    gaps, partners = KDTree(here).query(boxes(images))
    diagonals = np.sqrt(((here[:, 3:] - here[:, :3]) ** 2).sum(axis=1))
    mutual = partners[partners] == np.arange(len(known))
    alike = mutual & (gaps <= mirror.spacing + _BOX_SLACK * diagonals)
    result: NDArray[np.int64] = np.where(alike, known[partners], -1)[numbers]
    return result


def find_mirror(points: Points) -> Mirror | None:
    """The plane that maps a shape onto itself best; None where none does.

    Planes through the centroid are tried whose normals are the principal directions or level,
    the best is adjusted to the pairs of points that it makes. It counts where the images of
    points lie about as near to the points as these do to each other.

    Args:
        points: (N, 3) drawn evenly from the surface, y up, in any unit.
    """
    from scipy.spatial import KDTree

    points = points[:: -(-len(points) // _MOST)]
    if len(points) < _FEWEST:
        return None
    tree = KDTree(points)
    spacing = float(tree.query(points, k=2)[0][:, 1].mean())
    if not spacing > 0:
        return None
    centroid = points.mean(axis=0)
    _, _, principal = np.linalg.svd(points - centroid, full_matrices=False)
    angles = np.arange(_DIRECTIONS) * np.pi / _DIRECTIONS
    level = np.stack([np.cos(angles), np.zeros_like(angles), np.sin(angles)], axis=1)
    upright = [normal for normal in principal if abs(normal[1]) < _LEVEL]
    tried = [Mirror(normal, float(normal @ centroid), spacing) for normal in (*upright, *level)]
    scouts = points[:: -(-len(points) // _SCOUTS)]
    best = min(tried, key=lambda mirror: float(tree.query(mirror.apply(scouts))[0].mean()))
    distances, nearest = tree.query(best.apply(points))
    for _ in range(_STEPS):
        adjusted = _adjusted(best, points, points[nearest], distances)
        residuals, partners = tree.query(adjusted.apply(points))
        if not residuals.mean() < distances.mean():
            break
        best, distances, nearest = adjusted, residuals, partners
    alike = distances.mean() <= _AS_GOOD * spacing
    return best if alike and np.quantile(distances, _NEARLY_ALL) <= _FAR * spacing else None


def _adjusted(mirror: Mirror, points: Points, partners: Points, distances: Points) -> Mirror:
    """The plane between points and those nearest to their images."""
    pairs = distances <= 2 * np.median(distances)
    one, two = points[pairs], partners[pairs]
    across = one - two
    normal = (across * np.sign(across @ mirror.normal)[:, None]).sum(axis=0)
    length = float(np.linalg.norm(normal))
    if not length > 0:
        return mirror
    normal = normal / length
    return Mirror(normal, float(((one + two) / 2 @ normal).mean()), mirror.spacing)
