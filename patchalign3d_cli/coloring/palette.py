"""Part colours: one fixed sequence, so that a part's colour depends on its index alone."""

import functools

import numpy as np
from numpy.typing import ArrayLike, NDArray

from patchalign3d_cli.coloring.heat_ramp import heat_colors
from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.shapes.srgb import linear_to_srgb, srgb_to_linear

UNLABELLED_NAME = "unlabelled"
UNLABELLED_COLOR = (184, 188, 194)
"""sRGB of what has no label: the grey that lies farthest (OKLab) from the named colours."""

# Chosen in OKLab (Ottosson 2020): the first six by hand, the rest each as far as possible from
# all before it. Distances were taken as seen by normal eyes and under full protanopia and
# deuteranopia (matrices of Machado, Oliveira and Fernandes 2009); no two are closer than 0.09.
_NAMED = (
    (0x3B, 0x76, 0xD6),
    (0xF2, 0x90, 0x2F),
    (0x3F, 0xBF, 0x8F),
    (0xA8, 0x32, 0x5F),
    (0xF6, 0xD7, 0x43),
    (0x8F, 0xD3, 0xF4),
    (0x99, 0x74, 0x0E),
    (0x67, 0x3B, 0xA2),
    (0xAD, 0x8D, 0xFD),
    (0xA6, 0x72, 0x9B),
    (0x5C, 0xF1, 0xAC),
    (0x5C, 0x5C, 0x01),
)
_DISTINCT = 256
# Linear sRGB to OKLab in two steps, https://bottosson.github.io/posts/oklab/
_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def palette(count: int) -> NDArray[np.uint8]:
    """The first `count` part colours as sRGB, (count, 3).

    The first 12 stay apart for colour-blind eyes too; the ones up to 256 are generated, each as
    far as possible from all before it; then the sequence starts again. `palette(m)` is the
    beginning of `palette(n)` for every m < n.
    """
    return _distinct()[np.arange(count) % _DISTINCT]


def element_colors(labels: NDArray[np.int32], count: int) -> NDArray[np.uint8]:
    """The sRGB colour of each element, (E, 3).

    Args:
        labels: (E,) part indices below `count`; negative where unlabelled.
        count: Number of parts.
    """
    table = np.empty((count + 1, 3), dtype=np.uint8)
    table[:count], table[count] = palette(count), UNLABELLED_COLOR
    colors: NDArray[np.uint8] = table[np.where(labels < 0, count, labels)]
    return colors


def shown_colors(result: PartSegmentation, options: OutputOptions) -> NDArray[np.uint8]:
    """The sRGB colour that each element of a result is shown in, (E, 3).

    It is the colour of its part, or with `options.heatmap` that of its confidence; what is
    unlabelled is grey in both.
    """
    colors = element_colors(result.labels, len(result.parts))
    if options.heatmap:
        labelled = result.labels >= 0
        colors[labelled] = heat_colors(result.confidence[labelled])
    return colors


def hex_color(color: ArrayLike) -> str:
    """An sRGB triple of bytes as `#rrggbb`."""
    red, green, blue = (int(value) for value in np.asarray(color))
    return f"#{red:02x}{green:02x}{blue:02x}"


@functools.cache
def _distinct() -> NDArray[np.uint8]:
    chosen = np.array(_NAMED, dtype=np.uint8)
    candidates = _candidates()
    positions = _oklab(candidates)
    distance = np.full(len(candidates), np.inf)
    colors = list(chosen)
    for color in _oklab(chosen):
        distance = np.minimum(distance, np.linalg.norm(positions - color, axis=1))
    while len(colors) < _DISTINCT:
        # Rounded, so that the last bits of a platform's arithmetic cannot change the order.
        farthest = int(distance.round(6).argmax())
        colors.append(candidates[farthest])
        distance = np.minimum(distance, np.linalg.norm(positions - positions[farthest], axis=1))
    table = np.array(colors, dtype=np.uint8)
    table.flags.writeable = False
    return table


def _candidates() -> NDArray[np.uint8]:
    """A grid of mid-light, clearly coloured sRGB values: white and grey stay free."""
    lightness, chroma, hue = np.meshgrid(
        np.linspace(0.46, 0.88, 15),
        np.linspace(0.07, 0.16, 4),
        np.radians(np.arange(0, 360, 8)),
        indexing="ij",
    )
    lab = np.stack([lightness, chroma * np.cos(hue), chroma * np.sin(hue)], axis=-1).reshape(-1, 3)
    light = np.linalg.solve(_TO_CONES, np.linalg.solve(_TO_LAB, lab.T) ** 3).T  # (candidates, 3)
    return linear_to_srgb(light[((light >= 0) & (light <= 1)).all(axis=1)])


def _oklab(color: NDArray[np.uint8]) -> NDArray[np.float64]:
    lab: NDArray[np.float64] = np.cbrt(srgb_to_linear(color) @ _TO_CONES.T) @ _TO_LAB.T
    return lab
