"""The encoder against numbers that the official code computed."""

from pathlib import Path

import numpy as np
import pytest
import torch

from patchalign3d_cli.geometry import exchange_yz, nearest_scores
from patchalign3d_cli.model import PatchAlign3D
from patchalign3d_cli.model.convert import convert_checkpoint
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


@pytest.mark.parametrize("fast", [False, True], ids=["plain", "folded"])
@pytest.mark.parametrize("cloud", CLOUDS)
def test_one_cloud(model, goldens, cloud, fast):
    points = exchange_yz(torch.from_numpy(goldens[f"{cloud}/points"]))[None]
    net = model.for_inference() if fast else model
    with torch.inference_mode():
        features, centers, indices, _ = net(points)
        logits = features @ torch.from_numpy(goldens[f"{cloud}/text"]).T / TAU
        labels = nearest_scores(points, centers, logits).argmax(-1)
    assert np.abs(centers[0].numpy() - goldens[f"{cloud}/centers"]).max() <= 1e-4
    if f"{cloud}/patch_index" in goldens:
        found = indices[0].sort(dim=1).values.numpy()
        assert np.array_equal(found, goldens[f"{cloud}/patch_index"])
    assert np.abs(features[0, ::4].numpy() - goldens[f"{cloud}/patch_feature"]).max() <= 1e-4
    assert np.abs(logits[0].numpy() - goldens[f"{cloud}/patch_logits"]).max() <= 1e-4
    assert np.array_equal(labels[0].numpy(), goldens[f"{cloud}/point_labels_nearest"])


def test_embeddings_behind_the_final_norm(model, goldens):
    from patchalign3d_cli.geometry import group_patches

    for cloud in CLOUDS:
        points = exchange_yz(torch.from_numpy(goldens[f"{cloud}/points"]))[None]
        with torch.inference_mode():
            embedding = model.encoder(group_patches(points, 128, 32))
        golden = goldens[f"{cloud}/patch_embedding"]
        assert np.abs(embedding[0, ::4].numpy() - golden).max() <= 1e-4


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
