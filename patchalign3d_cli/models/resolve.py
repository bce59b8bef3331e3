"""From what the user wrote to a model directory."""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.machine import home
from patchalign3d_cli.model.config import CONFIG_FILE, ModelConfig
from patchalign3d_cli.model.tensors import TEXT_BANK_FILE, TEXT_DIRECTORY, WEIGHTS_FILE
from patchalign3d_cli.models.registry import (
    PUBLISHED,
    default_model,
    local_models,
    save_default,
    unknown_model,
)

if TYPE_CHECKING:
    from patchalign3d_cli.hub.repository import Repository

REQUIRED_FILES = (CONFIG_FILE, WEIGHTS_FILE)
TEXT_PATTERN = f"{TEXT_DIRECTORY}/*"
MODEL_PATTERNS = (*REQUIRED_FILES, TEXT_BANK_FILE, TEXT_PATTERN)
COMMIT = "commit"  # key of a model's provenance

_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]*/[\w.-]+")


def resolve_model(
    name: str | None = None, *, offline: bool = False, revision: str | None = None
) -> Path:
    """Find the directory of a model.

    Args:
        name: A path, a name that `list_models` gives, or a Hub repository `organisation/name`,
            which is fetched if it is not here yet. None: `PA3D_MODEL`, else the default of the
            settings, else the bundled model; these settings never reach for the network.
        offline: Never touch the network.
        revision: Branch, tag or commit of a Hub repository.

    Raises:
        ModelError: Nothing answers to `name`, or it cannot be fetched.
    """
    if name is None:
        name, source = default_model()
        offline = offline or source != "PA3D_MODEL"
    if not name.strip():
        raise unknown_model(name)
    path = home.expanded(name)
    named = local_models().get(name)
    is_repository = is_repository_name(name)
    is_path = (path / CONFIG_FILE).is_file()
    if revision is not None and (is_path or not is_repository):
        raise ModelError(f"{name} is no Hub repository (organisation/name): --revision needs one")
    if is_path:
        return path
    if named is not None and not is_repository:
        return named
    if path.is_dir():
        raise ModelError(
            f"{name} is a folder without {CONFIG_FILE}; give a model directory, or convert a"
            " checkpoint with `pa3d weights convert`"
        )
    if is_repository:
        return _resolve_repository(name, named, offline, revision)
    if "/" in name or os.sep in name or name.startswith((".", "~")):
        raise ModelError(f"there is no model directory {name}; check the path")
    raise unknown_model(name)


def use_model(name: str) -> Path:
    """Make a model on this machine the default; no network.

    Args:
        name: As in `resolve_model`. A path is remembered in full.

    Returns:
        Its directory.

    Raises:
        ModelError: It is not on this machine, or the settings cannot be written.
    """
    directory = resolve_model(name, offline=True)
    ModelConfig.load(directory)
    is_path = (home.expanded(name) / CONFIG_FILE).is_file()
    save_default(str(directory.resolve()) if is_path else name)
    return directory


def recorded_commit(directory: Path) -> str | None:
    """The commit of its repository that a pulled model was made from."""
    return ModelConfig.load(directory).provenance.get(COMMIT)


def is_repository_name(name: str) -> bool:
    """Whether a name has the form `organisation/name`."""
    return _REPOSITORY.fullmatch(name) is not None


def fetch_model_files(repository: "Repository", patterns: Sequence[str] = MODEL_PATTERNS) -> Path:
    """Fetch a repository that is in pa3d's own format.

    Args:
        repository: The repository.
        patterns: Which of its files.

    Returns:
        A folder with these files.

    Raises:
        ModelError: It is in another format, or cannot be fetched.
    """
    missing = [path for path in REQUIRED_FILES if path not in repository.files]
    if missing:
        known = [name for name, item in PUBLISHED.items() if item.repository == repository.name]
        what = f"pull {known[0]}" if known else "convert FILE.pt FOLDER"
        raise ModelError(
            f"{repository.name} is not in pa3d's format: it lacks {', '.join(missing)}; convert its"
            f" official checkpoint with `pa3d weights {what}`"
        )
    from patchalign3d_cli.hub.repository import fetch_snapshot

    return fetch_snapshot(repository, patterns)


def _resolve_repository(
    name: str, pulled: Path | None, offline: bool, revision: str | None
) -> Path:
    if pulled is not None and revision in (None, recorded_commit(pulled)):
        return pulled
    # The Hub's client costs more to import than a shape to label: only where it is needed.
    from huggingface_hub import constants

    from patchalign3d_cli.hub.failures import offline_line
    from patchalign3d_cli.hub.repository import cached_snapshot, open_repository

    cached = cached_snapshot(name, revision, REQUIRED_FILES, MODEL_PATTERNS)
    if cached is not None:
        return cached
    if offline or constants.HF_HUB_OFFLINE:
        raise ModelError(offline_line(name))
    return fetch_model_files(open_repository(name, revision))
