"""HTML: one page that shows a result by itself, in any browser and with no network."""

import html
import importlib.resources
import json
import string
import zlib
from base64 import b64encode
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from patchalign3d_cli.coloring.heat_ramp import heat_colors
from patchalign3d_cli.coloring.heat_scale import HeatScale
from patchalign3d_cli.coloring.palette import UNLABELLED_COLOR, UNLABELLED_NAME, hex_color
from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.page.library import ViewerLibrary, script_digest, viewer_library
from patchalign3d_cli.page.model import PageModel, heat_model, segmentation_model
from patchalign3d_cli.page.payload import Payload, payload
from patchalign3d_cli.pictures.camera import Viewpoint
from patchalign3d_cli.results import PartSegmentation, ShapeHeat
from patchalign3d_cli.results_io.json.record import GENERATOR

_SCRIPTS = ("decode.js", "normals.js", "orbit.js", "scene.js", "legend.js", "main.js")
_RAMP = 65  # colours of the heat scale that the page is given
_LARGEST = 2**24 - 2  # elements that have a colour of their own in the hidden picture


def write_html(result: PartSegmentation, path: Path, options: OutputOptions | None = None) -> None:
    """Write the page of a labelled shape.

    Args:
        result: What to show.
        path: The file; an existing one is replaced.
        options: What the colours show first; None for the parts.

    Raises:
        OutputError: The shape has more elements than the page can tell from each other.
    """
    path.write_bytes(segmentation_page(result, options).encode("ascii"))


def write_heat_page(heat: ShapeHeat, scale: HeatScale, path: Path) -> None:
    """Write the page of a heat.

    Args:
        heat: What to show.
        scale: What its colours show.
        path: The file; an existing one is replaced.

    Raises:
        OutputError: The shape has more elements than the page can tell from each other.
    """
    path.write_bytes(heat_page(heat, scale).encode("ascii"))


def segmentation_page(result: PartSegmentation, options: OutputOptions | None = None) -> str:
    """The page of a labelled shape, as `write_html` writes it."""
    return render_page(segmentation_model(result, options))


def heat_page(heat: ShapeHeat, scale: HeatScale) -> str:
    """The page of a heat, as `write_heat_page` writes it."""
    return render_page(heat_model(heat, scale))


def render_page(model: PageModel) -> str:
    """A self-contained page: the shape to turn, its parts to hide, single out and ask about.

    It holds its script, its library and its numbers; a content security policy keeps it from
    asking for anything else. The same content gives the same page.

    Args:
        model: What to show.

    Returns:
        HTML, ASCII alone.

    Raises:
        OutputError: The shape has more elements than the page can tell from each other.
    """
    source = model.source
    if source.element_count > _LARGEST:
        raise OutputError(
            f"the shape has {source.element_count:,} {source.element}s and .html shows up to"
            f" {_LARGEST:,}; write .glb or .ply"
        )
    library, packed = viewer_library(), payload(model)
    script = _script()
    style = _asset("page.css")
    digests = f"{script_digest(script)} {script_digest(library.source)}"
    text = string.Template(_asset("page.html")).substitute(
        policy=f"default-src 'none'; script-src {digests}; style-src {script_digest(style)};"
        " base-uri 'none'; form-action 'none'",
        generator=GENERATOR,
        title=html.escape(model.title),
        made=html.escape(model.made),
        about=html.escape(_about(library)),
        terms=html.escape(library.terms),
        style=style,
        script=script,
        header=_json(_header(model, packed)),
        library=_packed(zlib.compress(library.source.encode("utf-8"), 9)),
        data=_packed(packed.data),
    )
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii")


def notebook_frame(result: PartSegmentation, *, height: int = 480) -> str:
    """The page in a frame of its own, as notebooks show it.

    Args:
        result: What to show.
        height: Of the frame, in CSS pixels.

    Raises:
        OutputError: As `write_html`.
    """
    model = segmentation_model(result)
    text = html.escape(render_page(model), quote=True)
    return (
        f'<iframe title="{html.escape(model.title)}" sandbox="allow-scripts" srcdoc="{text}"'
        f' style="width: 100%; height: {height}px; border: 0"></iframe>'
    )


def _header(model: PageModel, packed: Payload) -> dict[str, Any]:
    view = Viewpoint()
    return {
        "element": model.source.element,
        "groups": list(model.groups),
        "columns": [{"name": column.name, "measure": column.measure} for column in model.columns],
        "rows": [asdict(row) for row in model.rows],
        "unlabelled": UNLABELLED_NAME,
        "grey": hex_color(UNLABELLED_COLOR),
        "ramp": [hex_color(color) for color in heat_colors(np.linspace(0, 1, _RAMP))],
        "modes": list(model.modes),
        "mode": model.mode,
        "view": {
            "azimuth": view.azimuth,
            "elevation": view.elevation,
            "fieldOfView": view.field_of_view,
            "margin": view.margin,
        },
        **packed.header,
    }


def _about(library: ViewerLibrary) -> str:
    return (
        f"Made by {GENERATOR}. It asks the network for nothing. Drawn with {library.name}"
        f" {library.release}, {library.license} licence:"
    )


def _script() -> str:
    files = "\n".join(_asset(name) for name in _SCRIPTS)
    return f'"use strict";\n(() => {{\n{files}}})();\n'


def _asset(name: str) -> str:
    asset = importlib.resources.files(__package__).joinpath("assets", name)
    return asset.read_text(encoding="utf-8")


def _json(values: dict[str, Any]) -> str:
    """JSON that no parser of HTML takes for markup."""
    text = json.dumps(values, separators=(",", ":"), allow_nan=False)
    return text.replace("<", r"\u003c").replace(">", r"\u003e").replace("&", r"\u0026")


def _packed(data: bytes) -> str:
    return b64encode(data).decode("ascii")
