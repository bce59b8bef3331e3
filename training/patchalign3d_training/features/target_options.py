"""How targets are made."""

from dataclasses import dataclass
from typing import Literal

from patchalign3d_cli.choices import check_choice
from patchalign3d_cli.errors import ConfigError

ViewSource = Literal["auto", "images", "meshes"]
Background = Literal["white", "black"]
DINOV2 = "vit_base_patch14_dinov2.lvd142m"
"""timm's name of DINOv2 base, the published teacher."""


@dataclass(frozen=True)
class FeatureOptions:
    """How targets are made; the defaults are the published ones.

    Attributes:
        teacher: A vision transformer by its name in timm.
        size: Side of the pictures in pixels; brought to a multiple of the teacher's patch.
        views: How many sides a shape is seen from.
        views_from: `images` takes a data set's own pictures, `meshes` renders the shapes, `auto`
            takes pictures where there are some.
        background: What rendered shapes stand before.
        neighbors: A point that no view sees takes the mean of this many nearest seen ones.
        patches: Targets a shape.
        patch_size: Points of each.
    """

    teacher: str = DINOV2
    size: int = 518
    views: int = 10
    views_from: ViewSource = "auto"
    background: Background = "white"
    neighbors: int = 20
    patches: int = 128
    patch_size: int = 32

    def __post_init__(self) -> None:
        check_choice("views_from", self.views_from, ViewSource)
        check_choice("background", self.background, Background)
        for name in ("size", "views", "neighbors", "patches", "patch_size"):
            if getattr(self, name) < 1:
                raise ConfigError(f"{name} must be at least 1, not {getattr(self, name)}")
