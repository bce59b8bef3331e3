"""The engine of both stages: set up, fit, validate, save."""

import time
from pathlib import Path

import torch
from accelerate import Accelerator
from torch.utils.data import DataLoader

from patchalign3d_cli.machine.atomic import atomic_path, make_folder
from patchalign3d_training.loop.configuration import options_to_dict
from patchalign3d_training.loop.devices import start_accelerator
from patchalign3d_training.loop.journal import Journal
from patchalign3d_training.loop.randomness import random_states, restore_random_states
from patchalign3d_training.loop.resuming import clear_remains, starting_state
from patchalign3d_training.loop.run_options import RunOptions
from patchalign3d_training.loop.schedules import learning_rate_factor
from patchalign3d_training.loop.stage import RunReport, Stage, StepProgress, Watcher
from patchalign3d_training.loop.state import RunState, save_state
from patchalign3d_training.loop.stepping import Stepper, Totals
from patchalign3d_training.loop.stopping import ignore_interrupts, stop_on_signals

MODEL = "model"  # a run's folder of the model as last saved
BEST = "best"  # and as it was best on the validation split
UNUSABLE = "unusable.tsv"
_SMOOTHING = 0.9  # of the seconds a step


def fit(
    stage: Stage,
    out: Path,
    options: RunOptions,
    *,
    resume: bool = False,
    device: str = "auto",
    watcher: Watcher | None = None,
    unusable: str = "",
) -> RunReport:
    """Train a stage to its end, or until SIGINT or SIGTERM asks it to stop.

    Args:
        stage: What to train.
        out: Folder of the run: checkpoints (`state/`), the model as last saved (`model/`) and as
            it was best on the validation split (`best/`), and the log (`log.jsonl`).
        options: How to train.
        resume: Go on with the run in `out`; the result is the same as if it had never stopped.
        device: `auto` or `cpu`.
        watcher: Told what happens; None for nobody.
        unusable: Items that the run leaves out and why, a line each: `unusable.tsv` of the run.

    Raises:
        ConfigError: The options do not fit the devices, or the loss is no longer a number.
        DataError: An item cannot be read, there are fewer than a batch, or the checkpoints in
            `out` are damaged or of another run.
        OutputError: `out` is not empty and not to be resumed, or cannot be written.
    """
    accelerator = start_accelerator(options, device)
    with torch.random.fork_rng(_generators(accelerator)):
        torch.manual_seed(options.seed)
        run = _Run(stage, out, options, accelerator, watcher or Watcher())
        return run.fit(run.begin(resume=resume, unusable=unusable))


