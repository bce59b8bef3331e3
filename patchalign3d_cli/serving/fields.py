"""The forms of requests: the options of the library under their own names."""

from typing import Annotated, Any

from fastapi import UploadFile
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from patchalign3d_cli.asking.clicks import parse_clicks
from patchalign3d_cli.choices import (
    AppearanceMode,
    Assignment,
    Hints,
    MaterialMode,
    Quality,
    ScaleKind,
    Split,
    Unit,
)
from patchalign3d_cli.options import MOST_PASSES, MOST_POINTS, MOST_VIEWS, OutputOptions
from patchalign3d_cli.pieces.grouping import GAP
from patchalign3d_cli.saving import HEAT_FORMATS, SEGMENTATION_FORMATS, FormatRegistry
from patchalign3d_cli.segmenting.discovery.discover import MOST_PARTS
from patchalign3d_cli.segmenting.request import MOST_GAP, SegmentRequest

Registry = FormatRegistry[Any]
_LARGEST_SEED = 2**63 - 1
_MOST_CLICKS = 200  # of one request: each takes as long as a look at the whole shape


def _names(registry: Registry) -> list[str]:
    return [suffix.removeprefix(".") for suffix in registry.suffixes]


def _known(registry: Registry) -> AfterValidator:
    """Lets the names of a registry's formats pass."""

    def check(name: str) -> str:
        if name not in _names(registry):
            raise ValueError(f"choose one of {', '.join(_names(registry))}")
        return name

    return AfterValidator(check)


def _listed(registry: Registry) -> Any:
    """Lists them in the schema."""
    return Field(json_schema_extra={"enum": list(_names(registry))})


class RequestFields(BaseModel):
    """A form; what it does not know is refused."""

    model_config = ConfigDict(extra="forbid")

    def request(self, base: SegmentRequest | None = None) -> SegmentRequest:
        """The options that the form has, over those of a base.

        Raises:
            ConfigError: They do not go together.
        """
        names = SegmentRequest.__dataclass_fields__.keys() & self.model_fields_set
        given = {name: getattr(self, name) for name in names}
        if "clicks" in given:
            given["clicks"] = parse_clicks(given["clicks"])
        values = {} if base is None else {name: getattr(base, name) for name in _NAMES}
        return SegmentRequest(**{**values, **given})


_NAMES = tuple(SegmentRequest.__dataclass_fields__)
_OUTPUT_NAMES = tuple(OutputOptions.__dataclass_fields__)


class EncodingFields(RequestFields):
    """How a shape is read and encoded."""

    up: Annotated[
        str | None,
        Field(description="What points up in the file: y, z, -x ..., a direction x,y,z, or auto."),
    ] = None
    columns: Annotated[
        str | None, Field(description="For clouds as text: the columns of x, y and z.")
    ] = None
    points: Annotated[int | None, Field(ge=1, le=MOST_POINTS)] = None
    seed: Annotated[int, Field(ge=0, le=_LARGEST_SEED)] = 0


class UploadFields(EncodingFields):
    """A shape to keep."""

    file: Annotated[UploadFile, Field(description="The shape; its suffix names the format.")]
    beside: Annotated[
        list[UploadFile], Field(description="Materials, textures and buffers that it names.")
    ] = []
    quality: Quality = "balanced"
    passes: Annotated[int | None, Field(ge=1, le=MOST_PASSES)] = None


class ShapeFields(EncodingFields):
    """A shape: a file, or the id of a kept one."""

    file: Annotated[
        UploadFile | None, Field(description="The shape; its suffix names the format.")
    ] = None
    beside: Annotated[
        list[UploadFile], Field(description="Materials, textures and buffers that it names.")
    ] = []
    shape: Annotated[str | None, Field(description="Instead of a file: the id of one.")] = None


class SegmentFields(ShapeFields):
    """What `pa3d segment` takes, under the same names."""

    front: Annotated[
        str | None,
        Field(description="The file's axis that the front faces, for names with a side."),
    ] = None

    parts: Annotated[
        list[str],
        Field(description="Part names; each value is split at commas. auto: without names."),
    ]
    count: Annotated[int | None, Field(ge=1, le=MOST_PARTS)] = None
    granularity: Annotated[float | None, Field(ge=0, le=1)] = None
    category: str | None = None
    quality: Quality = "balanced"
    threshold: Annotated[float, Field(ge=0, le=1)] = 0.0
    other: bool = False
    passes: Annotated[int | None, Field(ge=1, le=MOST_PASSES)] = None
    smoothing: Annotated[float | None, Field(ge=0, le=2)] = None
    hints: Hints = "auto"
    assignment: Assignment = "interpolate"
    refine: bool = False
    split: Split | None = None
    gap: Annotated[float, Field(ge=0, le=MOST_GAP)] = GAP
    name_sides: bool = False
    min_share: Annotated[float | None, Field(ge=0, lt=1)] = None
    per_object: Annotated[bool, Field(description="Label each object of a scene by itself.")] = (
        False
    )
    cluster: Annotated[float | None, Field(gt=0)] = None
    clicks: Annotated[
        list[str] | None,
        Field(max_length=_MOST_CLICKS, description="Corrections: face:12=leg, or x,y,z=!leg."),
    ] = None
    appearance: AppearanceMode = "recolor"
    heatmap: bool = False
    explode: Annotated[float, Field(ge=0, le=10)] = 0.0
    views: Annotated[int, Field(ge=1, le=MOST_VIEWS)] = 1
    materials: MaterialMode = "shared"
    unit: Unit | None = None
    cap: bool = False
    format: Annotated[str, _known(SEGMENTATION_FORMATS), _listed(SEGMENTATION_FORMATS)] = "json"

    @property
    def output(self) -> OutputOptions:
        """How the file looks.

        Raises:
            ConfigError: The options do not go together.
        """
        return OutputOptions(**{name: getattr(self, name) for name in _OUTPUT_NAMES})


class HeatFields(ShapeFields):
    """What `pa3d heatmap` takes."""

    text: Annotated[list[str], Field(description="What to look for; not split.")] = []
    pick: Annotated[str | None, Field(description="face:12 or x,y,z, instead of a text.")] = None
    category: str | None = None
    assignment: Assignment = "interpolate"
    scale: ScaleKind = "cosine"
    format: Annotated[str, _known(HEAT_FORMATS), _listed(HEAT_FORMATS)] = "json"


class SuggestFields(ShapeFields):
    """What `pa3d suggest` takes."""

    max: Annotated[int, Field(ge=1, description="How many words at most.")] = 12


class WordsFields(RequestFields):
    """Words to look for in a kept shape."""

    words: Annotated[list[str], Field(description="Each value is split at commas.")]
    category: str | None = None
    smoothing: Annotated[float | None, Field(ge=0, le=2)] = None
    assignment: Assignment = "interpolate"


class CorrectedFields(RequestFields):
    """A result of a kept shape that somebody corrected."""

    result: Annotated[UploadFile, Field(description="The result as JSON: names and labels.")]
    format: Annotated[str, _known(SEGMENTATION_FORMATS), _listed(SEGMENTATION_FORMATS)] = "json"
