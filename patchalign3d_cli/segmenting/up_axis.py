"""Which axis of a file points up, found by trying."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.choices import UpAxis, UpDirection
from patchalign3d_cli.options import EncodeOptions
from patchalign3d_cli.segmenting.fit import explained
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.shapes import UP_AXES, Shape
from patchalign3d_cli.text.vocabulary import Vocabulary, load_vocabulary

# How files are made, before a shape is looked at: nearly all have y or z up.
_USUAL = ("y", "z")
_USUAL_ODDS = 4.0
_STATED_ODDS = 100.0  # of the axis that the format's specification (or the caller) says
# Logits of `explained` to odds: makes the stated confidences true on generated shapes.
_TEMPERATURE = 0.77
_FEWEST_WORDS = 2  # one word alone explains no whole shape


@dataclass(frozen=True, eq=False)
class UpEstimate:
    """A shape in the pose that the model understands best.

    Attributes:
        shape: The shape with that axis as its `up`.
        confidence: Probability of that axis among the six, 0 to 1.
        odds: Probability of every axis.
    """

    shape: Shape
    confidence: float
    odds: dict[UpAxis, float]


def find_up(
    segmenter: Segmenter,
    shape: Shape,
    parts: Sequence[str] = (),
    *,
    category: str | None = None,
    vocabulary: Vocabulary | None = None,
    options: EncodeOptions | None = None,
) -> UpEstimate:
    """Try the six axes in one pass of the encoder and take the one that is explained best.

    Args:
        segmenter: The model.
        shape: A shape; its `up` counts much where it is not assumed.
        parts: Its part names, where they are known: with two or more, they are what must be
            found. Else the vocabulary's things are, of which the best one counts.
        category: What the shape is.
        vocabulary: Words where `parts` has fewer than two; None for the shipped ones.
        options: How to encode; of several passes, one is made.

    Raises:
        ModelError: The model answers no words, or cannot embed one of them.
    """
    if len(parts) >= _FEWEST_WORDS:
        sets: list[tuple[str, ...]] = [tuple(parts)]
    else:
        known = vocabulary or load_vocabulary()
        sets = [*known.things.values(), *([known.loose] if known.loose else [])]
    words = tuple(dict.fromkeys(word for names in sets for word in names))
    vectors = segmenter.embed(words, category)  # (W, D)
    columns = [[words.index(word) for word in names] for names in sets]
    poses = [shape.changed(up=axis, up_assumed=False) for axis in UP_AXES]
    encoded = segmenter.encode_many(poses, replace(options or EncodeOptions(), passes=1))
    temperature = segmenter.model.config.temperature
    scores = np.array(
        [
            max(explained(logits[:, chosen]) for chosen in columns)
            for logits in (pose.features @ vectors.T / temperature for pose in encoded)
        ]
    )  # (6,)
    odds = _odds(scores, None if shape.up_assumed else shape.up)
    best = int(odds.argmax())
    return UpEstimate(
        poses[best],
        float(odds[best]),
        dict(zip(UP_AXES, odds.tolist(), strict=True)),
    )


def _odds(scores: NDArray[np.float64], stated: UpDirection | None) -> NDArray[np.float64]:
    from scipy.special import softmax

    prior = np.array([_USUAL_ODDS if axis in _USUAL else 1.0 for axis in UP_AXES])
    if stated is not None:
        prior = np.array([_STATED_ODDS if axis == stated else 1.0 for axis in UP_AXES])
    odds: NDArray[np.float64] = softmax(np.log(prior) + scores / _TEMPERATURE)
    return odds
