"""The model of a run: chosen by the command, loaded by every worker."""

from dataclasses import dataclass, replace
from pathlib import Path

from patchalign3d_cli.choices import Backend
from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.text.taught_words import TaughtWords


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
        taught: The words of `like` where they were learned already; what they were learned from
            tells results from each other, not they.
    """

    model: str | None = None
    backend: Backend = "auto"
    device: str = "auto"
    text_encoder: Path | None = None
    offline: bool = False
    words: Path | None = None
    like: Path | None = None
    server: str | None = None
    taught: TaughtWords | None = None

    def learned(self) -> "ModelChoice":
        """The same choice with the words of `like`, so that no other process learns them again.

        Raises:
            Pa3dError: The model or the labelled shape cannot be loaded.
        """
        if self.like is None or self.taught is not None:
            return self
        from patchalign3d_cli.batches.labeller import load_segmenter_of

        return replace(self, taught=load_segmenter_of(self).words)

    def __post_init__(self) -> None:
        if self.words is not None and self.like is not None:
            raise ConfigError(
                "--words and --like both say what words mean; give one of them, or teach both"
                " shapes with `pa3d teach`"
            )
