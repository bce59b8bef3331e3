"""A scene taken apart into objects: by its nodes, by what touches, or by distance."""

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.results import ObjectSource, SceneObjects
from patchalign3d_cli.scenes.clusters import cloud_clusters
from patchalign3d_cli.scenes.leftovers import join_leftovers
from patchalign3d_cli.scenes.touching import touching_pieces
from patchalign3d_cli.shapes.shape import UP_AXES, Shape
from patchalign3d_cli.shapes.up import up_rotation

MOST_OBJECTS = 1000
"""More objects are no scene, but one whose distance was chosen too small."""
GROUND_NAME = "ground"


def find_objects(shape: Shape, distance: float | None = None) -> SceneObjects:
    """Take a scene apart into objects.

    Objects are the nodes at the top of the file's scene where there are several; else what hangs
    together or nearly touches in a mesh, and clusters of points in a cloud. A flat ground that
    they stand on is an object of its own. What is smaller than a thousandth of the surface joins
    the nearest object, but for nodes.

    Args:
        shape: The scene.
        distance: In file units, up to which pieces of a mesh and points of a cloud belong
            together, whatever the nodes; None for what suits their sizes.

    Raises:
        ConfigError: There are too many objects.
    """
    if distance is None and (nodes := _by_nodes(shape)) is not None:
        return nodes
    if shape.up not in UP_AXES:  # what stands on what is measured along an axis
        shape = Shape(shape.vertices @ up_rotation(shape.up).T, shape.faces)
    source: ObjectSource = "clusters" if shape.is_cloud else "pieces"
    groups = (cloud_clusters if shape.is_cloud else touching_pieces)(shape, distance)
    numbers = join_leftovers(shape, groups)
    heads = np.unique(numbers, return_index=True)[1]
    order = np.argsort(heads, kind="stable")  # objects in the order of their first elements
    if len(order) > MOST_OBJECTS:
        raise ConfigError(
            f"the scene falls into {len(order):,} objects, more than {MOST_OBJECTS:,}; choose a"
            " larger distance with --cluster"
        )
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    labels = rank[numbers]
    names = [f"object_{number}" for number in range(len(order))]
    if groups.ground is not None:
        ground = int(labels[groups.ground])
        names = [f"object_{number - (number > ground)}" for number in range(len(order))]
        names[ground] = GROUND_NAME
    return SceneObjects(tuple(names), labels, source)


def _by_nodes(shape: Shape) -> SceneObjects | None:
    """The nodes at the top of the file's scene; None where there are not several."""
    tops = list(dict.fromkeys(node.top for node in shape.nodes))
    if len(tops) < 2 or None in tops:
        return None
    numbers = {top: number for number, top in enumerate(tops)}
    counts = [node.count for node in shape.nodes]
    labels = np.repeat([numbers[node.top] for node in shape.nodes], counts).astype(np.int32)
    if len(labels) != shape.element_count:
        return None
    if len(tops) > MOST_OBJECTS:
        raise ConfigError(
            f"the scene has {len(tops):,} nodes at its top, more than {MOST_OBJECTS:,}; let"
            " touching decide what belongs together, with --cluster"
        )
    return SceneObjects(_different([top.name for top in tops if top]), labels, "nodes")


def _different(names: list[str]) -> tuple[str, ...]:
    """Names made different by numbers behind them."""
    names = [name or "object" for name in names]
    counts, taken = Counter(names), set(names)
    numbers = dict.fromkeys(counts, 0)
    different = []
    for name in names:
        unique = name
        if counts[name] > 1:
            while (unique := f"{name}_{numbers[name]}") in taken:
                numbers[name] += 1
            taken.add(unique)
        different.append(unique)
    return tuple(different)


def object_elements(objects: SceneObjects) -> list[NDArray[np.int64]]:
    """The elements of each object, ascending."""
    order = np.argsort(objects.labels, kind="stable").astype(np.int64)
    ends = np.cumsum(np.bincount(objects.labels, minlength=len(objects.names)))
    return np.split(order, ends[:-1])
