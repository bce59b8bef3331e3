"""The settings of this machine: a JSON object, so far the default model's name."""

import json
import logging
from collections.abc import Mapping
from pathlib import Path

from patchalign3d_cli.errors import ModelError, OutputError
from patchalign3d_cli.machine import home
from patchalign3d_cli.machine.atomic import atomic_path

_log = logging.getLogger(__name__)
_LARGEST = 2**20  # bytes; more is no settings file


def read_settings() -> Mapping[str, object]:
    """The settings; nothing where there are none, or where they are damaged, which is logged."""
    path = home.settings_file()
    try:
        return _read(path)
    except ModelError as error:
        _log.warning("%s; until then it counts as empty", error)
        return {}


def write_setting(key: str, value: object) -> None:
    """Set one value; the others stay.

    Raises:
        ModelError: The settings cannot be read or written.
    """
    path = home.settings_file()
    text = json.dumps({**_read(path), key: value}, indent=2) + "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic_path(path) as temporary:
            temporary.write_text(text, encoding="utf-8")
    except (OSError, OutputError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or error
        raise ModelError(
            f"the settings {path} cannot be written: {reason}; point PA3D_HOME to a folder that can"
        ) from error


def _read(path: Path) -> Mapping[str, object]:
    try:
        if path.stat().st_size > _LARGEST:
            raise ValueError("it is too large")
        values = json.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except RecursionError:
        reason: object = "it is nested too deeply"
    except OSError as error:
        reason = error.strerror or error
    except ValueError as error:
        reason = error
    else:
        if isinstance(values, dict):
            return values
        reason = "it holds no JSON object"
    raise ModelError(f"the settings {path} cannot be read: {reason}; repair or remove the file")
