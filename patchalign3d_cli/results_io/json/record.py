"""What files say about a result in words and figures, with nothing of the machine that made it."""

import math
from collections.abc import Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from numpy.typing import NDArray

from patchalign3d_cli.coloring.palette import UNLABELLED_COLOR, hex_color, palette
from patchalign3d_cli.results import ModelIdentity, PartMeasures, PartSegmentation, PartSummary
from patchalign3d_cli.results_io.json import keys
from patchalign3d_cli.shapes.shape import Shape
from patchalign3d_cli.version import __version__

GENERATOR = f"pa3d {__version__}"
_DIGITS = 12  # of a measure


def segmentation_record(result: PartSegmentation) -> dict[str, Any]:
    """A result as JSON-ready values, without the labels of its elements.

    `docs/outputs.md` documents the schema. What is no finite number is None, and a path is its
    last component.
    """
    colors = palette(len(result.parts))
    return {
        keys.SCHEMA: keys.SEGMENTATION_SCHEMA,
        keys.GENERATOR: GENERATOR,
        keys.MODEL: model_record(result.model),
        keys.OPTIONS: options_record(result.options),
        keys.SOURCE: source_record(result.source),
        keys.ELEMENT: keys.POINT if result.source.is_cloud else keys.FACE,
        keys.PARTS: [
            {
                keys.INDEX: i,
                keys.NAME: part.name,
                keys.COLOR: hex_color(colors[i]),
                **part_figures(part),
                **_part_measures(measures),
            }
            for i, (part, measures) in enumerate(
                zip(result.summary(), result.measures, strict=True)
            )
        ],
        **_pieces_record(result),
        **_objects_record(result),
        keys.UNLABELLED: {
            keys.COLOR: hex_color(UNLABELLED_COLOR),
            keys.COUNT: int((result.labels < 0).sum()),
        },
        keys.DOUBTS: [
            {keys.KIND: doubt.kind, keys.PART: doubt.part, keys.MESSAGE: doubt.message}
            for doubt in result.doubts
        ],
    }


def model_record(model: ModelIdentity) -> dict[str, str]:
    """Which model made a result, JSON-ready."""
    return {
        keys.NAME: portable_name(model.name),
        keys.SHA256: model.sha256,
        keys.TEXT_MODEL: portable_name(model.text_model),
        keys.LICENSE: model.license,
    }


def options_record(
    options: Mapping[str, str | int | float | bool],
) -> dict[str, str | int | float | bool | None]:
    """The options of a run, JSON-ready."""
    return {key: _portable(value) for key, value in options.items()}


def part_figures(part: PartSummary) -> dict[str, int | float | None]:
    """How much of the shape a part is, and how sure the model is of it; JSON-ready."""
    return {
        keys.COUNT: part.count,
        keys.AREA_SHARE: _finite(part.share),
        keys.MEAN_CONFIDENCE: _finite(part.confidence),
    }


def _part_measures(measures: PartMeasures | None) -> dict[str, Any]:
    """Where a part is and how large, JSON-ready; None for each where it has no elements."""
    if measures is None:
        names = (keys.CENTROID, keys.BOX, keys.ORIENTED_BOX, keys.AREA, keys.VOLUME)
        return dict.fromkeys(names)
    box = measures.oriented_box
    size = float(box.half_sizes[0]) or 1.0
    return {
        keys.CENTROID: _numbers(measures.centroid, size),
        keys.BOX: {
            keys.LOW: measures.low.tolist(),
            keys.HIGH: measures.high.tolist(),
        },
        keys.ORIENTED_BOX: {
            keys.CENTER: _numbers(box.center, size),
            keys.AXES: [_numbers(axis) for axis in box.axes],
            keys.HALF_SIZES: _numbers(box.half_sizes, size),
            keys.QUATERNION: _numbers(box.quaternion),
        },
        keys.AREA: _number(measures.area),
        keys.VOLUME: _number(measures.volume),
    }


def _numbers(values: NDArray[Any], size: float = 1.0) -> list[float]:
    """Coordinates without what is below the rounding of a shape of that size."""
    digits = _DIGITS - math.ceil(math.log10(size))
    return [round(value, digits) + 0.0 for value in values.tolist()]  # no negative zero


def _number(value: float | None) -> float | None:
    if value is None or not math.isfinite(value):
        return None
    return float(f"{value:.{_DIGITS}g}")


def _pieces_record(result: PartSegmentation) -> dict[str, Any]:
    """The pieces, where the parts were taken apart."""
    if result.pieces is None:
        return {}
    owners = result.pieces.parts.tolist()
    return {
        keys.PIECES: [
            {
                keys.INDEX: i,
                keys.NAME: piece.name,
                keys.PART: owners[i],
                **part_figures(piece),
                **_part_measures(measures),
            }
            for i, (piece, measures) in enumerate(
                zip(result.piece_summary(), result.piece_measures, strict=True)
            )
        ]
    }


def _objects_record(result: PartSegmentation) -> dict[str, Any]:
    """The objects of a scene, where they were labelled each by itself."""
    if result.objects is None:
        return {}
    return {
        keys.OBJECTS_FROM: result.objects.source,
        keys.OBJECTS: [
            {keys.INDEX: number, keys.NAME: item.name, **part_figures(item)}
            for number, item in enumerate(result.object_summary())
        ],
    }


def portable_name(name: str) -> str:
    """`name`, or its last component where it is a path that only this machine knows."""
    if PurePosixPath(name).is_absolute() or name.startswith("~"):
        return PurePosixPath(name).name
    windows = PureWindowsPath(name)
    return windows.name if windows.drive else name


def source_record(source: Shape) -> dict[str, Any]:
    """Where a shape comes from and how large it is, JSON-ready."""
    return {
        keys.FILE: None if source.path is None else source.path.name,
        keys.SHA256: source.sha256,
        keys.UP: source.up,
        keys.UP_ASSUMED: source.up_assumed,
        keys.VERTEX_COUNT: len(source.vertices),
        keys.FACE_COUNT: None if source.faces is None else len(source.faces),
        keys.NODES: [
            {keys.NAME: node.name, keys.START: node.start, keys.COUNT: node.count}
            for node in source.nodes
        ],
    }


def _portable(value: str | int | float | bool) -> str | int | float | bool | None:
    return portable_name(value) if isinstance(value, str) else _finite(value)


def _finite(value: int | float | bool) -> int | float | bool | None:
    return value if math.isfinite(value) else None
