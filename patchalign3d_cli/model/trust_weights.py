"""How the trust in a labelled shape follows from its scores: three fitted numbers."""

import math
from dataclasses import dataclass

from patchalign3d_cli.model.config_checks import check_number

_MOST = 1000.0
_SUREST = 1e-3  # a mean confidence counts as this far from 0 and from 1 at least


def confidence_logit(confidence: float) -> float:
    """Log odds of a mean confidence, within bounds.

    Args:
        confidence: 0 to 1.
    """
    confidence = min(max(confidence, _SUREST), 1 - _SUREST)
    return math.log(confidence / (1 - confidence))


@dataclass(frozen=True)
class TrustWeights:
    """A logistic model of the chance that a shape is labelled right; it rises with both inputs.

    Attributes:
        offset: Log odds where both inputs are 0.
        confidence: Per unit of the log odds of the mean confidence, 0 or more.
        cosine: Per unit of the mean cosine of the best part, 0 or more.
    """

    offset: float
    confidence: float
    cosine: float

    def __post_init__(self) -> None:
        check_number("trust.offset", self.offset, -_MOST, _MOST)
        check_number("trust.confidence", self.confidence, 0, _MOST)
        check_number("trust.cosine", self.cosine, 0, _MOST)

    def chance(self, confidence: float, cosine: float) -> float:
        """The chance that at least four fifths of the surface have the right label, 0 to 1.

        Args:
            confidence: Mean confidence over the surface.
            cosine: Mean over the surface of the best part's cosine.
        """
        odds = self.offset + self.confidence * confidence_logit(confidence) + self.cosine * cosine
        return 1 / (1 + math.exp(-max(min(odds, 30.0), -30.0)))
