"""PNG of a heat: the shape once a query, and the scale of the colours."""

import numpy as np
from PIL import Image

from patchalign3d_cli.coloring.heat_ramp import heat_colors
from patchalign3d_cli.coloring.heat_scale import HeatScale
from patchalign3d_cli.pictures.camera import Viewpoint
from patchalign3d_cli.pictures.layer import Viewport, grid_viewports
from patchalign3d_cli.pictures.legend import draw_caption, draw_scale, legible
from patchalign3d_cli.pictures.picture import PictureScene, View
from patchalign3d_cli.results import ShapeHeat
from patchalign3d_cli.results_io.json.record import portable_name

_SCALE_SHARE, _GAP_SHARE = 0.22, 0.03  # of the picture's width
_CAPTION_SHARE = 0.05  # of its height, below each of several shapes
_STEPS = 128  # colours of the bar


def heat_picture(
    heat: ShapeHeat, scale: HeatScale, *, size: tuple[int, int] = (1200, 900)
) -> Image.Image:
    """Draw a shape once for each query, with a bar of the colours at its right.

    Args:
        heat: What to draw.
        scale: Its colours.
        size: Width and height in pixels.

    Returns:
        An RGB image.

    Raises:
        OutputError: The shape is a mesh and Embree is not installed.
    """
    width, height = size
    source, count = heat.source, len(heat.queries)
    gap = round(width * _GAP_SHARE)
    left = width - round(width * _SCALE_SHARE) - gap
    viewports = grid_viewports(count, left, height)
    scene = PictureScene(source)
    foot = round(height * _CAPTION_SHARE) if count > 1 else 0
    views = [
        View(viewport._replace(bottom=viewport.bottom - foot), Viewpoint())
        for viewport in viewports
    ]
    layers = [scale.colors(query) for query in range(count)]
    image = Image.fromarray(scene.draw(layers, views, size=size))
    queries = [legible(text, f"query {i + 1}") for i, text in enumerate(heat.queries)]
    if count > 1:
        for viewport, text in zip(viewports, queries, strict=True):
            draw_caption(image, viewport, text)
    named = source.path.name if source.path else "heat"
    draw_scale(
        image,
        Viewport(left + gap, 0, width - gap, height),
        queries[0] if count == 1 else legible(named, "heat"),
        scale.caption,
        [tuple(color) for color in heat_colors(np.linspace(0, 1, _STEPS)).tolist()],
        scale.marks(),
        f"model: {legible(portable_name(heat.model.name), 'model')}",
    )
    return image
