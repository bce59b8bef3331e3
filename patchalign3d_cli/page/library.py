"""three.js, taken out of the installed trimesh: none of it is kept in this project."""

import functools
import hashlib
import importlib.resources
import re
import zipfile
from base64 import b64encode
from dataclasses import dataclass

from patchalign3d_cli.errors import OutputError

_ARCHIVE, _TEMPLATE = "resources/templates/viewer.zip", "viewer.html.template"
# The template's one script begins with three.js as its build writes it: the licence's comment,
# then the library on a single line. Loaders, controls and trimesh's own lines come after it.
_BUILD = re.compile(
    r'/\*\*\n \* @license\n \* (Copyright[^\n]*)\n[^/]*\*/\n(!function\(t,e\)\{"object"==[^\n]*)\n'
)
_REVISION = re.compile(r'const e="(\d+)"')


@dataclass(frozen=True)
class ViewerLibrary:
    """The library that draws in the page.

    Attributes:
        name: What it is called.
        version: Its release.
        license: SPDX name of its licence.
        copyright: Its copyright line.
        source: The script, which puts `THREE` into the page.
    """

    name: str
    version: str
    license: str
    copyright: str
    source: str


@functools.cache
def viewer_library() -> ViewerLibrary:
    """Read three.js from trimesh's viewer template.

    Raises:
        OutputError: This trimesh carries another three.js than the page was written for.
    """
    place = importlib.resources.files("trimesh").joinpath(_ARCHIVE)
    try:
        with place.open("rb") as file, zipfile.ZipFile(file) as archive:
            template = archive.read(_TEMPLATE).decode("utf-8")
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise _unusable() from error
    build = _BUILD.search(template)
    revision = None if build is None else _REVISION.search(build[2])
    if build is None or revision is None:
        raise _unusable()
    return ViewerLibrary(
        name="three.js",
        version=f"r{revision[1]}",
        license="MIT",
        copyright=build[1].strip(),
        source=build[0],
    )


def script_digest(script: str) -> str:
    """What a content security policy calls an inline script or style: `'sha256-...'`."""
    return f"'sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode('ascii')}'"


def _unusable() -> OutputError:
    return OutputError(
        "the installed trimesh carries no three.js that .html can use; install trimesh 4.8.3 or a"
        " later release that has one, or write another format"
    )
