"""The tree of parts that nobody named, as JSON."""

from typing import Any

import numpy as np

from patchalign3d_cli.results import PartTree
from patchalign3d_cli.results_io.element_values import doubles, integers
from patchalign3d_cli.results_io.json import keys


def tree_record(tree: PartTree) -> dict[str, Any]:
    """A tree as JSON-ready values."""
    return {
        keys.REGIONS: tree.regions.tolist(),
        keys.MERGES: tree.merges.tolist(),
        keys.COSTS: [float(f"{cost:.6g}") for cost in tree.costs.tolist()],
        keys.NAMES: list(tree.names),
    }


def parse_tree(values: Any, count: int) -> PartTree:
    """Check a tree and make sense of it.

    Args:
        values: What `json.loads` made of it.
        count: How many elements there are.

    Raises:
        ValueError: It is no tree of so many elements; the message is one clause.
    """
    if not isinstance(values, dict):
        raise ValueError(f"its {keys.TREE} is no object")
    names = values.get(keys.NAMES)
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ValueError(f"the {keys.NAMES} of its {keys.TREE} are no texts")
    nodes = max(len(names), 1)
    regions = integers(values.get(keys.REGIONS), keys.REGIONS, 0, nodes)
    if regions.shape != (count,):
        raise ValueError(f"its {keys.TREE} is not of {count:,} elements")
    merges = integers(values.get(keys.MERGES), keys.MERGES, 0, nodes).reshape(-1, 2)
    costs = doubles(values.get(keys.COSTS), keys.COSTS)
    return PartTree(regions.astype(np.int32), merges.astype(np.int32), costs, tuple(names))
