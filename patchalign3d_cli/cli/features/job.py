"""`pa3d features --pick` and `--like`: places that look like one place."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from patchalign3d_cli.cli.console import Messages
from patchalign3d_cli.cli.planning import Naming
from patchalign3d_cli.cli.reading import read_shape
from patchalign3d_cli.errors import ConfigError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from patchalign3d_cli.asking import Place
    from patchalign3d_cli.options import EncodeOptions
    from patchalign3d_cli.results import ShapeFeatures
    from patchalign3d_cli.segmenting.segmenter import Segmenter

_USUAL = ("glb", "html")


def heat_naming() -> Naming:
    """The names of likenesses: `chair.like.glb`."""
    from patchalign3d_cli.saving.heat_files import HEAT_FORMATS

    return Naming(tuple(HEAT_FORMATS), _USUAL, "like", lambda path: (path,))


@dataclass
class Likeness:
    """A place to compare with.

    Attributes:
        place: Where.
        file: The shape that it is on; None for each shape itself.
        vector: Its feature, once `look` has seen the file.
    """

    place: "Place"
    file: Path | None
    vector: "NDArray[np.float32] | None" = None

    @classmethod
    def of(cls, pick: str | None, like: str | None) -> "Likeness | None":
        """What --pick or --like asks for; None for neither.

        Raises:
            ConfigError: Both were given, or one makes no sense.
        """
        from patchalign3d_cli.asking.places import parse_place

        if pick is not None and like is not None:
            raise ConfigError("--pick and --like exclude each other; leave one out")
        if pick is not None:
            return cls(parse_place(pick), None)
        if like is None:
            return None
        file, _, place = like.rpartition(":")
        if file.lower().endswith((":face", ":point")):
            file, _, kind = file.rpartition(":")
            place = f"{kind}:{place}"
        if file.lower() in ("", "face", "point"):
            raise ConfigError(f"--like {like!r} names no place of a file; write mug.obj:face:12")
        return cls(parse_place(place), Path(file))

    def look(
        self,
        segmenter: "Segmenter",
        up: str | None,
        encode: "EncodeOptions",
        messages: Messages,
    ) -> None:
        """Encode the file that the place is on, if it is on another than the shapes asked for."""
        if self.file is not None:
            from patchalign3d_cli.asking import place_vector

            read = read_shape(self.file, up, segmenter, messages, encode=encode)
            self.vector = place_vector(segmenter.encode(read.shape, encode), self.place)

    def write(self, seen: "ShapeFeatures", paths: Sequence[Path]) -> dict[str, Any]:
        """Write how much a shape looks like the place; returns the record of that."""
        from patchalign3d_cli.asking import describe_place, place_heat, place_vector
        from patchalign3d_cli.saving.heat_files import heat_record, save_heat

        vector = place_vector(seen, self.place) if self.vector is None else self.vector
        told = describe_place(self.place)
        name = told if self.file is None else f"{self.file.name} {told}"
        heat = place_heat(seen, f"like {name}", vector)
        save_heat(heat, paths, overwrite=True)
        return heat_record(heat)
