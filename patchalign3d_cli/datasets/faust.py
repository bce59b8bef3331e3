"""FAUST with the coarse part labels of SATR (Abdelreheem et al. 2023): 100 scans of people."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from patchalign3d_cli.datasets.label_files import place_labels
from patchalign3d_cli.datasets.labelled import LabelledShape
from patchalign3d_cli.datasets.layout import check_files, digest, find_root, read_lines
from patchalign3d_cli.datasets.part_names import read_json
from patchalign3d_cli.errors import DataError
from patchalign3d_cli.shapes import UpDirection, load_shape

CATEGORY = "human"
_GET = "https://github.com/Samir55/SATR (its README links the FAUST benchmark)"
_LABELS = "coarse_gt.json"


class FaustCoarse:
    """Meshes with a label a vertex: `scans/tr_scan_XXX.obj`, `coarse_gt.json`, `meshes.txt`.

    Args:
        root: The set's folder.
        up: The axis that points up; None for y.

    Raises:
        DataError: Something of the set is missing or contradicts itself.
    """

    name = "FAUST coarse"

    def __init__(self, root: Path, *, up: UpDirection | None = None) -> None:
        marks = ("meshes.txt", _LABELS, "scans")
        folder = find_root(root, marks, ("SATR_DATA", "FAUST"), self.name, _GET)
        self.up = up
        stems = [Path(line).stem for line in read_lines(folder / "meshes.txt") if "obj" in line]
        if not stems:
            raise DataError(f"{folder / 'meshes.txt'} lists no meshes; get the set from {_GET}")
        named = read_json(folder / _LABELS, "the labels")
        named = named if isinstance(named, dict) else {}
        lacking = [stem for stem in stems if not isinstance(named.get(stem), list)]
        if lacking:
            raise DataError(
                f"{folder / _LABELS} has no labels for {lacking[0]}; get it from {_GET}"
            )
        parts = sorted({str(name) for stem in stems for name in set(named[stem])})
        numbers = {name: index for index, name in enumerate(parts)}
        self.parts = tuple(parts)
        self.items: Sequence[str] = tuple(stems)
        self._labels = {
            stem: np.array([numbers[str(name)] for name in named[stem]], dtype=np.int32)
            for stem in stems
        }
        self._paths = [folder / "scans" / f"{stem}.obj" for stem in stems]
        check_files(self._paths, self.name, _GET)

    def load(self, index: int) -> LabelledShape:
        """Read the mesh `items[index]`.

        Raises:
            DataError: There is not one label for each vertex.
            ShapeError: The mesh cannot be read.
        """
        stem, path = self.items[index], self._paths[index]
        shape = load_shape(path, up=self.up)
        labels, on = place_labels(self._labels[stem], shape, "vertices", f"{_LABELS}: {stem}")
        sha256 = digest(shape.sha256 or "", self._labels[stem].tobytes(), *self.parts)
        return LabelledShape(stem, CATEGORY, shape, self.parts, labels, on, sha256)
