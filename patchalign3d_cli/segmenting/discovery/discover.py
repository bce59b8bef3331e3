"""The parts that a shape has by itself, named where a word fits."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ConfigError, ModelError
from patchalign3d_cli.pieces import absorb_small, split
from patchalign3d_cli.results import PartSegmentation, PartTree, ShapeFeatures
from patchalign3d_cli.results_io import load_segmentation
from patchalign3d_cli.segmenting.discovery.merging import coarsest, merge_regions
from patchalign3d_cli.segmenting.discovery.regions import find_regions
from patchalign3d_cli.segmenting.fit import rank_things
from patchalign3d_cli.segmenting.request import SegmentRequest
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.segmenting.smoothing import smooth_scores
from patchalign3d_cli.segmenting.transfer import element_carrier
from patchalign3d_cli.shapes import Shape
from patchalign3d_cli.text.vocabulary import load_vocabulary

AUTO = "auto"
"""The part name that asks for the parts that a shape has by itself."""
MOST_PARTS = 64
"""The finest level of a tree."""
_COMPONENTS = 32  # principal components of what is compared
_THINGS = 10  # of the vocabulary, whose words regions are compared by
_BORDER = 0.04  # how far borders are smoothed, in radii of the shape
_CLEAR = 0.5  # mean probability from which a word names a part

Floats = NDArray[np.float64]


def discover(
    segmenter: Segmenter,
    features: ShapeFeatures,
    *,
    count: int | None = None,
    granularity: float | None = None,
    seed: int = 0,
) -> PartSegmentation:
    """Find the parts of an encoded shape without words.

    Small regions that end at creases are joined by their features, step by step; `tree` of the
    result holds all steps, so `cut_parts` gives another level at once. Parts that are alike become
    one (all legs of a chair); `pieces.split` takes them apart.

    Args:
        segmenter: What encoded the shape.
        features: What `encode` returned.
        count: How many parts; None for what the shape falls into most clearly.
        granularity: In place of a count, 0 (coarse) to 1 (fine).
        seed: Seed of the surface samples that carry features to faces.

    Returns:
        The labelled shape. Confidences are unknown (NaN), and there are no scores.

    Raises:
        ConfigError: There are not so many parts, or both a count and a granularity are given.
        ModelError: Another model encoded the shape.
    """
    segmenter.check_features(features)
    shape = features.source
    carry = element_carrier(features, shape, "interpolate", seed)
    regions = find_regions(shape)
    weights = np.maximum(shape.element_weights(), 1e-300)
    known = _vocabulary_logits(segmenter, features)
    odds = [_softmax(logits) for _, logits in known]
    values = _means(regions.of, weights, carry(_compared(features, odds)))
    leaf, steps = coarsest(merge_regions(regions, values), MOST_PARTS)
    of = leaf[regions.of]
    words, best = (known[0][0], odds[0]) if known else ((), None)
    sums = np.zeros((int(of.max()) + 1, len(words)))
    if best is not None:
        numbers = of.astype(np.int64)
        sums = _means(numbers, weights, carry(best)) * np.bincount(numbers, weights)[:, None]
    names = _names(words, sums, steps.merges)
    tree = PartTree(of, steps.merges, steps.costs, names)
    size = shape.element_count
    whole = PartSegmentation(
        source=shape,
        parts=("part_0",),
        labels=np.zeros(size, np.int32),
        confidence=np.full(size, np.nan, np.float32),
        scores=np.empty((size, 0), np.float32),
        model=features.model,
        options={**features.options, "query_seed": seed},
        tree=tree,
        features=features,
    )
    return cut_parts(whole, count=count, granularity=granularity)


def cut_parts(
    result: PartSegmentation, *, count: int | None = None, granularity: float | None = None
) -> PartSegmentation:
    """Parts of another level, out of the tree that a result holds; no model is needed.

    Args:
        result: What `discover` returned, or `load_segmentation` read from its JSON.
        count: How many parts; None for what the shape falls into most clearly.
        granularity: In place of a count, 0 (coarse) to 1 (fine).

    Raises:
        ConfigError: The result has no tree or no such level, or both are given.
    """
    tree = result.tree
    if tree is None:
        raise ConfigError("the result holds no tree of parts; make it with --parts auto")
    if count is not None and granularity is not None:
        raise ConfigError("--count and --granularity say the same; give one of them")
    if granularity is not None and not 0 <= granularity <= 1:
        raise ConfigError(f"the granularity must be 0 to 1, not {granularity}; try 0.5")
    chosen = tree.count_at(granularity) if granularity is not None else count
    rough, names = tree.cut(tree.usual_count() if chosen is None else chosen)
    labels = _smooth_borders(result.source, rough, len(names))
    options = {**result.options, "parts": AUTO, "count": len(names)}
    return replace(result, parts=names, labels=labels, options=options, pieces=None, doubts=())


def _smooth_borders(shape: Shape, labels: NDArray[np.int32], count: int) -> NDArray[np.int32]:
    """Labels whose borders are smooth; a part that would vanish stays as it is."""
    ones = np.eye(count, dtype=np.float32)[labels]  # (E, L)
    smooth = smooth_scores(shape, ones, _BORDER).argmax(axis=1).astype(np.int32)
    lost = np.setdiff1d(np.arange(count), smooth)
    kept: NDArray[np.int32] = np.where(np.isin(labels, lost), labels, smooth)
    return kept


def check_auto(request: SegmentRequest, parts: Sequence[str] = (AUTO,)) -> None:
    """Make sure that a request says nothing that has no meaning with, or without, words.

    Raises:
        ConfigError: It does.
    """
    if tuple(parts) != (AUTO,):
        if AUTO in parts:
            raise ConfigError("auto finds the parts by itself: leave it out, or the other names")
        if request.count is not None or request.granularity is not None:
            raise ConfigError("--count and --granularity go with --parts auto; leave them out")
        return
    given = {
        "--category": request.category is not None,
        "--other": request.other,
        "--threshold": request.threshold > 0,
        "--refine": request.refine,
        "--per-object": request.per_object,
        "--click": request.clicks is not None,
        "--smoothing": request.smoothing is not None,
        "--assignment": request.assignment != "interpolate",
    }
    wrong = [name for name, is_given in given.items() if is_given]
    if wrong:
        raise ConfigError(f"{wrong[0]} does not go with --parts auto; leave one of them out")


def recut_file(path: str | Path, request: SegmentRequest) -> PartSegmentation:
    """Another level of a saved result's tree; see `cut_parts`.

    Args:
        path: The JSON.
        request: Says which level, how the shape beside is read, and how parts are taken apart; it
            may say nothing else.

    Raises:
        OutputError: The file cannot be read, or its shape is missing.
        ConfigError: It holds no tree, or no such level, or the request says more.
    """
    said = ("up", "columns", "trust_references", "split", "gap", "min_share")
    if not request.says_only(*said, "count", "granularity") or request.up == "auto":
        raise ConfigError(
            f"{path} is encoded already; leave out what says how to encode it, or give the shape"
        )
    result = load_segmentation(path, up=request.up, reading=request.reading)
    if result.tree is None:
        raise ConfigError(
            f"{path} holds no tree of parts; give the JSON that `--parts auto` wrote, or the shape"
        )
    result = replace(result, warnings=result.source.warnings)
    result = cut_parts(result, count=request.count, granularity=request.granularity)
    result = absorb_small(result, request.smallest_share, gap=request.gap)
    return result if request.split is None else split(result, request.split, gap=request.gap)


def _means(groups: NDArray[np.int64], weights: Floats, values: NDArray[np.float32]) -> Floats:
    totals = np.maximum(np.bincount(groups, weights), 1e-300)
    columns = [np.bincount(groups, weights * column) / totals for column in values.T]
    return np.stack(columns, axis=1)


def _vocabulary_logits(
    segmenter: Segmenter, features: ShapeFeatures
) -> list[tuple[tuple[str, ...], NDArray[np.float32]]]:
    """The parts of the things that explain a shape best, and the (P, W) logits of each."""
    things = load_vocabulary().things
    words = tuple(dict.fromkeys(word for parts in things.values() for word in parts))
    try:
        vectors = segmenter.embed(words)
    except ModelError:  # it answers no words
        return []
    logits = features.features @ vectors.T / np.float32(segmenter.model.config.temperature)
    column = {word: i for i, word in enumerate(words)}
    best = rank_things(logits, words, things)[:_THINGS]
    return [(things[one], logits[:, [column[word] for word in things[one]]]) for one in best]


def _compared(features: ShapeFeatures, odds: list[NDArray[np.float32]]) -> NDArray[np.float32]:
    """What patches are compared by, (P, C): which words fit them, else their features."""
    values = np.concatenate(odds, axis=1) / len(odds) ** 0.5 if odds else features.features
    values = values - values.mean(axis=0)
    axes = np.linalg.eigh(values.T @ values)[1][:, ::-1][:, :_COMPONENTS]
    compared: NDArray[np.float32] = (values @ axes).astype(np.float32)
    return compared


def _names(words: tuple[str, ...], sums: Floats, merges: NDArray[np.int32]) -> tuple[str, ...]:
    """A word for each node of a tree, where one fits clearly.

    Args:
        words: W words.
        sums: (R, W) probabilities of them, summed over each smallest part's surface.
        merges: (R - 1, 2) as in `PartTree`.
    """
    rows = list(sums)
    rows.extend(np.zeros(len(words)) for _ in merges)
    for step, (one, two) in enumerate(merges.tolist()):
        rows[len(sums) + step] = rows[one] + rows[two]
    clear = [row.max(initial=0.0) >= _CLEAR * max(float(row.sum()), 1e-300) for row in rows]
    pairs = zip(rows, clear, strict=True)
    return tuple(words[int(row.argmax())] if sure and len(words) else "" for row, sure in pairs)


def _softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: NDArray[np.float32] = odds / odds.sum(axis=1, keepdims=True)
    return shares
