"""Where a run computes: Hugging Face accelerate, set up for reproducible steps."""

from typing import Any

import torch
from accelerate import Accelerator
from accelerate.state import AcceleratorState
from torch import nn

from patchalign3d_cli.errors import ConfigError
from patchalign3d_training.loop.run_options import Precision, RunOptions

_PRECISIONS = {"float32": "no", "bfloat16": "bf16", "float16": "fp16"}


def start_accelerator(options: RunOptions, device: str) -> Accelerator:
    """Find the devices; with `accelerate launch` or torchrun, meet the other processes.

    Args:
        options: `precision`, `batch_size` and `accumulate` count.
        device: `auto` or `cpu`.

    Raises:
        ConfigError: The device is unknown, lacks the precision, or the batch cannot be shared out
            evenly.
    """
    if device not in ("auto", "cpu"):
        raise ConfigError(
            f"training takes the device auto or cpu, not {device!r}; choose among several GPUs with"
            " CUDA_VISIBLE_DEVICES or `accelerate launch`"
        )
    cpu = device == "cpu"
    precision = _precision(options.precision, cuda=torch.cuda.is_available() and not cpu)
    AcceleratorState._reset_state(True)  # a run before this one may have been of another kind
    accelerator = Accelerator(cpu=cpu, mixed_precision=_PRECISIONS[precision])
    slices = accelerator.num_processes * options.accumulate
    if options.batch_size % slices:
        raise ConfigError(
            f"batch_size {options.batch_size} cannot be cut into {accelerator.num_processes}"
            f" processes x {options.accumulate} slices; choose a multiple of {slices}"
        )
    return accelerator


def _precision(wanted: Precision, *, cuda: bool) -> Precision:
    if wanted == "auto":
        return "float16" if cuda else "float32"
    if wanted == "float16" and not cuda:
        raise ConfigError("precision float16 needs a CUDA device; use bfloat16 or float32")
    return wanted


def prepare(
    accelerator: Accelerator, module: nn.Module, groups: list[dict[str, Any]], options: RunOptions
) -> tuple[nn.Module, Any]:
    """Put a module on its device, wrapped for several processes, with its AdamW.

    Returns:
        The module to call and the optimiser to step, as accelerate gives them.
    """
    optimizer = torch.optim.AdamW(
        groups, lr=options.encoder_rate, weight_decay=options.weight_decay, fused=True
    )
    prepared = accelerator.prepare(module, optimizer)
    return prepared[0], prepared[1]
