"""Which files of an OpenCLIP repository hold its tensors, and where the text tower's lie."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from huggingface_hub import try_to_load_from_cache

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.hub.byte_ranges import ByteSource, LocalBytes, RemoteBytes
from patchalign3d_cli.hub.repository import Repository, fetch_file
from patchalign3d_cli.hub.tensor_index import (
    TensorLocation,
    read_pickle_index,
    read_safetensors_index,
)

# In this order. A plain `model.safetensors` can be OpenCLIP's or transformers' layout: its tensor
# names tell. OpenCLIP's own names come first for that reason.
CANDIDATES = (
    "open_clip_model.safetensors",
    "open_clip_model.safetensors.index.json",
    "model.safetensors",
    "model.safetensors.index.json",
    "open_clip_pytorch_model.bin",
)
IMAGE_TOWER = "visual."


@dataclass(frozen=True)
class TowerFiles:
    """An OpenCLIP model's weights, of which only headers have been read.

    Attributes:
        paths: The files' paths in the repository.
        sources: The files.
        indexes: The tensors of each file.
    """

    paths: tuple[str, ...]
    sources: tuple[ByteSource, ...]
    indexes: tuple[tuple[TensorLocation, ...], ...]


def find_tower_files(
    repository: Repository, open_file: Callable[[Repository, str], ByteSource]
) -> TowerFiles:
    """Find the weights in OpenCLIP's layout.

    Args:
        repository: An OpenCLIP repository.
        open_file: How to read the files: `open_parts` or `open_whole`.

    Raises:
        ModelError: The repository holds no such weights, or they cannot be read.
        RangesRefusedError: The server sends whole files only.
    """
    candidates = [name for name in CANDIDATES if name in repository.files]
    for name in candidates:
        paths = _shards(repository, name) if name.endswith(".json") else (name,)
        if paths is None:
            continue
        sources = tuple(open_file(repository, path) for path in paths)
        read = read_pickle_index if name.endswith(".bin") else read_safetensors_index
        indexes = tuple(read(source) for source in sources)
        if _is_open_clip([entry.name for index in indexes for entry in index]):
            return TowerFiles(paths, sources, indexes)
    present = f"only {', '.join(candidates)} in another layout" if candidates else "none"
    raise ModelError(
        f"{repository.name} holds no OpenCLIP weights ({present}); the text encoder's repository"
        f" must hold one of {', '.join(CANDIDATES)}"
    )


def belongs_to_text(name: str) -> bool:
    """Whether a tensor of an OpenCLIP model is needed to embed words."""
    return not name.startswith(IMAGE_TOWER)


def open_parts(repository: Repository, path: str) -> ByteSource:
    """A file read by ranges: off the Hub, or out of the Hub client's cache if it is there."""
    local = try_to_load_from_cache(repository.name, path, revision=repository.commit)
    if isinstance(local, str):
        return LocalBytes(Path(local))
    size = repository.files[path].size
    return RemoteBytes(repository.name, repository.commit, path, size)


def open_whole(repository: Repository, path: str) -> ByteSource:
    """A file fetched whole, with its hash compared."""
    return LocalBytes(fetch_file(repository, path))


def _shards(repository: Repository, index: str) -> tuple[str, ...] | None:
    """Files of a sharded model in OpenCLIP's layout; None for another layout."""
    try:
        content = json.loads(fetch_file(repository, index).read_text(encoding="utf-8"))
        weight_map = {str(name): str(path) for name, path in content["weight_map"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(
            f"{index} of {repository.name} is no index of shards; pin another commit"
        ) from error
    if not _is_open_clip(list(weight_map)):
        return None
    folder = index.rpartition("/")[0]
    needed = {path for name, path in weight_map.items() if belongs_to_text(name)}
    paths = tuple(sorted(f"{folder}/{path}".lstrip("/") for path in needed))
    missing = [path for path in paths if path not in repository.files]
    if missing:
        raise ModelError(f"{repository.name} lacks {', '.join(missing)}; pin another commit")
    return paths


def _is_open_clip(names: Sequence[str]) -> bool:
    """OpenCLIP has `token_embedding.weight`, or a text tower of its own kind under `text.`."""
    return "token_embedding.weight" in names or any(name.startswith("text.") for name in names)
