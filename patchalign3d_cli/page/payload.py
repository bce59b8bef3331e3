"""The numbers of a page: few bytes, which its script unfolds."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.page.appearance import PageAppearance, page_appearance
from patchalign3d_cli.page.model import PageColumn, PageModel
from patchalign3d_cli.pictures.cloud import point_radius
from patchalign3d_cli.pictures.frame import picture_frame
from patchalign3d_cli.segmenting.clicks import FeatureSites
from patchalign3d_cli.shapes.shape import Shape

_STEPS = 65535  # positions along a side of the box
_PERCENT = 100
_HEAT_LEVELS = 63  # steps of one column, where there are few
_HEAT_TOTAL = 512  # steps of all columns together: many have coarser ones
_FEWEST_LEVELS = 7
_SMALLEST, _FASTEST = 9, 1  # efforts of deflate


@dataclass(frozen=True)
class Payload:
    """Numbers for the page.

    Attributes:
        header: JSON-ready: what the arrays are called and how to read them, and the shape's box.
        data: The arrays one after the other, deflated (zlib).
    """

    header: dict[str, Any]
    data: bytes


class _Arrays:
    """Arrays as planes: all lowest bytes, then all next ones, which deflate packs well."""

    def __init__(self) -> None:
        self.chunks: list[bytes] = []
        self.entries: dict[str, dict[str, int | bool]] = {}

    def add(self, name: str, values: NDArray[Any], *, running: bool = False) -> None:
        """Append (n,) or (rows, n) unsigned integers; `running` keeps differences along n."""
        table = np.atleast_2d(values)
        if running:
            first = table[:, :1]
            table = np.concatenate([first, table[:, 1:] - table[:, :-1]], axis=1)  # wraps
        width = table.dtype.itemsize
        wide = np.ascontiguousarray(table.astype(table.dtype.newbyteorder("<")))
        planes = wide.view(np.uint8).reshape(-1, width).T
        self.entries[name] = {
            "rows": table.shape[0],
            "count": table.shape[1],
            "bytes": width,
            "running": running,
        }
        self.chunks.append(planes.tobytes())

    def packed(self, header: dict[str, Any], effort: int) -> Payload:
        """All arrays, deflated with an effort of 1 to 9."""
        header["arrays"] = self.entries
        return Payload(header, zlib.compress(b"".join(self.chunks), effort))


def payload(model: PageModel) -> Payload:
    """Pack a page's content.

    The shape is packed as `shape_payload` says. Confidences are rounded to whole per cents, and
    the values of a column to at most 64 steps between the ends of its scale.

    Args:
        model: What to show.
    """
    arrays = _Arrays()
    header = _add_shape(arrays, model.source)
    small = len(model.groups) < np.iinfo(np.uint8).max
    arrays.add("label", (model.labels + 1).astype(np.uint8 if small else np.uint16))
    if model.confidence is not None:
        confidence = np.clip(np.nan_to_num(model.confidence), 0, 1)
        arrays.add("confidence", np.rint(confidence * _PERCENT).astype(np.uint8))
    if model.pieces is not None:
        arrays.add("piece", (model.pieces.labels + 1).astype(np.uint16))
    header["heat"] = _add_heat(arrays, model.columns)
    if model.sites is not None:
        header["sites"] = _add_sites(arrays, model.source, model.sites, header)
    return arrays.packed(header, _SMALLEST)


def sites_payload(source: Shape, sites: FeatureSites) -> Payload:
    """Pack coarse features alone, for a page that draws the shape of `shape_payload`.

    Args:
        source: The shape.
        sites: Its coarse features.
    """
    arrays = _Arrays()
    low, extent = _box(_shown_positions(source))
    header: dict[str, Any] = {"low": _floats(low), "extent": _floats(extent)}
    header["sites"] = _add_sites(arrays, source, sites, header)
    return arrays.packed(header, _FASTEST)


def _add_sites(
    arrays: _Arrays, source: Shape, sites: FeatureSites, header: Mapping[str, Any]
) -> dict[str, Any]:
    """Put the sites' positions, on the grid of the shape's, and their features into the arrays."""
    extent = np.array(header["extent"])
    shares = (picture_frame(source).apply(sites.centers) - header["low"]) / np.maximum(extent, 1e-9)
    arrays.add("site", np.rint(np.clip(shares, 0, 1) * _STEPS).astype(np.uint16).T)
    arrays.add("siteCode", (sites.codes.T.astype(np.int16) + 128).astype(np.uint8))
    return {"scale": sites.scale}


def shape_payload(source: Shape) -> Payload:
    """Pack a shape alone, fast rather than small.

    It stands upright around the origin with its box's half-diagonal 1, as in pictures. Positions
    are rounded to 1/65535 of the box. Faces and points keep their order.

    Args:
        source: The shape.
    """
    arrays = _Arrays()
    header = _add_shape(arrays, source)
    return arrays.packed(header, _FASTEST)


def _add_shape(arrays: _Arrays, source: Shape) -> dict[str, Any]:
    positions = _shown_positions(source)  # (V or F * 3, 3)
    low, extent = _box(positions)
    steps = np.where(extent > 0, _STEPS / np.where(extent > 0, extent, 1.0), 0.0)
    grid = np.rint((positions - low) * steps).astype(np.uint16)  # (V or F * 3, 3)
    header: dict[str, Any] = {"low": _floats(low), "extent": _floats(extent)}
    header["elements"] = source.element_count
    if source.faces is None:
        header["radius"] = point_radius(positions)
        arrays.add("position", grid.T, running=True)
    else:
        vertices, index = _welded(grid)
        arrays.add("position", vertices.T, running=True)
        arrays.add("index", _backward(index))
    if source.appearance is not None:
        shown = page_appearance(source.appearance, source.is_cloud)
        header["appearance"] = _add_appearance(arrays, shown)
    return header


def _box(positions: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The lowest corner of the box around positions, and its sides."""
    low = positions.min(axis=0)
    return low, positions.max(axis=0) - low


