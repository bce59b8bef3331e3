"""What a model directory says about itself, read from headers alone."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from patchalign3d_cli.light.tensors import TensorFiles
from patchalign3d_cli.model.config import ModelConfig
from patchalign3d_cli.model.tensors import TEXT_BANK_FILE, TEXT_DIRECTORY, WEIGHTS_FILE
from patchalign3d_cli.models.resolve import resolve_model
from patchalign3d_cli.text.tower_files import weight_files


@dataclass(frozen=True)
class ModelInformation:
    """A model in figures.

    Attributes:
        directory: Where it stands.
        config: Its configuration.
        numbers: How many numbers its weights hold.
        text_numbers: How many its text tower holds; None where it has no tower.
        has_text_bank: Whether it brings a text bank.
        files: Length in bytes of each of its files, by path in the directory.
    """

    directory: Path
    config: ModelConfig
    numbers: int
    text_numbers: int | None
    has_text_bank: bool
    files: Mapping[str, int]

    @property
    def bytes(self) -> int:
        """Length of all files."""
        return sum(self.files.values())


def model_info(name: str | None = None) -> ModelInformation:
    """Describe a model on this machine; no network.

    Args:
        name: As in `resolve_model`.

    Raises:
        ModelError: Nothing here answers to the name, or the model is incomplete.
    """
    directory = resolve_model(name, offline=True)
    config = ModelConfig.load(directory)
    text = directory / TEXT_DIRECTORY
    text_numbers = sum(_numbers(path) for path in weight_files(text)) if text.is_dir() else None
    paths = sorted(path for path in directory.rglob("*") if path.is_file())
    return ModelInformation(
        directory=directory,
        config=config,
        numbers=_numbers(directory / WEIGHTS_FILE),
        text_numbers=text_numbers,
        has_text_bank=(directory / TEXT_BANK_FILE).is_file(),
        files={path.relative_to(directory).as_posix(): path.stat().st_size for path in paths},
    )


def _numbers(path: Path) -> int:
    shapes = TensorFiles([path], "fetch or convert the model again").shapes
    return sum(math.prod(shape) for shape in shapes.values())
