"""What rays see of a triangle mesh, through Embree."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.pictures.normals import corner_normals


class RayHits(NamedTuple):
    """What rays meet first; `normal` and `facet` point to the side that the ray came from.

    Attributes:
        element: (Q,) int64, the face; -1 where a ray meets nothing.
        distance: (Q,) float32 along the ray; infinite where it meets nothing.
        normal: (Q, 3) float32, unit, smooth.
        facet: (Q, 3) float32, unit, of the face itself.
        shares: (Q, 2) float32, how near the position is to the face's corners 1 and 2: 0 to 1.
    """

    element: NDArray[np.int64]
    distance: NDArray[np.float32]
    normal: NDArray[np.float32]
    facet: NDArray[np.float32]
    shares: NDArray[np.float32]


class RayCaster:
    """A mesh that answers ray queries. Its size should be about 1, as Embree has float32.

    Raises:
        OutputError: Embree is not installed.
    """

    def __init__(self, vertices: NDArray[np.float32], faces: NDArray[np.int64]) -> None:
        self._scene = _scene(vertices, faces)
        self._normals = corner_normals(vertices, faces)  # (F, 3, 3)

    def first_hits(self, origins: NDArray[np.float32], directions: NDArray[np.float32]) -> RayHits:
        """What each ray meets first.

        Args:
            origins: (Q, 3), or (3,) for one origin of all rays.
            directions: (Q, 3), unit length.
        """
        origins = np.ascontiguousarray(np.broadcast_to(origins, directions.shape))
        first_hits = self._scene.run(origins, directions, query="INTERSECT", output=True)
        element = first_hits["primID"].astype(np.int64)
        visible = np.flatnonzero(element >= 0)
        distance = np.full(len(element), np.inf, dtype=np.float32)
        distance[visible] = first_hits["tfar"][visible]
        normal, facet = np.zeros_like(directions), np.zeros_like(directions)
        towards = directions[visible]
        facet[visible] = flat = _facing(first_hits["Ng"][visible], towards)
        corners = self._normals[element[visible]]  # (Q, 3, 3)
        u, v = (first_hits[name][visible, None] for name in ("u", "v"))  # shares of corners 1 and 2
        smooth = (1 - u - v) * corners[:, 0] + u * corners[:, 1] + v * corners[:, 2]
        smooth *= np.sign(_dot(smooth, flat) + np.finfo(np.float32).tiny)[:, None]
        normal[visible] = _facing(smooth, towards, instead=flat)
        shares = np.stack([first_hits["u"], first_hits["v"]], axis=1)
        return RayHits(element, distance, normal, facet, shares)

    def occluded(
        self,
        origins: NDArray[np.float32],
        directions: NDArray[np.float32],
        reach: float,
    ) -> NDArray[np.bool_]:
        """Whether each ray (Q, 3) meets anything within `reach` of its origin; (Q,)."""
        limits = np.full(len(origins), reach, dtype=np.float32)
        blocked: NDArray[np.bool_] = (
            self._scene.run(origins, directions, limits, query="OCCLUDED") >= 0
        )
        return blocked


def _facing(
    vectors: NDArray[np.floating],
    directions: NDArray[np.float32],
    instead: NDArray[np.float32] | None = None,
) -> NDArray[np.float32]:
    """Unit vectors against the rays: flipped, or replaced, where they look along with them."""
    away = _dot(vectors, directions) > 0
    turned = np.where(away[:, None], -vectors if instead is None else instead, vectors)
    lengths = np.sqrt(_dot(turned, turned))[:, None]
    return (turned / np.maximum(lengths, np.finfo(np.float32).tiny)).astype(np.float32, copy=False)


def _dot(a: NDArray[np.floating], b: NDArray[np.float32]) -> NDArray[np.float32]:
    product: NDArray[np.float32] = np.einsum("qc,qc->q", a, b)
    return product


def _scene(vertices: NDArray[np.float32], faces: NDArray[np.int64]) -> Any:
    try:
        from embreex.mesh_construction import TriangleMesh
        from embreex.rtcore_scene import EmbreeScene
    except ImportError as error:
        raise OutputError(
            "pictures of meshes need Embree, which is not here; `pip install embreex` (it has no"
            " build for some platforms), or write .glb"
        ) from error
    scene = EmbreeScene(robust=True)
    TriangleMesh(
        scene,
        np.ascontiguousarray(vertices, dtype=np.float32),
        np.ascontiguousarray(faces, dtype=np.int32),
    )
    return scene
