"""The text half of a CLIP model: OpenCLIP's modules, without its image half ever taking memory."""

import warnings
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from torch import Tensor, nn
from torch.func import functional_call
from torch.nn import functional as F

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.text.tower_files import (
    IMAGE_SIDE,
    REPAIR,
    TowerConfig,
    check_embeddings,
    check_tower_tensors,
    read_tower_config,
    weight_files,
)

BATCH_SIZE = 64
"""Sequences a pass; bounds the activations (about 0.2 GB for the largest tower)."""

# The smallest image tower that OpenCLIP builds: it is thrown away, and never read from the
# configuration, so that no image backbone is built (or fetched) on the way to the text tower.
_NO_IMAGE = {"layers": 1, "width": 64, "head_width": 64, "patch_size": 1, "image_size": 1}


class TextTower:
    """Embeds sentences.

    Weights stay in the file's precision and, where the file system allows, in its pages; each
    layer is computed in float32. So a tower in half precision needs no second copy in float32.

    Attributes:
        dimension: D, width of the embeddings.
    """

    def __init__(
        self,
        text: nn.Module,
        tokenize: Callable[[list[str]], Tensor],
        dimension: int,
        end_token: int | None = None,
    ) -> None:
        """Wrap OpenCLIP's `TextTransformer`.

        Args:
            text: The transformer with its embeddings, final norm and projection.
            tokenize: Sentences to token numbers, (n, T) int64.
            dimension: D.
            end_token: Token that a sentence is read at; None for its largest one.
        """
        self.dimension = dimension
        self._text = text
        self._tokenize = tokenize
        self._end_token = end_token

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed sentences.

        Args:
            texts: n sentences. What exceeds the tower's context length is cut off.

        Returns:
            (n, D) float32, unit length.

        Raises:
            ModelError: The weights give something that is not a number.
        """
        rows = np.empty((len(texts), self.dimension), dtype=np.float32)
        with torch.inference_mode():
            for start in range(0, len(texts), BATCH_SIZE):
                tokens = self._tokenize(list(texts[start : start + BATCH_SIZE]))  # (n, T)
                rows[start : start + len(tokens)] = F.normalize(self._forward(tokens)).numpy()
        check_embeddings(rows)
        return rows

    def _forward(self, tokens: Tensor) -> Tensor:
        """Token numbers (n, T) to embeddings (n, D), as OpenCLIP's `encode_text`.

        Attention is causal, so what stands behind the last end token of the batch has no say in
        any result, and is not computed.
        """
        marks = tokens if self._end_token is None else (tokens == self._end_token).int()
        ends = marks.argmax(dim=-1)  # (n,)
        length = int(ends.max()) + 1
        text: Any = self._text
        x = F.embedding(tokens[:, :length], text.token_embedding.weight).float()  # (n, length, C)
        x = x + text.positional_embedding[:length].float()
        mask = torch.full((length, length), float("-inf")).triu(1)
        for block in text.transformer.resblocks:
            x = _call_in_float32(block, x, attn_mask=mask)
        x = _call_in_float32(text.ln_final, x)
        x = x[torch.arange(len(x)), ends]  # (n, C)
        if text.text_projection is None:
            return x
        if isinstance(text.text_projection, nn.Linear):
            return _call_in_float32(text.text_projection, x)
        projected: Tensor = x @ text.text_projection.float()  # (n, D)
        return projected


def load_text_tower(directory: Path) -> TextTower:
    """Load a text tower from a directory in OpenCLIP's `local-dir:` layout.

    Args:
        directory: Holds `open_clip_config.json` and the weights as safetensors (one file, or
            shards with an index). Tensors of the image tower may stand among them.

    Returns:
        The tower, its weights memory-mapped. No network is touched.

    Raises:
        ModelError: A file is missing or damaged, the configuration asks for something else than
            OpenCLIP's own text transformer, or the tensors do not fit it; names are listed.
    """
    config = read_tower_config(directory)
    files = weight_files(directory)
    text, tokenize = _build(config, directory)
    state = _text_tensors(files)
    expected = {name: tensor.shape for name, tensor in text.state_dict().items()}
    shapes = {name: tensor.shape for name, tensor in state.items()}
    integers = {name for name, tensor in state.items() if not tensor.is_floating_point()}
    check_tower_tensors(expected, shapes, integers, directory)
    text.load_state_dict(state, strict=True, assign=True)
    text.requires_grad_(False).eval()
    end_token = int(config.text.get("eos_id", 2)) if config.text.get("pool_type") == "eos" else None
    width = config.embed_dim if text.text_projection is not None else text.width
    assert isinstance(width, int)
    return TextTower(text, tokenize, width, end_token)


def _build(config: TowerConfig, directory: Path) -> tuple[nn.Module, Callable[..., Tensor]]:
    """The tower without weights, on the meta device, and its tokenizer."""
    with warnings.catch_warnings():
        # OpenCLIP imports timm and torchvision, whose deprecations are not this program's users'.
        warnings.simplefilter("ignore")
        from open_clip import CustomTextCLIP, SimpleTokenizer
    try:
        with torch.device("meta"):
            clip = CustomTextCLIP(
                config.embed_dim, _NO_IMAGE, dict(config.text), quick_gelu=config.quick_gelu
            )
        tokenize = SimpleTokenizer(
            context_length=config.context_length, **(config.text.get("tokenizer_kwargs") or {})
        )
    except (TypeError, ValueError, AssertionError, RuntimeError, OSError) as error:
        reason = " ".join(str(error).split())
        raise ModelError(
            f"OpenCLIP cannot build the text tower of {directory}: {reason}; {REPAIR}"
        ) from error
    text: nn.Module = clip.text
    if tokenize.vocab_size > clip.vocab_size:
        raise ModelError(
            f"the text tower of {directory} has {clip.vocab_size} tokens, OpenCLIP's tokenizer"
            f" needs {tokenize.vocab_size}; use a model with OpenCLIP's own tokenizer"
        )
    return text, tokenize


def _text_tensors(files: Iterable[Path]) -> dict[str, Tensor]:
    """The tensors of the text tower by OpenCLIP's name inside it, memory-mapped."""
    tensors: dict[str, Tensor] = {}
    for path in files:
        try:
            with safe_open(path, framework="pt", device="cpu") as file:
                for name in file.keys():  # noqa: SIM118 - the file is no mapping
                    if not name.startswith(IMAGE_SIDE):
                        tensors[name] = file.get_tensor(name)
        except (OSError, SafetensorError) as error:
            raise ModelError(f"cannot read the weights {path}: {error}; {REPAIR}") from error
    # OpenCLIP keeps the text tower at the top of a CLIP, and under `text.` in a CustomTextCLIP.
    return {name.removeprefix("text."): tensor for name, tensor in tensors.items()}


def _call_in_float32(module: nn.Module, x: Tensor, **options: Tensor) -> Tensor:
    """Call a module with its parameters in float32, whatever they are stored in."""
    parameters = {name: value.float() for name, value in module.named_parameters()}
    result = functional_call(module, parameters, (x,), options)
    assert isinstance(result, Tensor)
    return result
