"""What `pa3d heatmap` looks for: texts, or what is like a picked location."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from patchalign3d_cli.cli.console import Messages
from patchalign3d_cli.cli.reading import encode_shape
from patchalign3d_cli.errors import ConfigError, PartsError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from patchalign3d_cli.asking import Location
    from patchalign3d_cli.results import ShapeFeatures, ShapeHeat
    from patchalign3d_cli.saving import FormatRegistry
    from patchalign3d_cli.segmenting.request import SegmentRequest
    from patchalign3d_cli.segmenting.segmenter import Segmenter


@dataclass(frozen=True)
class TextQuery:
    """Texts, which do not compete.

    Attributes:
        texts: In plain words.
    """

    texts: tuple[str, ...]

    @property
    def registry(self) -> "FormatRegistry[Any]":
        """The files: `chair.heat.glb`."""
        from patchalign3d_cli.saving import HEAT_FORMATS

        return HEAT_FORMATS

    def prepare(
        self, segmenter: "Segmenter", request: "SegmentRequest", messages: Messages
    ) -> None:
        """Nothing is needed before the shapes are read."""

    def heat(
        self, segmenter: "Segmenter", features: "ShapeFeatures", request: "SegmentRequest"
    ) -> "ShapeHeat":
        """How well each element of an encoded shape fits each text."""
        from patchalign3d_cli.asking import text_heat

        return text_heat(
            segmenter,
            features,
            self.texts,
            category=request.category,
            assignment=request.assignment,
            seed=request.seed,
        )


@dataclass
class LocationQuery:
    """A location on the shapes themselves, or on another one.

    Attributes:
        location: Where.
        file: The shape that it is on; None for each shape of the run.
        texts: None of them: words play no part.
    """

    location: "Location"
    file: Path | None
    texts: tuple[str, ...] = ()
    _feature: "NDArray[np.float32] | None" = field(default=None, repr=False)

    @property
    def registry(self) -> "FormatRegistry[Any]":
        """The files: `chair.like.glb`."""
        from patchalign3d_cli.saving import HEAT_FORMATS

        return replace(HEAT_FORMATS, word="like")

    def prepare(
        self, segmenter: "Segmenter", request: "SegmentRequest", messages: Messages
    ) -> None:
        """Encode the file that the location is on, if it is on another than the run's shapes."""
        if self.file is not None:
            from patchalign3d_cli.asking import location_feature

            features = encode_shape(self.file, segmenter, request, messages)
            self._feature = location_feature(features, self.location)

    def heat(
        self, segmenter: "Segmenter", features: "ShapeFeatures", request: "SegmentRequest"
    ) -> "ShapeHeat":
        """How much each element of an encoded shape is like the location."""
        from patchalign3d_cli.asking import describe_location, location_feature, location_heat

        feature = self._feature
        if feature is None:
            feature = location_feature(features, self.location)
        name = describe_location(self.location)
        name = name if self.file is None else f"{self.file.name} {name}"
        return location_heat(
            features,
            f"like {name}",
            feature,
            assignment=request.assignment,
            seed=request.seed,
        )


def parse_query(
    texts: Sequence[str],
    pick: str | None,
    like: str | None,
    category: str | None,
    text_bank: Path | None,
) -> TextQuery | LocationQuery:
    """What the options ask for.

    Raises:
        PartsError: Nothing is asked for, or a text is empty, doubled or too long.
        ConfigError: Options exclude each other, or a location makes no sense.
    """
    given = {"--text": bool(texts), "--pick": pick is not None, "--like": like is not None}
    named = [option for option, there in given.items() if there]
    if not named:
        raise PartsError(
            'nothing to look for was given; say it with --text "armrest", or point at it with'
            " --pick face:12"
        )
    if len(named) > 1:
        raise ConfigError(f"{' and '.join(named)} exclude each other; give one of them")
    if named != ["--text"]:
        for option, value in (("--category", category), ("--text-bank", text_bank)):
            if value is not None:
                raise ConfigError(f"{option} goes with --text alone; leave it out")
    if pick is not None:
        from patchalign3d_cli.asking import parse_location

        return LocationQuery(parse_location(pick), None)
    return _like(like) if like is not None else TextQuery(_texts(texts))


def _texts(texts: Sequence[str]) -> tuple[str, ...]:
    from patchalign3d_cli.text.labels import check_parts, parse_parts

    names = parse_parts(texts)
    check_parts(names)
    return names


def _like(text: str) -> LocationQuery:
    """Read `FILE:face:12`, `FILE:point:12`, `FILE:12` or `FILE:x,y,z`."""
    from patchalign3d_cli.asking import parse_location

    file, _, location = text.rpartition(":")
    if file.lower().endswith((":face", ":point")):
        file, _, kind = file.rpartition(":")
        location = f"{kind}:{location}"
    if file.lower() in ("", "face", "point"):
        raise ConfigError(f"--like {text!r} names no place of a file; write mug.obj:face:12")
    return LocationQuery(parse_location(location), Path(file))
