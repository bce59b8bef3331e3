"""How a benchmark is run: frozen, checked, and written into its report whole."""

import dataclasses
from dataclasses import dataclass
from typing import Any

from patchalign3d_cli.choices import BenchmarkProtocol, Prompts, Rotate, check_choice
from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.options import EncodeOptions, QueryOptions


@dataclass(frozen=True)
class BenchmarkOptions:
    """How shapes are asked and evaluated.

    Attributes:
        protocol: `published`: points are drawn with replacement (from a mesh, over its surface)
            and they alone are encoded, labelled and evaluated; a part that the truth lacks is
            skipped. `standard`: the whole shape is segmented and every face (by its area), vertex
            or point is evaluated; a part that is absent and not predicted counts 1.
        prompts: Words to ask with: the parts alone, with the category, or both kinds averaged.
        rotate: Turn each shape by a random angle about its up axis, or by any rotation.
        seed: Seed of draws and rotations; each shape's depend on it and the shape's name alone.
        batch: Shapes encoded together.
        encode: How shapes are encoded.
        query: How words are looked up; the published rule is the assignment `nearest`.
    """

    protocol: BenchmarkProtocol = "published"
    prompts: Prompts = "part"
    rotate: Rotate = "none"
    seed: int = 0
    batch: int = 16
    encode: EncodeOptions = EncodeOptions(passes=1)
    query: QueryOptions = QueryOptions(
        assignment="nearest", smoothing=0.0, hints="none", symmetry=False, adjustment=False
    )

    def __post_init__(self) -> None:
        check_choice("protocol", self.protocol, BenchmarkProtocol)
        check_choice("prompts", self.prompts, Prompts)
        check_choice("rotate", self.rotate, Rotate)
        if self.batch < 1 or self.seed < 0:
            raise ConfigError("batch must be at least 1 and seed at least 0")
        if self.query.refine:
            raise ConfigError(
                "a benchmark evaluates the faces of the file; leave out refine, it makes new ones"
            )

    def to_dict(self) -> dict[str, Any]:
        """The options as JSON-ready values."""
        return dataclasses.asdict(self)
