"""Options of stage 2."""

from dataclasses import dataclass, field
from typing import Literal, get_args

from patchalign3d_cli.errors import ConfigError
from patchalign3d_training.batches import BatchOptions

Schedule = Literal["constant", "cosine"]
Trainable = Literal["published", "all"]
Precision = Literal["float32", "bfloat16"]
_CHOICES: dict[str, tuple[str, ...]] = {
    "schedule": get_args(Schedule),
    "trainable": get_args(Trainable),
    "precision": get_args(Precision),
}


@dataclass(frozen=True)
class AlignOptions:
    """How stage 2 trains; the defaults are the published ones.

    Attributes:
        epochs: Passes over the training set.
        batch_size: Shapes a step.
        encoder_rate: Learning rate of the encoder.
        head_rate: Learning rate of the text head and of the logit scale.
        weight_decay: AdamW's weight decay.
        schedule: `constant`, or `cosine` down to a hundredth after a linear warm-up.
        warmup: Steps of the warm-up; only for `cosine`.
        trainable: `published` trains the last block, the final norm, `reduce_dim`, the CLS token
            and position, the head and the scale; `all` trains everything.
        patches: Patches a shape while training; None for the model's own number. Fewer are faster:
            patches keep their size and lie farther apart.
        precision: `float32`, or `bfloat16` under autocast.
        clip: Largest norm of the gradient; 0 for no clipping.
        seed: Seed of order, draws, names and augmentation.
        workers: Processes that read ahead; 0 reads in between.
        save_every: Steps between two saves of the run's state.
        batches: How clouds become a batch.
    """

    epochs: int = 100
    batch_size: int = 32
    encoder_rate: float = 1e-4
    head_rate: float = 5e-4
    weight_decay: float = 0.05
    schedule: Schedule = "constant"
    warmup: int = 100
    trainable: Trainable = "published"
    patches: int | None = None
    precision: Precision = "float32"
    clip: float = 0.0
    seed: int = 42
    workers: int = 0
    save_every: int = 200
    batches: BatchOptions = field(default_factory=BatchOptions)

    def __post_init__(self) -> None:
        for name, known in _CHOICES.items():
            if getattr(self, name) not in known:
                raise ConfigError(
                    f"unknown {name} {getattr(self, name)!r}; choose one of {', '.join(known)}"
                )
        for name in ("epochs", "batch_size", "save_every"):
            if getattr(self, name) < 1:
                raise ConfigError(f"{name} must be at least 1, not {getattr(self, name)}")
        if self.patches is not None and self.patches < 1:
            raise ConfigError(f"patches must be at least 1, not {self.patches}")
        for name in ("encoder_rate", "head_rate"):
            if not getattr(self, name) > 0:
                raise ConfigError(f"{name} must be above 0, not {getattr(self, name)}")
        for name in ("weight_decay", "warmup", "clip", "workers"):
            if getattr(self, name) < 0:
                raise ConfigError(f"{name} must not be below 0, it is {getattr(self, name)}")
