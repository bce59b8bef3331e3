"""What a result depends on, as one digest: the shape's content, the model, the options."""

import hashlib
import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from patchalign3d_cli.batches.chosen_model import ModelChoice
from patchalign3d_cli.batches.task import ShapeTask
from patchalign3d_cli.batches.urls import content_version, is_url, shown
from patchalign3d_cli.machine.digests import file_sha256
from patchalign3d_cli.model.config import CONFIG_FILE
from patchalign3d_cli.model.tensors import TEXT_BANK_FILE, WEIGHTS_FILE
from patchalign3d_cli.models.resolve import resolve_model
from patchalign3d_cli.version import __version__


def model_digest(choice: ModelChoice) -> str:
    """What the vectors of a model depend on: its weights, configuration and words.

    A model of a Hub is fetched. What computes it (numpy, torch, a GPU) does not count: labels are
    the same. Of a server its address is taken.

    Raises:
        ModelError: The model is unknown, damaged or cannot be fetched.
    """
    if choice.server is not None:
        return choice.server
    directory = resolve_model(choice.model, offline=choice.offline)
    files = [directory / name for name in (CONFIG_FILE, WEIGHTS_FILE, TEXT_BANK_FILE)]
    for named in (choice.text_encoder, choice.words, choice.like):
        if named is not None:
            files += sorted(named.iterdir()) if named.is_dir() else [named]
    digests = [(path.name, file_sha256(path)) for path in files if path.is_file()]
    return _digest(digests)


def run_key(model: str, journal_folder: Path) -> str:
    """What the keys of a run's shapes have in common.

    Args:
        model: The `model_digest`.
        journal_folder: Results are named by where they stand from here.
    """
    return json.dumps([__version__, model, str(journal_folder.absolute())])


def task_key(task: ShapeTask, run: str, content: str | None = None) -> str:
    """The key of a shape: the same where its files would have the same bytes.

    Files that a shape names (buffers, materials, textures) do not count. Of a shape in a store
    its `content_version` counts in place of its bytes.

    Args:
        task: The shape.
        run: The `run_key`.
        content: The digest of the shape's bytes or its `content_version`, where it is known.

    Raises:
        OSError: The shape's file cannot be read.
        ShapeError: Its store cannot be asked.
    """
    if content is None:
        content = (content_version if is_url(task.shape) else file_sha256)(task.shape)
    version, model, folder = json.loads(run)
    return _digest(
        [
            version,
            model,
            content,
            task.shape.suffix.lower(),
            list(task.parts),
            asdict(task.request),
            asdict(task.output),
            [relative_name(path, Path(folder)) for path in task.results],
        ]
    )


def relative_name(path: Path, folder: Path) -> str:
    """A path from a folder, with slashes; the whole path where both share no drive or store."""
    if is_url(path) != is_url(folder):
        return shown(path) if is_url(path) else path.absolute().as_posix()
    try:
        return Path(os.path.relpath(path.absolute(), folder.absolute())).as_posix()
    except ValueError:
        return path.absolute().as_posix()


def _digest(values: Any) -> str:
    text = json.dumps(values, ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()
