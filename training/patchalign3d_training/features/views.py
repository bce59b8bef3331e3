"""Pictures of a mesh from all sides, and where in them its points are visible."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.pictures.camera import Camera, Viewpoint, aim
from patchalign3d_cli.pictures.frame import picture_frame
from patchalign3d_cli.pictures.layer import Viewport
from patchalign3d_cli.pictures.lighting import Lit
from patchalign3d_cli.pictures.mesh import hit_light
from patchalign3d_cli.pictures.raycast import RayCaster
from patchalign3d_cli.shapes.shape import Shape
from patchalign3d_cli.shapes.srgb import linear_to_srgb
from patchalign3d_training.features.sightings import Sighting, sighting_at
from patchalign3d_training.features.target_options import Background

_GREY = 0.5  # linear light that the surface sends back
_FIELD_OF_VIEW = 40.0  # degrees
_MARGIN = 0.05  # share of the picture left free on every side
_TOUCH = 1e-4  # two positions this close along a ray are one, in half-diagonals of the shape
_BACKGROUNDS = {"white": 255, "black": 0}


class SightedImage(NamedTuple):
    """One picture.

    Attributes:
        image: (S, S, 3) uint8 sRGB.
        sighting: Where it shows points.
    """

    image: NDArray[np.uint8]
    sighting: Sighting


def viewpoints(count: int) -> tuple[Viewpoint, ...]:
    """Sides to see a shape from: spread evenly over the sphere, the poles left out.

    A Fibonacci lattice, its elevations within 60 degrees.
    """
    golden = 180.0 * (3.0 - np.sqrt(5.0))
    limit = np.sin(np.deg2rad(60.0))
    heights = limit * (1 - 2 * (np.arange(count) + 0.5) / count)
    return tuple(
        Viewpoint(
            azimuth=float((20.0 + golden * number) % 360.0),
            elevation=float(np.rad2deg(np.arcsin(height))),
            field_of_view=_FIELD_OF_VIEW,
            margin=_MARGIN,
        )
        for number, height in enumerate(heights)
    )


def rendered_views(
    vertices: NDArray[np.floating],
    faces: NDArray[np.int64],
    points: NDArray[np.floating],
    point_faces: NDArray[np.int64],
    *,
    count: int,
    size: int,
    background: Background = "white",
) -> Iterator[SightedImage]:
    """Draw a mesh in grey from several sides and find out which points each side sees.

    A point is visible where the ray to its position on its face meets that face first, or something
    no farther than rounding away: what stands behind another face takes nothing from the view.

    Args:
        vertices: (V, 3), y up.
        faces: (F, 3).
        points: (N, 3) in the frame of the vertices.
        point_faces: (N,) the face of each point.
        count: How many sides.
        size: Side of the pictures in pixels.
        background: What the shape stands before.

    Raises:
        OutputError: Embree is not installed.
    """
    from trimesh.triangles import closest_point

    frame = picture_frame(Shape(vertices.astype(np.float64), faces))
    corners = frame.apply(vertices)  # (V, 3)
    # Noise, and bending that straight faces cannot follow, had moved points off their faces.
    triangles = corners[faces[point_faces]].astype(np.float64)  # (N, 3, 3)
    positions = closest_point(triangles, frame.apply(points)).astype(np.float32)  # (N, 3)
    caster = RayCaster(corners, faces)
    used = corners[np.unique(faces)]
    viewport = Viewport(0, 0, size, size)
    for viewpoint in viewpoints(count):
        camera = aim(used, viewport, viewpoint)
        image = _picture(caster, camera, viewport, _BACKGROUNDS[background])
        yield SightedImage(image, _sighting(caster, camera, positions, point_faces, size))


def _picture(
    caster: RayCaster, camera: Camera, viewport: Viewport, background: int
) -> NDArray[np.uint8]:
    """One ray a pixel, lit from above and from the camera, without shadows."""
    directions = camera.directions(*viewport.pixel_centers())
    hits = caster.first_hits(camera.position.astype(np.float32), directions)
    grey = np.full((int(hits.element.max(initial=0)) + 1, 3), _GREY, dtype=np.float32)
    all_of_it = np.ones(len(directions), dtype=np.float32)
    light = hit_light(hits, directions, Lit(all_of_it, all_of_it), grey, camera)
    image = np.where(hits.element[:, None] < 0, background, linear_to_srgb(light))
    return image.reshape(viewport.height, viewport.width, 3)


def _sighting(
    caster: RayCaster,
    camera: Camera,
    positions: NDArray[np.float32],
    point_faces: NDArray[np.int64],
    size: int,
) -> Sighting:
    eye = camera.position.astype(np.float32)
    towards = positions - eye
    distance = np.linalg.norm(towards, axis=1)  # (N,)
    hits = caster.first_hits(eye, towards / distance[:, None])
    reached = hits.distance > distance - _TOUCH
    x, y, _ = camera.project(positions)
    visible = np.flatnonzero((hits.element == point_faces) | reached)
    return sighting_at(visible, x[visible], y[visible], size)
