"""Stage 2's loss against the official code's numbers and by hand."""

from pathlib import Path

import numpy as np
import pytest
import torch
from parity_weights import official_head, official_state

from patchalign3d_cli.convert import OfficialCheckpoint, convert_state
from patchalign3d_cli.geometry import exchange_yz
from patchalign3d_cli.model import ModelConfig, PatchAlign3D
from patchalign3d_training.losses import align_loss, patch_accuracy, patch_label_fractions


@pytest.fixture(scope="module")
def goldens() -> dict[str, np.ndarray]:
    with np.load(Path(__file__).parents[1] / "data" / "training.npz") as file:
        return dict(file)


def test_loss_and_accuracy_of_the_official_code(goldens):
    checkpoint = OfficialCheckpoint(official_state(), official_head(64), "text", None, None)
    model = PatchAlign3D(ModelConfig("golden", feature_dim=64, text=None)).eval()
    model.load_state_dict(convert_state(checkpoint, "golden"))
    points = torch.stack([torch.from_numpy(goldens[f"stage2/{i}/points"]) for i in range(2)])
    masks = torch.zeros(2, 4, 2048, dtype=torch.bool)
    text, valid = torch.zeros(2, 4, 64), torch.zeros(2, 4, dtype=torch.bool)
    for i, count in enumerate((4, 3)):
        masks[i, :count] = torch.from_numpy(goldens[f"stage2/{i}/label_masks"])
        text[i, :count] = torch.from_numpy(goldens[f"stage2/{i}/text"])
        valid[i, :count] = True
    with torch.inference_mode():
        out = model(exchange_yz(points))
        targets = patch_label_fractions(masks, out.indices)
        log_scale = torch.tensor(1 / 0.07).log()
        found = align_loss(out.features, text, targets, valid, log_scale)
    assert found.loss.item() == pytest.approx(float(goldens["stage2/loss"]), abs=1e-5)
    accuracy = patch_accuracy(found.logits, masks, out.indices, valid)
    golden_accuracy = float(goldens["stage2/patch_accuracy"])
    assert accuracy.item() == pytest.approx(golden_accuracy, abs=1e-5)
    assert float(goldens["stage2/logit_scale"]) == pytest.approx(log_scale.exp().item(), abs=1e-5)


def test_fractions_by_hand():
    masks = torch.tensor([[[True, False, True, False], [False, False, False, True]]])
    indices = torch.tensor([[[0, 2], [2, 3]]])
    assert patch_label_fractions(masks, indices).tolist() == [[[1.0, 0.0], [0.5, 0.5]]]


def test_padding_changes_nothing():
    generator = torch.Generator().manual_seed(3)
    features = torch.nn.functional.normalize(torch.randn(2, 5, 6, generator=generator), dim=-1)
    text = torch.nn.functional.normalize(torch.randn(2, 3, 6, generator=generator), dim=-1)
    targets = torch.rand(2, 5, 3, generator=generator)
    valid = torch.ones(2, 3, dtype=torch.bool)
    scale = torch.tensor(1.0)
    plain = align_loss(features, text, targets, valid, scale)
    padded = align_loss(
        features,
        torch.cat([text, torch.zeros(2, 2, 6)], dim=1),
        torch.cat([targets, torch.zeros(2, 5, 2)], dim=2),
        torch.cat([valid, torch.zeros(2, 2, dtype=torch.bool)], dim=1),
        scale,
    )
    assert padded.loss.item() == pytest.approx(plain.loss.item(), abs=1e-6)
    assert torch.equal(padded.logits[..., :3], plain.logits)


def test_the_last_label_of_a_point_votes():
    masks = torch.tensor([[[True, True, True, False], [False, True, True, False]]])
    indices = torch.tensor([[[0, 1, 2], [3, 3, 3]]])  # the second patch has no label
    valid = torch.ones(1, 2, dtype=torch.bool)
    second = torch.tensor([[[0.0, 1.0], [0.0, 1.0]]])
    assert patch_accuracy(second, masks, indices, valid).item() == 1.0
    assert patch_accuracy(-second, masks, indices, valid).item() == 0.0