def _shown_positions(shape: Shape) -> NDArray[np.float32]:
    """The position of each point, or of each corner of each face.

    Strays (`Shape.core`) shrink to a point of another element: they would leave few steps for all
    others.
    """
    positions = picture_frame(shape).apply(shape.vertices)  # (V, 3)
    corners = positions[:, None] if shape.faces is None else positions[shape.faces]  # (E, k, 3)
    if shape.core is not None:
        corners = corners.copy()
        corners[~shape.core] = corners[np.flatnonzero(shape.core)[0], 0]
    return corners.reshape(-1, 3)


def _welded(grid: NDArray[np.uint16]) -> tuple[NDArray[np.uint16], NDArray[np.int64]]:
    """The distinct grid points in the order of first use, and which one each corner has."""
    wide = grid.astype(np.uint64)
    key = (wide[:, 0] << np.uint64(32)) | (wide[:, 1] << np.uint64(16)) | wide[:, 2]
    _, first, inverse = np.unique(key, return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return grid[first[order]], rank[inverse.reshape(-1)]


def _backward(index: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Each index as its distance from the lowest one not yet used: 0 is the next new vertex."""
    highest = np.maximum.accumulate(np.concatenate([[-1], index]))[:-1]
    return (highest + 1 - index).astype(np.uint32)


def _add_heat(arrays: _Arrays, columns: Sequence[PageColumn]) -> dict[str, Any] | None:
    """Put the values of each column into the arrays; None where there is none."""
    if not columns:
        return None
    levels = max(_FEWEST_LEVELS, min(_HEAT_LEVELS, _HEAT_TOTAL // len(columns)))
    heat = []
    for column in columns:
        span = column.high - column.low
        shares = (column.values.astype(np.float64) - column.low) / (span if span > 0 else 1.0)
        heat.append(np.rint(np.clip(shares, 0, 1) * levels).astype(np.uint8))  # (E,)
    arrays.add("heat", np.stack(heat))
    low, high = [column.low for column in columns], [column.high for column in columns]
    return {"levels": levels, "low": _floats(low), "high": _floats(high)}


def _add_appearance(arrays: _Arrays, appearance: PageAppearance) -> dict[str, Any]:
    """Put materials, texture coordinates, colours and images into the arrays."""
    few = len(appearance.header) <= np.iinfo(np.uint8).max
    arrays.add("material", appearance.materials.astype(np.uint8 if few else np.uint16))
    header: dict[str, Any] = {"materials": appearance.header, "images": len(appearance.images)}
    if appearance.uv is not None:
        coordinates = appearance.uv.values[appearance.uv.corners.reshape(-1)]  # (F * 3, 2)
        coordinates = np.where(appearance.uv.corners.reshape(-1, 1) < 0, 0, coordinates)
        low, extent = coordinates.min(axis=0), np.ptp(coordinates, axis=0)
        grid = np.zeros((len(coordinates), 3), dtype=np.uint16)
        grid[:, :2] = np.rint((coordinates - low) / np.where(extent > 0, extent, 1.0) * _STEPS)
        values, index = _welded(grid)
        arrays.add("uv", values[:, :2].T, running=True)
        arrays.add("uvIndex", _backward(index))
        header["uv"] = {"low": _floats(low), "extent": _floats(extent)}
    if appearance.tint is not None:
        colors, corners = appearance.tint
        tints = np.where(corners.reshape(-1, 1) < 0, 255, colors[corners.reshape(-1)])
        values, index = _welded(tints.astype(np.uint16))
        arrays.add("tint", values.astype(np.uint8).T)
        arrays.add("tintIndex", _backward(index))
    for number, image in enumerate(appearance.images):
        arrays.add(f"image {number}", np.frombuffer(image, np.uint8))
    return header


def _floats(values: NDArray[Any] | Sequence[float]) -> list[float]:
    return [float(f"{value:.7g}") for value in values]
