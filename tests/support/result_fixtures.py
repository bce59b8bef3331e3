"""Small results to write: a box of two halves, and the points of one."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from patchalign3d_cli.results import ModelIdentity, PartSegmentation
from patchalign3d_cli.shapes.shape import Shape

IDENTITY = ModelIdentity("pa3d-mini", "ab" * 32, "pa3d-mini-text", "MIT")


def grid_box(steps: int = 4) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """A cube from -1 to 1, each side of `steps` x `steps` squares; sides share no vertices."""
    line = np.linspace(-1, 1, steps + 1)
    u, v = (grid.reshape(-1) for grid in np.meshgrid(line, line, indexing="ij"))
    corner = np.arange(steps * (steps + 1)).reshape(steps, steps + 1)[:, :-1].reshape(-1)
    quad = np.stack([corner, corner + steps + 1, corner + steps + 2, corner + 1], axis=1)
    vertices, faces = [], []
    for axis in range(3):
        for sign in (-1.0, 1.0):
            side = np.empty((len(u), 3))
            side[:, axis] = sign
            side[:, (axis + 1) % 3], side[:, (axis + 2) % 3] = (u, v) if sign > 0 else (v, u)
            triangles = np.concatenate([quad[:, [0, 1, 2]], quad[:, [0, 2, 3]]])
            faces.append(triangles + len(u) * len(vertices))
            vertices.append(side)
    return np.concatenate(vertices), np.concatenate(faces).astype(np.int64)


@pytest.fixture
def box() -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    return grid_box()


@pytest.fixture
def make_result() -> Callable[..., PartSegmentation]:
    """A result of a box (or of the points of one); the part is 0 above the middle, 1 below."""

    def make(
        kind: str = "mesh",
        *,
        parts: tuple[str, ...] = ("top", "bottom"),
        labels: NDArray[np.int32] | None = None,
        model: ModelIdentity = IDENTITY,
        options: dict[str, str | int | float | bool] | None = None,
        vertices: NDArray[np.float64] | None = None,
        **source: object,
    ) -> PartSegmentation:
        corners, faces = grid_box()
        if vertices is not None:
            corners = vertices
        shape = Shape(
            corners,
            faces if kind == "mesh" else None,
            **{"path": Path("/home/somebody/chair.obj"), "sha256": "cd" * 32, **source},
        )
        centers = corners[faces].mean(axis=1) if kind == "mesh" else corners
        if labels is None:
            labels = np.where(centers[:, 1] > 0, 0, 1).astype(np.int32)
        random = np.random.default_rng(5)
        return PartSegmentation(
            shape,
            parts,
            labels,
            random.uniform(0.3, 1, len(labels)).astype(np.float32),
            random.normal(size=(len(labels), len(parts))).astype(np.float32),
            model,
            {"assignment": "nearest", "seed": 0} if options is None else options,
        )

    return make


@pytest.fixture(params=["mesh", "cloud"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)
