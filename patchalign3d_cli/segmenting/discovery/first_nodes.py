"""What a hierarchy of parts begins with: regions, joined by hand-set rules to about a hundred."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.results import ShapeFeatures
from patchalign3d_cli.segmenting.discovery.forms import group_forms
from patchalign3d_cli.segmenting.discovery.merging import MergeSteps, coarsest, merge_regions
from patchalign3d_cli.segmenting.discovery.nodes import Nodes
from patchalign3d_cli.segmenting.discovery.regions import find_regions
from patchalign3d_cli.segmenting.discovery.samples import draw_samples
from patchalign3d_cli.segmenting.fit import rank_things
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.text.vocabulary import load_vocabulary

FIRST_NODES = 96
"""How many parts the learned rule begins with."""
_COMPONENTS = 32  # principal components of what regions are compared by
_THINGS = 10  # of the vocabulary, whose words regions are compared by

Floats = NDArray[np.float64]
Odds = NDArray[np.float32]


class ElementGroups(NamedTuple):
    """Elements in groups.

    Attributes:
        of: (E,) the group of each element.
        steps: The steps by which hand-set rules would join them to one.
        named: (G, W) probabilities of the words that may name them; None where there are none.
    """

    of: NDArray[np.int64]
    steps: MergeSteps
    named: Floats | None


def first_nodes(
    features: ShapeFeatures, odds: Sequence[Odds], seed: int
) -> tuple[ElementGroups, Nodes | None]:
    """Divide a shape into what the learned rule begins with.

    Args:
        features: The encoded shape.
        odds: Of `vocabulary_odds`; empty for a model that answers no words.
        seed: Seed of the surface samples that carry features to groups.

    Returns:
        The elements in groups, and these as nodes; None where there are no odds, and for a cloud:
        the rule knows neither.
    """
    shape = features.source
    regions = find_regions(shape)
    samples = draw_samples(features, regions.of, seed)
    region_means = samples.means(regions.of, _compared(features, odds))
    group, steps = coarsest(merge_regions(regions, region_means), FIRST_NODES)
    of = group[regions.of].astype(np.int64)
    shares = [samples.means(of, one) for one in odds]
    groups = ElementGroups(of, steps, shares[0] if shares else None)
    if not odds or shape.faces is None:
        return groups, None
    described = samples.means(of, features.features)
    areas = np.bincount(of, np.maximum(shape.element_weights(), 1e-300)).astype(np.float64)
    return groups, Nodes(areas, shares, described, group_forms(features, of), features.mirror)


def vocabulary_odds(
    segmenter: Segmenter, features: ShapeFeatures
) -> tuple[tuple[str, ...], list[Odds]]:
    """How likely patches are the parts of the things that explain a shape best.

    Returns:
        The words of the best thing, and the (P, W) probabilities of the words of each thing, the
        best one first; nothing where the model answers no words.
    """
    things = load_vocabulary().things
    words = tuple(dict.fromkeys(word for parts in things.values() for word in parts))
    try:
        vectors = segmenter.embed(words)
    except ModelError:  # it answers no words
        return (), []
    logits = features.features @ vectors.T / np.float32(segmenter.model.config.temperature)
    column = {word: i for i, word in enumerate(words)}
    best = rank_things(logits, words, things)[:_THINGS]
    odds = [_softmax(logits[:, [column[word] for word in things[one]]]) for one in best]
    return things[best[0]], odds


def _compared(features: ShapeFeatures, odds: Sequence[Odds]) -> Odds:
    """What patches are compared by, (P, C): which words fit them, else their features."""
    values = np.concatenate(odds, axis=1) / len(odds) ** 0.5 if odds else features.features
    values = values - values.mean(axis=0)
    axes = np.linalg.eigh(values.T @ values)[1][:, ::-1][:, :_COMPONENTS]
    compared: Odds = (values @ axes).astype(np.float32)
    return compared


def _softmax(logits: Odds) -> Odds:
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: Odds = odds / odds.sum(axis=1, keepdims=True)
    return shares
