"""The model of a run: chosen by the command, loaded by every worker."""

from dataclasses import dataclass
from pathlib import Path

from patchalign3d_cli.choices import Backend
from patchalign3d_cli.errors import ConfigError


@dataclass(frozen=True)
class ModelChoice:
    """Which model names parts, what computes it, and what it was taught.

    Attributes:
        model: See `load_segmenter`, as the next four.
        backend: Numpy or torch.
        device: Where it runs.
        text_encoder: A text bank or tower instead of the model's own.
        offline: Never touch the network.
        words: A file of words that `pa3d teach` learned; None for none.
        like: A labelled shape whose parts it is taught; None for none.
        server: The address of a server (`pa3d serve`) whose model it is; None for one loaded here.
    """

    model: str | None = None
    backend: Backend = "auto"
    device: str = "auto"
    text_encoder: Path | None = None
    offline: bool = False
    words: Path | None = None
    like: Path | None = None
    server: str | None = None

    def __post_init__(self) -> None:
        if self.words is not None and self.like is not None:
            raise ConfigError(
                "--words and --like both say what words mean; give one of them, or teach both"
                " shapes with `pa3d teach`"
            )
