"""Everything that can be asked of one shape, with the defaults of the command and the library."""

import math
from dataclasses import dataclass

from patchalign3d_cli.choices import (
    Assignment,
    Hints,
    Quality,
    Split,
    UpAxis,
    UpChoice,
    check_choice,
)
from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.options import QUALITIES, EncodeOptions, QueryOptions
from patchalign3d_cli.pieces.grouping import GAP
from patchalign3d_cli.segmenting.clicks import Click
from patchalign3d_cli.shapes.formats.delimited.columns import parse_columns
from patchalign3d_cli.shapes.raw import ReadOptions
from patchalign3d_cli.shapes.up import parse_front, parse_up_choice

MOST_GAP = 1.0
INSTANCE_MIN_SHARE = 0.005
"""Share of the surface below which a connected piece is taken for noise (docs/outputs.md)."""


@dataclass(frozen=True)
class SegmentRequest:
    """How a shape is segmented: what `pa3d segment` takes, under the same names.

    Attributes:
        category: What the shape is ("chair"), to ask with category prompts; None asks for the
            parts alone.
        up: What points up in the file: an axis in any spelling (`y`, `Z`, `-x`), a direction
            (`0,-0.85,-0.53`, or three numbers), or `auto` to try all axes; None for what the
            file says, or y.
        front: The axis of the file that the front of the object faces, for part names with a side
            (`left leg`); None for z where y is up, and -y where z is.
        columns: For a cloud as text, its columns of x, y and z: `x=NAME,y=NAME,z=NAME`, or three
            names or numbers from 1; None to find them by their names.
        trust_references: Whether files that the shape names (textures, buffers) are read outside
            of its folder too.
        quality: `fast` is one pass as published, `balanced` also smooths scores, lets both
            sides of a symmetric shape vote and takes the levels of words off, `best` does so
            after four passes.
        threshold: Elements of a lower confidence stay unlabelled; 0 leaves none.
        other: Whether "none of these" competes with the parts; the model must be calibrated.
        hints: `auto` hears what the file itself says: nodes, materials and shells are borders, and
            their names are evidence; `none` leaves both out (see `EncodeOptions.regions`).
        passes: Draws of the shape that are encoded; None for the quality's.
        smoothing: How far scores spread, in radii of the shape; None for the quality's.
        assignment: How elements take scores from patches; `nearest` is the published rule.
        points: Points to encode; None for as many as the model was made for.
        seed: Seed of all draws.
        refine: Whether faces that span two parts are subdivided along the boundary.
        split: Name `parts` or their single pieces (`instances`) in `PartSegmentation.pieces`; None
            for neither.
        gap: How near pieces of a part come to each other that are one thing, in radii of the
            shape; 0 for those that share corners alone.
        name_sides: Whether pieces are named by their sides (`leg_front_left`) where these tell them
            from each other; with `split="instances"`.
        min_share: Share of the surface below which connected pieces go to their neighbour; None
            for `INSTANCE_MIN_SHARE` with `split="instances"`, else 0.
        per_object: Whether each object of a scene is labelled by itself (`scenes.find_objects`);
            shares and gaps are then those of an object.
        cluster: With `per_object`, how near pieces of a mesh and points of a cloud must be to
            belong together, in file units, whatever the nodes; None for the nodes of the file, or
            what suits the sizes.
        clicks: Corrections of the result, in order; None for none.
        count: With the part name `auto`: how many parts; None for what the shape falls into most
            clearly.
        granularity: With `auto`, in place of a count: 0 (coarse) to 1 (fine).
    """

    category: str | None = None
    up: UpChoice | None = None
    front: UpAxis | None = None
    columns: str | None = None
    trust_references: bool = False
    quality: Quality = "balanced"
    threshold: float = 0.0
    other: bool = False
    hints: Hints = "auto"
    passes: int | None = None
    smoothing: float | None = None
    assignment: Assignment = "interpolate"
    points: int | None = None
    seed: int = 0
    refine: bool = False
    split: Split | None = None
    gap: float = GAP
    name_sides: bool = False
    min_share: float | None = None
    per_object: bool = False
    cluster: float | None = None
    clicks: tuple[Click, ...] | None = None
    count: int | None = None
    granularity: float | None = None

    def __post_init__(self) -> None:
        check_choice("quality", self.quality, Quality)
        if self.split is not None:
            check_choice("split", self.split, Split)
        if self.up is not None:
            object.__setattr__(self, "up", parse_up_choice(self.up))
        if self.front is not None:
            object.__setattr__(self, "front", parse_front(self.front))
        if not 0 <= self.gap <= MOST_GAP:
            raise ConfigError(f"the gap must be 0 to {MOST_GAP:g} radii, not {self.gap}; try {GAP}")
        if not 0 <= self.smallest_share < 1:
            raise ConfigError(
                f"the smallest share of a piece must be 0 to 1, not {self.min_share}; try"
                f" {INSTANCE_MIN_SHARE}"
            )
        if self.name_sides and self.split != "instances":
            raise ConfigError("--name-sides names single pieces; add --split instances")
        if self.cluster is not None and not self.per_object:
            raise ConfigError("--cluster says what objects are; add --per-object")
        if self.cluster is not None and not 0 < self.cluster < math.inf:
            raise ConfigError(f"the distance of --cluster must be above 0, not {self.cluster:g}")
        if self.per_object and self.refine:
            raise ConfigError("--refine cuts faces of one object; leave it or --per-object out")
        if self.count is not None and self.granularity is not None:
            raise ConfigError("--count and --granularity say the same; give one of them")
        if self.count is not None and self.count < 1:
            raise ConfigError(f"the count of parts must be 1 or more, not {self.count}")
        if self.granularity is not None and not 0 <= self.granularity <= 1:
            raise ConfigError(f"the granularity must be 0 to 1, not {self.granularity}; try 0.5")
        _ = self.reading, self.encode, self.query  # they check their values

    def says_only(self, *names: str) -> bool:
        """Whether everything but the attributes of these names is as it is by default."""
        return self == SegmentRequest(**{name: getattr(self, name) for name in names})

    @property
    def reading(self) -> ReadOptions:
        """How the file is read."""
        columns = None if self.columns is None else parse_columns(self.columns)
        return ReadOptions(columns, self.trust_references)

    @property
    def encode(self) -> EncodeOptions:
        """How the shape is encoded."""
        passes = QUALITIES[self.quality].passes if self.passes is None else self.passes
        return EncodeOptions(points=self.points, seed=self.seed, passes=passes)

    @property
    def query(self) -> QueryOptions:
        """How the parts are looked up in it."""
        usual = QUALITIES[self.quality]
        return QueryOptions(
            assignment=self.assignment,
            seed=self.seed,
            refine=self.refine,
            smoothing=usual.smoothing if self.smoothing is None else self.smoothing,
            threshold=self.threshold,
            other=self.other,
            hints=self.hints,
            symmetry=usual.symmetry,
            adjustment=usual.adjustment,
        )

    @property
    def smallest_share(self) -> float:
        """Share of the surface below which connected pieces go to their neighbour."""
        if self.min_share is not None:
            return self.min_share
        return INSTANCE_MIN_SHARE if self.split == "instances" else 0.0
