"""The parts that a shape has by itself, named where a word fits."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.pieces import absorb_small, split
from patchalign3d_cli.results import PartSegmentation, PartTree, ShapeFeatures
from patchalign3d_cli.results_io import load_segmentation
from patchalign3d_cli.segmenting.discovery.first_nodes import first_nodes, vocabulary_odds
from patchalign3d_cli.segmenting.discovery.learned import merge_nodes, shipped_rule
from patchalign3d_cli.segmenting.discovery.merging import coarsest
from patchalign3d_cli.segmenting.request import SegmentRequest
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.segmenting.smoothing import smooth_scores
from patchalign3d_cli.shapes import Shape

AUTO = "auto"
"""The part name that asks for the parts that a shape has by itself."""
MOST_PARTS = 64
"""The finest level of a tree."""
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

    Small regions that end at creases are joined step by step, those first that are most likely one
    part; `tree` of the result holds all steps, so `cut_parts` gives another level at once. Parts
    that are alike become one (all legs of a chair); `pieces.split` takes them apart.

    Args:
        segmenter: What encoded the shape.
        features: What `encode` returned.
        count: How many parts; None for what the shape falls into most clearly.
        granularity: In place of a count, 0 (coarse) to 1 (fine).
        seed: Seed of the surface samples that carry features to regions.

    Returns:
        The labelled shape. Confidences are unknown (NaN), and there are no scores.

    Raises:
        ConfigError: There are not so many parts, or both a count and a granularity are given.
        ModelError: Another model encoded the shape.
    """
    segmenter.check_features(features)
    shape = features.source
    words, odds = vocabulary_odds(segmenter, features)
    groups, nodes = first_nodes(features, odds, seed)
    joined = groups.steps if nodes is None else merge_nodes(nodes, shipped_rule())
    leaf, steps = coarsest(joined, MOST_PARTS)
    of = leaf[groups.of]
    sums = np.zeros((int(leaf.max()) + 1, len(words)))
    if groups.named is not None:
        areas = np.bincount(groups.of, np.maximum(shape.element_weights(), 1e-300))
        np.add.at(sums, leaf, areas[:, None] * groups.named)
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
