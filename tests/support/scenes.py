"""Scenes for the tests of readers, and where their transforms put a point."""

from typing import Any

import numpy as np

PRIMITIVE = {"attributes": {"POSITION": 0}, "indices": 1}


def moved(points: np.ndarray, transform: np.ndarray) -> np.ndarray:
    """(N, 3) points under a (4, 4) transform, one by one."""
    return np.array([(transform @ [*point, 1])[:3] for point in points])


def with_scene(
    document: dict[str, Any], *primitives: dict[str, Any], **more: Any
) -> dict[str, Any]:
    """A glTF document with one node, whose mesh has the primitives."""
    scene = {
        "meshes": [{"name": "thing", "primitives": list(primitives) or [PRIMITIVE]}],
        "nodes": [{"mesh": 0}],
        "scenes": [{"nodes": [0]}],
    }
    return {**document, **scene, **more}
