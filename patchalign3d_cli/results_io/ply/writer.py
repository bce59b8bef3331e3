"""Binary PLY: the geometry as it was given, with a label, a confidence and a colour an element."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.coloring.palette import shown_colors
from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.results_io.json.record import GENERATOR, segmentation_record
from patchalign3d_cli.results_io.ply import keys
from patchalign3d_cli.results_io.ply.notes import model_note, name_notes, record_notes
from patchalign3d_cli.shapes.shape import Shape

_TYPE_NAMES = {"<f4": "float", "<f8": "double", "<i4": "int", "|u1": "uchar"}


def write_ply(result: PartSegmentation, path: Path, options: OutputOptions | None = None) -> None:
    """Write a binary little-endian PLY.

    Vertices keep their order and values: `float` where that holds every coordinate exactly,
    else `double`. Each face of a mesh, or each vertex of a cloud, has `int label` (-1 where
    unlabelled), `float confidence` and `uchar red, green, blue`; where somebody asked, `int
    piece`, `int object` and `int source_face`. The header's comments name the parts by index, and
    hold the record: what the JSON file says but for its lists. MeshLab shows the colours of faces
    and of vertices, Blender those of vertices only: for a mesh in Blender take GLB.

    Args:
        result: What to write.
        path: The file; an existing one is replaced.
        options: What the colours show; None for the parts.
    """
    columns = _element_columns(result, options or OutputOptions())
    write_elements(result.source, columns, _notes(result), path)


def write_elements(
    source: Shape, columns: Mapping[str, NDArray[Any]], notes: Sequence[str], path: Path
) -> None:
    """Write a shape with values an element.

    Args:
        source: The shape; vertices keep their order and values.
        columns: (E,) values of the elements by property name: float32, int32 or uint8.
        notes: Comments of the header, as `header_text` makes them.
        path: The file; an existing one is replaced.
    """
    vertices = _vertex_columns(source.vertices)
    if source.faces is None:
        tables = {"vertex": _table({**vertices, **columns})}
    else:
        faces = {"vertex_indices": source.faces.astype("<i4")}
        tables = {"vertex": _table(vertices), "face": _table({**faces, **columns})}
    with path.open("wb") as file:
        file.write(_header(notes, tables))
        for table in tables.values():
            file.write(table.tobytes())


def _vertex_columns(vertices: NDArray[np.float64]) -> dict[str, NDArray[Any]]:
    with np.errstate(over="ignore"):
        single = vertices.astype("<f4")
    kept = single if np.array_equal(single.astype(np.float64), vertices) else vertices
    return {axis: kept[:, i].astype(kept.dtype.newbyteorder("<")) for i, axis in enumerate("xyz")}


def _element_columns(result: PartSegmentation, options: OutputOptions) -> dict[str, NDArray[Any]]:
    colors = shown_colors(result, options)
    return {
        keys.LABEL: result.labels.astype("<i4"),
        keys.CONFIDENCE: result.confidence.astype("<f4"),
        **{channel: colors[:, i] for i, channel in enumerate(keys.CHANNELS)},
        **_origins(result),
    }


def _origins(result: PartSegmentation) -> dict[str, NDArray[Any]]:
    """Which piece and which face of the original an element is of, where somebody asked."""
    columns = {}
    if result.pieces is not None:
        columns[keys.PIECE] = result.pieces.labels.astype("<i4")
    if result.objects is not None:
        columns[keys.OBJECT] = result.objects.labels.astype("<i4")
    if result.source_faces is not None:
        columns[keys.SOURCE_FACE] = result.source_faces.astype("<i4")
    return columns


def _table(columns: dict[str, NDArray[Any]]) -> NDArray[np.void]:
    """Rows of the columns side by side; a column of index triples is led by its length."""
    fields: list[tuple[Any, ...]] = []
    for name, values in columns.items():
        if values.ndim == 2:
            fields.append((f"{name}.length", "|u1"))
        fields.append((name, values.dtype.str, values.shape[1:]))
    table = np.empty(len(next(iter(columns.values()))), dtype=fields)
    for name, values in columns.items():
        table[name] = values
        if values.ndim == 2:
            table[f"{name}.length"] = values.shape[1]
    return table


def _notes(result: PartSegmentation) -> list[str]:
    pieces = result.pieces.names if result.pieces is not None else ()
    return [
        model_note(result.model),
        *name_notes(keys.PART, result.parts),
        *name_notes(keys.PIECE, pieces),
        *record_notes(segmentation_record(result)),
    ]


def _header(notes: Sequence[str], tables: dict[str, NDArray[np.void]]) -> bytes:
    lines = ["ply", "format binary_little_endian 1.0", f"comment {keys.GENERATOR} {GENERATOR}"]
    lines += [f"comment {note}" for note in notes]
    for element, table in tables.items():
        lines.append(f"element {element} {len(table)}")
        lines += _properties(table.dtype)
    return ("\n".join([*lines, "end_header"]) + "\n").encode("ascii")


def _properties(row: np.dtype[np.void]) -> list[str]:
    lines = []
    for name in row.names or ():
        if name.endswith(".length"):
            continue
        kind = _TYPE_NAMES[row[name].base.str]
        if row[name].shape:
            kind = f"list uchar {kind}"
        lines.append(f"property {kind} {name}")
    return lines
