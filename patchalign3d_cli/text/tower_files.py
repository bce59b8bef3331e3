"""The files of a text tower: OpenCLIP's `local-dir:` layout, read without torch."""

import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ModelError

TOWER_CONFIG_FILE = "open_clip_config.json"
TOWER_WEIGHTS_FILE = "open_clip_model.safetensors"
_SINGLE_FILES = (TOWER_WEIGHTS_FILE, "model.safetensors")
IMAGE_SIDE = ("visual.", "logit_scale", "logit_bias")
"""What tensors of a whole CLIP model begin with that are not of its text tower."""
REPAIR = "fetch the model again with `pa3d weights pull MODEL`"

# What makes a text tower one that is not OpenCLIP's own causal transformer read at its end token.
_FOREIGN_KEYS = ("hf_model_name", "hf_tokenizer_name", "embed_cls", "no_causal_mask")
_POOLS = ("argmax", "eos")
_SHOWN_NAMES = 4


class Tower(Protocol):
    """A text tower, whatever computes it.

    Attributes:
        dimension: D, width of the embeddings.
    """

    dimension: int

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed n sentences: (n, D), unit length."""
        ...


@dataclass(frozen=True)
class TowerConfig:
    """The part of `open_clip_config.json` that shapes the text tower.

    Attributes:
        embed_dim: D, width of the embeddings.
        text: OpenCLIP's `text_cfg`.
        quick_gelu: Whether the activation is OpenAI's approximation of GELU.
    """

    embed_dim: int
    text: Mapping[str, Any]
    quick_gelu: bool = False

    @property
    def context_length(self) -> int:
        """Longest sequence in tokens; OpenCLIP's default is 77."""
        return int(self.text.get("context_length", 77))


def read_tower_config(directory: Path) -> TowerConfig:
    """Read `open_clip_config.json` of a text tower's directory.

    Args:
        directory: The text tower's directory.

    Returns:
        What shapes the tower.

    Raises:
        ModelError: The file is missing, is no such configuration, or describes a text encoder
            other than OpenCLIP's own causal transformer (one from the Hugging Face Hub, CoCa).
    """
    path = directory / TOWER_CONFIG_FILE
    model = _json_object(path).get("model_cfg")
    text = model.get("text_cfg") if isinstance(model, dict) else None
    if not isinstance(model, dict) or not isinstance(text, dict):
        raise ModelError(f"{path} lacks model_cfg.text_cfg; {REPAIR}")
    foreign = [key for key in _FOREIGN_KEYS if text.get(key)]
    foreign += [key for key in ("multimodal_cfg",) if model.get(key)]
    if text.get("pool_type", "argmax") not in _POOLS:
        foreign.append("pool_type")
    if foreign:
        raise ModelError(
            f"{path} describes a text tower that pa3d cannot build ({', '.join(foreign)}); use a"
            " model with OpenCLIP's own text transformer"
        )
    sizes = (model.get("embed_dim"), text.get("context_length", 77))
    if not all(isinstance(size, int) and size > 0 for size in sizes):
        raise ModelError(f"{path}: embed_dim and context_length must be above 0; {REPAIR}")
    return TowerConfig(model["embed_dim"], text, bool(model.get("quick_gelu", False)))


def weight_files(directory: Path) -> tuple[Path, ...]:
    """The safetensors files that hold a text tower: one file, or the shards of an index.

    Args:
        directory: The text tower's directory.

    Returns:
        Existing files, in the order of their names.

    Raises:
        ModelError: There are none, or the index is damaged or names a missing shard.
    """
    for name in _SINGLE_FILES:
        if (directory / name).is_file():
            return (directory / name,)
        index = directory / f"{name}.index.json"
        if index.is_file():
            return _shards(index)
    raise ModelError(f"no text tower in {directory}: {TOWER_WEIGHTS_FILE} is missing; {REPAIR}")


def check_tower_tensors(
    expected: Mapping[str, Sequence[int]],
    given: Mapping[str, Sequence[int]],
    integers: Set[str],
    directory: Path,
) -> None:
    """Refuse tensors that do not fit a text tower.

    Args:
        expected: Shapes of the tower's tensors by name.
        given: Shapes of those that there are.
        integers: Names of those that hold no floating-point numbers.
        directory: The text tower's directory, for the message.

    Raises:
        ModelError: Some are missing, unexpected, or of the wrong shape or type; they are named.
    """
    both = [name for name in expected if name in given]
    problems = {
        "missing": [name for name in expected if name not in given],
        "unexpected": [name for name in given if name not in expected],
        "of the wrong shape": [
            f"{name} {tuple(given[name])} for {tuple(expected[name])}"
            for name in both
            if tuple(given[name]) != tuple(expected[name])
        ],
        "of the wrong type": [name for name in both if name in integers],
    }
    listed = [f"{kind}: {_listed(names)}" for kind, names in problems.items() if names]
    if listed:
        raise ModelError(
            f"the weights in {directory} do not fit its {TOWER_CONFIG_FILE}; {'; '.join(listed)};"
            f" {REPAIR}"
        )


def check_embeddings(rows: NDArray[np.float32]) -> None:
    """Make sure that what a tower gave are numbers.

    Raises:
        ModelError: They are not: its weights are damaged.
    """
    if not np.isfinite(rows).all():
        raise ModelError(
            f"the text tower's weights are damaged: they give values that are no numbers; {REPAIR}"
        )


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN_NAMES} more" if len(names) > _SHOWN_NAMES else ""
    return ", ".join(sorted(names)[:_SHOWN_NAMES]) + more


def _shards(index: Path) -> tuple[Path, ...]:
    weight_map = _json_object(index).get("weight_map")
    if not isinstance(weight_map, dict) or not weight_map:
        raise ModelError(f"{index} names no weight files; {REPAIR}")
    names = sorted({str(name) for name in weight_map.values()})
    for name in names:
        # A shard is a plain name, so that an index cannot point out of its own folder.
        if Path(name).name != name or not (index.parent / name).is_file():
            raise ModelError(f"{index} names {name!r}, which is not beside it; {REPAIR}")
    return tuple(index.parent / name for name in names)


def _json_object(path: Path) -> Mapping[str, Any]:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(
            f"no text tower in {path.parent}: {path.name} cannot be read; {REPAIR}"
        ) from error
    except ValueError as error:
        raise ModelError(f"{path} is not valid JSON: {error}; {REPAIR}") from error
    if not isinstance(values, dict):
        raise ModelError(f"{path} must hold a JSON object; {REPAIR}")
    return values
