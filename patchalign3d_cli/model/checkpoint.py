"""Model directories: writing them, reading them, knowing them by their hash."""

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError

from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.machine.atomic import atomic_path, make_folder
from patchalign3d_cli.machine.digests import file_sha256
from patchalign3d_cli.model import ModelConfig
from patchalign3d_cli.model.patchalign3d import PatchAlign3D
from patchalign3d_cli.model.tensors import WEIGHTS_FILE


@dataclass(frozen=True)
class LoadedModel:
    """A model directory in memory.

    Attributes:
        model: The model on the CPU, in evaluation mode, ready for training.
        directory: Where it stands.
        sha256: Hex digest of the weights file.
    """

    model: PatchAlign3D
    directory: Path
    sha256: str


def load_model(directory: Path) -> LoadedModel:
    """Read a model directory, strictly.

    Raises:
        ModelError: Something is missing or damaged, or configuration and weights disagree.
    """
    config = ModelConfig.load(directory)
    weights = directory / WEIGHTS_FILE
    with torch.device("meta"):
        model = PatchAlign3D(config)
    model.to_empty(device="cpu")
    model.load_weights(weights)
    return LoadedModel(model.eval(), directory, file_sha256(weights))


def save_model(model: PatchAlign3D, directory: Path, *, dtype: torch.dtype = torch.float32) -> None:
    """Write `config.json` and `model.safetensors` into `directory`, each whole or not at all.

    Args:
        model: The model; not the folded copy of `for_inference`.
        directory: Made if need be.
        dtype: Storage precision of floating-point tensors.

    Raises:
        OutputError: The folder cannot be written.
    """
    make_folder(directory)
    try:
        with atomic_path(directory / WEIGHTS_FILE) as temporary:
            model.write_weights(temporary, dtype)
    except SafetensorError as error:  # its writer hides the system's error in one of its own
        raise OutputError(
            f"cannot write {directory / WEIGHTS_FILE}: {error}; make room on the disk"
        ) from error
    model.config.save(directory)
