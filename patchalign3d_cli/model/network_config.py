"""What a model's configuration says of its encoder and of its text encoder."""

from dataclasses import dataclass

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.model.config_checks import check_number, check_text, check_whole

# Limits far above what any model needs, and low enough that nothing hangs or runs out of memory.
WIDEST = 16_384  # any layer
_LARGEST = {
    "points": 100_000,
    "patches": 16_384,
    "patch_size": 4096,
    "width": WIDEST,
    "depth": 256,
    "heads": 1024,
    "position_width": WIDEST,
}


@dataclass(frozen=True)
class EncoderConfig:
    """Sizes of the patch encoder; the defaults are the published model's.

    Attributes:
        points: N, points drawn from a shape.
        patches: P, patches a shape.
        patch_size: K, points a patch.
        point_widths: Output widths of the mini-PointNet's four point layers.
        width: C, width of a token.
        depth: Number of transformer blocks.
        heads: Attention heads; divides `width`.
        mlp_ratio: Width of a block's hidden layer as a multiple of `width`.
        position_width: Hidden width of the position embedding.
        drop_path: Stochastic depth of the last block while training; rises linearly from 0.
    """

    points: int = 2048
    patches: int = 128
    patch_size: int = 32
    point_widths: tuple[int, int, int, int] = (128, 256, 512, 256)
    width: int = 384
    depth: int = 12
    heads: int = 6
    mlp_ratio: float = 4.0
    position_width: int = 128
    drop_path: float = 0.1

    def __post_init__(self) -> None:
        for name, most in _LARGEST.items():
            check_whole(f"encoder.{name}", getattr(self, name), 1, most)
        widths = self.point_widths
        if not isinstance(widths, tuple) or len(widths) != 4:
            raise ModelError("encoder.point_widths must list four widths")
        for width in widths:
            check_whole("encoder.point_widths", width, 1, WIDEST)
        if self.width % self.heads:
            raise ModelError(f"encoder.heads={self.heads} does not divide width={self.width}")
        check_number("encoder.mlp_ratio", self.mlp_ratio, 0.01, 64)
        check_number("encoder.drop_path", self.drop_path, 0, 0.99)


@dataclass(frozen=True)
class TextConfig:
    """The text encoder that a model was aligned with.

    Attributes:
        name: OpenCLIP's name of the architecture, or a name of its own for a bundled tower.
        repository: Hub repository of its weights; empty where `text/` comes with the model.
        revision: Commit of that repository; empty for its main branch.
        dimension: D, width of its embeddings.
    """

    name: str = "ViT-bigG-14"
    repository: str = "laion/CLIP-ViT-bigG-14-laion2B-39B-b160k"
    revision: str = ""
    dimension: int = 1280

    def __post_init__(self) -> None:
        check_text("text.name", self.name, empty=False)
        check_text("text.repository", self.repository)
        check_text("text.revision", self.revision)
        check_whole("text.dimension", self.dimension, 1, WIDEST)
