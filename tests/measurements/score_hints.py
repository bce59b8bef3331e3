"""What the structure and the names of files gain on generated shapes, mean IoU over faces by area.

    python tests/measurements/score_hints.py [MODEL] [--step 2]

Each category gives one unseen shape, in several forms of the same surface: its parts as nodes that
are called nothing, by everyday words, by words of other parts, and so on. In merged forms nodes
hold the shells of two others. The last row has one node, whose shells are all that is known.
"""

import argparse
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from patchalign3d_cli.options import QueryOptions
from patchalign3d_cli.results import ShapeFeatures
from patchalign3d_cli.segmenting.loading import load_segmenter
from patchalign3d_cli.shapes import Shape
from patchalign3d_cli.shapes.regions import file_regions
from patchalign3d_cli.shapes.shape import ShapeNode
from patchalign3d_training.evaluation.generated_scores import FIRST_UNSEEN_SEED
from patchalign3d_training.synthesis.catalog import CATEGORIES, generate

SEED = FIRST_UNSEEN_SEED + 7
Means = np.ndarray
"""(N,) the part whose name each node has; -1 for a name that says nothing."""


def forms(count: int, random: np.random.Generator) -> dict[str, Callable[[Means], Means]]:
    """What names say in each form, from what the nodes are."""
    none = random.random
    return {
        "nodes called Cube.003": lambda own: np.full(len(own), -1),
        "telling names": lambda own: own,
        "half of them telling": lambda own: np.where(none(len(own)) < 0.5, -1, own),
        "three in ten at random": lambda own: np.where(
            none(len(own)) < 0.3, random.integers(0, count, len(own)), own
        ),
        "all called alike": lambda own: np.zeros(len(own), int),
        "names exchanged": lambda own: np.where(own < 0, -1, (own + 1) % count),
        "names at random": lambda own: random.integers(0, count, len(own)),
        "one node, a wrong name": lambda own: np.where(
            np.arange(len(own)) == random.integers(len(own)), (own + 1) % count, -1
        ),
    }


def with_nodes(mesh: Shape, nodes: np.ndarray, names: list[str]) -> tuple[Shape, np.ndarray]:
    """The mesh with its faces in the order of their nodes, and that order."""
    order = np.argsort(nodes, kind="stable")
    counts = np.bincount(nodes, minlength=len(names))
    starts = np.cumsum(counts) - counts
    listed = tuple(
        ShapeNode(name, int(start), int(size), np.eye(4))
        for name, start, size in zip(names, starts, counts, strict=True)
    )
    return Shape(mesh.vertices, mesh.faces[order], nodes=listed), order


def moved_features(features: ShapeFeatures, shape: Shape, order: np.ndarray) -> ShapeFeatures:
    """Features of a mesh whose faces stand in another order."""
    elements = np.argsort(order)[features.elements]
    regions = None if features.regions is None else features.regions[order]
    return replace(features, source=shape, elements=elements, regions=regions)


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", nargs="?", default="pa3d-mini")
    parser.add_argument("--step", type=int, default=2, help="every such category")
    options = parser.parse_args()
    segmenter = load_segmenter(options.model, offline=True, backend="light")
    rows: dict[str, list[tuple[float, float]]] = {}
    for category in sorted(CATEGORIES)[:: options.step]:
        mesh = generate(category, SEED)
        present = [part for part in np.unique(mesh.face_part).tolist() if part >= 0]
        if len(present) < 2:
            continue
        asked = [mesh.parts[part][0] for part in present]
        truth = np.searchsorted(present, mesh.face_part)
        truth[mesh.face_part < 0] = -1
        plain = Shape(mesh.vertices, mesh.faces)
        shells = next((it.numbers for it in file_regions(plain)), np.zeros(len(truth), int))
        features = segmenter.encode(plain)

        def score(shape: Shape, order: np.ndarray, features=features, asked=asked, truth=truth):
            moved = moved_features(features, shape, order)
            ious = []
            for hints in ("none", "auto"):
                result = segmenter.query(moved, asked, options=QueryOptions(hints=hints))
                known = truth[order] >= 0
                areas = shape.element_areas()[known]
                given, right = result.labels[known], truth[order][known]
                shares = [
                    areas[(given == part) & (right == part)].sum()
                    / areas[(given == part) | (right == part)].sum()
                    for part in range(len(asked))
                ]
                ious.append(float(np.mean(shares)))
            return ious[0], ious[1]

        random = np.random.default_rng(SEED)
        groups = random.integers(0, 3, int(shells.max()) + 1)[shells]
        _, nodes = np.unique((truth + 1) * 3 + groups, return_inverse=True)
        own = np.full(int(nodes.max()) + 1, -1)
        own[nodes] = truth
        for form, say in forms(len(asked), random).items():
            names = _names(say(own), mesh.parts, present, random)
            rows.setdefault(form, []).append(score(*with_nodes(plain, nodes, names)))
        pairs = random.permutation(len(own)) // 2
        first = np.array([own[pairs == pair][0] for pair in range(int(pairs.max()) + 1)])
        for form, said in (
            ("merged, called Cube.003", np.full(len(first), -1)),
            ("merged, called by one of two", first),
        ):
            names = _names(said, mesh.parts, present, random)
            rows.setdefault(form, []).append(score(*with_nodes(plain, pairs[nodes], names)))
        rows.setdefault("one node of many shells", []).append(score(plain, np.arange(len(truth))))
    print("| form | none | auto | shapes worse by a point | better |\n|---|---|---|---|---|")
    for form, pairs in rows.items():
        before, after = 100 * np.array(pairs).T
        worse, better = (after < before - 1).sum(), (after > before + 1).sum()
        print(f"| {form} | {before.mean():.1f} | {after.mean():.1f} | {worse} | {better} |")


def _names(means: Means, parts, present, random: np.random.Generator) -> list[str]:
    """Names of nodes as programs write them: `Seat_Cushion.004`, `Cube.004`."""
    names = []
    for number, part in enumerate(means.tolist()):
        words = "Cube" if part < 0 else random.choice(parts[present[part]])
        names.append(f"{'_'.join(str(words).title().split())}.{number:03d}")
    return names


if __name__ == "__main__":
    main()
