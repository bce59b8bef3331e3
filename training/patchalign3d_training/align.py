"""Stage 2: align patches with words."""

import contextlib
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.attention import SDPBackend, sdpa_kernel

from patchalign3d_cli.checkpoint import save_model
from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.geometry import group_patches
from patchalign3d_cli.model import PatchAlign3D
from patchalign3d_cli.writing import make_folder
from patchalign3d_training.align_options import AlignOptions
from patchalign3d_training.batches import AlignBatch, BatchLoader, CloudSource
from patchalign3d_training.losses import align_loss, patch_accuracy, patch_label_fractions
from patchalign3d_training.state import RunState, load_state, save_state


class AlignProgress(NamedTuple):
    """What a run reports after a step.

    Attributes:
        step: Steps done.
        steps: Steps in all.
        loss: The step's loss.
        patch_accuracy: The step's patch accuracy, 0 to 1.
        logit_scale: The scale after the step.
    """

    step: int
    steps: int
    loss: float
    patch_accuracy: float
    logit_scale: float


def align(
    model: PatchAlign3D,
    source: CloudSource,
    text: Mapping[str, NDArray[np.float32]],
    out: Path,
    options: AlignOptions,
    report: Callable[[AlignProgress], None] = lambda progress: None,
) -> PatchAlign3D:
    """Train a model on labelled clouds; a run that was stopped goes on where it was saved.

    Args:
        model: The model to start from; it is changed in place.
        source: The training clouds.
        text: (D,) unit vector of each label.
        out: Folder of the run's state and of the trained model (`model/`).
        options: How to train.
        report: Called after every step.

    Returns:
        The trained model in evaluation mode, its temperature set from the learned scale.

    Raises:
        ConfigError: The loss is no longer a number.
        DataError: A cloud cannot be read, there are fewer than a batch, or `out` belongs to
            another run.
        OutputError: `out` cannot be written.
    """
    steps = options.epochs * (len(source) // options.batch_size)
    # A fresh or a stage-1 model has tau = 0.07, as in CLIP and in the published training.
    log_scale = nn.Parameter(torch.tensor(math.log(1 / model.config.temperature)))
    optimizer = _optimizer(model, log_scale, options)
    torch.manual_seed(options.seed)
    first = _resume(model, log_scale, optimizer, out, options)
    loader = _loader(source, text, options, first, steps)
    make_folder(out)
    model.train()
    for step, batch in enumerate(loader, start=first):
        rate = learning_rate_factor(step, steps, options)
        for group in optimizer.param_groups:
            group["lr"] = group["initial_lr"] * rate
        loss, accuracy = align_step(model, batch, log_scale, optimizer, options)
        if not math.isfinite(loss):
            raise ConfigError(
                f"the loss became {loss} at step {step + 1}; lower the learning rates; the state"
                f" before it stands in {out}"
            )
        report(AlignProgress(step + 1, steps, loss, accuracy, float(log_scale.detach().exp())))
        if (step + 1) % options.save_every == 0 or step + 1 == steps:
            _save(step + 1, model, log_scale, optimizer, out, options)
    return model.eval()


def _loader(
    source: CloudSource,
    text: Mapping[str, NDArray[np.float32]],
    options: AlignOptions,
    first: int,
    steps: int,
) -> "torch.utils.data.DataLoader[AlignBatch]":
    batches = BatchLoader(
        source,
        text,
        options.batches,
        batch_size=options.batch_size,
        seed=options.seed,
        first_step=first,
        last_step=steps,
    )
    # A generator of its own, so that reading leaves the run's randomness alone.
    return torch.utils.data.DataLoader(
        batches, batch_size=None, num_workers=options.workers, generator=torch.Generator()
    )


def _resume(
    model: PatchAlign3D,
    log_scale: nn.Parameter,
    optimizer: torch.optim.Optimizer,
    out: Path,
    options: AlignOptions,
) -> int:
    """Bring back what an earlier run saved; returns the steps that it has done."""
    state = load_state(out, repr(options))
    if state is None:
        return 0
    model.load_state_dict(state.model)
    log_scale.data.copy_(state.log_scale)
    optimizer.load_state_dict(state.optimizer)
    torch.set_rng_state(state.random)
    return state.step


def _save(
    step: int,
    model: PatchAlign3D,
    log_scale: nn.Parameter,
    optimizer: torch.optim.Optimizer,
    out: Path,
    options: AlignOptions,
) -> None:
    """Save the run's state, and the model as it is now as a model directory."""
    state = RunState(
        step=step,
        model=model.state_dict(),
        log_scale=log_scale.detach(),
        optimizer=optimizer.state_dict(),
        random=torch.get_rng_state(),
        options=repr(options),
    )
    save_state(state, out)
    model.config = replace(model.config, temperature=1 / float(log_scale.detach().exp()))
    save_model(model, out / "model")


def align_step(
    model: PatchAlign3D,
    batch: AlignBatch,
    log_scale: Tensor,
    optimizer: torch.optim.Optimizer,
    options: AlignOptions,
) -> tuple[float, float]:
    """One step of stage 2; returns the loss and the patch accuracy."""
    sizes = model.config.encoder
    with torch.no_grad():
        count = options.patches or sizes.patches
        patches = group_patches(batch.points, count, sizes.patch_size)
        targets = patch_label_fractions(batch.masks, patches.indices)  # (B, P, L)
    half = options.precision == "bfloat16"
    device = batch.points.device.type
    with torch.autocast(device, torch.bfloat16, enabled=half), _quick_attention(device):
        features = model.head(model.encoder(patches))  # (B, P, D)
        found = align_loss(features.float(), batch.text, targets, batch.valid, log_scale)
    optimizer.zero_grad(set_to_none=True)
    found.loss.backward()
    if options.clip:
        trained = [p for group in optimizer.param_groups for p in group["params"]]
        nn.utils.clip_grad_norm_(trained, options.clip)
    optimizer.step()
    accuracy = patch_accuracy(found.logits, batch.masks, patches.indices, batch.valid)
    return found.loss.item(), accuracy.item()


@contextlib.contextmanager
def _quick_attention(device: str) -> Iterator[None]:
    """Pick attention's plain kernel on the CPU, in the precision that it is given.

    Measured on two cores with AMX: the fused kernel's backward in bfloat16 took a quarter of the
    step, and widening inside the plain kernel a sixth.
    """
    if device != "cpu":
        yield
        return
    backends = torch.backends.cuda  # the switch's home; it holds for every device
    allowed = backends.fp16_bf16_reduction_math_sdp_allowed()
    backends.allow_fp16_bf16_reduction_math_sdp(True)
    try:
        with sdpa_kernel([SDPBackend.MATH]):
            yield
    finally:
        backends.allow_fp16_bf16_reduction_math_sdp(allowed)


def learning_rate_factor(step: int, steps: int, options: AlignOptions) -> float:
    """What the learning rates are multiplied by at a step."""
    if options.schedule == "constant":
        return 1.0
    if step < options.warmup:
        return (step + 1) / options.warmup
    done = (step - options.warmup) / max(1, steps - options.warmup)
    return 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * done))


def is_trainable(name: str, depth: int, trainable: str) -> bool:
    """Whether stage 2 trains a parameter of the model.

    Args:
        name: The parameter's name in `PatchAlign3D`.
        depth: Number of blocks.
        trainable: `all` or `published`.
    """
    if trainable == "all":
        return True
    prefixes = ("encoder.reduce_dim.", "encoder.cls_", "encoder.norm.", "head.")
    return name.startswith((*prefixes, f"encoder.blocks.{depth - 1}."))


def _optimizer(
    model: PatchAlign3D, log_scale: nn.Parameter, options: AlignOptions
) -> torch.optim.AdamW:
    encoder: list[nn.Parameter] = []
    head: list[nn.Parameter] = []
    for name, parameter in model.named_parameters():
        trained = is_trainable(name, model.config.encoder.depth, options.trainable)
        parameter.requires_grad_(trained)
        if trained:
            (head if name.startswith("head.") else encoder).append(parameter)
    groups = [
        {"params": encoder, "initial_lr": options.encoder_rate},
        {"params": head, "initial_lr": options.head_rate},
        {"params": [log_scale], "initial_lr": options.head_rate, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=options.encoder_rate, weight_decay=options.weight_decay)
