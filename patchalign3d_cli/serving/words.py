"""How well each element of a kept shape fits a word: what a page asks while somebody types."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from patchalign3d_cli.segmenting.adjustment import word_levels
from patchalign3d_cli.segmenting.contest import lone_levels
from patchalign3d_cli.segmenting.doubts import unknown_words
from patchalign3d_cli.segmenting.request import SegmentRequest
from patchalign3d_cli.segmenting.symmetry import both_sides_vote, mirrored_scores
from patchalign3d_cli.serving.service import Service, half_floats
from patchalign3d_cli.serving.store import KeptShape
from patchalign3d_cli.text.labels import check_parts

SCHEMA = "pa3d.words/1"


def words_record(
    service: Service, kept: KeptShape, words: Sequence[str], request: SegmentRequest
) -> dict[str, Any]:
    """The fit of each element and each word.

    Fits are cosines, spread over the surface as scores are; a fit less its word's `level`, over the
    temperature, is a score of `/v1/segment` but for a number that all words share. No word depends
    on the others. Where a word is asked for alone, elements whose fit is below its `alone` are none
    of it; there, where "none of these" competes, and beside a word without a level (one that
    examples taught), levels do not count.

    Args:
        service: The server.
        kept: The shape.
        words: The words.
        request: Says how to ask: `category`, `assignment`, `smoothing`; and how it is encoded.

    Raises:
        PartsError: The words are empty, doubled, too long or too many.
        ModelError: The model answers no words.
    """
    check_parts(words)
    service.check_scores(kept.shape, len(words))
    segmenter = service.segmenter
    vectors = segmenter.embed(words, request.category)  # (L, D)
    unknown = unknown_words(segmenter, words)
    features = kept.features(segmenter, request.encode)
    config = segmenter.model.config
    levels = lone_levels(features.features, words, segmenter.asker, request.category)  # (P, L)
    columns = np.concatenate([features.features @ vectors.T, levels], axis=1)
    if both_sides_vote(features, words, request.query):
        columns = mirrored_scores(features, columns)
    own = columns[:, : len(words)]
    offsets = word_levels(own) if request.query.adjustment else np.zeros(len(words))  # (L,)
    taught = segmenter.words.known(words) if segmenter.words is not None else ()
    fits, alone = np.split(kept.carrier(segmenter, request)(columns), 2, axis=1)  # (E, L) each
    return {
        "schema": SCHEMA,
        "shape": kept.id,
        "element": kept.shape.element,
        "elements": len(fits),
        "temperature": config.answer_temperature,
        "other": config.other_cosine,
        "words": [
            {
                "word": word,
                "low": round(float(column.min()), 4),
                "high": round(float(column.max()), 4),
                "known": word not in unknown,
                "level": None if word in taught else round(float(offset), 5),
                "fits": half_floats(column),
                "alone": half_floats(level),
            }
            for word, column, level, offset in zip(words, fits.T, alone.T, offsets, strict=True)
        ],
    }
