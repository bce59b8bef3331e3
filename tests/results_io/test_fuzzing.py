"""Mutants of saved results: a result that can be used, or one clear line; never much memory."""

import resource
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from patchalign3d_cli.errors import Pa3dError
from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.results import ModelIdentity, PartSegmentation
from patchalign3d_cli.results_io.load import is_result, load_segmentation
from patchalign3d_cli.saving import save_segmentation
from patchalign3d_cli.shapes import load_shape
from support.box_chairs import box_chair
from support.mutations import ROUNDS, mutate
from support.textures import textured_glb

_GIGABYTE = 2**30 if sys.platform == "darwin" else 2**20  # in units of the system
KINDS = ["a.json", "a.npz", "mesh.ply", "cloud.ply", "plain.glb", "kept.glb"]


class Results:
    """Results on disk and the shapes that they are of; a failing test does not print them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "a.glb").write_bytes(textured_glb())
        points = box_chair(1)[0]
        (folder / "cloud.xyz").write_text("".join("{} {} {}\n".format(*row) for row in points))
        for name in KINDS:
            shape = load_shape(self.shape_of(name))
            count = shape.element_count
            rng = np.random.default_rng(0)
            result = PartSegmentation(
                shape,
                ("seat", "the leg"),
                (np.arange(count) % 3 - 1).astype(np.int32),
                rng.random(count).astype(np.float32),
                rng.random((count, 2)).astype(np.float32),
                ModelIdentity("m", "00", "t", "MIT"),
                {"refine": False},
            )
            options = OutputOptions(appearance="keep" if name.startswith("kept") else "recolor")
            save_segmentation(result, folder / f"whole.{name}", options=options)

    def shape_of(self, name: str) -> Path:
        return self.folder / ("cloud.xyz" if name.startswith("cloud") else "a.glb")

    def beside(self, name: str) -> Path | None:
        """The shape's file for results that do not hold their shape."""
        return None if name.endswith(("ply", "glb")) else self.shape_of(name)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return Results(tmp_path_factory.mktemp("results"))


def try_result(path: Path, shape: Path | None) -> None:
    """Read a result as `pa3d view` would, and use it."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        if not is_result(path):
            return
        result = load_segmentation(path, shape=shape)
    except Pa3dError as error:
        line = str(error)
        assert "\n" not in line and len(line) < 1000 + 3 * (len(str(path)) + len(str(shape)))
    else:
        count = result.source.element_count
        assert len(result.labels) == len(result.confidence) == len(result.scores) == count
        assert result.labels.min() >= -1 and result.labels.max() < len(result.parts)
        assert sum(part.count for part in result.summary()) <= count
        result.to_dict()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < _GIGABYTE


@pytest.mark.parametrize("name", KINDS)
def test_whole_results_are_read(name: str, results: Results) -> None:
    result = load_segmentation(results.folder / f"whole.{name}", shape=results.beside(name))
    assert result.parts == ("seat", "the leg")


@pytest.mark.many
@pytest.mark.parametrize("name", KINDS)
@settings(
    max_examples=ROUNDS,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32))
def test_mutants(name: str, results: Results, seed: int) -> None:
    path = results.folder / f"mutant.{name}"
    path.write_bytes(mutate((results.folder / f"whole.{name}").read_bytes(), name, seed))
    try_result(path, results.beside(name))
