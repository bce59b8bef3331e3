"""Mutants of every format: a shape that can be used, or one clear line; never much memory."""

import resource
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.results import ModelIdentity, PartSegmentation
from patchalign3d_cli.saving import save_segmentation
from patchalign3d_cli.shapes import Shape, load_shape, sample_surface
from support.mutations import ROUNDS, mutate
from support.shape_seeds import beside, rich_seeds

_GIGABYTE = 2**30 if sys.platform == "darwin" else 2**20  # in units of the system
RICH = rich_seeds()
PLAIN = [
    *("groups.obj", "mesh.off", "text.ply", "binary.ply", "text.stl", "binary.stl", "scene.glb"),
    *("draco.glb", "scene.3mf", "cloud.xyz", "cloud.pts", "cloud.csv", "text.pcd", "binary.pcd"),
    *("packed.pcd", "array.npy", "arrays.npz", "cloud.las", "cloud.laz"),
]
FUZZ = settings(
    max_examples=ROUNDS,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with what the seeds name."""
    for name, content in beside().items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


class Seeds:
    """The plain files, which a failing test does not print."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files


@pytest.fixture
def seeds(samples: dict[str, bytes]) -> Seeds:
    return Seeds(samples)


def try_file(path: Path) -> None:
    """Read a file as a command would, and use what it gives."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        use(load_shape(path), path.parent)
    except ShapeError as error:
        line = str(error)
        assert "\n" not in line and str(path) in line and len(line) < 1000 + 3 * len(str(path))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < _GIGABYTE


def use(shape: Shape, folder: Path) -> None:
    assert np.isfinite(shape.vertices).all() and shape.element_count
    assert shape.radius > 0 and len(shape.welded) == len(shape.vertices)
    assert np.isfinite(sample_surface(shape, 16, 0, shape.core).points).all()
    appearance = shape.appearance
    if appearance is not None:
        assert len(appearance.elements.materials) == shape.element_count
    count = shape.element_count
    result = PartSegmentation(
        shape,
        ("seat", "leg"),
        np.arange(count, dtype=np.int32) % 2,
        np.full(count, 0.5, np.float32),
        np.zeros((count, 2), np.float32),
        ModelIdentity("m", "00", "t", "MIT"),
        {},
    )
    if np.abs(shape.vertices).max() > 1e30 or shape.radius < 1e-30:
        return  # no size that float32 holds
    options = OutputOptions(appearance="keep")
    save_segmentation(result, folder / "out" / "a.glb", overwrite=True, options=options)
    if not shape.is_cloud:
        load_shape(folder / "out" / "a.glb")


@pytest.mark.many
@pytest.mark.parametrize("name", PLAIN)
@FUZZ
@given(seed=st.integers(0, 2**32))
def test_mutants_of_plain_files(name: str, seeds: Seeds, folder: Path, seed: int) -> None:
    path = folder / name
    (folder / "out").mkdir(exist_ok=True)
    path.write_bytes(mutate(seeds.files[name], name, seed))
    try_file(path)


@pytest.mark.many
@pytest.mark.parametrize("name", RICH)
@FUZZ
@given(seed=st.integers(0, 2**32))
def test_mutants_of_rich_files(name: str, folder: Path, seed: int) -> None:
    path = folder / name
    (folder / "out").mkdir(exist_ok=True)
    path.write_bytes(mutate(RICH[name], name, seed))
    try_file(path)


@FUZZ
@given(seed=st.integers(0, 2**32))
def test_mutants_of_materials(folder: Path, seed: int) -> None:
    (folder / "out").mkdir(exist_ok=True)
    (folder / "chair.mtl").write_bytes(mutate(beside()["chair.mtl"], "chair.mtl", seed))
    (folder / "wood.png").write_bytes(mutate(beside()["wood.png"], "wood.png", seed))
    (folder / "rich.obj").write_bytes(RICH["rich.obj"])
    try_file(folder / "rich.obj")


def test_whole_seeds_are_read(folder: Path) -> None:
    (folder / "out").mkdir()
    for name, content in RICH.items():
        (folder / name).write_bytes(content)
        shape = load_shape(folder / name)
        use(shape, folder)
        if not shape.is_cloud:
            assert shape.appearance is not None or name in ("concave.off", "meshopt.glb")
