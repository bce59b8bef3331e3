"""Options of encoding, querying and writing: frozen, and checked when they are made."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from patchalign3d_cli.choices import (
    AppearanceMode,
    Assignment,
    Hints,
    MaterialMode,
    Quality,
    Unit,
    check_choice,
)
from patchalign3d_cli.errors import ConfigError

MOST_PASSES = 64
MOST_POINTS = 100_000
MOST_VIEWS = 16


class QualityLevel(NamedTuple):
    """What a quality stands for.

    Attributes:
        passes: See `EncodeOptions`.
        smoothing: See `QueryOptions`.
        symmetry: See `QueryOptions`.
        adjustment: See `QueryOptions`.
    """

    passes: int
    smoothing: float
    symmetry: bool
    adjustment: bool


QUALITIES: Mapping[Quality, QualityLevel] = {
    "fast": QualityLevel(passes=1, smoothing=0.0, symmetry=False, adjustment=False),
    "balanced": QualityLevel(passes=1, smoothing=0.07, symmetry=True, adjustment=True),
    "best": QualityLevel(passes=4, smoothing=0.07, symmetry=True, adjustment=True),
}
"""The choices behind `--quality`, by the measurements in docs/quality.md. The options below have
the defaults of `balanced`."""
_DEFAULT = QUALITIES["balanced"]


@dataclass(frozen=True)
class EncodeOptions:
    """How a shape is encoded.

    Attributes:
        points: N, points drawn from the shape; None for as many as the model was made for.
        seed: Seed of the draw.
        passes: How many draws are encoded, in one batch. Their patches are pooled, so that
            boundaries are as fine as so many times the patches make them.
        regions: Whether a model with a region decoder follows the nodes, materials and shells of
            a mesh.
    """

    points: int | None = None
    seed: int = 0
    passes: int = _DEFAULT.passes
    regions: bool = True

    def __post_init__(self) -> None:
        if not 1 <= self.passes <= MOST_PASSES:
            raise ConfigError(f"passes must be 1 to {MOST_PASSES}, not {self.passes}")
        if self.points is not None and not 1 <= self.points <= MOST_POINTS:
            raise ConfigError(
                f"points must be 1 to {MOST_POINTS:,}, not {self.points:,}; models are made for"
                " a few thousand"
            )
        if self.seed < 0:
            raise ConfigError(f"seed must not be below 0, it is {self.seed}")


@dataclass(frozen=True)
class QueryOptions:
    """How words are looked up in an encoded shape.

    Attributes:
        assignment: How points take scores from patches: `interpolate` blends the three nearest
            centres, `nearest` is the published rule, `membership` averages the patches that
            contain the point.
        seed: Seed of the surface samples that carry scores to faces.
        refine: Whether faces that span two parts are subdivided along the boundary.
        smoothing: How far scores spread over the surface, in radii of the shape (half as far in a
            cloud), less across creases; 0 not at all.
        threshold: Elements of a lower confidence stay unlabelled; 0 leaves none.
        other: Whether "none of these" competes with the parts; the model must be calibrated.
        hints: `auto` hears what the file itself says: nodes, materials and shells are borders, and
            their names are evidence; `none` leaves both out (see `EncodeOptions.regions`).
        symmetry: Whether both sides of a shape with a mirror plane vote on what a part is; never
            where part names say sides.
        adjustment: Whether words that fit the shape less than others count a little more; never
            with "none of these" or with words that examples taught.
    """

    assignment: Assignment = "interpolate"
    seed: int = 0
    refine: bool = False
    smoothing: float = _DEFAULT.smoothing
    threshold: float = 0.0
    other: bool = False
    hints: Hints = "auto"
    symmetry: bool = _DEFAULT.symmetry
    adjustment: bool = _DEFAULT.adjustment

    def __post_init__(self) -> None:
        check_choice("assignment", self.assignment, Assignment)
        check_choice("hints", self.hints, Hints)
        if not 0 <= self.smoothing <= 2:
            raise ConfigError(f"smoothing must be 0 to 2, not {self.smoothing}; try 0.07")
        if not 0 <= self.threshold <= 1:
            raise ConfigError(f"the threshold must be 0 to 1, not {self.threshold}; try 0.5")
        if self.seed < 0:
            raise ConfigError(f"seed must not be below 0, it is {self.seed}")


@dataclass(frozen=True)
class OutputOptions:
    """How results look in the files that show them.

    Attributes:
        appearance: `recolor` gives each part its colour; `keep` leaves materials, textures and
            vertex colours as the shape's file has them, where the format can hold them (GLB).
        heatmap: Colour elements by their confidence instead of their part.
        explode: How far parts (pieces) move away from the middle in GLB and pictures, as a share
            of the distance between their centres; 0 moves nothing.
        views: From how many sides a PNG shows the shape, evenly around it.
        materials: Of a kept appearance: `shared` by parts as in the shape's file; `per-part`
            copies, so that one part can be changed alone; `variants`, such copies and the part
            colours, to switch between (GLB).
        unit: What a coordinate of 1 is, for formats that say so (3MF, USD); None for what the
            shape's format says, else what is usual in the format that is written.
        cap: Whether the holes that cuts leave in parts (pieces) are closed, in 3MF and in the
            files of single pieces.
    """

    appearance: AppearanceMode = "recolor"
    heatmap: bool = False
    explode: float = 0.0
    views: int = 1
    materials: MaterialMode = "shared"
    unit: Unit | None = None
    cap: bool = False

    def __post_init__(self) -> None:
        check_choice("appearance", self.appearance, AppearanceMode)
        check_choice("materials", self.materials, MaterialMode)
        if self.unit is not None:
            check_choice("unit", self.unit, Unit)
        if self.materials != "shared" and self.appearance != "keep":
            raise ConfigError(
                f"--materials {self.materials} goes with --appearance keep; part colours are a"
                " material for each part already"
            )
        if not 0 <= self.explode <= 10:
            raise ConfigError(f"explode must be 0 to 10, not {self.explode}; try 0.15")
        if not 1 <= self.views <= MOST_VIEWS:
            raise ConfigError(f"views must be 1 to {MOST_VIEWS}, not {self.views}; try 4")
        if self.heatmap and self.appearance == "keep":
            raise ConfigError("a heatmap recolours the shape; leave out --appearance keep")
