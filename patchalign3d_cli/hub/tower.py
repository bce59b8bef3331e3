"""The text tower of an OpenCLIP model, fetched without its image tower."""

import json
import shutil
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import torch
from huggingface_hub.utils import tqdm

from patchalign3d_cli.choices import TextDtype
from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.hub.byte_ranges import RangesRefusedError
from patchalign3d_cli.hub.repository import Repository, fetch_file
from patchalign3d_cli.hub.tensor_copy import copy_tensors, plan_copies, total_bytes
from patchalign3d_cli.hub.tower_files import (
    TowerFiles,
    belongs_to_text,
    find_tower_files,
    open_parts,
    open_whole,
)
from patchalign3d_cli.model.network_config import TextConfig
from patchalign3d_cli.text.tower_files import (
    TOWER_CONFIG_FILE,
    TOWER_WEIGHTS_FILE,
    read_tower_config,
)

TORCH_DTYPES: Mapping[TextDtype, torch.dtype] = {"fp32": torch.float32, "fp16": torch.float16}


def fetch_tower(
    repository: Repository,
    text: TextConfig,
    directory: Path,
    partial: Path,
    *,
    dtype: TextDtype = "fp32",
    say: Callable[[str], None],
) -> None:
    """Fetch a text tower into a directory of OpenCLIP's `local-dir:` layout.

    Only the byte ranges of the text tower's tensors are asked for. Where the server sends whole
    files only, the whole file is fetched and the tensors are taken out of it.

    Args:
        repository: Where it is.
        text: What it must be.
        directory: An existing folder; gets the configuration and the weights.
        partial: Where the weights grow; what a broken run left there is not fetched again.
        dtype: Precision on disk.
        say: Called with a line that the user should read.

    Raises:
        ModelError: The repository holds no such tower, it does not fit `text`, or it cannot be
            fetched.
    """
    _write_config(repository, text, directory)
    try:
        _copy(find_tower_files(repository, open_parts), repository, partial, dtype)
    except RangesRefusedError as refused:
        say(
            f"the server sends no parts of files: fetching {refused.name} whole"
            f" ({refused.size / 1e9:.1f} GB) to take the text tower out of it"
        )
        _copy(find_tower_files(repository, open_whole), repository, partial, dtype)
    partial.replace(directory / TOWER_WEIGHTS_FILE)


def tower_origin(repository: Repository, dtype: TextDtype) -> dict[str, str]:
    """What a fetched tower's file says of itself: two with the same origin are the same."""
    return {"repository": repository.name, "commit": repository.commit, "dtype": dtype}


def _copy(files: TowerFiles, repository: Repository, partial: Path, dtype: TextDtype) -> None:
    copies = plan_copies(files.indexes, belongs_to_text, TORCH_DTYPES[dtype])
    metadata = {
        **tower_origin(repository, dtype),
        "files": ", ".join(files.paths),
        "sha256": ", ".join(repository.files[path].sha256 or "" for path in files.paths),
    }
    total = total_bytes(copies)
    have = partial.stat().st_size if partial.exists() else 0
    free = shutil.disk_usage(partial.parent).free
    if total - have > free:
        raise ModelError(
            f"the text tower takes {total / 1e9:.1f} GB and {partial.parent} has"
            f" {free / 1e9:.1f} GB left; free some space or point PA3D_HOME to another disk"
        )
    # On a terminal only (disable=None), and under the Hub client's own switches, as its bars are.
    look: dict[str, Any] = {"unit": "B", "unit_scale": True, "leave": False, "disable": None}
    with tqdm(desc="text tower", total=total, **look) as bar:  # type: ignore[no-untyped-call]
        copy_tensors(files.sources, copies, metadata, partial, bar.update)


def _write_config(repository: Repository, text: TextConfig, directory: Path) -> None:
    """Write `open_clip_config.json`, the repository's own or OpenCLIP's, and compare it."""
    target = directory / TOWER_CONFIG_FILE
    if TOWER_CONFIG_FILE in repository.files:
        target.write_bytes(fetch_file(repository, TOWER_CONFIG_FILE).read_bytes())
    else:
        content = json.dumps({"model_cfg": _known_config(text.name, repository.name)}, indent=2)
        target.write_text(content + "\n", encoding="utf-8")
    dimension = read_tower_config(directory).embed_dim
    if dimension != text.dimension:
        raise ModelError(
            f"the text tower of {repository.name} gives {dimension} numbers a word, the model needs"
            f" {text.dimension}; the text encoder of its config.json must be the one that it was"
            " aligned with"
        )


def _known_config(name: str, repository: str) -> Mapping[str, Any]:
    with warnings.catch_warnings():
        # OpenCLIP imports timm and torchvision, whose deprecations are not this program's users'.
        warnings.simplefilter("ignore")
        from open_clip import get_model_config
    config = get_model_config(name)
    if config is None:
        raise ModelError(
            f"{repository} holds no {TOWER_CONFIG_FILE} and OpenCLIP knows no {name!r}; the text"
            " encoder of the model's config.json must carry OpenCLIP's name for it"
        )
    return dict(config)
