"""Options that both stages share."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from patchalign3d_cli.choices import check_choice
from patchalign3d_cli.errors import ConfigError

if TYPE_CHECKING:
    from patchalign3d_training.data.loading import Steps

Schedule = Literal["constant", "cosine"]
Precision = Literal["auto", "float32", "bfloat16", "float16"]
_AT_LEAST_ONE = ("epochs", "batch_size", "accumulate", "save_every")
_NOT_NEGATIVE = ("weight_decay", "warmup", "clip", "seed", "workers", "validate_every")
# Options that a resumed run may change: they do not touch what is computed.
FREE = frozenset({"workers", "save_every", "validate_every", "evaluate_every", "tensorboard"})


@dataclass(frozen=True)
class RunOptions:
    """How a stage trains; the defaults are the published ones.

    Attributes:
        epochs: Passes over the training set.
        batch_size: Shapes a step, over all processes and slices together; the last shapes of an
            epoch that fill no batch wait for another epoch.
        accumulate: Slices that a process cuts its share of a batch into, to save memory; the
            gradients are summed before a step.
        encoder_rate: Learning rate of the encoder.
        head_rate: Learning rate of the head (and of stage 2's logit scale).
        weight_decay: AdamW's weight decay.
        schedule: `constant`, or `cosine` down to a hundredth after a linear warm-up.
        warmup: Steps of the warm-up; only for `cosine`.
        precision: `float32`; `bfloat16` or `float16` (with a gradient scaler, CUDA only) under
            autocast; `auto` is float16 on CUDA, as published, and float32 elsewhere.
        clip: Largest norm of the gradient; 0 for no clipping.
        compile: Whether to compile the encoder with `torch.compile`.
        patches: Patches a shape while training; unset for the model's own number. Fewer are
            faster: patches keep their size and lie farther apart.
        seed: Seed of order, draws, names, augmentation and stochastic depth.
        workers: Processes that read ahead, for each training process; 0 reads in between.
        save_every: Steps between two checkpoints; there is one at each epoch's end, too.
        validate_every: Epochs between two passes over the validation split; 0 for none.
        tensorboard: Whether to write TensorBoard files (needs the extra `tensorboard`).
    """

    epochs: int = 100
    batch_size: int = 32
    accumulate: int = 1
    encoder_rate: float = 1e-4
    head_rate: float = 5e-4
    weight_decay: float = 0.05
    schedule: Schedule = "constant"
    warmup: int = 100
    precision: Precision = "auto"
    clip: float = 0.0
    compile: bool = False
    patches: int | None = None
    seed: int = 42
    workers: int = 0
    save_every: int = 200
    validate_every: int = 1
    tensorboard: bool = False

    def __post_init__(self) -> None:
        check_choice("schedule", self.schedule, Schedule)
        check_choice("precision", self.precision, Precision)
        for name in _AT_LEAST_ONE:
            if getattr(self, name) < 1:
                raise ConfigError(f"{name} must be at least 1, not {getattr(self, name)}")
        if self.patches is not None and self.patches < 1:
            raise ConfigError(f"patches must be at least 1, not {self.patches}")
        for name in ("encoder_rate", "head_rate"):
            if not getattr(self, name) > 0:
                raise ConfigError(f"{name} must be above 0, not {getattr(self, name)}")
        for name in _NOT_NEGATIVE:
            if not getattr(self, name) >= 0:
                raise ConfigError(f"{name} must not be below 0, it is {getattr(self, name)}")

    def steps(self, first: int, last: int, rank: int, ranks: int) -> "Steps":
        """What a loader of the steps from `first` to before `last` is asked for."""
        return {
            "batch_size": self.batch_size,
            "seed": self.seed,
            "first_step": first,
            "last_step": last,
            "rank": rank,
            "ranks": ranks,
        }
