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
    """

    element: NDArray[np.int64]
    distance: NDArray[np.float32]
    normal: NDArray[np.float32]
    facet: NDArray[np.float32]


class RayCaster:
    """A mesh that answers ray queries. Its size should be about 1, as Embree has float32.

    Raises:
        OutputError: Embree is not installed.
    """

    def __init__(self, vertices: NDArray[np.float32], faces: NDArray[np.int64]) -> None:
        self._scene = _scene(vertices, faces)
        self._vertices = vertices
        self._faces = faces
        self._normals = corner_normals(vertices, faces)  # (F, 3, 3)

    def first_hits(self, origins: NDArray[np.float32], directions: NDArray[np.float32]) -> RayHits:
        """What each ray meets first.

        Args:
            origins: (Q, 3), or (3,) for one origin of all rays.
            directions: (Q, 3), unit length.
        """
        origins = np.ascontiguousarray(np.broadcast_to(origins, directions.shape))
        element = self._scene.run(origins, directions, query="INTERSECT").astype(np.int64)
        hits = RayHits(
            element,
            np.full(len(element), np.inf, dtype=np.float32),
            np.zeros_like(directions),
            np.zeros_like(directions),
        )
        visible = np.flatnonzero(element >= 0)
        self._fill(hits, visible, origins[visible], directions[visible])
        return hits

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

    def _fill(
        self,
        hits: RayHits,
        visible: NDArray[np.int64],
        origins: NDArray[np.float32],
        directions: NDArray[np.float32],
    ) -> None:
        """Distance and normals at the hits (Moeller and Trumbore 1997)."""
        corners = self._faces[hits.element[visible]]  # (Q, 3)
        a = self._vertices[corners[:, 0]]
        ab, ac = self._vertices[corners[:, 1]] - a, self._vertices[corners[:, 2]] - a
        across, start = np.cross(directions, ac), origins - a
        scale = _dot(ab, across)
        scale[scale == 0] = np.finfo(np.float32).tiny
        turned = np.cross(start, ab)
        u = np.clip(_dot(start, across) / scale, 0, 1)
        v = np.clip(_dot(directions, turned) / scale, 0, 1 - u)
        position = a + u[:, None] * ab + v[:, None] * ac
        hits.distance[visible] = _dot(position - origins, directions)
        facet = _facing(np.cross(ab, ac), directions)
        weights = np.stack([1 - u - v, u, v], axis=1)  # (Q, 3)
        smooth = np.einsum("qk,qkc->qc", weights, self._normals[hits.element[visible]])
        smooth *= np.sign(_dot(smooth, facet) + np.finfo(np.float32).tiny)[:, None]
        hits.facet[visible] = facet
        hits.normal[visible] = _facing(smooth, directions, instead=facet)


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
