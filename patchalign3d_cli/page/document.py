"""An HTML document made of the page's own files: nothing in it comes from elsewhere."""

import html
import importlib.resources
import json
import string
import zlib
from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from patchalign3d_cli.coloring.heat_ramp import heat_colors
from patchalign3d_cli.coloring.palette import UNLABELLED_COLOR, UNLABELLED_NAME, hex_color
from patchalign3d_cli.page.library import ViewerLibrary, script_digest, viewer_library
from patchalign3d_cli.pictures.camera import Viewpoint
from patchalign3d_cli.results_io.json.record import GENERATOR

SHARED_SCRIPTS = (
    "shared/page.js",
    "shared/decode.js",
    "shared/normals.js",
    "shared/sorting.js",
    "shared/appearance.js",
    "shared/orbit.js",
    "shared/scene.js",
    "shared/viewer.js",
    "shared/surface.js",
    "shared/clicks.js",
    "shared/corrections.js",
    "shared/correcting.js",
    "shared/doubts.js",
)
"""The picture and what is around it, the same in every page."""

_RAMP = 65  # colours of the heat scale that a page is given


def document(
    template: str,
    styles: Sequence[str],
    scripts: Sequence[str],
    values: Mapping[str, str],
    header: Mapping[str, Any],
    *,
    asks: str = "",
) -> str:
    """One HTML document that holds its scripts, its styles, its library and its numbers.

    A content security policy keeps any other script out.

    Args:
        template: Name of the asset to fill in.
        styles: Names of assets that follow `shared/base.css`.
        scripts: Names of the assets that follow `SHARED_SCRIPTS`.
        values: Further texts for the template, already HTML.
        header: What the scripts are told, JSON-ready.
        asks: Further rules of the policy, for a page that asks for something.

    Returns:
        HTML, ASCII alone.
    """
    library = viewer_library()
    script = _wrapped((*SHARED_SCRIPTS, *scripts))
    style = "".join(_asset(name) for name in ("shared/base.css", *styles))
    digests = f"{script_digest(script)} {script_digest(library.source)}"
    text = string.Template(_asset(template)).substitute(
        policy=f"default-src 'none'; script-src {digests}; style-src {script_digest(style)};"
        f"{asks} base-uri 'none'; form-action 'none'",
        generator=GENERATOR,
        drawn=html.escape(_drawn(library)),
        terms=html.escape(library.terms),
        style=style,
        script=script,
        correct=_asset("shared/correct.html"),
        header=_json(header),
        library=packed(zlib.compress(library.source.encode("utf-8"), 9)),
        **values,
    )
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii")


def common_header() -> dict[str, Any]:
    """What every page is told: colours, names, and where the camera stands."""
    view = Viewpoint()
    return {
        "unlabelled": UNLABELLED_NAME,
        "grey": hex_color(UNLABELLED_COLOR),
        "ramp": [hex_color(color) for color in heat_colors(np.linspace(0, 1, _RAMP))],
        "view": {
            "azimuth": view.azimuth,
            "elevation": view.elevation,
            "fieldOfView": view.field_of_view,
            "margin": view.margin,
        },
    }


def packed(data: bytes) -> str:
    """Bytes as a data block holds them."""
    return b64encode(data).decode("ascii")


def _drawn(library: ViewerLibrary) -> str:
    return f"Drawn with {library.name} {library.release}, {library.license} licence:"


def _wrapped(names: Sequence[str]) -> str:
    files = "\n".join(_asset(name) for name in names)
    return f'"use strict";\n(() => {{\n{files}}})();\n'


def _asset(name: str) -> str:
    asset = importlib.resources.files(__package__).joinpath("assets", *name.split("/"))
    return asset.read_text(encoding="utf-8")


def _json(values: Mapping[str, Any]) -> str:
    """JSON that no parser of HTML takes for markup."""
    text = json.dumps(values, separators=(",", ":"), allow_nan=False)
    return text.replace("<", r"\u003c").replace(">", r"\u003e").replace("&", r"\u0026")
