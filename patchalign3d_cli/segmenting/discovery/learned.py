"""Nodes joined in the order that was learned: the pair first that is most likely one part.

The numbers in `same_part.json` were fitted on generated shapes by
`tests/measurements/fit_discovery.py`; no real shape took part.
"""

import json
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.segmenting.discovery.merging import (
    Choice,
    MergeSteps,
    cheapest,
    join_all,
)
from patchalign3d_cli.segmenting.discovery.nodes import Nodes

_SHIPPED = "same_part.json"

Floats = NDArray[np.float64]


class SameRule(NamedTuple):
    """Two layers that say how likely two nodes are one part.

    Attributes:
        offsets: (F,) what is taken off each feature of a pair.
        scales: (F,) what it is multiplied by then.
        first: (F, H) weights of the hidden layer.
        bias: (H,) of the hidden layer.
        second: (H,) weights of the logit.
        level: What is added to the logit.
    """

    offsets: Floats
    scales: Floats
    first: Floats
    bias: Floats
    second: Floats
    level: float

    def logits(self, pairs: Floats) -> Floats:
        """(N, F) features of pairs -> (N,) logits of being one part."""
        hidden = (pairs - self.offsets) * self.scales @ self.first + self.bias
        logits: Floats = np.maximum(hidden, 0) @ self.second + self.level
        return logits


@cache
def shipped_rule() -> SameRule:
    """The rule that comes with the package."""
    return read_rule(files(__package__).joinpath(_SHIPPED).read_text(encoding="utf-8"))


def read_rule(text: str) -> SameRule:
    """The rule that a JSON object holds, with a key for each field."""
    values = json.loads(text)
    arrays = {name: np.array(values[name], float) for name in SameRule._fields[:-1]}
    return SameRule(**arrays, level=float(values["level"]))


def merge_nodes(nodes: Nodes, rule: SameRule, choose: Choice = cheapest) -> MergeSteps:
    """Join nodes until one is left.

    Args:
        nodes: R nodes; one is left of them.
        rule: How likely two are one part.
        choose: Which two join next.

    Returns:
        The steps; each costs minus the logarithm of how likely the two are one part.
    """
    size = len(nodes.areas)

    def costs_of(row: int) -> Floats:
        costs = np.full(size, np.inf)
        left = np.flatnonzero(nodes.alive & (np.arange(size) != row))
        if len(left):
            costs[left] = -rule.logits(nodes.pairs(row, left))
        return costs

    steps = join_all(size, costs_of, nodes.join, choose)
    return MergeSteps(steps.merges, np.logaddexp(0, steps.costs))
