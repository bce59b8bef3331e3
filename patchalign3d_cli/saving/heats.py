"""Files of a heat."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from patchalign3d_cli.choices import ScaleKind
from patchalign3d_cli.coloring.heat_scale import HeatScale, heat_scale
from patchalign3d_cli.results import ShapeHeat
from patchalign3d_cli.results_io.colored import ColoredShape, write_colored_glb, write_colored_ply
from patchalign3d_cli.results_io.json.record import (
    GENERATOR,
    model_record,
    options_record,
    source_record,
)
from patchalign3d_cli.results_io.npz.writer import write_arrays
from patchalign3d_cli.saving.registry import FormatRegistry, file_names, write_files

SCHEMA = "pa3d.heat/1"


class ScaledHeat(NamedTuple):
    """A heat and its colours.

    Attributes:
        heat: The heat.
        scale: What its colours show.
        query: Which query a file shows that has room for one.
    """

    heat: ShapeHeat
    scale: HeatScale
    query: int

    @property
    def shape(self) -> ColoredShape:
        """The shape in the colours of the one query."""
        heat, scale, text = self.heat, self.scale, self.heat.queries[self.query]
        return ColoredShape(
            heat.source,
            scale.colors(self.query),
            text,
            {
                "fit": heat.fits[:, self.query],
                "percentile": heat.percentiles()[:, self.query],
            },
            (f"query {text}", f"colors {scale.kind} {scale.low:.4g} to {scale.high:.4g}"),
            heat.model,
        )


def save_heat(
    heat: ShapeHeat,
    paths: Sequence[str | Path],
    *,
    overwrite: bool = False,
    scale: ScaleKind = "cosine",
) -> tuple[Path, ...]:
    """Write a heat in several formats: all files appear, or none does.

    Args:
        heat: What to write.
        paths: Where; one of the suffixes of `HEAT_FORMATS` ends each. Of several queries each has
            its own `.glb` and `.ply`, whose names `heat_paths` gives; the other formats hold all.
        overwrite: Whether existing files may be replaced.
        scale: What the colours show.

    Returns:
        The files.

    Raises:
        OutputError: A suffix is unknown, a file exists, or one cannot be written.
        ConfigError: The scale is unknown.
    """
    shown = heat_scale(heat, scale)
    files = []
    for path in paths:
        for query, target in enumerate(heat_paths(Path(path), heat.queries)):
            files += HEAT_FORMATS.files(ScaledHeat(heat, shown, query), target)
    return write_files(files, overwrite=overwrite)


def heat_paths(path: Path, queries: Sequence[str]) -> tuple[Path, ...]:
    """The files that one path stands for: `a.heat.glb` -> `a.heat.seat.glb`, `a.heat.leg.glb`.

    Raises:
        OutputError: The suffix is unknown.
    """
    if HEAT_FORMATS.check(path) not in _ONE_QUERY or len(queries) == 1:
        return (path,)
    return tuple(path.with_name(f"{path.stem}.{name}{path.suffix}") for name in file_names(queries))


def heat_record(heat: ShapeHeat) -> dict[str, Any]:
    """A heat as JSON-ready values, without the values of its elements."""
    return {
        "schema": SCHEMA,
        "generator": GENERATOR,
        "model": model_record(heat.model),
        "options": options_record(heat.options),
        "source": source_record(heat.source),
        "element": heat.source.element,
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


def _write_page(scaled: ScaledHeat, path: Path, name: str) -> None:
    from patchalign3d_cli.page import write_heat_page

    write_heat_page(scaled.heat, scaled.scale, path)


def _write_picture(scaled: ScaledHeat, path: Path, name: str) -> None:
    from patchalign3d_cli.pictures.heat_picture import heat_picture

    heat_picture(scaled.heat, scaled.scale).save(path, format="PNG")


_ONE_QUERY = (".glb", ".ply")  # formats that show one colour an element
HEAT_FORMATS: FormatRegistry[ScaledHeat] = FormatRegistry(
    content="a heat",
    word="heat",
    default=(".glb", ".html"),
    writers={
        ".glb": lambda scaled, path, _: write_colored_glb(scaled.shape, path),
        ".ply": lambda scaled, path, _: write_colored_ply(scaled.shape, path),
        ".html": _write_page,
        ".png": _write_picture,
        ".json": lambda scaled, path, _: _write_json(scaled.heat, path),
        ".npz": lambda scaled, path, _: _write_npz(scaled.heat, path),
    },
)
