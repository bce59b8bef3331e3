"""Fetching a model from the Hub: built in a folder of its own, verified, then moved into place."""

import contextlib
import dataclasses
import fnmatch
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from huggingface_hub import constants
from safetensors import SafetensorError, safe_open

from patchalign3d_cli.choices import TextDtype
from patchalign3d_cli.errors import INSTALL_TORCH, ModelError
from patchalign3d_cli.hub.repository import Repository, fetch_file, open_repository
from patchalign3d_cli.light.backends import has_torch
from patchalign3d_cli.machine import home
from patchalign3d_cli.model.config import CONFIG_FILE, ModelConfig
from patchalign3d_cli.model.tensors import TEXT_DIRECTORY
from patchalign3d_cli.models.registry import (
    PUBLISHED,
    PublishedModel,
    local_models,
    registered_directory,
    unknown_model,
)
from patchalign3d_cli.models.resolve import (
    COMMIT,
    MODEL_PATTERNS,
    TEXT_PATTERN,
    fetch_model_files,
    is_repository_name,
    recorded_commit,
)
from patchalign3d_cli.models.verification import require_sound
from patchalign3d_cli.text.tower_files import TOWER_CONFIG_FILE, TOWER_WEIGHTS_FILE

WORKSHOP = ".building"  # inside the models' folder, so that a finished model is only renamed


@dataclass(frozen=True)
class PulledModel:
    """What a pull left on this machine.

    Attributes:
        name: The model's name.
        directory: Its directory.
        commit: The commit of its repository.
        fetched: False where it was here already.
    """

    name: str
    directory: Path
    commit: str | None
    fetched: bool


def pull_model(
    name: str,
    *,
    revision: str | None = None,
    text_dtype: TextDtype | None = "fp32",
    force: bool = False,
    say: Callable[[str], None] = lambda line: None,
) -> PulledModel:
    """Fetch a published model, or a Hub repository in pa3d's format, onto this machine.

    Args:
        name: A key of `PUBLISHED`, or `organisation/name`.
        revision: Branch, tag or commit of the model's repository.
        text_dtype: Precision of the text tower on disk; None leaves the tower out.
        force: Fetch and build it again although it is here.
        say: Called with a line that the user should read.

    Returns:
        The model; it stays as it was where it was here, complete, at the asked revision.

    Raises:
        ModelError: It cannot be fetched, converted or verified; what was here before is untouched.
    """
    if name not in PUBLISHED and not is_repository_name(name):
        if name in local_models():
            raise ModelError(f"{name} is on this machine already and comes from no repository")
        raise unknown_model(name)
    target = registered_directory(name)
    with _locked(target.name) as workshop:
        if not force and _is_here(target, revision, text_dtype is not None):
            return PulledModel(name, target, recorded_commit(target), False)
        if constants.HF_HUB_OFFLINE:
            raise ModelError(
                f"pulling {name} takes the network and offline mode is on; unset HF_HUB_OFFLINE"
            )
        build = workshop / target.name
        shutil.rmtree(build, ignore_errors=True)  # what a killed run left
        build.mkdir()
        try:
            commit = _build(name, revision, build, text_dtype, force, say)
            require_sound(build, name)
            _move_into_place(build, target)
        finally:
            shutil.rmtree(build, ignore_errors=True)
    return PulledModel(name, target, commit, True)


def _build(
    name: str,
    revision: str | None,
    build: Path,
    text_dtype: TextDtype | None,
    force: bool,
    say: Callable[[str], None],
) -> str:
    published = PUBLISHED.get(name)
    repository = open_repository(published.repository if published else name, revision)
    if published is not None:
        _build_published(name, published, repository, build)
    else:
        _build_own_format(repository, build, with_text=text_dtype is not None)
    text = ModelConfig.load(build).text
    if text_dtype is None or text is None or not text.repository:
        return repository.commit
    directory = build / TEXT_DIRECTORY
    if directory.is_dir():  # the repository brought one
        return repository.commit
    _require_torch(name)
    from patchalign3d_cli.hub.tower import fetch_tower, tower_origin

    directory.mkdir()
    tower = open_repository(text.repository, text.revision or None)
    partial = build.parent / f"{text.repository.replace('/', '--')}.{text_dtype}.safetensors"
    if force or not _reuse_tower(tower_origin(tower, text_dtype), directory):
        fetch_tower(tower, text, directory, partial, dtype=text_dtype, say=say)
    config = ModelConfig.load(build)
    dataclasses.replace(config, text=dataclasses.replace(text, revision=tower.commit)).save(build)
    return repository.commit


