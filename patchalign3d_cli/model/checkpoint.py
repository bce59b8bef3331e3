"""Model directories: writing them, reading them."""

from pathlib import Path

import torch
from safetensors import SafetensorError

from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.machine.atomic import atomic_path, make_folder
from patchalign3d_cli.model import ModelConfig
from patchalign3d_cli.model.patchalign3d import PatchAlign3D
from patchalign3d_cli.model.tensors import WEIGHTS_FILE


def load_model(directory: Path) -> PatchAlign3D:
    """Read a model directory, strictly.

    Returns:
        The model on the CPU, in evaluation mode, ready for training.

    Raises:
        ModelError: Something is missing or damaged, or configuration and weights disagree.
    """
    config = ModelConfig.load(directory)
    with torch.device("meta"):
        model = PatchAlign3D(config)
    model.to_empty(device="cpu")
    model.load_weights(directory / WEIGHTS_FILE)
    return model.eval()


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
