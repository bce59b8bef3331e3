"""Published results to stand beside one's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from patchalign3d_cli.datasets.shapenetpart import SHAPENETPART

SOURCE = "PatchAlign3D (arXiv 2601.02457)"
"""Where all numbers come from: that paper's tables, its own rows and those it compares with."""


@dataclass(frozen=True)
class PublishedRow:
    """One method on one data set, in per cent.

    Attributes:
        method: Its name.
        miou: Mean over shapes; None where it was not published.
        ciou: Mean over categories; None where it was not published.
        categories: Mean IoU by category; empty where it was not published.
    """

    method: str
    miou: float | None
    ciou: float | None
    categories: Mapping[str, float]


def _row(method: str, miou: float, ciou: float, *values: float) -> PublishedRow:
    return PublishedRow(method, miou, ciou, dict(zip(SHAPENETPART, values, strict=True)))


# fmt: off
_SHAPENETPART = (
    _row("SATR (mesh)", 32.8, 31.9, 38.5, 44.6, 24.0, 19.6, 33.2, 16.9, 40.2, 45.9, 30.2, 37.8,
         15.7, 52.3, 20.9, 28.4, 30.8, 31.4),
    _row("PointCLIPv2", 16.1, 21.0, 6.0, 16.4, 34.5, 17.1, 15.8, 41.6, 19.9, 45.4, 36.5, 30.6,
         2.5, 24.7, 22.6, 10.4, 16.2, 10.9),
    _row("COPS", 25.6, 32.2, 13.8, 31.0, 46.1, 10.4, 23.2, 44.2, 40.2, 60.1, 42.1, 63.3,
         7.6, 39.0, 32.3, 17.2, 25.8, 19.6),
    _row("Find3D", 23.3, 23.9, 15.6, 10.7, 13.9, 13.2, 27.2, 50.9, 22.7, 31.5, 27.1, 31.1,
         14.1, 10.5, 13.5, 26.4, 51.9, 22.8),
    _row("PatchAlign3D", 56.9, 53.1, 51.7, 51.1, 65.8, 32.5, 65.3, 66.7, 49.5, 63.6, 52.0, 61.1,
         23.0, 69.3, 37.1, 37.7, 62.3, 60.8),
)
# fmt: on

_ROWS: Mapping[str, Sequence[PublishedRow]] = {
    "ShapeNetPart": _SHAPENETPART,
    "ShapeNetPart (HDF5)": _SHAPENETPART,
    "FAUST coarse": (
        PublishedRow("Find3D", 63.2, None, {}),
        PublishedRow("PatchAlign3D", 67.8, None, {}),
    ),
    "PartNetE": (PublishedRow("PatchAlign3D", 41.4, 42.2, {}),),
    "ScanObjectNN parts": (PublishedRow("PatchAlign3D", 22.7, 25.3, {}),),
    "Objaverse-General (seenclass)": (PublishedRow("PatchAlign3D", 37.5, None, {}),),
    "Objaverse-General (unseen)": (PublishedRow("PatchAlign3D", 35.6, None, {}),),
}


_FULL_SETS: Mapping[str, tuple[int, int]] = {
    "ShapeNetPart": (2874, 16),
    "ShapeNetPart (HDF5)": (2874, 16),
    "PartNetE": (1906, 45),
}


def full_set(dataset: str) -> tuple[int, int] | None:
    """Shapes and categories of the set that was published on; None where that was not said."""
    return _FULL_SETS.get(dataset)


def published_rows(dataset: str) -> Sequence[PublishedRow]:
    """The published rows for a data set by its name; none where nothing was published."""
    return _ROWS.get(dataset, ())
