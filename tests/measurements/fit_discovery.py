"""Fit the rule by which `--parts auto` joins regions, on generated shapes.

    python tests/measurements/fit_discovery.py OUT.json [--shapes 526] [--seed 911] [--rounds 3]

Shapes of all categories take turns. Each is encoded by the bundled model and joined step by step,
in the order of the rule as it is so far (in the first round, of what their words cost to join, or
of the rule that --start names); now and then the best right pair joins in place of the best pair.
On the way pairs are noted, and whether most of the surface of both is the same part. Two layers are
fitted to all notes after each round. One shape in five is left out: printed is its mean best IoU at
the number of true parts, and the Rand index.

Features of most shapes are disturbed, smoothly over the surface, because the model knows the
generator better than it knows real shapes.
"""

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from score_discovery import agreement

from patchalign3d_cli.machine.atomic import atomic_path
from patchalign3d_cli.results import ShapeFeatures
from patchalign3d_cli.segmenting.discovery.first_nodes import first_nodes, vocabulary_odds
from patchalign3d_cli.segmenting.discovery.learned import (
    SameRule,
    merge_nodes,
    read_rule,
)
from patchalign3d_cli.segmenting.discovery.merging import cheapest, coarsest
from patchalign3d_cli.segmenting.discovery.nodes import PAIR_FEATURES, Nodes
from patchalign3d_cli.segmenting.loading import load_segmenter
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.shapes import Shape
from patchalign3d_training.synthesis.catalog import CATEGORIES, category_named

_EPOCHS = 12
_NOTED = 8  # pairs with a random node, at each step
_RIGHT = 0.3  # how often the best right pair joins
_DISTURBED = 0.85  # share of the shapes whose features are
_STRONGEST = 0.5  # share of a feature that is replaced at most


class _Noted(NamedTuple):
    pairs: np.ndarray
    same: np.ndarray
    weights: np.ndarray


class _Watch:
    """Chooses what joins, and notes pairs on the way."""

    def __init__(self, nodes: Nodes, table: np.ndarray, rng: np.random.Generator) -> None:
        self._nodes, self._table, self._rng = nodes, table.copy(), rng
        self.notes: list[_Noted] = []

    def __call__(self, costs: np.ndarray) -> tuple[int, int]:
        nodes = self._nodes
        part = self._table.argmax(axis=1)
        alive = np.flatnonzero(nodes.alive)
        one, two = cheapest(costs)
        self._note(nodes, part, one, np.array([two]), 3.0)
        row = int(self._rng.choice(alive))
        among = alive[alive != row]
        drawn = self._rng.choice(among, min(_NOTED, len(among)), replace=False)
        self._note(nodes, part, row, drawn, 1.0)
        best = np.argsort(costs, axis=None)[:12]
        close = divmod(int(self._rng.choice(best)), len(costs))
        if np.isfinite(costs[close]):
            self._note(nodes, part, close[0], np.array([close[1]]), 2.0)
        if self._rng.random() < _RIGHT:
            right = np.where(part[:, None] == part, costs, np.inf)
            if np.isfinite(right.min()):
                one, two = cheapest(right)
        one, two = sorted((one, two))
        self._table[one] += self._table[two]
        return one, two

    def _note(
        self, nodes: Nodes, part: np.ndarray, one: int, two: np.ndarray, weight: float
    ) -> None:
        same = (part[two] == part[one]).astype(float)
        self.notes.append(_Noted(nodes.pairs(one, two), same, np.full(len(two), weight)))


def disturb(
    features: ShapeFeatures, others: list[np.ndarray], rng: np.random.Generator
) -> np.ndarray:
    """Features of patches, (P, D), drawn smoothly towards those of other patches and shapes."""
    values = features.features.astype(float)
    centers = features.frame.to_unit(features.centers)
    mirror = features.mirror
    if mirror is not None and rng.random() < 0.6:  # both sides alike
        heights = centers @ mirror.normal - mirror.offset
        centers = centers - np.minimum(2 * heights, 0)[:, None] * mirror.normal
    moved = np.zeros_like(values)
    for _ in range(rng.integers(2, 10)):
        center = centers[rng.integers(len(centers))]
        reach = rng.uniform(0.08, 0.5)
        near = np.exp(-((centers - center) ** 2).sum(axis=1) / (2 * reach**2))
        from_other = others and rng.random() < 0.5
        source = others[rng.integers(len(others))] if from_other else values
        target = source[rng.integers(len(source))]
        moved += near[:, None] * (target - values) * rng.uniform(0.3, 1)
    size = np.linalg.norm(moved, axis=1, keepdims=True)
    moved *= rng.uniform(0, _STRONGEST) / np.maximum(size, 1)
    values = values + moved
    return (values / np.linalg.norm(values, axis=1, keepdims=True)).astype(np.float32)


def nodes_of(
    segmenter: Segmenter, features: ShapeFeatures, truth: np.ndarray
) -> tuple[Nodes, np.ndarray, np.ndarray] | None:
    """The first nodes of a shape, the area of each true part in each, and the node of each face."""
    groups, nodes = first_nodes(features, vocabulary_odds(segmenter, features)[1], 0)
    if nodes is None:
        return None
    table = np.zeros((len(nodes.areas), int(truth.max()) + 1))
    known = truth >= 0
    np.add.at(table, (groups.of[known], truth[known]), features.source.element_areas()[known])
    return nodes, table, groups.of


