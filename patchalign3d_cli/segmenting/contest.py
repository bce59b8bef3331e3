"""Which words compete on a shape: the parts, and where it is asked for, none of them."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.model.config import ModelConfig
from patchalign3d_cli.results import ModelIdentity
from patchalign3d_cli.segmenting.checks import known_none_level
from patchalign3d_cli.segmenting.decision import Decision, decide
from patchalign3d_cli.segmenting.rivals import (
    Embed,
    level_of_none,
    remainder_index,
    rival_words,
)
from patchalign3d_cli.text.labels import join_parts


class Asker(NamedTuple):
    """A model that is asked for words.

    Attributes:
        embed: Embeds words.
        config: Its configuration.
        identity: What results say about it.
    """

    embed: Embed
    config: ModelConfig
    identity: ModelIdentity


class Settled(NamedTuple):
    """What a contest comes to at each element.

    Attributes:
        scores: (E, L) logits of the parts.
        decision: Their labels.
    """

    scores: NDArray[np.float32]
    decision: Decision


class Contest(NamedTuple):
    """Scores of the patches of a shape, by what competes there.

    Attributes:
        logits: (P, L) of the parts; (P, L + 1) where the last column is that of "none of these".
        parts: L.
        none_level: Logit of "none of these" where no column has it; None where it does not compete.
        rivals: The words that "none of these" was told by.
    """

    logits: NDArray[np.float32]
    parts: int
    none_level: float | None = None
    rivals: tuple[str, ...] = ()

    @property
    def options(self) -> dict[str, str]:
        """What results say of it."""
        return {"rivals": join_parts(self.rivals)} if self.rivals else {}

    def classes(self, scores: NDArray[np.float32], threshold: float) -> NDArray[np.float32]:
        """Logits of all that can win an element, of which the highest does, (E, L or L + 1).

        The last of L + 1 is that of no part: of "none of these", and what the best part has to
        reach for its probability to be the threshold's.

        Args:
            scores: (E, L) or (E, L + 1), the logits as they were carried to the elements.
            threshold: See `decide`.
        """
        kept = scores[:, : self.parts]
        levels = [scores[:, self.parts]] if scores.shape[1] > self.parts else []
        if self.none_level is not None and not levels:
            levels = [np.full(len(scores), self.none_level, np.float32)]
        if threshold > 0:
            total = np.logaddexp.reduce(np.column_stack([kept, *levels]), axis=1)
            levels.append(total + np.float32(np.log(threshold)))
        return np.column_stack([kept, np.max(levels, axis=0)]) if levels else kept

    def settle(self, scores: NDArray[np.float32], threshold: float) -> Settled:
        """Choose the part of each element.

        Args:
            scores: (E, L) or (E, L + 1), the logits as they were carried to the elements.
            threshold: See `decide`.

        Raises:
            ModelError: A score is no number.
        """
        if scores.shape[1] == self.parts:
            return Settled(scores, decide(scores, threshold=threshold, other=self.none_level))
        kept, level = np.ascontiguousarray(scores[:, : self.parts]), scores[:, self.parts]
        return Settled(kept, decide(kept, threshold=threshold, other=level))


def open_contest(
    features: NDArray[np.float32],
    parts: Sequence[str],
    asker: Asker,
    *,
    category: str | None = None,
    text: NDArray[np.float32] | None = None,
    other: bool = False,
) -> Contest:
    """Score what competes on a shape.

    One part alone that competes with "none of these", and a part that is called `other` or `rest`
    (`REMAINDER_WORDS`), are told by the words of a thing that has the parts (`rival_words`). Then a
    category chooses the thing, and is in no prompt.

    Args:
        features: (P, D) of the patches.
        parts: L part names.
        asker: The model.
        category: As in `Segmenter.query`.
        text: (L, D) vectors of the parts; None embeds the names.
        other: Whether "none of these" competes.

    Raises:
        ModelError: The words cannot be embedded, or the model was not calibrated, so nothing tells
            what none of them is.
    """
    embed, config, identity = asker
    temperature = np.float32(config.answer_temperature)
    remainder = remainder_index(parts) if text is None else None
    asked = [part for i, part in enumerate(parts) if i != remainder]
    told_by_rivals = remainder is not None or (other and text is None and len(parts) == 1)
    # The model's level was measured with prompts of parts by themselves.
    prompted = None if told_by_rivals else category
    vectors = embed(asked, prompted) if text is None else text
    logits = features @ vectors.T / temperature
    if not told_by_rivals:
        level = known_none_level(config, identity) if other else None
        return Contest(logits, len(parts), level)
    try:
        words = rival_words(features, asked, embed, config.temperature, category)
        rivals = features @ embed(words, None).T / temperature if words else logits[:, :0]
    except ModelError:  # it knows the parts, but not the vocabulary
        words, rivals = (), logits[:, :0]
    if not words and remainder is None:
        return Contest(logits, len(parts), config.none_level)
    if not words:
        known_none_level(config, identity)
    levels = level_of_none(logits, rivals, config.none_level)
    position = len(parts) if remainder is None else remainder
    logits = np.concatenate([logits[:, :position], levels, logits[:, position:]], axis=1)
    return Contest(logits, len(parts), None, words)


def lone_levels(
    features: NDArray[np.float32], words: Sequence[str], asker: Asker, category: str | None = None
) -> NDArray[np.float32]:
    """The cosine that each of some words has to reach where it is asked for alone, (P, L).

    Args:
        features: (P, D) of the patches.
        words: L words.
        asker: The model.
        category: As in `Segmenter.query`.
    """
    columns = []
    for word in words:
        contest = open_contest(features, [word], asker, category=category, other=True)
        known = contest.logits.shape[1] > contest.parts
        none = -np.inf if contest.none_level is None else contest.none_level
        level = contest.logits[:, -1] if known else np.full(len(features), none, np.float32)
        columns.append(np.maximum(level * asker.config.answer_temperature, -1))
    return np.stack(columns, axis=1).astype(np.float32)
