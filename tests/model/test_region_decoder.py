"""The region decoder: its plain twin, where it starts, and its two ways to compute it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.light.encoder import load_light_encoder
from patchalign3d_cli.model import EncoderConfig, ModelConfig
from patchalign3d_cli.model.checkpoint import load_model, save_model
from patchalign3d_cli.model.patchalign3d import PatchAlign3D
from patchalign3d_cli.model.region_decoder import RegionDecoder
from patchalign3d_cli.model.torch_encoder import TorchEncoder

TINY = EncoderConfig(64, 8, 8, (8, 8, 16, 16), width=24, depth=2, heads=2, position_width=8)
CONFIG = ModelConfig(
    "tiny", TINY, feature_dim=6, text=None, point_neighbors=3, region_depth=2, region_width=32
)


def trained_looking(module: torch.nn.Module) -> torch.nn.Module:
    """A module with no weight at its start."""
    torch.manual_seed(1)
    for parameter in module.parameters():
        torch.nn.init.normal_(parameter, std=0.2)
    return module.eval()


def drawn(count: int, regions: int, seed: int = 0):
    """Features, points and regions, each of which has a point."""
    random = np.random.default_rng(seed)
    features = random.standard_normal((count, 6)).astype(np.float32)
    features /= np.linalg.norm(features, axis=1, keepdims=True)
    points = random.uniform(-0.5, 0.5, (count, 3)).astype(np.float32)
    numbers = np.concatenate([np.arange(regions), random.integers(0, regions, count - regions)])
    return features, points, random.permutation(numbers)


def plain_region_decoder(net: RegionDecoder, features, points, regions):
    """Region by region and point by point."""
    count = int(regions.max()) + 1
    inside = [regions == region for region in range(count)]
    rows = []
    for mine in inside:
        own, placed = features[mine], points[mine]
        centered = placed - placed.mean(0)
        covariance = centered.T @ centered / len(placed)
        upper = [covariance[i, j] for i in range(3) for j in range(i, 3)]
        low, high = placed.min(0).values, placed.max(0).values
        share = torch.tensor(len(placed) / len(points))
        likeness = own.mean(0)
        scalars = [share.log() / 4, share.sqrt(), np.log(count) / 4, likeness.norm()]
        numbers = [*placed.mean(0), *low, *high, *(high - low), *(4 * v for v in upper), *scalars]
        rows.append(torch.cat([likeness, torch.tensor([float(number) for number in numbers])]))
    tokens = net.from_region(torch.stack(rows))[None]
    for block in net.blocks:
        tokens = block(tokens)
    tokens = net.norm(tokens)[0]
    corrected = []
    for feature, point, region in zip(features, points, regions.tolist(), strict=True):
        placed = points[inside[region]]
        low, high = placed.min(0).values, placed.max(0).values
        sides = (high - low).clamp(min=0.02)
        in_box = (point - low) / sides - 0.5
        about = (point - placed.mean(0)) / sides.max()
        hidden = net.from_point(torch.cat([feature, point, in_box, about])) + tokens[region]
        sum_ = feature + net.correction(functional.gelu(hidden))
        corrected.append(sum_ / sum_.norm())
    return torch.stack(corrected)


@given(regions=st.integers(1, 7), seed=st.integers(0, 99))
@settings(deadline=None, max_examples=12)
def test_it_equals_its_plain_twin(regions: int, seed: int):
    net = trained_looking(RegionDecoder(6, 32, 2))
    given_ = [torch.from_numpy(values) for values in drawn(40, regions, seed)]
    with torch.no_grad():
        assert torch.allclose(net(*given_), plain_region_decoder(net, *given_), atol=2e-5)


def test_a_new_one_changes_nothing():
    features, points, regions = map(torch.from_numpy, drawn(50, 4))
    with torch.no_grad():
        assert torch.allclose(RegionDecoder(6, 32, 2)(features, points, regions), features)


def test_regions_have_no_order():
    net = trained_looking(RegionDecoder(6, 32, 2))
    features, points, regions = map(torch.from_numpy, drawn(50, 5))
    renumbered = torch.tensor([3, 0, 4, 2, 1])[regions]
    with torch.no_grad():
        one, two = net(features, points, regions), net(features, points, renumbered)
    assert torch.allclose(one, two, atol=1e-6)


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model with a region decoder, saved."""
    model = trained_looking(PatchAlign3D(CONFIG))
    for name, buffer in model.named_buffers():
        if name.endswith("running_var"):
            buffer.fill_(1.0)
    folder = tmp_path_factory.mktemp("regions")
    save_model(model, folder)
    return folder


def test_numpy_equals_torch(directory: Path):
    light = load_light_encoder(directory)
    network = TorchEncoder(load_model(directory).for_inference(), torch.device("cpu"))
    for regions in (1, 2, 9):
        given_ = drawn(60, regions, regions)
        one, two = light.correct(*given_), network.correct(*given_)
        assert one.dtype == two.dtype == np.float32
        assert np.abs(one - two).max() < 1e-5
        assert np.abs(one - given_[0]).max() > 0.01


def test_what_a_configuration_may_say():
    with pytest.raises(ModelError, match="region_depth needs point_neighbors"):
        replace(CONFIG, point_neighbors=0)
    with pytest.raises(ModelError, match="region_width must be a multiple of 32, not 40"):
        replace(CONFIG, region_width=40)
    with pytest.raises(ModelError, match="region_depth must be a whole number"):
        replace(CONFIG, region_depth=True)
    assert ModelConfig.from_dict(CONFIG.to_dict()) == CONFIG
