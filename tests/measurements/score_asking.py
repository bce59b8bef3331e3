"""How often `pa3d suggest` and `--up auto` are right on generated shapes that training never saw.

python tests/measurements/score_asking.py --count 4
"""

import argparse
from collections.abc import Sequence

import numpy as np

from patchalign3d_cli.asking import suggest_parts
from patchalign3d_cli.segmenting.loading import load_segmenter
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.segmenting.up_axis import find_up
from patchalign3d_cli.shapes import UP_AXES, Shape, UpAxis
from patchalign3d_cli.shapes.rotation import Y, axis_rotation
from patchalign3d_cli.shapes.up import up_rotation
from patchalign3d_cli.text.vocabulary import load_vocabulary
from patchalign3d_training.synthesis.catalog import generate
from patchalign3d_training.synthesis.kit import LabelledMesh

TRAINED = (
    *("airplane", "bag", "cap", "car", "chair", "earphone", "guitar", "knife", "lamp", "laptop"),
    *("motorbike", "mug", "pistol", "rocket", "skateboard", "table", "hammer", "teapot"),
    *("bottle", "stool", "sofa"),
)
FIRST_SEED = 2_000_000
SAME = 0.8  # cosine of two words' vectors from which a suggestion counts as the true word
AREA = 0.01  # share of the surface below which a true part need not be suggested


def turned(mesh: LabelledMesh, seed: int, axis: UpAxis) -> Shape:
    """The object with `axis` up and at a random yaw, as a file that says nothing of it."""
    yaw = np.random.default_rng(seed).uniform(0, 2 * np.pi)
    return Shape(mesh.vertices @ axis_rotation(Y, yaw).T @ up_rotation(axis), mesh.faces)


def true_parts(mesh: LabelledMesh, shape: Shape) -> list[Sequence[str]]:
    """All names of each part that has a visible share of the surface."""
    areas = shape.element_areas()
    shares = [areas[mesh.face_part == part].sum() / areas.sum() for part in range(len(mesh.parts))]
    return [names for names, share in zip(mesh.parts, shares, strict=True) if share >= AREA]


def score_words(segmenter: Segmenter, mesh: LabelledMesh, shape: Shape) -> tuple[float, float]:
    """Precision and recall of the suggested words."""
    found = suggest_parts(segmenter, segmenter.encode(shape), load_vocabulary())
    words = segmenter.embed([part.name for part in found.parts])
    hits = [
        (words @ segmenter.embed(list(names)).T).max(axis=1) > SAME
        for names in true_parts(mesh, shape)
    ]
    return float(np.any(hits, axis=0).mean()), float(np.mean([hit.any() for hit in hits]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=4, help="shapes a category")
    parser.add_argument("--model", default="pa3d-mini")
    options = parser.parse_args()
    segmenter = load_segmenter(options.model, offline=True)
    words, right, sure = [], [], []
    for category in TRAINED:
        for seed in range(FIRST_SEED, FIRST_SEED + options.count):
            mesh = generate(category, seed)
            axis = UP_AXES[(seed + len(words)) % len(UP_AXES)]
            words.append(score_words(segmenter, mesh, turned(mesh, seed, "y")))
            names = [names[0] for names in true_parts(mesh, turned(mesh, seed, "y"))]
            row, trust = [], []
            for up in ("y", "z", axis):
                shape = turned(mesh, seed, up)
                for parts in (names, ()):
                    found = find_up(segmenter, shape, parts)
                    row.append(found.shape.up == up)
                    trust.append(found.confidence)
            right.append(row)
            sure.append(trust)
    precision, recall = np.mean(words, axis=0)
    print(f"{len(words)} shapes; suggested words: precision {precision:.1%}, recall {recall:.1%}")
    means, trusts = np.mean(right, axis=0), np.mean(sure, axis=0)
    titles = (
        "y up, parts told",
        "y up",
        "z up, parts told",
        "z up",
        "any up, parts told",
        "any up",
    )
    for title, mean, trust in zip(titles, means, trusts, strict=True):
        print(f"{title:20s} right {mean:.1%}, stated confidence {trust:.1%}")
    flat, hits = np.ravel(sure), np.ravel(right)
    for low, high in ((0, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        inside = (flat >= low) & (flat < high)
        if inside.any():
            print(
                f"confidence {low:.1f} to {min(high, 1):.1f}: {inside.sum()} cases,"
                f" {hits[inside].mean():.1%} right"
            )


if __name__ == "__main__":
    main()
