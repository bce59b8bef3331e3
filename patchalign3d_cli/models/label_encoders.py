"""What a model understands words with: its text bank, its own text tower or a pulled one."""

from functools import partial
from pathlib import Path

from patchalign3d_cli.choices import Backend
from patchalign3d_cli.errors import INSTALL_TORCH, ModelError
from patchalign3d_cli.light.backends import has_torch
from patchalign3d_cli.light.text_tower import can_build, load_light_text_tower
from patchalign3d_cli.machine.home import text_cache_directory
from patchalign3d_cli.model import ModelConfig
from patchalign3d_cli.model.tensors import TEXT_BANK_FILE, TEXT_DIRECTORY
from patchalign3d_cli.models.registry import find_text_tower
from patchalign3d_cli.models.resolve import resolve_model
from patchalign3d_cli.text.bank import load_text_bank
from patchalign3d_cli.text.encoder import LabelEncoder
from patchalign3d_cli.text.tower_files import Tower, read_tower_config


def label_encoder(model: str | None = None, *, offline: bool = False) -> LabelEncoder:
    """The text encoder of a model, alone.

    Args:
        model: A name, a model directory or a Hub repository; None for the default model.
        offline: Never touch the network.

    Raises:
        ModelError: The model is unknown or damaged, or was not aligned with words.
    """
    directory = resolve_model(model, offline=offline)
    encoder = directory_label_encoder(ModelConfig.load(directory), directory)
    if encoder is None:
        raise ModelError(f"{directory.name} was not aligned with words; use a stage-2 model")
    return encoder


def directory_label_encoder(
    config: ModelConfig, directory: Path, instead: Path | None = None, *, backend: Backend = "auto"
) -> LabelEncoder | None:
    """The text encoder that goes with a model directory.

    Args:
        config: The model's configuration.
        directory: Its directory.
        instead: A text bank (`.safetensors`), or a text tower's folder, in place of its own.
        backend: What computes the text tower: `torch`, `light`, or `auto` for numpy where it can.

    Returns:
        None for a model that was not aligned with words.

    Raises:
        ModelError: The text bank is damaged or cannot be read.
    """
    text = config.text
    if text is None:
        return None
    tower: Path | None = directory / TEXT_DIRECTORY
    bank = instead or directory / TEXT_BANK_FILE
    if instead is not None and instead.is_dir():
        tower, bank = instead, instead / TEXT_BANK_FILE
    elif not (directory / TEXT_DIRECTORY).is_dir():
        tower = find_text_tower(text)
    return LabelEncoder(
        text.name,
        text.dimension,
        tower,
        load_text_bank(bank) if bank.is_file() or bank == instead else None,
        text_cache_directory(),
        model=config.name,
        load_tower=partial(load_tower, backend=backend),
    )


def load_tower(directory: Path, *, backend: Backend = "auto") -> Tower:
    """Load a text tower: in numpy, or by OpenCLIP where that alone knows its kind.

    Args:
        directory: The tower's folder.
        backend: `torch`, `light`, or `auto` for numpy where it can.

    Raises:
        ModelError: The tower is damaged, or needs what is not installed.
    """
    if backend == "light" or (backend == "auto" and can_build(read_tower_config(directory))):
        return load_light_text_tower(directory)
    if not has_torch():
        raise ModelError(
            f"the text tower of {directory} needs OpenCLIP and PyTorch; {INSTALL_TORCH}"
        )
    from patchalign3d_cli.text.tower import load_text_tower

    return load_text_tower(directory)
