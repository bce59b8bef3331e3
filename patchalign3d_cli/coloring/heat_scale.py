"""From fits to colours: what the two ends of the colours stand for."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.choices import ScaleKind, check_choice
from patchalign3d_cli.coloring.heat_ramp import heat_colors
from patchalign3d_cli.results import ShapeHeat


@dataclass(frozen=True, eq=False)
class HeatScale:
    """The colours of a heat.

    Attributes:
        kind: `cosine`: from the lowest to the highest fit of all queries, so that their colours
            can be compared. `percentile`: from 0 to 100 per cent of the surface for each query.
        values: (E, L) what is coloured.
        low: What the darkest colour stands for.
        high: What the lightest colour stands for.
    """

    kind: ScaleKind
    values: NDArray[np.float32]
    low: float
    high: float

    def colors(self, query: int) -> NDArray[np.uint8]:
        """The sRGB colour of each element for one query, (E, 3)."""
        span = self.high - self.low
        return heat_colors((self.values[:, query] - self.low) / (span if span > 0 else 1.0))

    @property
    def caption(self) -> str:
        """What the colours measure, in words."""
        if self.kind == "cosine":
            return "fit (cosine)"
        return "% of the surface that fits less"

    def marks(self, count: int = 5) -> list[str]:
        """Values at equal distances, the lowest first, as text."""
        form = "{:.2f}" if self.kind == "cosine" else "{:.0f}"
        return [form.format(value) for value in np.linspace(self.low, self.high, count)]


def heat_scale(heat: ShapeHeat, kind: ScaleKind = "cosine") -> HeatScale:
    """Choose the scale of a heat.

    Raises:
        ConfigError: The kind is unknown.
    """
    check_choice("scale", kind, ScaleKind)
    if kind == "percentile":
        return HeatScale(kind, heat.percentiles(), 0.0, 100.0)
    return HeatScale(kind, heat.fits, float(heat.fits.min()), float(heat.fits.max()))
