"""The encoder against numbers that the official code computed."""

from pathlib import Path

import numpy as np
import pytest
import torch

from patchalign3d_cli.geometry.frames import exchange_yz
from patchalign3d_cli.light.encoder import LightEncoder
from patchalign3d_cli.light.grouping import group_patches as light_patches
from patchalign3d_cli.model.convert import convert_checkpoint
from patchalign3d_cli.model.patchalign3d import PatchAlign3D
from patchalign3d_cli.model.patches import group_patches
from support.parity_weights import official_head, official_state

CLOUDS = ("chair", "ball", "near_origin", "dup")
TAU = 0.07


@pytest.fixture(scope="module")
def goldens() -> dict[str, np.ndarray]:
    with np.load(Path(__file__).parents[1] / "data" / "encoder.npz") as file:
        return dict(file)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> PatchAlign3D:
    """The official weights through a `.pt` file and the converter."""
    path = tmp_path_factory.mktemp("official") / "patchalign3d.pt"
    content = {
        "epoch": 3,
        "model": official_state(),
        "proj": official_head(64),
        "temp": {"log_scale": torch.tensor(2.66)},
        "args": {},
    }
    torch.save(content, path)
    return convert_checkpoint(path)


@pytest.fixture(scope="module")
def light(model) -> LightEncoder:
    """The same weights in numpy."""
    return LightEncoder(model.config, {k: v.numpy() for k, v in model.state_dict().items()})


@pytest.mark.many
@pytest.mark.parametrize("form", ["plain", "folded", "light"])
@pytest.mark.parametrize("cloud", CLOUDS)
def test_one_cloud(model, light, goldens, cloud, form):
    points = exchange_yz(torch.from_numpy(goldens[f"{cloud}/points"]))
    if form == "light":
        features, indices, chosen = (values[0] for values in light.encode([points.numpy()]))
        centers = points.numpy()[chosen]
    else:
        net = model.for_inference() if form == "folded" else model
        with torch.inference_mode():
            features, centers, indices, _ = (values[0].numpy() for values in net(points[None]))
    logits = features @ goldens[f"{cloud}/text"].T / TAU
    distances = ((points.numpy()[:, None] - centers) ** 2).sum(-1)
    labels = logits[distances.argmin(axis=1)].argmax(axis=1)
    assert np.abs(centers - goldens[f"{cloud}/centers"]).max() <= 1e-4
    if f"{cloud}/patch_index" in goldens:
        assert np.array_equal(np.sort(indices, axis=1), goldens[f"{cloud}/patch_index"])
    assert np.abs(features[::4] - goldens[f"{cloud}/patch_feature"]).max() <= 1e-4
    assert np.abs(logits - goldens[f"{cloud}/patch_logits"]).max() <= 1e-4
    assert np.array_equal(labels, goldens[f"{cloud}/point_labels_nearest"])


@pytest.mark.many
@pytest.mark.parametrize("cloud", CLOUDS)
def test_embeddings_behind_the_final_norm(model, light, goldens, cloud):
    points = exchange_yz(torch.from_numpy(goldens[f"{cloud}/points"]))
    with torch.inference_mode():
        embedding = model.encoder(group_patches(points[None], 128, 32))[0].numpy()
    patches = light_patches(points.numpy(), 128, 32)
    in_numpy = light.contextualize(
        light.describe([patches]), points.numpy()[None, patches.center_indices]
    )[0]
    golden = goldens[f"{cloud}/patch_embedding"]
    assert np.abs(embedding[::4] - golden).max() <= 1e-4
    assert np.abs(in_numpy[::4] - golden).max() <= 1e-4


@pytest.mark.parametrize("fast", [False, True], ids=["plain", "folded"])
def test_a_batch_equals_its_singles(model, goldens, fast):
    clouds = [exchange_yz(torch.from_numpy(goldens[f"{cloud}/points"])) for cloud in CLOUDS]
    net = model.for_inference() if fast else model
    with torch.inference_mode():
        batch = net(torch.stack(clouds))
        for row, cloud in enumerate(clouds):
            single = net(cloud[None])
            assert torch.equal(batch.indices[row], single.indices[0])
            assert (batch.features[row] - single.features[0]).abs().max() <= 1e-5


def test_every_parameter_has_its_place(model):
    encoder = sum(parameter.numel() for parameter in model.encoder.parameters())
    assert encoder == 21_858_816
