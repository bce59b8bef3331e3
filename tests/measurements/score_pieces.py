"""How many parts are taken apart into as many pieces as they have, by gap, on generated shapes.

    python tests/measurements/score_pieces.py [--count 12] [--model pa3d-mini]

The first table uses the true labels, the second those of a model. A row is a part whose pieces are
known: by what the thing is, or, of drawers, by counting how many the generator put in.
"""

import argparse
from collections.abc import Callable
from unittest import mock

import numpy as np

from patchalign3d_cli.pieces import absorb_small, split
from patchalign3d_cli.results import ModelIdentity, PartSegmentation
from patchalign3d_cli.segmenting.loading import load_segmenter
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.shapes import Shape
from patchalign3d_training.synthesis.catalog import generate
from patchalign3d_training.synthesis.families.storage import cabinet
from patchalign3d_training.synthesis.kit import LabelledMesh

FIRST_SEED = 2_000_000
GAPS = (0.0, 0.005, 0.01, 0.02)
MIN_SHARE = 0.005
KNOWN = {
    ("mug", "cup"): 1,
    ("mug", "handle"): 1,
    ("car", "wheel"): 4,
    ("bicycle", "wheel"): 2,
    ("motorbike", "wheel"): 2,
    ("skateboard", "wheel"): 4,
    ("person", "arm"): 2,
    ("person", "head"): 1,
    ("teddy-bear", "arm"): 2,
    ("airplane", "wing"): 2,
    ("bicycle", "seat"): 1,
    ("table", "desktop"): 1,
    ("chair", "seat"): 1,
    ("chair", "back"): 1,
    ("guitar", "body"): 1,
}

Labels = Callable[[LabelledMesh, Shape], PartSegmentation]


def true_labels(mesh: LabelledMesh, shape: Shape) -> PartSegmentation:
    """The truth as a result."""
    parts = tuple(names[0] for names in mesh.parts)
    size = len(mesh.face_part)
    scores = np.zeros((size, 0), np.float32)
    sure = np.ones(size, np.float32)
    identity = ModelIdentity("truth", "", "", "")
    return PartSegmentation(shape, parts, mesh.face_part, sure, scores, identity, {})


def model_labels(segmenter: Segmenter) -> Labels:
    """What a model says where it is asked for the true parts."""

    def ask(mesh: LabelledMesh, shape: Shape) -> PartSegmentation:
        return segmenter.segment(shape, [names[0] for names in mesh.parts])

    return ask


def generated(category: str, seed: int) -> tuple[LabelledMesh, int]:
    """A shape, and how many drawers a cabinet was given."""
    with mock.patch.object(cabinet, "add_drawer", wraps=cabinet.add_drawer) as added:
        mesh = generate(category, seed)
    return mesh, added.call_count


def counted(result: PartSegmentation, part: str, gap: float, share: float) -> int:
    """The pieces of a part."""
    pieces = split(absorb_small(result, share, gap=gap), "instances", gap=gap, most=100_000).pieces
    assert pieces is not None
    return int((pieces.parts == result.parts.index(part)).sum())


def score(title: str, labels: Labels, count: int, share: float) -> None:
    """Print the share of shapes, in percent, whose part has the right number of pieces."""
    print(f"\n| {title} | {' | '.join(map(str, GAPS))} |\n|---|{'---|' * len(GAPS)}")
    sums = np.zeros(len(GAPS))
    rows = {**KNOWN, ("cabinet", "drawer"): 0}
    for (category, part), known in rows.items():
        right = np.zeros((0, len(GAPS)))
        for seed in range(FIRST_SEED, FIRST_SEED + count):
            mesh, drawers = generated(category, seed)
            names = [one[0] for one in mesh.parts]
            index = names.index(part) if part in names else -1
            if not (mesh.face_part == index).any() or index < 0:
                continue
            result = labels(mesh, Shape(mesh.vertices, mesh.faces, up_assumed=False))
            numbers = [counted(result, part, gap, share) for gap in GAPS]
            right = np.vstack([right, np.array(numbers) == (known or drawers)])
        means = 100 * right.mean(axis=0)
        sums += means
        print(f"| {category}: {part} | {' | '.join(f'{mean:.0f}' for mean in means)} |", flush=True)
    print(f"| **mean** | {' | '.join(f'**{mean:.1f}**' for mean in sums / len(rows))} |")


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=12, help="shapes a category")
    parser.add_argument("--model", default="pa3d-mini")
    options = parser.parse_args()
    score("true labels", true_labels, options.count, 0.0)
    segmenter = load_segmenter(options.model, offline=True)
    score("labels of the model", model_labels(segmenter), options.count, MIN_SHARE)


if __name__ == "__main__":
    main()
