"""The weights that the golden numbers were computed with, rebuilt from their recipe."""

import functools
import zlib

import numpy as np
import torch
from torch import Tensor

SEED = 20260107


def fill(name: str, shape: tuple[int, ...], seed: int = SEED) -> Tensor:
    """Values of one tensor, by its official key behind its prefix."""
    random = np.random.RandomState((zlib.crc32(name.encode()) ^ seed) & 0x7FFFFFFF)  # noqa: NPY002
    x = random.standard_normal(shape)
    leaf = name.rsplit(".", 1)[-1]
    if leaf == "num_batches_tracked":
        return torch.tensor(7)
    if leaf == "running_var":
        values = 0.5 + np.abs(x)
    elif leaf == "weight" and len(shape) == 1:
        values = 1 + 0.1 * x
    elif leaf in ("bias", "running_mean"):
        values = 0.05 * x
    elif leaf == "weight":
        values = x / np.sqrt(np.prod(shape[1:]))
    else:
        values = 0.5 * x
    return torch.from_numpy(np.asarray(values)).float()


_filled = functools.cache(fill)  # several tests build the same model


def official_shapes(depth: int = 12, width: int = 384) -> dict[str, tuple[int, ...]]:
    """Names and shapes of the official encoder's state."""
    shapes: dict[str, tuple[int, ...]] = {"cls_token": (1, 1, width), "cls_pos": (1, 1, width)}

    def linear(name: str, out: int, into: int, *kernel: int, bias: bool = True) -> None:
        shapes[f"{name}.weight"] = (out, into, *kernel)
        if bias:
            shapes[f"{name}.bias"] = (out,)

    def norm(name: str, size: int, running: bool = False) -> None:
        shapes[f"{name}.weight"] = shapes[f"{name}.bias"] = (size,)
        if running:
            shapes[f"{name}.running_mean"] = shapes[f"{name}.running_var"] = (size,)
            shapes[f"{name}.num_batches_tracked"] = ()

    linear("encoder.first_conv.0", 128, 3, 1)
    norm("encoder.first_conv.1", 128, running=True)
    linear("encoder.first_conv.3", 256, 128, 1)
    linear("encoder.second_conv.0", 512, 512, 1)
    norm("encoder.second_conv.1", 512, running=True)
    linear("encoder.second_conv.3", 256, 512, 1)
    linear("reduce_dim", width, 256)
    linear("pos_embed.0", 128, 3)
    linear("pos_embed.2", width, 128)
    for i in range(depth):
        norm(f"blocks.blocks.{i}.norm1", width)
        linear(f"blocks.blocks.{i}.attn.qkv", 3 * width, width, bias=False)
        linear(f"blocks.blocks.{i}.attn.proj", width, width)
        norm(f"blocks.blocks.{i}.norm2", width)
        linear(f"blocks.blocks.{i}.mlp.fc1", 4 * width, width)
        linear(f"blocks.blocks.{i}.mlp.fc2", width, 4 * width)
    norm("norm", width)
    return shapes


def official_state(depth: int = 12) -> dict[str, Tensor]:
    """The official `model` state dict, filled."""
    return {name: _filled(f"model.{name}", shape) for name, shape in official_shapes(depth).items()}


def official_head(dimension: int, prefix: str = "proj") -> dict[str, Tensor]:
    """A head's state dict, filled; `prefix` is `proj` (text) or `dino_proj` (distill)."""
    return {
        "proj.weight": fill(f"{prefix}.proj.weight", (dimension, 384)),
        "proj.bias": fill(f"{prefix}.proj.bias", (dimension,)),
    }
