"""What a model understands words with: its text bank, its own text tower or a pulled one."""

from pathlib import Path

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.machine.home import text_cache_directory
from patchalign3d_cli.model import ModelConfig
from patchalign3d_cli.model.tensors import TEXT_BANK_FILE, TEXT_DIRECTORY
from patchalign3d_cli.models.registry import find_text_tower
from patchalign3d_cli.models.resolve import resolve_model
from patchalign3d_cli.text.bank import load_text_bank
from patchalign3d_cli.text.encoder import LabelEncoder


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
    config: ModelConfig, directory: Path, instead: Path | None = None
) -> LabelEncoder | None:
    """The text encoder that goes with a model directory.

    Args:
        config: The model's configuration.
        directory: Its directory.
        instead: A text bank (`.safetensors`), or a text tower's folder, in place of its own.

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
    )
