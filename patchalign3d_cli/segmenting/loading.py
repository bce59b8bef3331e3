"""Load what names parts: a model, its text encoder, and the backend that computes them."""

from pathlib import Path

from patchalign3d_cli.choices import Backend
from patchalign3d_cli.light.backends import choose_backend
from patchalign3d_cli.light.encoder import load_light_encoder
from patchalign3d_cli.machine.devices import find_device
from patchalign3d_cli.machine.digests import file_sha256
from patchalign3d_cli.model.config import ModelConfig
from patchalign3d_cli.model.interface import Encoder
from patchalign3d_cli.model.tensors import WEIGHTS_FILE
from patchalign3d_cli.models.label_encoders import directory_label_encoder
from patchalign3d_cli.models.resolve import resolve_model
from patchalign3d_cli.results import ModelIdentity
from patchalign3d_cli.segmenting.segmenter import Segmenter


def load_segmenter(
    model: str | None = None,
    *,
    backend: Backend = "auto",
    device: str = "auto",
    text_encoder: str | Path | None = None,
    offline: bool = False,
) -> Segmenter:
    """Load a model and what it needs to understand words.

    Args:
        model: A name, a model directory or a Hub repository; None for the default model.
        backend: `light` computes in numpy and starts at once; `torch` runs on GPUs too; `auto`
            takes torch where a GPU is here, and for a model that answers no words.
        device: `auto`, `cpu`, `cuda`, `cuda:N` or `mps`.
        text_encoder: A text bank (`.safetensors`), or a text tower's folder, to use instead of
            the model's own.
        offline: Never touch the network.

    Raises:
        ModelError: The model or the text encoder is unknown, damaged or cannot be fetched.
        ConfigError: The backend or the device is unknown or not here.
    """
    choose_backend(backend, device)  # what cannot be is said before anything is fetched
    directory = resolve_model(model, offline=offline)
    config = ModelConfig.load(directory)
    instead = None if text_encoder is None else Path(text_encoder)
    return Segmenter(
        _load_encoder(directory, config, backend, device),
        directory_label_encoder(config, directory, instead, backend=backend),
        ModelIdentity(
            name=config.name,
            sha256=file_sha256(directory / WEIGHTS_FILE),
            text_model=config.text.name if config.text else "",
            license=config.license,
        ),
    )


def _load_encoder(directory: Path, config: ModelConfig, backend: Backend, device: str) -> Encoder:
    if choose_backend(backend, device, answers_words=config.text is not None) == "light":
        return load_light_encoder(directory)
    from patchalign3d_cli.model.checkpoint import load_model
    from patchalign3d_cli.model.torch_encoder import TorchEncoder

    target = find_device(device)
    return TorchEncoder(load_model(directory).for_inference(), target)
