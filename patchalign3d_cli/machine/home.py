"""Where pa3d keeps what it has on this machine."""

import os
from pathlib import Path

import platformdirs


def home_directory() -> Path:
    """The folder of downloaded models, settings and the text cache.

    `PA3D_HOME` names it; otherwise it is the platform's cache folder for pa3d. Not created here.
    """
    named = os.environ.get("PA3D_HOME")
    return expanded(named) if named else Path(platformdirs.user_cache_dir("pa3d"))


def expanded(name: str) -> Path:
    """A path with `~` for the home of a user; as it stands where there is no such user."""
    try:
        return Path(name).expanduser()
    except RuntimeError:
        return Path(name)


def models_directory() -> Path:
    """Model directories that were pulled or converted, one folder each."""
    return home_directory() / "models"


def text_cache_directory() -> Path:
    """Cached label embeddings."""
    return home_directory() / "text"


def journals_directory() -> Path:
    """Journals of runs whose results go to a store."""
    return home_directory() / "journals"


def settings_file() -> Path:
    """The settings: a JSON object, so far the default model's name."""
    return home_directory() / "settings.json"


def pages_directory() -> Path:
    """Pages that `pa3d view` made to be looked at once."""
    return home_directory() / "pages"
