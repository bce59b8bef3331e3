"""three.js as it was released: the script that draws in the page, and its licence."""

import functools
import hashlib
import importlib.resources
from base64 import b64encode
from dataclasses import dataclass

_FOLDER = ("vendor", "three")
_RELEASE = "r149"


@dataclass(frozen=True)
class ViewerLibrary:
    """The library that draws in the page.

    Attributes:
        name: What it is called.
        release: Which one it is.
        license: SPDX name of its licence.
        terms: Its copyright line and the text of its licence.
        source: The script, which puts `THREE` into the page.
    """

    name: str
    release: str
    license: str
    terms: str
    source: str


@functools.cache
def viewer_library() -> ViewerLibrary:
    """The vendored three.js; `vendor/three/README.md` says where its files are from."""
    folder = importlib.resources.files(__package__).joinpath(*_FOLDER)
    return ViewerLibrary(
        name="three.js",
        release=_RELEASE,
        license="MIT",
        terms=folder.joinpath("LICENSE").read_text(encoding="utf-8"),
        source=folder.joinpath("three.min.js").read_text(encoding="utf-8"),
    )


def script_digest(script: str) -> str:
    """What a content security policy calls an inline script or style: `'sha256-...'`."""
    return f"'sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode('ascii')}'"
