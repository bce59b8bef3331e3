"""The text half of a CLIP model in numpy: what OpenCLIP's `encode_text` gives."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.light.layers import (
    Affine,
    Array,
    BlockWeights,
    affine,
    apply_block,
    gelu,
    layer_norm,
    linear,
    linear_layer,
    quick_gelu,
    unit_rows,
)
from patchalign3d_cli.light.tensors import TensorFiles
from patchalign3d_cli.text.tokenizer import tokenize, vocabulary_size
from patchalign3d_cli.text.tower_files import (
    IMAGE_SIDE,
    REPAIR,
    TowerConfig,
    check_embeddings,
    check_tower_tensors,
    read_tower_config,
    weight_files,
)

TOKENS_A_PASS = 4096
"""Bounds the activations (about 0.2 GB for the largest tower). A pass reads all weights, so many
sentences go into one."""

# OpenCLIP's defaults, and the keys of `text_cfg` whose every value can be computed here.
_DEFAULTS = {"vocab_size": 49408, "width": 512, "heads": 8, "layers": 12, "mlp_ratio": 4.0}
_KEYS = {*_DEFAULTS, "context_length", "ls_init_value", "pool_type", "eos_id", "pad_id"}
_KEYS |= {"proj_type", "proj_bias"}


class LightTextTower:
    """Embeds sentences.

    Weights stay in their files; a layer's are read, as float32, when its turn comes.

    Attributes:
        dimension: D, width of the embeddings.
    """

    def __init__(self, config: TowerConfig, tensors: TensorFiles) -> None:
        """Take a tower's configuration, and its tensors under OpenCLIP's names."""
        self._config = config
        self._tensors = tensors
        self._sizes = {**_DEFAULTS, **config.text}
        self.dimension = config.embed_dim if _has_projection(config) else self._sizes["width"]

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed sentences.

        Args:
            texts: n sentences. What exceeds the tower's context length is cut off.

        Returns:
            (n, D) float32, unit length.

        Raises:
            ModelError: The weights give something that is not a number.
        """
        sequences = tokenize(texts, self._config.context_length)
        rows = np.empty((len(texts), self.dimension), dtype=np.float32)
        step = max(1, TOKENS_A_PASS // max(map(len, sequences), default=1))
        for start in range(0, len(texts), step):
            some = sequences[start : start + step]
            with np.errstate(over="ignore", invalid="ignore"):  # damaged weights: told below
                rows[start : start + len(some)] = unit_rows(self._encode(some))
        check_embeddings(rows)
        return rows

    def _encode(self, sequences: Sequence[Sequence[int]]) -> Array:
        """Token numbers of n texts to embeddings, (n, D)."""
        ends = [self._end(numbers) for numbers in sequences]
        length = max(ends) + 1  # attention is causal: what follows the last end has no say
        tokens = np.zeros((len(sequences), length), dtype=np.int64)
        for row, numbers in zip(tokens, sequences, strict=True):
            row[: len(numbers)] = numbers[:length]
        x = self._embed_tokens(tokens) + self._tensors["positional_embedding"][:length]
        activation = quick_gelu if self._config.quick_gelu else gelu
        for number in range(self._sizes["layers"]):
            block = _block(self._tensors, f"transformer.resblocks.{number}")
            x = apply_block(x, block, self._sizes["heads"], activation, causal=True)
        x = layer_norm(x[np.arange(len(x)), ends], affine(self._tensors, "ln_final"))  # (n, C)
        if not _has_projection(self._config):
            return x
        if self._config.text.get("proj_bias"):
            return linear(x, affine(self._tensors, "text_projection"))
        return linear(x, Affine(self._tensors["text_projection"]))

    def _end(self, numbers: Sequence[int]) -> int:
        """Where a text is read: at its largest token, or at the configured one."""
        if self._config.text.get("pool_type") != "eos":
            return numbers.index(max(numbers))
        end = self._config.text.get("eos_id", 2)
        return numbers.index(end) if end in numbers else 0

    def _embed_tokens(self, tokens: NDArray[np.int64]) -> Array:
        different, numbers = np.unique(tokens, return_inverse=True)
        rows = self._tensors.rows("token_embedding.weight", different.tolist())
        embedded: Array = rows[numbers.reshape(tokens.shape)]
        return embedded


def can_build(config: TowerConfig) -> bool:
    """Whether a tower is of the kinds that are computed here; OpenCLIP has more."""
    return all(key in _KEYS or not value for key, value in config.text.items())


def load_light_text_tower(directory: Path) -> LightTextTower:
    """Load a text tower from a directory in OpenCLIP's `local-dir:` layout, without torch.

    Args:
        directory: Holds `open_clip_config.json` and the weights as safetensors (one file, or
            shards with an index). Tensors of the image tower may stand among them.

    Raises:
        ModelError: A file is missing or damaged, the tower is of a kind that only OpenCLIP
            computes, or the tensors do not fit it; names are listed.
    """
    config = read_tower_config(directory)
    if not can_build(config):
        unknown = ", ".join(key for key, value in config.text.items() if key not in _KEYS and value)
        raise ModelError(f"the text tower of {directory} needs torch ({unknown}): --backend torch")
    expected = _tower_shapes(config, directory)
    tensors = TensorFiles(weight_files(directory), REPAIR, IMAGE_SIDE, "text.")
    check_tower_tensors(expected, tensors.shapes, tensors.integers, directory)
    return LightTextTower(config, tensors)


def _tower_shapes(config: TowerConfig, directory: Path) -> dict[str, tuple[int, ...]]:
    """Names and shapes of the tensors of a tower."""
    sizes = {**_DEFAULTS, **config.text}
    width, heads, words = sizes["width"], sizes["heads"], sizes["vocab_size"]
    depth, ratio = sizes["layers"], sizes["mlp_ratio"]
    whole = all(isinstance(size, int) and size > 0 for size in (width, heads, words, depth))
    if not whole or not isinstance(ratio, int | float) or not ratio > 0 or width % heads:
        raise ModelError(
            f"pa3d cannot build the text tower of {directory}: width, heads, layers, vocab_size and"
            f" mlp_ratio must be numbers above 0, and heads must divide width; {REPAIR}"
        )
    if words < vocabulary_size():
        raise ModelError(
            f"the text tower of {directory} has {words} tokens, OpenCLIP's tokenizer needs"
            f" {vocabulary_size()}; use a model with OpenCLIP's own tokenizer"
        )
    hidden = int(width * ratio)
    shapes: dict[str, tuple[int, ...]] = {
        "token_embedding.weight": (words, width),
        "positional_embedding": (config.context_length, width),
    }
    linears: dict[str, tuple[int, int]] = {}
    norms = ["ln_final"]
    for number in range(depth):
        block = f"transformer.resblocks.{number}"
        shapes[f"{block}.attn.in_proj_weight"] = (3 * width, width)
        shapes[f"{block}.attn.in_proj_bias"] = (3 * width,)
        linears[f"{block}.attn.out_proj"] = (width, width)
        linears[f"{block}.mlp.c_fc"] = (hidden, width)
        linears[f"{block}.mlp.c_proj"] = (width, hidden)
        norms += [f"{block}.ln_1", f"{block}.ln_2"]
        if sizes.get("ls_init_value") is not None:
            shapes |= {f"{block}.ls_1.gamma": (width,), f"{block}.ls_2.gamma": (width,)}
    if _has_projection(config):
        if sizes.get("proj_bias"):
            linears["text_projection"] = (config.embed_dim, width)
        else:
            shapes["text_projection"] = (width, config.embed_dim)
    for name, shape in linears.items():
        shapes |= {f"{name}.weight": shape, f"{name}.bias": shape[:1]}
    for name in norms:
        shapes |= {f"{name}.weight": (width,), f"{name}.bias": (width,)}
    return shapes


def _has_projection(config: TowerConfig) -> bool:
    return bool(config.text.get("proj_type", "linear") != "none")


def _block(tensors: TensorFiles, name: str) -> BlockWeights:
    return BlockWeights(
        norm1=affine(tensors, f"{name}.ln_1"),
        queries_keys_values=linear_layer(
            tensors[f"{name}.attn.in_proj_weight"], tensors[f"{name}.attn.in_proj_bias"]
        ),
        projection=affine(tensors, f"{name}.attn.out_proj"),
        norm2=affine(tensors, f"{name}.ln_2"),
        fc1=affine(tensors, f"{name}.mlp.c_fc"),
        fc2=affine(tensors, f"{name}.mlp.c_proj"),
        scale1=tensors.get(f"{name}.ls_1.gamma"),
        scale2=tensors.get(f"{name}.ls_2.gamma"),
    )
