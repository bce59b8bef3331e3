"""A step of a run, on one device or shared among several processes."""

import math
from collections.abc import Iterable
from typing import Any, NamedTuple

import torch
from accelerate import Accelerator
from accelerate.utils import gather_object, send_to_device
from torch import Tensor

from patchalign3d_cli.errors import ConfigError
from patchalign3d_training.loop.devices import prepare
from patchalign3d_training.loop.run_options import RunOptions
from patchalign3d_training.loop.shared_layers import share_layers
from patchalign3d_training.loop.stage import Stage, StepOutput

_NAMED = 5  # items that a message lists


class Totals(NamedTuple):
    """What a step (or a pass over the validation split) came to, over all processes.

    Attributes:
        loss: Mean over the shapes.
        measure: Mean over the labelled patches, 0 to 1.
        stop: Whether any process was asked to stop.
    """

    loss: float
    measure: float
    stop: bool


class Stepper:
    """Takes steps with a stage's module.

    Args:
        stage: The stage; its module moves to the device.
        options: How to train.
        accelerator: The devices.
    """

    def __init__(self, stage: Stage, options: RunOptions, accelerator: Accelerator) -> None:
        self.stage, self.options, self.accelerator = stage, options, accelerator
        groups = stage.groups()
        if accelerator.num_processes > 1:
            share_layers(stage.module, accelerator.process_index, accelerator.num_processes)
        if options.compile:
            stage.model.encoder.compile()
        self.parameters: list[Tensor] = [p for group in groups for p in group["params"]]
        self.module, self.optimizer = prepare(accelerator, stage.module, groups, options)

    def step(self, batch: Any, number: int, factor: float, stop: bool) -> Totals:
        """Descend once.

        Args:
            batch: This process's share of the step's batch.
            number: The step, from 1, for messages.
            factor: What the learning rates are multiplied by.
            stop: Whether this process was asked to stop.

        Raises:
            ConfigError: The loss is no number; the shapes are named and nothing was changed.
        """
        self.module.train()
        for group in self.optimizer.param_groups:
            group["lr"] = group["initial_lr"] * factor
        self.optimizer.zero_grad(set_to_none=True)
        share = self.options.batch_size // self.accelerator.num_processes
        size = share // self.options.accumulate
        outputs = [
            self._descend(_rows(batch, start, start + size), share, last=start + size == share)
            for start in range(0, share, size)
        ]
        totals = self._reduced(outputs, stop)
        if not math.isfinite(totals.loss):
            raise self._no_number(batch, outputs, number)
        if self.options.clip:
            self.accelerator.clip_grad_norm_(self.parameters, self.options.clip)
        self.optimizer.step()
        return totals

    def _descend(self, batch: Any, share: int, *, last: bool) -> StepOutput:
        """Add a slice's share of the gradient."""
        placed = send_to_device(batch, self.accelerator.device)
        if last:
            output: StepOutput = self.module(placed)
            self.accelerator.backward(output.losses.sum() / share)
        else:
            with self.accelerator.no_sync(self.module):
                output = self.module(placed)
                self.accelerator.backward(output.losses.sum() / share)
        return StepOutput(output.losses.detach(), output.score, output.patches)

    def validate(self, batches: Iterable[Any]) -> Totals | None:
        """Loss and measure without learning; None where there are no batches at all."""
        self.stage.module.eval()
        outputs = []
        with torch.no_grad():
            for batch in batches:
                outputs.append(self.stage.module(send_to_device(batch, self.accelerator.device)))
        totals = self._reduced(outputs, stop=False)
        return None if math.isnan(totals.loss) else totals

    def check_weights(self, number: int) -> None:
        """Refuse to go on (and to save) with weights that are no numbers.

        Raises:
            ConfigError: Some are not finite.
        """
        if not all(bool(parameter.isfinite().all()) for parameter in self.parameters):
            raise ConfigError(
                f"weights are no longer numbers after step {number}; lower the learning rates or"
                " set clip, and go on from the last checkpoint with --resume"
            )

    def _reduced(self, outputs: list[StepOutput], stop: bool) -> Totals:
        sums = torch.zeros(5, device=self.accelerator.device)
        for part in outputs:
            sums[0] += part.losses.sum()
            sums[1] += len(part.losses)
            sums[2] += part.score
            sums[3] += part.patches
        sums[4] = float(stop)
        loss, count, score, patches, stops = self.accelerator.reduce(sums, "sum").tolist()
        if count == 0:
            return Totals(math.nan, 0.0, stops > 0)
        return Totals(loss / count, score / max(1.0, patches), stops > 0)

    def _no_number(self, batch: Any, outputs: list[StepOutput], number: int) -> ConfigError:
        """The error of a loss that is no number, with the shapes that it comes from."""
        finite = torch.cat([part.losses for part in outputs]).isfinite().tolist()
        from_losses = [item for item, fine in zip(batch.items, finite, strict=True) if not fine]
        # BatchNorm hands one shape's trouble to all: those that came with it are the ones to name.
        from_input: list[str] = gather_object(_not_finite(batch))
        bad = from_input or gather_object(from_losses)
        more = f" and {len(bad) - _NAMED} more" if len(bad) > _NAMED else ""
        return ConfigError(
            f"the loss is no number at step {number}, of {', '.join(bad[:_NAMED])}{more}; look at"
            " these shapes, lower the learning rates or set clip; the last checkpoint is kept, go"
            " on from it with --resume"
        )


def _not_finite(batch: Any) -> list[str]:
    """Items of a batch with numbers that are none."""
    fine = torch.ones(len(batch.items), dtype=torch.bool)
    for field in batch:
        if isinstance(field, Tensor):
            fine &= field.isfinite().flatten(1).all(dim=1).cpu()
    return [item for item, is_fine in zip(batch.items, fine.tolist(), strict=True) if not is_fine]


def _rows(batch: Any, start: int, stop: int) -> Any:
    """Rows of every field of a batch."""
    return type(batch)(*(field[start:stop] for field in batch))
