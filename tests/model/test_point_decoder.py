"""The point decoder: its plain twin, where it starts, and what a model with one answers."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch.nn import functional

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.geometry.assignment import interpolation
from patchalign3d_cli.model import EncoderConfig, ModelConfig
from patchalign3d_cli.model.checkpoint import load_model, save_model
from patchalign3d_cli.model.patchalign3d import PatchAlign3D
from patchalign3d_cli.model.patches import group_patches
from patchalign3d_cli.model.point_decoder import PointDecoder

TINY = EncoderConfig(64, 8, 8, (8, 8, 16, 16), width=24, depth=2, heads=2, position_width=8)
CONFIG = ModelConfig("tiny", TINY, feature_dim=6, text=None, point_neighbors=3)
GEOMETRY = replace(CONFIG, local_geometry=True)


def trained_looking(decoder: PointDecoder) -> PointDecoder:
    """A decoder with no weight at its start."""
    torch.manual_seed(1)
    for parameter in decoder.parameters():
        torch.nn.init.normal_(parameter, std=0.3)
    return decoder.eval()


def plain_moments(point, members):
    """Of each scale: mean weight, weighted mean and weighted products, of members (K, 3)."""
    moments = []
    for scale in (0.04, 0.08, 0.16):
        relative = members - point
        weights = (-(relative**2).sum(1) / (2 * scale**2)).exp()
        shares = weights / (weights.sum() + 1e-3)
        products = [
            (shares * relative[:, i] * relative[:, j]).sum() / scale**2
            for i, j in ((0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2))
        ]
        mean = (shares[:, None] * relative).sum(0) / scale
        moments += [(weights.sum()[None] + 1e-3) / len(members), mean, torch.stack(products)]
    return torch.cat(moments)


def plain_decoder(net: PointDecoder, points, centers, members, patches, tokens):
    """Point by point and patch by patch."""
    rows = []
    for point in points:
        squared = ((centers - point) ** 2).sum(1)
        nearest = squared.argsort()[: net.neighbors]
        logits, values, around = [], [], 0.0
        if net.from_moments is not None:
            first = nearest[0]
            around = net.from_moments(plain_moments(point, centers[first] + members[first]))
        for i in nearest:
            offset = 8 * torch.cat([point - centers[i], (squared[i] + 1e-12).sqrt()[None]])
            hidden = functional.gelu(
                net.from_token(tokens[i])
                + net.from_patch(patches[i])
                + net.from_offset(offset)
                + around
            )
            logits.append(net.gate(hidden)[0] - (squared[i] + 1e-4).log())
            values.append((hidden, tokens[i]))
        weights = torch.stack(logits).softmax(0)
        hidden = sum(w * h for w, (h, _) in zip(weights, values, strict=True))
        token = sum(w * t for w, (_, t) in zip(weights, values, strict=True))
        out = net.mix(hidden) + token
        rows.append(out + net.fc2(functional.gelu(net.fc1(net.norm(out)))))
    return torch.stack(rows)


def clouds(batch: int, size: int, seed: int = 0) -> torch.Tensor:
    points = torch.randn(batch, size, 3, generator=torch.Generator().manual_seed(seed))
    return points / points.norm(dim=2).amax(dim=1)[:, None, None]


@pytest.mark.parametrize("local_geometry", [False, True])
def test_it_equals_its_plain_twin(local_geometry: bool):
    net = trained_looking(PointDecoder(12, 3, local_geometry=local_geometry))
    members = 0.1 * torch.randn(2, 5, 7, 3)
    points, centers = clouds(2, 20), clouds(2, 5, seed=1)
    patches, tokens = torch.randn(2, 5, 12), torch.randn(2, 5, 12)
    with torch.inference_mode():
        decoded = net(points, centers, members, patches, tokens)
        for row in range(2):
            given = (points, centers, members, patches, tokens)
            plain = plain_decoder(net, *(values[row] for values in given))
            assert (decoded[row] - plain).abs().max() < 1e-5


def test_it_starts_as_the_blend_of_the_nearest_tokens():
    net = PointDecoder(12, 3, local_geometry=True).eval()
    points, centers, tokens = clouds(2, 50), clouds(2, 9, seed=1), torch.randn(2, 9, 12)
    with torch.inference_mode():
        decoded = net(points, centers, torch.randn(2, 9, 4, 3), torch.randn(2, 9, 12), tokens)
    for row in range(2):
        around, middle, said = (part[row].numpy() for part in (points, centers, tokens))
        blended = interpolation(around, middle).apply(said)
        assert np.abs(decoded[row].numpy() - blended).max() < 0.05


def test_every_point_is_a_patch_of_itself():
    model = PatchAlign3D(CONFIG).eval()
    points = clouds(2, 64)
    with torch.inference_mode():
        encoded = model(points)
    assert torch.equal(encoded.centers, points)
    assert encoded.features.shape == (2, 64, 6)
    assert torch.equal(encoded.center_indices[0], torch.arange(64))
    assert torch.equal(encoded.indices[..., 0], encoded.center_indices)


@pytest.mark.parametrize("config", [CONFIG, GEOMETRY])
def test_a_shorter_cloud_of_a_batch_is_decoded_as_alone(config: ModelConfig):
    model = PatchAlign3D(config)
    trained_looking(model.decoder)
    model.eval()
    long, short = clouds(1, 64)[0], clouds(1, 40, seed=3)[0]
    padded = torch.stack([long, torch.cat([short, torch.zeros(24, 3)])])
    with torch.inference_mode():
        both = model(padded, torch.tensor([64, 40]))
        alone = model(short[None])
    assert (both.features[1, :40] - alone.features[0]).abs().max() < 1e-5
    assert torch.equal(both.features[1, 40:], both.features[1, :24])


@pytest.mark.parametrize("config", [CONFIG, GEOMETRY])
def test_folding_changes_nothing_and_files_keep_it(tmp_path: Path, config: ModelConfig):
    model = PatchAlign3D(config)
    trained_looking(model.decoder)
    save_model(model.eval(), tmp_path)
    loaded = load_model(tmp_path)
    assert loaded.config == config
    points = clouds(1, 64)
    with torch.inference_mode():
        expected = model(points).features
        assert torch.equal(loaded.eval()(points).features, expected)
        assert (model.for_inference()(points).features - expected).abs().max() < 1e-5


def test_without_one_the_published_model_is_untouched():
    model = PatchAlign3D(replace(CONFIG, point_neighbors=0)).eval()
    assert model.decoder is None
    points = clouds(1, 64)
    with torch.inference_mode():
        patches = group_patches(points, 8, 8)
        expected = model.head(model.encoder(patches))
        assert torch.equal(model(points).features, expected)


@pytest.mark.parametrize("neighbors", [-1, 17, 2.0, True, "3"])
def test_odd_numbers_of_neighbours_are_refused(neighbors: object):
    with pytest.raises(ModelError, match="point_neighbors"):
        replace(CONFIG, point_neighbors=neighbors)  # type: ignore[arg-type]


def test_local_geometry_needs_a_decoder():
    with pytest.raises(ModelError, match="needs point_neighbors"):
        replace(CONFIG, point_neighbors=0, local_geometry=True)
    with pytest.raises(ModelError, match="true or false"):
        replace(CONFIG, local_geometry="yes")  # type: ignore[arg-type]


@pytest.mark.slow
def test_its_loss_is_part_of_the_stage():
    from patchalign3d_training.data.batches import AlignBatch
    from patchalign3d_training.stages.align_module import AlignModule

    torch.manual_seed(0)
    module = AlignModule(PatchAlign3D(CONFIG))
    points = clouds(4, 64)
    halves = points[..., 1] > 0  # (4, 64)
    text = functional.normalize(torch.randn(1, 2, 6), dim=2).expand(4, -1, -1)
    masks = torch.stack([halves, ~halves], dim=1)  # (4, 2, 64)
    regions = torch.zeros(4, points.shape[1], dtype=torch.int64)
    batch = AlignBatch(points, masks, text, torch.ones(4, 2, dtype=torch.bool), regions, ["a"] * 4)
    optimizer = torch.optim.Adam(module.parameters(), 1e-2)
    losses = []
    for _ in range(30):
        optimizer.zero_grad()
        loss = module.train()(batch).losses.mean()
        loss.backward()
        optimizer.step()
        losses.append(float(loss.detach()))
    assert np.mean(losses[-5:]) < 0.7 * losses[0]
    assert module.model.decoder.mix.weight.abs().sum() > 0
