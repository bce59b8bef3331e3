"""The model: its fast form, its graph, its files."""

from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.light.encoder import LightEncoder
from patchalign3d_cli.model import EncoderConfig, ModelConfig
from patchalign3d_cli.model.checkpoint import load_model, save_model
from patchalign3d_cli.model.convert import OfficialCheckpoint, convert_state
from patchalign3d_cli.model.layers import DropPath
from patchalign3d_cli.model.patchalign3d import PatchAlign3D
from patchalign3d_cli.model.point_net import FoldedPointNet, PointNet
from patchalign3d_cli.model.tensors import tensor_shapes
from support.parity_weights import official_head, official_state

TINY = EncoderConfig(64, 8, 8, (8, 8, 16, 16), width=24, depth=2, heads=2, position_width=8)


@pytest.fixture
def tiny() -> PatchAlign3D:
    torch.manual_seed(0)
    model = PatchAlign3D(ModelConfig("tiny", encoder=TINY, feature_dim=6, text=None))
    for module in model.modules():
        if isinstance(module, torch.nn.BatchNorm1d):
            module.running_mean.normal_()
            module.running_var.uniform_(0.5, 2)
            torch.nn.init.normal_(module.weight)
            torch.nn.init.normal_(module.bias)
    return model.eval()


def cloud(size: int, batch: int = 1, seed: int = 0) -> torch.Tensor:
    points = torch.randn(batch, size, 3, generator=torch.Generator().manual_seed(seed))
    return points / points.norm(dim=2).amax(dim=1)[:, None, None]


@pytest.mark.many
@pytest.mark.parametrize(("patches", "size"), [(8, 8), (32, 16), (5, 1), (128, 32)])
def test_any_grouping_equals_the_numpy_twin(patches: int, size: int):
    checkpoint = OfficialCheckpoint(official_state(2), official_head(16), "text", None, None)
    config = ModelConfig(
        "two blocks",
        encoder=EncoderConfig(patches=patches, patch_size=size, depth=2),
        feature_dim=16,
        text=None,
    )
    model = PatchAlign3D(config).eval()
    state = convert_state(checkpoint, "")
    model.load_state_dict(state)
    points = cloud(200, batch=3)
    twin = LightEncoder(config, {name: tensor.numpy() for name, tensor in state.items()})
    expected = twin.encode(list(points.numpy()))
    with torch.inference_mode():
        for net in (model, model.for_inference()):
            result = net(points)
            assert np.array_equal(result.center_indices, expected.center_indices)
            assert np.array_equal(result.indices.sort().values, np.sort(expected.indices))
            assert np.abs(result.features.numpy() - expected.features).max() < 1e-5


@pytest.mark.parametrize("neighbors", [0, 3])
@pytest.mark.parametrize("encoder", [TINY, EncoderConfig()], ids=["tiny", "published"])
def test_a_configuration_tells_every_tensor(encoder: EncoderConfig, neighbors: int):
    config = ModelConfig("any", encoder, feature_dim=6, text=None, point_neighbors=neighbors)
    with torch.device("meta"):
        state = PatchAlign3D(config).state_dict()
    assert tensor_shapes(config) == {name: tuple(tensor.shape) for name, tensor in state.items()}


def test_folding_keeps_the_function(tiny: PatchAlign3D):
    net = tiny.encoder.point_net
    assert isinstance(net, PointNet)
    offsets = torch.randn(2, 3, 8, 3)
    with torch.inference_mode():
        assert (FoldedPointNet(net)(offsets) - net(offsets)).abs().max() < 1e-5


def test_rows_of_unequal_size_equal_themselves_alone(tiny: PatchAlign3D):
    sizes = [64, 5, 30]
    padded = torch.full((3, 64, 3), 7.0)
    for row, size in enumerate(sizes):
        padded[row, :size] = cloud(size, seed=row)[0]
    with torch.inference_mode():
        batch = tiny(padded, torch.tensor(sizes))
        for row, size in enumerate(sizes):
            alone = tiny(cloud(size, seed=row))
            assert (batch.features[row] - alone.features[0]).abs().max() < 1e-5