def fit_rule(notes: list[_Noted], hidden: int) -> SameRule:
    """Two layers, by logistic regression with Adam."""
    import torch

    pairs = np.concatenate([one.pairs for one in notes])
    offsets, scales = pairs.mean(axis=0), 1 / (pairs.std(axis=0) + 1e-6)
    inputs = torch.tensor((pairs - offsets) * scales, dtype=torch.float32)
    same = torch.tensor(np.concatenate([one.same for one in notes]), dtype=torch.float32)
    weights = torch.tensor(np.concatenate([one.weights for one in notes]), dtype=torch.float32)
    torch.manual_seed(0)
    layers = (torch.nn.Linear(PAIR_FEATURES, hidden), torch.nn.Linear(hidden, 1))
    network = torch.nn.Sequential(layers[0], torch.nn.ReLU(), layers[1])
    optimizer = torch.optim.AdamW(network.parameters(), 3e-3, weight_decay=1e-2)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, _EPOCHS)
    loss_of = torch.nn.BCEWithLogitsLoss(reduction="none")
    for _ in range(_EPOCHS):
        for rows in torch.randperm(len(inputs)).split(512):
            loss = (loss_of(network(inputs[rows])[:, 0], same[rows]) * weights[rows]).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        schedule.step()
    print(f"{len(inputs)} pairs, last loss {loss.item():.3f}", flush=True)
    values = [one.detach().numpy().astype(float) for one in network.parameters()]
    return SameRule(offsets, scales, values[0].T, values[1], values[2][0], float(values[3][0]))


def first_rule() -> SameRule:
    """What the first round goes by: the least loss of variance of words."""
    first = np.zeros((PAIR_FEATURES, 1))
    first[19] = -1.0  # Ward's loss of variance, in logarithms
    offsets, scales = np.full(PAIR_FEATURES, 0.0), np.ones(PAIR_FEATURES)
    return SameRule(offsets, scales, first, np.array([10.0]), np.ones(1), 0.0)


def save_rule(rule: SameRule, path: Path) -> None:
    """Write a rule with five significant digits."""

    def short(value: object) -> object:
        return [short(one) for one in value] if isinstance(value, list) else float(f"{value:.5g}")

    values = {name: short(np.asarray(value).tolist()) for name, value in rule._asdict().items()}
    lines = ",\n".join(f'  "{name}": {json.dumps(value)}' for name, value in values.items())
    with atomic_path(path) as temporary:
        temporary.write_text("{\n" + lines + "\n}\n", encoding="utf-8")


def generated(index: int, seed: int) -> tuple[Shape, np.ndarray]:
    """A generated shape and the part of each face, -1 for none."""
    names = tuple(CATEGORIES)
    mesh = category_named(names[index % len(names)]).make(np.random.default_rng((seed, index)))
    known: dict[str, int] = {}
    numbers = [known.setdefault(part[0], len(known)) for part in mesh.parts]
    truth = np.array([*numbers, -1])[mesh.face_part]
    return Shape(np.asarray(mesh.vertices, float), np.asarray(mesh.faces, np.int64)), truth


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--shapes", type=int, default=526)
    parser.add_argument("--seed", type=int, default=911)
    parser.add_argument("--hidden", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--start", type=Path, help="a rule to go on from")
    options = parser.parse_args()
    segmenter = load_segmenter(None, backend="light")
    rng = np.random.default_rng(options.seed)
    order = rng.permutation([i for i in range(options.shapes) if i % 5]).tolist()
    rule = read_rule(options.start.read_text()) if options.start else first_rule()
    notes = list[_Noted]()
    others = list[np.ndarray]()
    for number, index in enumerate(order, start=1):
        shape, truth = generated(index, options.seed)
        features = segmenter.encode(shape)
        others.append(features.features[::8])
        if rng.random() < _DISTURBED:
            features = replace(features, features=disturb(features, others, rng))
        made = nodes_of(segmenter, features, truth)
        if made is not None and len(made[0].areas) > 2:
            watch = _Watch(made[0], made[1], rng)
            merge_nodes(made[0], rule, watch)
            notes.extend(watch.notes)
        if number * options.rounds % len(order) < options.rounds:
            rule = fit_rule(notes, options.hidden)
            save_rule(rule, options.out)
    scores = []
    for index in range(0, options.shapes, 5):
        shape, truth = generated(index, options.seed)
        made = nodes_of(segmenter, segmenter.encode(shape), truth)
        count = len(np.unique(truth[truth >= 0]))
        if made is None or len(made[0].areas) <= count:
            continue
        of, _ = coarsest(merge_nodes(made[0], rule), count)
        scores.append(agreement(of[made[2]], truth, shape.element_areas()))
    print("left out: best IoU and Rand index", np.round(100 * np.mean(scores, axis=0), 1))


if __name__ == "__main__":
    main()
