"""How smooth the borders of parts are after `--refine`, how right its labels, and what it costs.

    python tests/measurements/score_borders.py mug.stl=handle,cup ... [--pictures FOLDER]
    python tests/measurements/score_borders.py --generated 10
    python tests/measurements/score_borders.py --data FOLDER

A line a shape: faces of the file and of the result; length of the borders over that of their
smoothed curves; mean angle between successive edges of a border, in degrees; mean IoU over the
parts by area, where the truth is known, of the finer faces, of the file's faces by the area of
their pieces, and without refinement; seconds without and with refinement. `--data` is a folder
as `pa3d benchmark folder --root` reads it. Names that say where a shape is divided are not heard.
"""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image
from score_symmetry import mean_iou

from patchalign3d_cli.coloring.palette import element_colors
from patchalign3d_cli.datasets import FolderData
from patchalign3d_cli.options import EncodeOptions, QueryOptions
from patchalign3d_cli.pictures.camera import Viewpoint
from patchalign3d_cli.pictures.picture import render_shape
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.segmenting.loading import load_segmenter
from patchalign3d_cli.shapes import Shape, load_shape
from patchalign3d_training.synthesis.catalog import CATEGORIES, generate
from support.border_curves import border_curves

SEED = 2_000_000  # training sets draw their shapes from pairs of numbers


class Item(NamedTuple):
    """A shape and, where it is known, the part of each face."""

    name: str
    shape: Shape
    parts: tuple[str, ...]
    truth: np.ndarray | None


def items(options: argparse.Namespace) -> Iterator[Item]:
    """What is measured."""
    for text in options.shapes:
        path, parts = text.split("=")
        yield Item(Path(path).name, load_shape(Path(path)), tuple(parts.split(",")), None)
    step = max(1, len(CATEGORIES) // options.generated) if options.generated else 1
    for category in sorted(CATEGORIES)[::step][: options.generated]:
        mesh = generate(category, SEED)
        shape = Shape(np.asarray(mesh.vertices, float), np.asarray(mesh.faces, np.int64))
        present = np.unique(mesh.face_part[mesh.face_part >= 0])
        truth = np.searchsorted(present, mesh.face_part)
        truth[mesh.face_part < 0] = -1
        yield Item(category, shape, tuple(mesh.parts[part][0] for part in present), truth)
    if options.data:
        data = FolderData(options.data)
        for index in range(options.first, len(data), options.step):
            item = data.load(index)
            truth = item.labels
            if item.on != "faces":
                truth = truth[item.shape.faces].max(axis=1)
            yield Item(f"{item.category}/{index}", item.shape, tuple(item.parts), truth)


def voted(result: PartSegmentation, areas: np.ndarray) -> np.ndarray:
    """The label of most of the area of each face of the file, as data sets take it."""
    votes = np.zeros((result.source_faces.max() + 1, len(result.parts)))
    np.add.at(votes, (result.source_faces, result.labels), areas)
    return votes.argmax(axis=1)


def draw(shape: Shape, labels: np.ndarray, count: int, path: Path) -> None:
    """Four large views of a labelled shape beside each other."""
    views = [Viewpoint(azimuth=35 + 90 * turn) for turn in range(4)]
    colors = element_colors(labels, count)
    pictures = [render_shape(shape, colors, size=(1600, 1600), viewpoint=view) for view in views]
    Image.fromarray(np.concatenate(pictures, axis=1)).save(path)


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shapes", nargs="*")
    parser.add_argument("--generated", type=int, default=0)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--first", type=int, default=0, help="first shape of the data")
    parser.add_argument("--step", type=int, default=1, help="every so many shapes of the data")
    parser.add_argument("--pictures", type=Path)
    options = parser.parse_args()
    segmenter = load_segmenter(None)
    rows = []
    print(f"{'':22}   faces  refined  rough  angle   IoU  voted  plain  seconds")
    for item in items(options):
        features = segmenter.encode(item.shape, EncodeOptions())
        times, results = [], []
        for refine in (False, True):
            began = time.perf_counter()
            query = QueryOptions(refine=refine)
            results.append(segmenter.query(features, item.parts, options=query))
            times.append(time.perf_counter() - began)
        plain, result = results
        curves = border_curves(result.source, result.labels)
        ious = [np.nan, np.nan, np.nan]
        if item.truth is not None:
            areas = result.source.element_weights()
            ious = [
                100 * mean_iou(result.labels, item.truth[result.source_faces], areas),
                100 * mean_iou(voted(result, areas), item.truth, item.shape.element_weights()),
                100 * mean_iou(plain.labels, item.truth, item.shape.element_weights()),
            ]
        faces = len(item.shape.faces), len(result.labels)
        row = (*faces, curves.roughness, curves.turning, *ious, *times)
        rows.append(row)
        print(line(item.name, row), flush=True)
        if options.pictures:
            options.pictures.mkdir(parents=True, exist_ok=True)
            name = item.name.replace("/", "-").replace(".", "-")
            draw(result.source, result.labels, len(item.parts), options.pictures / f"{name}.png")
    print(line("mean", tuple(np.nanmean(np.array(rows), axis=0))))


def line(name: str, row: tuple[float, ...]) -> str:
    """A row of the table."""
    faces, refined, rough, angle, iou, faces_iou, plain, without, seconds = row
    figures = f"{faces:7.0f}  {refined:7.0f}  {rough:5.3f}  {angle:5.1f}  {iou:5.1f}"
    figures += f"  {faces_iou:5.1f}  {plain:5.1f}"
    return f"{name:22} {figures}  {without:5.2f} {seconds:5.2f}"


if __name__ == "__main__":
    main()