@pytest.mark.slow
@pytest.mark.parametrize("with_lengths", [False, True])
def test_the_whole_model_is_one_graph(tiny: PatchAlign3D, with_lengths: bool):
    fast = tiny.for_inference()
    arguments = (cloud(64, batch=2), torch.tensor([64, 40])) if with_lengths else (cloud(64, 2),)
    whole = torch.compile(fast, fullgraph=True, backend="eager")
    with torch.inference_mode():
        assert (whole(*arguments).features - fast(*arguments).features).abs().max() < 1e-6
    exported = torch.export.export(fast, arguments)
    assert (exported.module()(*arguments).features - fast(*arguments).features).abs().max() < 1e-6


def test_features_are_unit_vectors(tiny: PatchAlign3D):
    with torch.inference_mode():
        assert torch.allclose(tiny(cloud(64)).features.norm(dim=-1), torch.ones(1, 8), atol=1e-6)


def test_drop_path_drops_whole_samples_and_keeps_the_mean():
    torch.manual_seed(0)
    drop = DropPath(0.25).train()
    out = drop(torch.ones(4000, 2, 3))
    assert {round(v, 4) for v in out.unique().tolist()} == {0.0, round(1 / 0.75, 4)}
    assert (out.flatten(1).amin(1) == out.flatten(1).amax(1)).all()
    assert out.mean().item() == pytest.approx(1, abs=0.03)
    assert torch.equal(drop.eval()(torch.ones(3, 2)), torch.ones(3, 2))


@pytest.mark.parametrize("dtype", [torch.float32, torch.float16])
def test_a_directory_brings_the_same_model_back(tiny: PatchAlign3D, tmp_path: Path, dtype):
    save_model(tiny, tmp_path, dtype=dtype)
    loaded = load_model(tmp_path)
    assert loaded.config == tiny.config
    for key, value in tiny.state_dict().items():
        found = loaded.state_dict()[key]
        assert found.dtype == value.dtype
        assert torch.allclose(found.float(), value.float(), atol=1e-3 if dtype.itemsize < 4 else 0)


def test_the_hub_mixin_writes_and_reads_the_same_directory(tiny: PatchAlign3D, tmp_path: Path):
    tiny.save_pretrained(tmp_path)
    again = PatchAlign3D.from_pretrained(tmp_path)
    assert again.config == tiny.config and not again.training
    with torch.inference_mode():
        assert torch.equal(again(cloud(64)).features, tiny(cloud(64)).features)
    assert load_model(tmp_path).config == tiny.config


def test_tensors_that_do_not_fit_are_listed(tiny: PatchAlign3D, tmp_path: Path):
    save_model(tiny, tmp_path)
    tensors = load_file(tmp_path / "model.safetensors")
    del tensors["head.proj.bias"]
    tensors["extra"] = torch.zeros(2)
    tensors["encoder.norm.weight"] = torch.zeros(3)
    save_file(tensors, tmp_path / "model.safetensors")
    with pytest.raises(ModelError) as failure:
        load_model(tmp_path)
    for word in ("missing: head.proj.bias", "unexpected: extra", "encoder.norm.weight is (3,)"):
        assert word in str(failure.value)
    with pytest.raises(ModelError, match="missing"):
        PatchAlign3D.from_pretrained(tmp_path)


def test_a_truncated_file_is_one_clear_line(tiny: PatchAlign3D, tmp_path: Path):
    save_model(tiny, tmp_path)
    path = tmp_path / "model.safetensors"
    path.write_bytes(path.read_bytes()[:500])
    with pytest.raises(ModelError, match="cannot read the weights"):
        load_model(tmp_path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not valid JSON"),
        ("[]", "expected a JSON object"),
        ('{"name": "x", "colour": 1}', "unknown configuration key colour"),
        ('{"name": "x", "encoder": {"heads": 5}}', "does not divide"),
        ('{"name": "x", "encoder": {"depth": 0}}', "from 1 to 256"),
        ('{"name": "x", "temperature": 0}', "temperature"),
        ('{"name": "x", "feature_dim": 9}', "must be equal"),
        ('{"name": "x", "format_version": 99}', "upgrade pa3d"),
        ("{}", "missing configuration key name"),
        ('{"name": "x", "temperature": "warm"}', "must be a number"),
        ('{"name": "x", "encoder": {"point_widths": 5}}', "must list four widths"),
        ('{"name": "x", "encoder": null}', "expected a JSON object"),
    ],
)
def test_a_wrong_configuration_is_named(tmp_path: Path, text: str, message: str):
    (tmp_path / "config.json").write_text(text)
    with pytest.raises(ModelError, match=message) as caught:
        ModelConfig.load(tmp_path)
    assert str(tmp_path / "config.json") in str(caught.value)
