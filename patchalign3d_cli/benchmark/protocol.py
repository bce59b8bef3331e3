"""How a benchmark is run: frozen, checked, and written into its report whole."""

import dataclasses
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.options import EncodeOptions, QueryOptions

Protocol = Literal["published", "standard"]
Prompts = Literal["part", "category", "ensemble"]
Rotate = Literal["none", "yaw", "so3"]
PROTOCOLS: tuple[Protocol, ...] = get_args(Protocol)
PROMPTS: tuple[Prompts, ...] = get_args(Prompts)
ROTATIONS: tuple[Rotate, ...] = get_args(Rotate)


@dataclass(frozen=True)
class BenchmarkOptions:
    """How shapes are asked and judged.

    Attributes:
        protocol: `published`: points are drawn with replacement (from a mesh, over its surface)
            and they alone are encoded, labelled and judged; a part that the truth lacks is
            skipped. `standard`: the whole shape is segmented and every face (by its area), vertex
            or point is judged; a part that is absent and not predicted counts 1.
        prompts: Words to ask with: the parts alone, with the category, or both kinds averaged.
        rotate: Turn each shape by a random angle about its up axis, or by any rotation.
        seed: Seed of draws and rotations; each shape's depend on it and the shape's name alone.
        batch: Shapes encoded together.
        encode: How shapes are encoded.
        query: How words are looked up; the published rule is the assignment `nearest`.
    """

    protocol: Protocol = "published"
    prompts: Prompts = "part"
    rotate: Rotate = "none"
    seed: int = 0
    batch: int = 16
    encode: EncodeOptions = field(default_factory=EncodeOptions)
    query: QueryOptions = field(default_factory=lambda: QueryOptions(assignment="nearest"))

    def __post_init__(self) -> None:
        for name, known in (
            ("protocol", PROTOCOLS),
            ("prompts", PROMPTS),
            ("rotate", ROTATIONS),
        ):
            value = getattr(self, name)
            if value not in known:
                raise ConfigError(f"unknown {name} {value!r}; choose one of {', '.join(known)}")
        if self.batch < 1 or self.seed < 0:
            raise ConfigError("batch must be at least 1 and seed at least 0")
        if self.query.refine:
            raise ConfigError(
                "a benchmark judges the shape's own faces; leave out refine, which makes new ones"
            )

    def to_dict(self) -> dict[str, Any]:
        """The options as JSON-ready values."""
        return dataclasses.asdict(self)
