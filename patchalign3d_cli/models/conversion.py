"""An official checkpoint on this machine into a model directory."""

import tempfile
from pathlib import Path

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.machine.digests import file_sha256
from patchalign3d_cli.model.checkpoint import save_model
from patchalign3d_cli.model.config import CONFIG_FILE, ModelConfig
from patchalign3d_cli.model.convert import convert_checkpoint
from patchalign3d_cli.model.tensors import WEIGHTS_FILE
from patchalign3d_cli.models.verification import require_sound


def convert_file(
    source: Path,
    directory: Path,
    *,
    name: str | None = None,
    license: str = "unknown",
    force: bool = False,
) -> ModelConfig:
    """Convert an official `.pt` file, verify the result and put it into a directory.

    Args:
        source: The checkpoint; nothing pickled in it is executed.
        directory: Made if need be. Other files in it stay.
        name: The model's name; None for the directory's.
        license: Licence of the weights.
        force: Replace a model that is there.

    Returns:
        The model's configuration.

    Raises:
        ModelError: The checkpoint cannot be read, the result does not verify, or the directory
            holds a model already or cannot be written.
    """
    if (directory / CONFIG_FILE).exists() and not force:
        raise ModelError(f"{directory} holds a model; add --force or choose another folder")
    origin = {"file": source.name, "sha256": file_sha256(source) if source.is_file() else ""}
    model = convert_checkpoint(
        source, name=name or directory.resolve().name, license=license, provenance=origin
    )
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".converting.", dir=directory) as temporary:
            build = Path(temporary)
            save_model(model, build)
            require_sound(build, model.config.name)
            for file in (WEIGHTS_FILE, CONFIG_FILE):  # a model is there once its config is
                (build / file).replace(directory / file)
    except OSError as error:
        raise ModelError(
            f"{directory} cannot be written: {error.strerror or error}; choose another folder"
        ) from error
    return model.config
