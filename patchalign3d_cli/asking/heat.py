"""How well each face fits a query: words, or a location that it may be like."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.choices import Assignment, check_choice
from patchalign3d_cli.results import ShapeFeatures, ShapeHeat
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.segmenting.transfer import ScoreField
from patchalign3d_cli.text.labels import check_parts


def text_heat(
    segmenter: Segmenter,
    features: ShapeFeatures,
    texts: Sequence[str],
    *,
    category: str | None = None,
    assignment: Assignment = "interpolate",
    seed: int = 0,
) -> ShapeHeat:
    """How well each element fits each text; the texts do not compete.

    The fit is the cosine that `Segmenter.query` divides by the temperature to get its scores.

    Args:
        segmenter: What encoded the shape.
        features: What `encode` returned.
        texts: Queries in plain words.
        category: What the shape is, to ask with category prompts.
        assignment: How points take fits from patches.
        seed: Seed of the surface samples that carry fits to faces.

    Raises:
        PartsError: The texts are empty, doubled, too long or too many.
        ModelError: Another model encoded the shape, or the model answers no words, or its text
            encoder is not here.
    """
    check_parts(texts)
    segmenter.check_features(features)
    vectors = segmenter.embed(texts, category)  # (L, D)
    return _heat(features, tuple(texts), vectors, category or "", assignment, seed)


def location_heat(
    features: ShapeFeatures,
    name: str,
    feature: NDArray[np.float32],
    *,
    assignment: Assignment = "interpolate",
    seed: int = 0,
) -> ShapeHeat:
    """How much each element is like one location, of this or of another shape.

    Args:
        features: The shape to look at.
        name: What the location is called in results.
        feature: (D,), unit length, as `location_feature` gives it. Both shapes must have been
            encoded by one model.
        assignment: How points take fits from patches.
        seed: Seed of the surface samples that carry fits to faces.
    """
    return _heat(features, (name,), feature[None], "", assignment, seed)


def _heat(
    features: ShapeFeatures,
    queries: tuple[str, ...],
    vectors: NDArray[np.float32],
    category: str,
    assignment: Assignment,
    seed: int,
) -> ShapeHeat:
    check_choice("assignment", assignment, Assignment)
    cosines = features.features @ vectors.T  # (P, L)
    field = ScoreField(features, cosines, assignment)
    fits = field.at_elements(features.source, seed)  # (E, L)
    return ShapeHeat(
        source=features.source,
        queries=queries,
        fits=fits,
        model=features.model,
        options={
            **features.options,
            "assignment": assignment,
            "query_seed": seed,
            "category": category,
        },
    )
