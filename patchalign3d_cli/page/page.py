"""HTML: one page that shows a result by itself, in any browser and with no network."""

import html
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from patchalign3d_cli.coloring.heat_scale import HeatScale
from patchalign3d_cli.coloring.palette import hex_color, palette
from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.page.document import common_header, document, packed
from patchalign3d_cli.page.model import PageModel, heat_model, segmentation_model
from patchalign3d_cli.page.payload import Payload, payload, shape_payload, sites_payload
from patchalign3d_cli.results import PartSegmentation, ShapeFeatures, ShapeHeat
from patchalign3d_cli.results_io.json import keys
from patchalign3d_cli.results_io.json.record import GENERATOR
from patchalign3d_cli.segmenting.clicks import feature_sites
from patchalign3d_cli.shapes.shape import Shape

_SCRIPTS = (
    "result/colors.js",
    "result/legend.js",
    "result/correctable.js",
    "result/main.js",
)
_COLORS = 64  # parts that have a colour where clicks add some
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
    _check_size(model.source)
    block = payload(model)
    return document(
        "result/page.html",
        ("result/page.css",),
        _SCRIPTS,
        {
            "title": html.escape(model.title),
            "made": html.escape(model.made),
            "about": html.escape(f"Made by {GENERATOR}. It asks the network for nothing."),
            "data": packed(block.data),
        },
        _header(model, block),
    )


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
        f'<iframe title="{html.escape(model.title)}" sandbox="allow-scripts allow-downloads"'
        f' srcdoc="{text}"'
        f' style="width: 100%; height: {height}px; border: 0"></iframe>'
    )


def mesh_block(source: Shape) -> dict[str, Any]:
    """A shape without labels for a page that asks for it: `{"header": ..., "data": base64}`.

    Args:
        source: The shape; the element order of its file stays.

    Raises:
        OutputError: It has more elements than the page can tell from each other.
    """
    _check_size(source)
    block = shape_payload(source)
    header = {"element": source.element, "groups": [], **block.header}
    return {"header": header, "data": packed(block.data)}


def sites_block(features: ShapeFeatures) -> dict[str, Any]:
    """What tells a page which elements of a shape are alike, as `mesh_block` packs the shape.

    Args:
        features: The encoded shape.
    """
    block = sites_payload(features.source, feature_sites(features))
    return {"header": block.header, "data": packed(block.data)}


def _check_size(source: Shape) -> None:
    if source.element_count > _LARGEST:
        raise OutputError(
            f"the shape has {source.element_count:,} {source.element}s and .html shows up to"
            f" {_LARGEST:,}; write .glb or .ply"
        )


def _correcting(model: PageModel) -> dict[str, Any]:
    """What a page needs so that clicks can correct it; nothing for what is no result."""
    if model.record is None:
        return {}
    listed = (keys.PARTS, keys.PIECES, keys.OBJECTS, keys.UNLABELLED, keys.DOUBTS)
    return {
        "record": {key: value for key, value in model.record.items() if key not in listed},
        "recordDoubts": model.record[keys.DOUBTS],
        "palette": [hex_color(color) for color in palette(max(_COLORS, len(model.groups)))],
        "inFile": model.in_file,
    }


def _pieces_record(model: PageModel) -> list[dict[str, Any]]:
    """The pieces in their order; none where no part has several."""
    if model.pieces is None:
        return []
    shares = np.bincount(
        model.pieces.labels + 1, model.source.element_weights(), len(model.pieces.names) + 1
    )
    whole = float(shares.sum()) or 1.0
    return [
        {"name": name, "group": part + 1, "figure": f"{100 * share / whole:.1f} %"}
        for name, part, share in zip(
            model.pieces.names, model.pieces.parts.tolist(), shares[1:].tolist(), strict=True
        )
    ]


def _header(model: PageModel, block: Payload) -> dict[str, Any]:
    return {
        "element": model.source.element,
        "groups": list(model.groups),
        "columns": [{"name": column.name, "measure": column.measure} for column in model.columns],
        "rows": [asdict(row) for row in model.rows],
        "modes": list(model.modes),
        "mode": model.mode,
        "doubts": list(model.doubts),
        "pieces": _pieces_record(model),
        **_correcting(model),
        **common_header(),
        **block.header,
    }
