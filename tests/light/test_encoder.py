"""The encoder in numpy against the network in torch, and its files."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.torch import load_file, save_file

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.light.encoder import LightEncoder, load_light_encoder
from patchalign3d_cli.light.grouping import group_patches
from patchalign3d_cli.light.layers import Array
from patchalign3d_cli.model import EncoderConfig, ModelConfig
from patchalign3d_cli.model.checkpoint import load_model, save_model
from patchalign3d_cli.model.patchalign3d import PatchAlign3D
from patchalign3d_cli.models.resolve import resolve_model
from patchalign3d_cli.shapes import load_shape, sample_surface


def cloud(size: int, seed: int = 0) -> Array:
    points = np.random.default_rng(seed).standard_normal((size, 3)).astype(np.float32)
    unit: Array = points / np.linalg.norm(points, axis=1).max()
    return unit


@pytest.fixture
def tiny(tiny_model_directory: Path) -> LightEncoder:
    return load_light_encoder(tiny_model_directory)


@pytest.fixture
def own_model(tiny_model_directory: Path, tmp_path: Path) -> Path:
    """A copy of the tiny model that a test may damage."""
    for name in ("config.json", "model.safetensors"):
        (tmp_path / name).write_bytes((tiny_model_directory / name).read_bytes())
    return tmp_path


@pytest.mark.slow
def test_the_bundled_model_is_the_same_in_torch(data_directory: Path):
    directory = resolve_model(offline=True)
    chair = load_shape(data_directory.parents[1] / "docs" / "examples" / "chair.obj")
    points = sample_surface(chair, 2048, 0).points
    points = (points - points.mean(axis=0)).astype(np.float32)
    points /= np.linalg.norm(points, axis=1).max()
    in_numpy = load_light_encoder(directory).encode([points])
    with torch.inference_mode():
        in_torch = load_model(directory).for_inference()(torch.from_numpy(points)[None])
    assert np.array_equal(in_numpy.center_indices, in_torch.center_indices)
    assert np.array_equal(np.sort(in_numpy.indices), in_torch.indices.sort().values)
    assert np.abs(in_numpy.features - in_torch.features.numpy()).max() < 1e-5


@pytest.mark.slow
@given(sizes=st.lists(st.integers(1, 40), min_size=1, max_size=4), seed=st.integers(0, 99))
@settings(deadline=None, max_examples=25)
def test_clouds_of_any_size_equal_torch(tiny_model_directory: Path, sizes: list[int], seed: int):
    clouds = [cloud(size, seed + size) for size in sizes]
    in_numpy = load_light_encoder(tiny_model_directory).encode(clouds)
    model = load_model(tiny_model_directory)
    for row, points in enumerate(clouds):
        with torch.inference_mode():
            in_torch = model(torch.from_numpy(points)[None])
        assert np.array_equal(in_numpy.center_indices[row], in_torch.center_indices[0])
        assert np.array_equal(in_numpy.indices[row], in_torch.indices[0])
        assert np.abs(in_numpy.features[row] - in_torch.features[0].numpy()).max() < 1e-5


def test_a_batch_equals_its_singles(tiny: LightEncoder):
    clouds = [cloud(64, seed) for seed in range(3)]
    batch = tiny.encode(clouds)
    for row, points in enumerate(clouds):
        single = tiny.encode([points])
        assert np.array_equal(batch.indices[row], single.indices[0])
        assert np.abs(batch.features[row] - single.features[0]).max() < 1e-6


def test_points_in_one_place_and_a_single_point(tiny: LightEncoder):
    for points in (np.zeros((9, 3), np.float32), np.ones((1, 3), np.float32)):
        encoded = tiny.encode([points])
        assert np.isfinite(encoded.features).all()
        assert set(encoded.center_indices[0]) == {0}


def test_a_patch_begins_with_its_centre_and_ends_with_its_farthest():
    points = cloud(100)
    patches = group_patches(points, 10, 6)
    assert np.array_equal(patches.indices[:, 0], patches.center_indices)
    distances = np.linalg.norm(points[:, None] - points[patches.center_indices], axis=2).T
    order = distances.argsort(axis=1)[:, :6]
    assert np.array_equal(patches.indices, order)
    assert np.allclose(points[patches.indices], patches.offsets + points[order[:, :1]], atol=1e-7)


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float64])
def test_weights_in_any_precision(own_model: Path, dtype: torch.dtype):
    path = own_model / "model.safetensors"
    rounded = {name: tensor.to(dtype) for name, tensor in load_file(path).items()}
    save_file(rounded, path)
    encoded = load_light_encoder(own_model).encode([cloud(64)])
    save_file({name: tensor.float() for name, tensor in rounded.items()}, path)
    assert np.array_equal(encoded.features, load_light_encoder(own_model).encode([cloud(64)])[0])


def test_tensors_that_do_not_fit_are_listed(own_model: Path):
    path = own_model / "model.safetensors"
    tensors = load_file(path)
    del tensors["head.proj.bias"]
    save_file(tensors | {"extra": torch.zeros(2), "encoder.norm.weight": torch.zeros(3)}, path)
    with pytest.raises(ModelError) as failure:
        load_light_encoder(own_model)
    for word in ("missing: head.proj.bias", "unexpected: extra", "encoder.norm.weight is (3,)"):
        assert word in str(failure.value)


@pytest.mark.parametrize("kept", [0, 500])
def test_a_damaged_file_is_one_clear_line(own_model: Path, kept: int):
    path = own_model / "model.safetensors"
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(ModelError, match="cannot read the weights .* fetch or convert"):
        load_light_encoder(own_model)
    path.unlink()
    with pytest.raises(ModelError, match="model.safetensors is missing; fetch or convert"):
        load_light_encoder(own_model)


def test_local_geometry_equals_torch(tmp_path: Path):
    sizes = EncoderConfig(12, 8, 8, (8, 8, 16, 16), width=24, depth=1, heads=2, position_width=8)
    config = ModelConfig("g", sizes, feature_dim=6, text=None, point_neighbors=3)
    torch.manual_seed(1)
    model = PatchAlign3D(replace(config, local_geometry=True)).eval()
    for parameter in model.decoder.parameters():
        torch.nn.init.normal_(parameter, std=0.3)
    save_model(model, tmp_path)
    clouds = [cloud(200, 1), cloud(40, 2)]
    in_numpy = load_light_encoder(tmp_path).encode(clouds)
    for row, points in enumerate(clouds):
        with torch.inference_mode():
            in_torch = model(torch.from_numpy(points)[None]).features[0].numpy()
        assert np.abs(in_numpy.features[row, : len(points)] - in_torch).max() < 1e-5
