"""HTML: one page that shows a result by itself, in any browser and with no network."""

import html
import importlib.resources
import json
import string
import zlib
from base64 import b64encode
from pathlib import Path
from typing import Any

import numpy as np

from patchalign3d_cli.coloring.heat_ramp import heat_colors
from patchalign3d_cli.coloring.palette import UNLABELLED_COLOR, hex_color, palette
from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.page.library import ViewerLibrary, script_digest, viewer_library
from patchalign3d_cli.page.payload import Payload, payload
from patchalign3d_cli.pictures.camera import Viewpoint
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.results_io.json.record import GENERATOR, portable_name

_SCRIPTS = ("decode.js", "normals.js", "orbit.js", "scene.js", "legend.js", "main.js")
_RAMP = 65  # colours of the heat scale that the page is given
_LARGEST = 2**24 - 2  # elements that have a colour of their own in the hidden picture
_UNLABELLED = "unlabelled"


def write_html(
    result: PartSegmentation,
    path: Path,
    options: OutputOptions | None = None,
    *,
    mode: str | None = None,
) -> None:
    """Write `segmentation_page(result)`.

    Args:
        result: What to show.
        path: The file; an existing one is replaced.
        options: What the colours show first; None for the parts.
        mode: What they show first whatever the options say: `heat`, the scores of the first part.

    Raises:
        OutputError: The shape has more elements than the page can tell apart.
    """
    path.write_bytes(segmentation_page(result, options, mode=mode).encode("ascii"))


def segmentation_page(
    result: PartSegmentation, options: OutputOptions | None = None, *, mode: str | None = None
) -> str:
    """A self-contained page: the shape to turn, its parts to hide, single out and ask about.

    It holds its script, its library and its numbers; a content security policy keeps it from
    asking for anything else. The same result gives the same page.

    Args:
        result: What to show.
        options: What the colours show first; None for the parts.
        mode: What they show first whatever the options say.

    Returns:
        HTML, ASCII alone.

    Raises:
        OutputError: The shape has more elements than the page can tell apart.
    """
    if result.source.element_count > _LARGEST:
        raise OutputError(
            f"the shape has {result.source.element_count:,} {_kind(result)}s and .html shows up to"
            f" {_LARGEST:,}; write .glb or .ply"
        )
    library, packed = viewer_library(), payload(result)
    script = _script()
    style = _asset("page.css")
    digests = f"{script_digest(script)} {script_digest(library.source)}"
    text = string.Template(_asset("page.html")).substitute(
        policy=f"default-src 'none'; script-src {digests}; style-src {script_digest(style)};"
        " base-uri 'none'; form-action 'none'",
        generator=GENERATOR,
        title=html.escape(_title(result)),
        made=html.escape(_made(result)),
        about=html.escape(_about(library)),
        terms=html.escape(library.terms),
        style=style,
        script=script,
        header=_json(_header(result, packed, options or OutputOptions(), mode)),
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
        OutputError: As `segmentation_page`.
    """
    page = html.escape(segmentation_page(result), quote=True)
    return (
        f'<iframe title="{html.escape(_title(result))}" sandbox="allow-scripts" srcdoc="{page}"'
        f' style="width: 100%; height: {height}px; border: 0"></iframe>'
    )


def _header(
    result: PartSegmentation, packed: Payload, options: OutputOptions, mode: str | None
) -> dict[str, Any]:
    view, modes = Viewpoint(), _modes(result, packed)
    first = "confidence" if options.heatmap else "parts"
    first = mode or ("original" if options.appearance == "keep" else first)
    return {
        "element": _kind(result),
        "parts": list(result.parts),
        "legend": _legend(result),
        "unlabelled": _UNLABELLED,
        "grey": hex_color(UNLABELLED_COLOR),
        "ramp": [hex_color(color) for color in heat_colors(np.linspace(0, 1, _RAMP))],
        "modes": modes,
        "mode": first if first in modes else modes[-1],
        "view": {
            "azimuth": view.azimuth,
            "elevation": view.elevation,
            "fieldOfView": view.field_of_view,
            "margin": view.margin,
        },
        **packed.header,
    }


def _legend(result: PartSegmentation) -> list[dict[str, Any]]:
    """A row a part and one for what has none; `part` is what the page's labels say."""
    summary = result.summary()
    rows: list[dict[str, Any]] = [
        {
            "part": i + 1,
            "name": part.name,
            "color": hex_color(color),
            "count": part.count,
            "share": round(float(np.nan_to_num(part.share)), 4),
            "confidence": round(part.confidence, 4) if np.isfinite(part.confidence) else None,
        }
        for i, (part, color) in enumerate(zip(summary, palette(len(summary)), strict=True))
    ]
    rest = int((result.labels < 0).sum())
    if rest and rows:
        share = max(0.0, 1 - sum(row["share"] for row in rows))
        row = {"part": 0, "name": _UNLABELLED, "color": hex_color(UNLABELLED_COLOR), "count": rest}
        rows.append({**row, "share": round(share, 4), "confidence": None})
    return rows


def _modes(result: PartSegmentation, packed: Payload) -> list[str]:
    """The colourings that there are numbers for."""
    if not result.parts:
        return ["original"]
    sure = ["confidence"] if packed.header["sure"] else []
    heat = ["heat"] if packed.header["heat"] else []
    return ["original", *sure, *heat, "parts"]


def _kind(result: PartSegmentation) -> str:
    return "point" if result.source.is_cloud else "face"


def _title(result: PartSegmentation) -> str:
    return result.source.path.name if result.source.path else "Parts"


def _made(result: PartSegmentation) -> str:
    size = f"{result.source.element_count:,} {_kind(result)}s"
    return f"{size}, labelled by {portable_name(result.model.name)}" if result.parts else size


def _about(library: ViewerLibrary) -> str:
    return (
        f"Made by {GENERATOR}. It asks the network for nothing. Drawn with {library.name}"
        f" {library.release}, {library.license} licence:"
    )


def _script() -> str:
    files = "\n".join(_asset(name) for name in _SCRIPTS)
    return f'"use strict";\n(() => {{\n{files}}})();\n'


def _asset(name: str) -> str:
    place = importlib.resources.files(__package__).joinpath("assets", name)
    return place.read_text(encoding="utf-8")


def _json(values: dict[str, Any]) -> str:
    """JSON that no parser of HTML takes for markup."""
    text = json.dumps(values, separators=(",", ":"), allow_nan=False)
    return text.replace("<", r"\u003c").replace(">", r"\u003e").replace("&", r"\u0026")


def _packed(data: bytes) -> str:
    return b64encode(data).decode("ascii")