def _build_published(
    name: str, published: PublishedModel, repository: Repository, build: Path
) -> None:
    _require_torch(name)
    from patchalign3d_cli.model.checkpoint import save_model
    from patchalign3d_cli.model.convert import convert_checkpoint

    checkpoint = fetch_file(repository, published.file)
    origin = {
        "repository": repository.name,
        COMMIT: repository.commit,
        "file": published.file,
        "sha256": repository.files[published.file].sha256 or "",
    }
    model = convert_checkpoint(
        checkpoint,
        name=name,
        text=published.text,
        license=published.license,
        provenance=origin,
    )
    save_model(model, build)


def _require_torch(name: str) -> None:
    if not has_torch():
        raise ModelError(
            f"{name} comes in PyTorch's formats, and PyTorch is not installed; {INSTALL_TORCH}, or"
            " pull a model in pa3d's own format"
        )


def _build_own_format(repository: Repository, build: Path, with_text: bool) -> None:
    patterns = [item for item in MODEL_PATTERNS if with_text or item != TEXT_PATTERN]
    folder = fetch_model_files(repository, patterns)
    for path in repository.files:
        if any(fnmatch.fnmatch(path, pattern) for pattern in patterns):
            _place(folder / path, build / path)
    config = ModelConfig.load(build)
    origin = {"repository": repository.name, COMMIT: repository.commit}
    (build / CONFIG_FILE).unlink()  # may be the cache's own file, by another link
    dataclasses.replace(config, provenance={**config.provenance, **origin}).save(build)


def _reuse_tower(origin: Mapping[str, str], directory: Path) -> bool:
    """Take the same tower from another model on this machine."""
    for model in local_models().values():
        source = model / TEXT_DIRECTORY
        try:
            with safe_open(source / TOWER_WEIGHTS_FILE, framework="numpy") as file:
                metadata = file.metadata() or {}
        except (OSError, SafetensorError):
            continue
        if origin.items() <= metadata.items() and (source / TOWER_CONFIG_FILE).is_file():
            for file_name in (TOWER_CONFIG_FILE, TOWER_WEIGHTS_FILE):
                _place(source / file_name, directory / file_name)
            return True
    return False


def _place(source: Path, target: Path) -> None:
    """Give a file a second name, or copy it where the file system cannot."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source.resolve(), target)
    except OSError:
        shutil.copyfile(source, target)


def _is_here(target: Path, revision: str | None, with_text: bool) -> bool:
    try:
        config = ModelConfig.load(target)
    except ModelError:
        return False
    if revision is not None and revision != config.provenance.get(COMMIT):
        return False
    wants_text = with_text and config.text is not None and bool(config.text.repository)
    return not wants_text or (target / TEXT_DIRECTORY).is_dir()


def _move_into_place(build: Path, target: Path) -> None:
    former = build.with_name(f"{build.name}.former")
    shutil.rmtree(former, ignore_errors=True)
    if target.exists():
        target.replace(former)
    build.replace(target)
    shutil.rmtree(former, ignore_errors=True)


@contextlib.contextmanager
def _locked(name: str) -> Iterator[Path]:
    """The folder that models are built in, held for one model by one process at a time."""
    workshop = home.models_directory() / WORKSHOP
    try:
        workshop.mkdir(parents=True, exist_ok=True)
        with FileLock(workshop / f"{name}.lock", timeout=0):
            yield workshop
    except Timeout as error:
        raise ModelError(
            f"another pa3d is pulling {name} right now; wait until it is done"
        ) from error
    except OSError as error:
        raise ModelError(
            f"{home.models_directory()} cannot be written: {error.strerror or error}; free some"
            " space or point PA3D_HOME to a folder that can"
        ) from error
