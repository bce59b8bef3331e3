"""Models by name: published, bundled, and those on this machine."""

import importlib.resources
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.machine import home
from patchalign3d_cli.machine.settings import read_settings, write_setting
from patchalign3d_cli.model.config import CONFIG_FILE, ModelConfig
from patchalign3d_cli.model.network_config import TextConfig
from patchalign3d_cli.model.tensors import TEXT_DIRECTORY, WEIGHTS_FILE

_log = logging.getLogger(__name__)

MODEL_VARIABLE = "PA3D_MODEL"
BUNDLED_DEFAULT = "pa3d-mini"
SETTING = "model"
SEPARATOR = "--"  # stands in a folder's name for the slash of organisation/name

Place = Literal["bundled", "here", "hub"]


@dataclass(frozen=True)
class PublishedModel:
    """An official checkpoint on the Hub.

    Attributes:
        repository: Its Hub repository.
        file: The `.pt` file there.
        license: Licence of its weights.
        text: The text encoder that it was aligned with.
    """

    repository: str
    file: str
    license: str
    text: TextConfig


@dataclass(frozen=True)
class ModelEntry:
    """A model in the list of models.

    Attributes:
        name: What to call it by.
        place: `bundled` with pa3d, `here` on this machine, or `hub`: published, not fetched.
        directory: Its directory; None on the Hub.
        bytes: Size on disk; 0 on the Hub.
        license: Licence of its weights.
        has_text: Whether its text tower is here.
        is_default: Whether it is used where no model is named.
        problem: Why it cannot be used, if it cannot.
    """

    name: str
    place: Place
    directory: Path | None
    bytes: int
    license: str
    has_text: bool
    is_default: bool
    problem: str | None = None


class DefaultModel(NamedTuple):
    """The model that is used where none is named.

    Attributes:
        name: Its name, path or repository.
        source: `PA3D_MODEL`, `settings` or `bundled`: who says so.
    """

    name: str
    source: Literal["PA3D_MODEL", "settings", "bundled"]


def default_model() -> DefaultModel:
    """Which model is used where none is named: `PA3D_MODEL`, else the settings, else bundled."""
    name = os.environ.get(MODEL_VARIABLE)
    if name:
        return DefaultModel(name, "PA3D_MODEL")
    chosen = read_settings().get(SETTING)
    if isinstance(chosen, str) and chosen:
        return DefaultModel(chosen, "settings")
    if chosen:
        _log.warning("the settings name no model under %r; the bundled one is used", SETTING)
    return DefaultModel(BUNDLED_DEFAULT, "bundled")


def local_models() -> dict[str, Path]:
    """Directories of the models on this machine by name, bundled ones first."""
    weights = Path(str(importlib.resources.files("patchalign3d_weights")))
    models = {path.name: path for path in _model_folders(weights)}
    for path in _model_folders(home.models_directory()):
        models[path.name.replace(SEPARATOR, "/", 1)] = path
    return models


def find_text_tower(text: TextConfig) -> Path | None:
    """The folder of a text encoder's tower that came with any model on this machine.

    Models that were trained or converted here have none of their own.
    """
    for directory in local_models().values():
        tower = directory / TEXT_DIRECTORY
        try:
            other = ModelConfig.load(directory).text
        except ModelError:
            continue
        if other is None or not tower.is_dir():
            continue
        if (other.name, other.repository) == (text.name, text.repository):
            return tower
    return None


def registered_directory(name: str) -> Path:
    """Where a model of this name stands once it is pulled."""
    return home.models_directory() / name.replace("/", SEPARATOR)


def list_models() -> tuple[ModelEntry, ...]:
    """All models that can be named: bundled, here, and published ones not yet fetched."""
    default = default_model().name
    here = local_models()
    entries = [_entry(name, path, default) for name, path in here.items()]
    entries += [
        ModelEntry(name, "hub", None, 0, model.license, False, name == default)
        for name, model in PUBLISHED.items()
        if name not in here
    ]
    return tuple(entries)


def unknown_model(name: str) -> ModelError:
    """The error for a name that nothing on this machine answers to."""
    if name in PUBLISHED:
        return ModelError(
            f"the model {name} is not on this machine; fetch it with `pa3d weights pull {name}`"
        )
    known = ", ".join(dict.fromkeys([*local_models(), *PUBLISHED]))
    return ModelError(
        f"there is no model {name!r}; known: {known}; give one of these, a model directory, or a"
        " Hub repository (organisation/name)"
    )


def save_default(name: str) -> None:
    """Write the settings: `name` is the model that is used where none is named.

    Raises:
        ModelError: The settings cannot be read or written.
    """
    write_setting(SETTING, name)


def directory_bytes(directory: Path) -> int:
    """Size of all files below a directory."""
    return sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())


def _entry(name: str, path: Path, default: str) -> ModelEntry:
    place: Place = "here" if path.is_relative_to(home.models_directory()) else "bundled"
    problem, license_name = None, "unknown"
    try:
        license_name = ModelConfig.load(path).license
    except ModelError as error:
        problem = str(error)
    if problem is None and not (path / WEIGHTS_FILE).is_file():
        problem = f"{WEIGHTS_FILE} is missing"
    has_text = (path / TEXT_DIRECTORY).is_dir()
    size = directory_bytes(path)
    return ModelEntry(name, place, path, size, license_name, has_text, name == default, problem)


def _model_folders(parent: Path) -> list[Path]:
    try:
        if not parent.is_dir():
            return []
        folders = sorted(path for path in parent.iterdir() if not path.name.startswith("."))
        return [path for path in folders if (path / CONFIG_FILE).is_file()]
    except OSError as error:
        reason = error.strerror or error
        _log.warning("the models in %s cannot be listed: %s; they count as missing", parent, reason)
        return []


PUBLISHED: Mapping[str, PublishedModel] = {
    "patchalign3d": PublishedModel(
        repository="patchalign3d/patchalign3d-encoder",
        file="patchalign3d.pt",
        license="MIT",
        text=TextConfig(),
    ),
}
