"""Files of a heat: the format by the suffix, whole or not at all."""

import contextlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from patchalign3d_cli.coloring.heat_scale import HeatScale, Scale, heat_scale
from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.machine.atomic import atomic_path
from patchalign3d_cli.page import write_html
from patchalign3d_cli.pictures.heat_picture import heat_picture
from patchalign3d_cli.results import PartSegmentation, ShapeHeat
from patchalign3d_cli.results_io.colored import ColoredShape, write_colored_glb, write_colored_ply
from patchalign3d_cli.results_io.json.record import (
    GENERATOR,
    model_record,
    options_record,
    source_record,
)
from patchalign3d_cli.results_io.npz.writer import write_arrays
from patchalign3d_cli.saving.formats import check_free, file_names

SCHEMA = "pa3d.heat/1"


def save_heat(
    heat: ShapeHeat,
    paths: Sequence[str | Path],
    *,
    overwrite: bool = False,
    scale: Scale = "cosine",
) -> tuple[Path, ...]:
    """Write a heat in several formats: all files appear, or none does.

    Args:
        heat: What to write.
        paths: Where; one of `HEAT_FORMATS` ends each. Of several queries each has its own `.glb`
            and `.ply`, whose names `heat_paths` gives; the other formats hold all of them.
        overwrite: Whether existing files may be replaced.
        scale: What the colours show.

    Returns:
        The files.

    Raises:
        OutputError: A suffix is unknown, a file exists, or one cannot be written.
        ConfigError: The scale is unknown.
    """
    shown = heat_scale(heat, scale)
    places = [place for path in paths for place in _places(Path(path), heat.queries)]
    for path, _ in places:
        check_free(path, overwrite)
    with contextlib.ExitStack() as stack:
        for path, query in places:
            temporary = stack.enter_context(atomic_path(path))
            HEAT_FORMATS[path.suffix.lower()](heat, shown, query, temporary)
    return tuple(path for path, _ in places)


def heat_paths(path: Path, queries: Sequence[str]) -> tuple[Path, ...]:
    """The files that one path stands for: `a.heat.glb` -> `a.heat.seat.glb`, `a.heat.leg.glb`.

    Raises:
        OutputError: The suffix is unknown.
    """
    return tuple(place for place, _ in _places(path, queries))


def heat_record(heat: ShapeHeat) -> dict[str, Any]:
    """A heat as JSON-ready values, without the values of its elements."""
    return {
        "schema": SCHEMA,
        "generator": GENERATOR,
        "model": model_record(heat.model),
        "options": options_record(heat.options),
        "source": source_record(heat.source),
        "element": "point" if heat.source.is_cloud else "face",
        "queries": [
            {
                "index": i,
                "text": text,
                "lowest": round(float(fits.min()), 4),
                "highest": round(float(fits.max()), 4),
                "hottest": int(fits.argmax()),
            }
            for i, (text, fits) in enumerate(zip(heat.queries, heat.fits.T, strict=True))
        ],
    }


def _places(path: Path, queries: Sequence[str]) -> list[tuple[Path, int]]:
    """Files and the query of each."""
    suffix = path.suffix.lower()
    if suffix not in HEAT_FORMATS:
        raise OutputError(f"{path} names no format of a heat; end it in {', '.join(HEAT_FORMATS)}")
    if suffix not in _ONE_QUERY or len(queries) == 1:
        return [(path, 0)]
    names = file_names(queries)
    return [(path.with_name(f"{path.stem}.{name}{path.suffix}"), i) for i, name in enumerate(names)]


def _colored(heat: ShapeHeat, scale: HeatScale, query: int) -> ColoredShape:
    text = heat.queries[query]
    return ColoredShape(
        heat.source,
        scale.colors(query),
        text,
        {"fit": heat.fits[:, query], "percentile": heat.percentiles()[:, query]},
        (f"query {text}", f"colors {scale.kind} {scale.low:.4g} to {scale.high:.4g}"),
        heat.model,
    )


def _write_json(heat: ShapeHeat, path: Path) -> None:
    values = {
        **heat_record(heat),
        "fits": heat.fits.T.astype(float).round(4).tolist(),
        "percentiles": heat.percentiles().T.astype(float).round(1).tolist(),
    }
    text = json.dumps(values, separators=(",", ":"), allow_nan=False)
    path.write_bytes(text.encode("ascii") + b"\n")


def _write_npz(heat: ShapeHeat, path: Path) -> None:
    arrays: dict[str, Any] = {
        "fits": heat.fits.astype(np.float32),
        "percentiles": heat.percentiles(),
        "queries": np.array(heat.queries, dtype=np.str_),
    }
    if heat.source.face_index is not None:
        arrays["face_index"] = heat.source.face_index
    if heat.source.vertex_index is not None:
        arrays["vertex_index"] = heat.source.vertex_index
    write_arrays(arrays, path)


def _write_page(heat: ShapeHeat, path: Path) -> None:
    best = heat.fits.argmax(axis=1).astype(np.int32)
    unsure = np.full(len(best), np.nan, dtype=np.float32)  # fits do not compete
    result = PartSegmentation(
        heat.source, heat.queries, best, unsure, heat.fits, heat.model, heat.options
    )
    write_html(result, path, mode="heat")


Writer = Callable[[ShapeHeat, HeatScale, int, Path], None]
HEAT_FORMATS: dict[str, Writer] = {
    ".glb": lambda heat, scale, query, path: write_colored_glb(_colored(heat, scale, query), path),
    ".ply": lambda heat, scale, query, path: write_colored_ply(_colored(heat, scale, query), path),
    ".html": lambda heat, scale, query, path: _write_page(heat, path),
    ".png": lambda heat, scale, query, path: heat_picture(heat, scale).save(path, format="PNG"),
    ".json": lambda heat, scale, query, path: _write_json(heat, path),
    ".npz": lambda heat, scale, query, path: _write_npz(heat, path),
}
_ONE_QUERY = (".glb", ".ply")  # formats that show one colour an element
