"""Wavefront OBJ with its MTL: one group and one material a part, for every modeller."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.coloring.heat_ramp import heat_colors
from patchalign3d_cli.coloring.palette import UNLABELLED_COLOR, UNLABELLED_NAME, palette
from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.results_io.json.record import GENERATOR, portable_name
from patchalign3d_cli.results_io.ply.notes import header_text
from patchalign3d_cli.shapes.appearance import CornerValues


def write_obj(result: PartSegmentation, path: Path, library: str) -> None:
    """Write an OBJ: the vertices as given, and under each part's group its faces (points).

    Faces keep their order within a part; texture coordinates and normals of the source go along.
    Where the parts were taken apart, every piece is a group. Names are single words: see
    `group_names`. Of the confidences OBJ has room for a comment a group, their mean.

    Args:
        result: What to write.
        path: The file; an existing one is replaced.
        library: Name of the MTL file that will lie beside it.
    """
    lines = [f"# {GENERATOR}", f"# model {header_text(portable_name(result.model.name))}"]
    lines += [f"# part {i} {header_text(name)}" for i, name in enumerate(result.parts)]
    lines.append(f"mtllib {library}")
    lines += _rows("v", result.source.vertices)
    values, elements = _elements(result)
    lines += values
    for name, material, mean, indices in _groups(result):
        lines += [f"g {name}", f"usemtl {material}", f"# confidence {mean:.4f}"]
        lines += [elements[index] for index in indices.tolist()]
    # ASCII but for the name of the library, which must be the file's own, byte by byte.
    path.write_bytes(("\n".join(lines) + "\n").encode("utf-8", "surrogateescape"))


def _elements(result: PartSegmentation) -> tuple[list[str], list[str]]:
    """The lines of texture coordinates and normals, and one line an element (face or point)."""
    source = result.source
    if source.faces is None:
        return [], [f"p {i + 1}" for i in range(len(source.vertices))]
    lines: list[str] = []
    columns = [source.faces + 1]
    attributes = source.appearance.elements.attributes if source.appearance else {}
    coordinates, normals = attributes.get("TEXCOORD_0"), attributes.get("NORMAL")
    if coordinates is not None:
        # OBJ counts v from the bottom, glTF from the top.
        values = coordinates.values.astype(np.float64)
        lines += _rows("vt", np.stack([values[:, 0], 1.0 - values[:, 1]], axis=1))
        columns.append(coordinates.corners + 1)
    if normals is not None:
        lines += _rows("vn", normals.values)
        columns.append(normals.corners + 1)
    pattern = _pattern(coordinates, normals)
    corners = np.stack(columns, axis=2)  # (F, 3, 1 to 3)
    # Faces that lack a value are written without any.
    whole = np.logical_and.reduce(corners.reshape(len(corners), -1) > 0, axis=1).tolist()
    rows = corners.reshape(len(corners), -1).tolist()
    bare = corners[:, :, 0].tolist()
    return lines, [
        pattern.format(*row) if full else "f {} {} {}".format(*plain)
        for row, plain, full in zip(rows, bare, whole, strict=True)
    ]


def write_mtl(result: PartSegmentation, path: Path, options: OutputOptions) -> None:
    """Write the materials of `write_obj`: a part's colour, or that of its mean confidence.

    Args:
        result: What to write.
        path: The file; an existing one is replaced.
        options: What the colours show.
    """
    colors = palette(len(result.parts))
    if options.heatmap:
        colors = heat_colors([part.confidence for part in result.summary()])
    names = group_names((*result.parts, UNLABELLED_NAME))
    lines = [f"# {GENERATOR}"]
    for name, color in zip(names, [*colors.tolist(), UNLABELLED_COLOR], strict=True):
        shown = " ".join(f"{channel / 255:.6f}" for channel in color)
        lines += [f"newmtl {name}", f"Kd {shown}", "Ks 0 0 0", "d 1", "illum 1"]
    path.write_bytes(("\n".join(lines) + "\n").encode("ascii"))


def group_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names as OBJ's readers take them: ASCII without blanks and slashes, all different."""
    words: list[str] = []
    for name in names:
        word = header_text("_".join(name.split())).replace("#", r"\x23").replace("/", r"\x2f")
        word = word.replace("\\", "_") or "part"
        first, number = word, 2
        while word in words:
            word, number = f"{first}_{number}", number + 1
        words.append(word)
    return tuple(words)


def _groups(result: PartSegmentation) -> list[tuple[str, str, float, NDArray[np.int64]]]:
    """Name, material, mean confidence and faces of each group that has some."""
    materials = group_names((*result.parts, UNLABELLED_NAME))
    labels, names, owners = result.labels, materials, np.arange(len(materials))
    summary = result.summary()
    if result.pieces is not None:
        labels = result.pieces.labels
        names = group_names((*result.pieces.names, UNLABELLED_NAME))
        owners = np.append(result.pieces.parts, len(result.parts))
        summary = result.piece_summary()
    last = len(names) - 1
    means = [*(part.confidence for part in summary), 0.0]
    indices = np.where(labels < 0, last, labels)
    groups = []
    for number in range(len(names)):
        faces = np.flatnonzero(indices == number)
        if len(faces):
            groups.append((names[number], materials[owners[number]], means[number], faces))
    return groups


def _rows(keyword: str, values: NDArray[Any]) -> list[str]:
    """Lines of numbers that read back as the same numbers; formatted at once, for speed."""
    if not len(values):
        return []
    line = " ".join([keyword, *["%r"] * values.shape[1]])
    numbers = values.astype(np.float64).reshape(-1).tolist()
    return ["\n".join([line] * len(values)) % tuple(numbers)]


def _pattern(coordinates: CornerValues | None, normals: CornerValues | None) -> str:
    corner = "{}"
    if coordinates is not None:
        corner += "/{}"
    if normals is not None:
        corner += "/{}" if coordinates is not None else "//{}"
    return " ".join(["f", corner, corner, corner])
