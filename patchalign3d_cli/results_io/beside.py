"""A result without its shape: the shape is found beside it, and made sure to be the right one."""

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.results_io.element_values import ElementValues, check_values, segmentation
from patchalign3d_cli.results_io.json.parsing import Record
from patchalign3d_cli.results_io.refined import refined_shape
from patchalign3d_cli.results_io.result_file import ResultFile
from patchalign3d_cli.shapes import SHAPE_SUFFIXES, Shape, load_shape


def on_its_shape(file: ResultFile, record: Record, values: ElementValues) -> PartSegmentation:
    """Put the values of a result on the shape that they are of.

    Faces that are not in the shape's own file (after refinement, or of one piece) are put
    together from the geometry that the result holds; then the file adds only how they look, and
    may be missing.

    Raises:
        OutputError: The values contradict themselves, or the shape is missing or another one.
        ShapeError: The shape cannot be read.
    """
    try:
        check_values(values, record)
    except ValueError as error:
        raise file.damaged(error) from error
    shape = _shape_of(file, record, held=values.vertices is not None)
    if shape is None:
        return segmentation(_held_shape(file, record, values), record, values)
    if file.up is None and record.source.up is not None and not isinstance(file.shape, Shape):
        shape = replace(shape, up_assumed=record.source.up_assumed)
    if values.vertices is None:
        _check_fit(file, record, values, shape)
        _check_digest(file, record, shape)
        return segmentation(shape, record, values)
    _check_digest(file, record, shape)
    try:
        finer = refined_shape(shape, values)
    except ValueError as error:
        raise file.damaged(error) from error
    return segmentation(finer, record, values)


def _shape_of(file: ResultFile, record: Record, *, held: bool) -> Shape | None:
    """The shape that was given, or lies beside; None where it is missing and `held` anyway."""
    up = file.up or record.source.up
    if isinstance(file.shape, Shape):
        return file.shape
    if file.shape is not None:
        return load_shape(file.shape, up=up, options=file.reading)
    name, stem = record.source.file, file.path.stem.removesuffix(".parts")
    if name is not None:
        paths = [file.path.parent / Path(name).name]
    else:
        paths = [file.path.parent / f"{stem}{suffix}" for suffix in SHAPE_SUFFIXES]
    paths = [path for path in paths if path.is_file() and path != file.path]
    if len(paths) == 1:
        return load_shape(paths[0], up=up, options=file.reading)
    if held and not paths:
        return None
    missing = f"its shape {ascii(name)[1:-1] if name else stem + '.*'} does not lie beside it"
    several = f"{' and '.join(path.name for path in paths)} lie beside it"
    raise OutputError(
        f"{file.path} holds labels alone, and {several if paths else missing}; put the shape's"
        " file beside it, give the GLB or PLY of the result, or name the file with view --shape"
    )


def _held_shape(file: ResultFile, record: Record, values: ElementValues) -> Shape:
    """The geometry that the result holds, without how it looks."""
    assert values.vertices is not None
    source = record.source
    missing = f"{source.file or 'its shape'} does not lie beside {file.path.name}"
    return Shape(
        values.vertices,
        values.faces,
        up=file.up or source.up or "y",
        up_assumed=file.up is None and source.up_assumed,
        path=None if source.file is None else file.path.parent / Path(source.file).name,
        sha256=source.sha256,
        face_index=values.face_index,
        vertex_index=values.vertex_index,
        warnings=(f"{missing}, so materials and colours are missing; name it with --shape",),
    )


def _check_fit(file: ResultFile, record: Record, values: ElementValues, shape: Shape) -> None:
    """Make sure that there is one label for each element, and that it is the same element."""
    labels = len(values.labels)
    if labels != shape.element_count or record.is_cloud not in (None, shape.is_cloud):
        labelled = {None: "", True: " of points", False: " of faces"}[record.is_cloud]
        raise OutputError(
            f"{file.path} has {labels:,} labels{labelled} and its shape {_name(shape)} has"
            f" {shape.element_count:,} {shape.element}s; {_advice(file)}"
        )
    written = values.vertex_index if shape.is_cloud else values.face_index
    index = shape.vertex_index if shape.is_cloud else shape.face_index
    if written is not None and not np.array_equal(written, _index_or_range(index, labels)):
        raise OutputError(
            f"{file.path} has labels for other {shape.element}s of {_name(shape)} than pa3d reads"
            f" from it; {_advice(file)}"
        )


def _index_or_range(index: NDArray[np.int64] | None, count: int) -> NDArray[np.int64]:
    return np.arange(count) if index is None else index


def _check_digest(file: ResultFile, record: Record, shape: Shape) -> None:
    if None not in (record.source.sha256, shape.sha256) and record.source.sha256 != shape.sha256:
        raise OutputError(
            f"{_name(shape)} is not the file that {file.path} was made from (its SHA-256 differs);"
            f" {_advice(file)}"
        )


def _name(shape: Shape) -> str:
    return "that was given" if shape.path is None else str(shape.path)


def _advice(file: ResultFile) -> str:
    if isinstance(file.shape, Shape):
        return "segment it again"
    return "name the shape that it was made from with --shape, or segment it again"
