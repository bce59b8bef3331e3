"""Damaged files of every format: a shape or one clear line, never anything else."""

import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes import load_shape

NAMES = [
    "groups.obj",
    "mesh.off",
    "text.ply",
    "binary.ply",
    "text.stl",
    "binary.stl",
    "scene.glb",
    "draco.glb",
    "scene.3mf",
    "cloud.xyz",
    "cloud.pts",
    "cloud.csv",
    "text.pcd",
    "binary.pcd",
    "packed.pcd",
    "array.npy",
    "arrays.npz",
    "cloud.las",
    "cloud.laz",
]


def test_every_sample_is_tried(samples: dict[str, bytes]) -> None:
    assert sorted(samples) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_whole_samples_are_read(name: str, samples: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(samples[name])
    shape = load_shape(path)
    assert shape.element_count >= 3
    assert shape.warnings == ()


@pytest.mark.many
@pytest.mark.parametrize("name", NAMES)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_damage_gives_a_shape_or_one_line(
    name: str, samples: dict[str, bytes], tmp_path: Path, data: st.DataObject
) -> None:
    content = bytearray(samples[name])
    for _ in range(data.draw(st.integers(0, 4), "changes")):
        place = data.draw(st.integers(0, len(content) - 1), "place")
        content[place] = data.draw(st.integers(0, 255), "byte")
    if data.draw(st.booleans(), "cut"):
        content = content[: data.draw(st.integers(0, len(content)), "length")]
    path = tmp_path / name
    path.write_bytes(content)
    _check(path)


@pytest.mark.many
@pytest.mark.parametrize("name", NAMES)
def test_a_cut_anywhere_gives_a_shape_or_one_line(
    name: str, samples: dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / name
    content = samples[name]
    for length in range(0, len(content), max(1, len(content) // 97)):
        path.write_bytes(content[:length])
        _check(path)


@pytest.mark.parametrize("suffix", sorted({name.rpartition(".")[2] for name in NAMES}))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_noise_gives_a_shape_or_one_line(suffix: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"noise.{suffix}"
    path.write_bytes(content)
    _check(path)


def _check(path: Path) -> None:
    tracemalloc.start()
    try:
        shape = load_shape(path)
    except ShapeError as error:
        assert str(error)
        assert "\n" not in str(error)
        assert str(path) in str(error)
    else:
        assert np.isfinite(shape.vertices).all()
        assert shape.element_count
        if shape.faces is not None:
            assert shape.faces.min() >= 0
            assert shape.faces.max() < len(shape.vertices)
            assert sum(node.count for node in shape.nodes) in (0, len(shape.faces))
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 64e6