class _Run:
    """A run on its way."""

    def __init__(
        self,
        stage: Stage,
        out: Path,
        options: RunOptions,
        accelerator: Accelerator,
        watcher: Watcher,
    ) -> None:
        self.stage, self.out, self.options, self.accelerator = stage, out, options, accelerator
        self.watcher = watcher if accelerator.is_main_process else Watcher()
        self.rank, self.ranks = accelerator.process_index, accelerator.num_processes
        self.epoch_steps = stage.size // options.batch_size
        self.steps = options.epochs * self.epoch_steps
        self.best: float | None = None
        self.journal: Journal | None = None

    def begin(self, *, resume: bool, unusable: str) -> int:
        """Set up; returns the steps that are done already."""
        state = starting_state(
            self.out,
            self.options,
            self.stage.size,
            self.accelerator,
            resume=resume,
            note=self.watcher.note,
        )
        first = state.step if state else 0
        self.loader = self._loader(first)
        self.stepper = Stepper(self.stage, self.options, self.accelerator)
        if state:
            self._restore(state)
        self.accelerator.wait_for_everyone()  # none may find the folder that another one made
        if self.accelerator.is_main_process:
            make_folder(self.out)
            clear_remains(self.out)
            if unusable:
                with atomic_path(self.out / UNUSABLE) as temporary:
                    temporary.write_text(unusable, encoding="utf-8")
            self.journal = Journal(self.out, first, tensorboard=self.options.tensorboard)
        return first

    def fit(self, first: int) -> RunReport:
        """Train from a step on."""
        self.watcher.started(self.stage, first, self.steps)
        step, seconds, before = first, 0.0, time.monotonic()
        with stop_on_signals() as request:
            for batch in self.loader:
                factor = learning_rate_factor(step, self.steps, self.options)
                totals = self.stepper.step(batch, step + 1, factor, request.asked)
                step += 1
                spent, before = time.monotonic() - before, time.monotonic()
                seconds = _SMOOTHING * seconds + (1 - _SMOOTHING) * spent if seconds else spent
                self._tell(step, totals, factor, seconds)
                if step % self.epoch_steps == 0:
                    self._validate(step)
                    before = time.monotonic()
                if self._save_is_due(step) or totals.stop:
                    self._save(step)
                if totals.stop:
                    break
        if step == first:  # nothing was left to do, but the model may not have been written
            self._save(step)
        if self.journal:
            self.journal.close()
        self.accelerator.wait_for_everyone()
        self.stage.model.eval()
        return RunReport(step, self.steps, self.best)

    def _loader(self, first: int) -> "DataLoader[object]":
        batches = self.stage.loader(first, self.steps, self.rank, self.ranks)
        # A generator of its own, so that reading leaves the run's randomness alone.
        return DataLoader(
            batches,
            batch_size=None,
            num_workers=self.options.workers,
            generator=torch.Generator(),
            worker_init_fn=ignore_interrupts,
            pin_memory=self.accelerator.device.type == "cuda",
        )

    def _tell(self, step: int, totals: Totals, factor: float, seconds: float) -> None:
        progress = StepProgress(
            step=step,
            steps=self.steps,
            epoch=(step - 1) // self.epoch_steps + 1,
            loss=totals.loss,
            measure=totals.measure,
            rate=self.options.encoder_rate * factor,
            samples_per_second=self.options.batch_size / seconds,
            gauges=self.stage.gauges(),
        )
        if self.journal:
            values = {
                "epoch": progress.epoch,
                "loss": totals.loss,
                self.stage.measure: totals.measure,
                "rate": progress.rate,
                "samples_per_second": round(progress.samples_per_second, 3),
                **progress.gauges,
            }
            self.journal.write("step", step, values)
        self.watcher.step(progress)

    def _validate(self, step: int) -> None:
        """At an epoch's end: the validation split, and scores where they are due."""
        epoch = step // self.epoch_steps
        every = self.options.validate_every
        if every and (epoch % every == 0 or step == self.steps):
            totals = self.stepper.validate(self.stage.validation(self.rank, self.ranks))
            if totals:
                self._scored(
                    "validation", step, {"loss": totals.loss, self.stage.measure: totals.measure}
                )
                if self.best is None or totals.measure > self.best:
                    self.best = totals.measure
                    if self.accelerator.is_main_process:
                        self.stage.save(self.out / BEST)
        if self.accelerator.is_main_process:
            self.stage.module.eval()
            with torch.random.fork_rng(_generators(self.accelerator)):  # scoring may draw
                scores = self.stage.evaluate(epoch)
            if scores:
                self._scored("evaluation", step, dict(scores))

    def _scored(self, kind: str, step: int, values: dict[str, float]) -> None:
        if self.journal:
            self.journal.write(kind, step, values)
        self.watcher.scored(kind, step, values)

    def _save_is_due(self, step: int) -> bool:
        return step % self.options.save_every == 0 or step % self.epoch_steps == 0

    def _save(self, step: int) -> None:
        self.stepper.check_weights(step)
        if not self.accelerator.is_main_process:
            return
        self.stage.save(self.out / MODEL)
        epoch, place = divmod(step, self.epoch_steps)
        scaler = self.accelerator.scaler
        state = RunState(
            step=step,
            epoch=epoch,
            place=place,
            module=self.stage.module.state_dict(),
            optimizer=self.stepper.optimizer.state_dict(),
            scaler=scaler.state_dict() if scaler else None,
            random=random_states(),
            best=self.best,
            options=options_to_dict(self.options),
            size=self.stage.size,
        )
        save_state(state, self.out)

    def _restore(self, state: RunState) -> None:
        self.stage.module.load_state_dict(state.module)
        self.stepper.optimizer.load_state_dict(state.optimizer)
        if self.accelerator.scaler and state.scaler:
            self.accelerator.scaler.load_state_dict(state.scaler)
        restore_random_states(state.random)
        self.best = state.best


def _generators(accelerator: Accelerator) -> list[torch.device]:
    """Devices whose generators a run draws from, besides the CPU's."""
    return [accelerator.device] if accelerator.device.type == "cuda" else []
