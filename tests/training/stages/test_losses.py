"""The losses of both stages against the official code's numbers, by hand and by slow twins."""

from pathlib import Path

import numpy as np
import pytest
import torch

from patchalign3d_cli.geometry.frames import exchange_yz
from patchalign3d_cli.model import ModelConfig
from patchalign3d_cli.model.convert import OfficialCheckpoint, convert_state
from patchalign3d_cli.model.patchalign3d import PatchAlign3D
from patchalign3d_training.stages.losses import (
    align_loss,
    distill_loss,
    part_weights,
    patch_hits,
    patch_label_fractions,
)
from support.parity_weights import official_head, official_state


@pytest.fixture(scope="module")
def goldens() -> dict[str, np.ndarray]:
    with np.load(Path(__file__).parents[2] / "data" / "training.npz") as file:
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
    assert found.losses.mean().item() == pytest.approx(float(goldens["stage2/loss"]), abs=1e-5)
    accuracy = patch_hits(found.logits, masks, out.indices, valid).accuracy
    golden_accuracy = float(goldens["stage2/patch_accuracy"])
    assert accuracy.item() == pytest.approx(golden_accuracy, abs=1e-5)
    assert float(goldens["stage2/logit_scale"]) == pytest.approx(log_scale.exp().item(), abs=1e-5)


@pytest.mark.slow
def test_the_distillation_loss_of_the_official_code(goldens):
    head = official_head(48, "dino_proj")
    checkpoint = OfficialCheckpoint(official_state(), head, "distill", None, None)
    config = ModelConfig("golden", head="distill", feature_dim=48, text=None)
    model = PatchAlign3D(config).eval()
    model.load_state_dict(convert_state(checkpoint, "golden"))

    def stacked(name: str) -> torch.Tensor:
        return torch.stack([torch.from_numpy(goldens[f"stage1/{i}/{name}"]) for i in range(2)])

    centers, features = stacked("target_centers"), stacked("target_features")
    with torch.inference_mode():
        out = model(exchange_yz(stacked("points")))
        valid = torch.ones(centers.shape[:2], dtype=torch.bool)
        found = distill_loss(out.features, out.centers, centers, features, valid)
    assert found.losses.mean().item() == pytest.approx(float(goldens["stage1/loss"]), abs=1e-5)
    cosine = float(goldens["stage1/mean_cosine"])
    assert found.cosines.mean().item() == pytest.approx(cosine, abs=1e-5)
    distance = float(goldens["stage1/mean_center_distance"])
    assert found.distances.mean().item() == pytest.approx(distance, abs=1e-5)


def test_each_patch_takes_the_nearest_target_that_is_real():
    random = torch.Generator().manual_seed(5)
    features = torch.nn.functional.normalize(torch.randn(2, 7, 4, generator=random), dim=-1)
    centers = torch.randn(2, 7, 3, generator=random)
    places, targets = (torch.randn(2, 5, width, generator=random) for width in (3, 4))
    valid = torch.tensor([[True] * 5, [True] * 3 + [False] * 2])
    places[1, 3:] = centers[1, :2]  # padding lies nearest and must not be taken
    found = distill_loss(features, centers, places, targets, valid)
    for shape in range(2):
        count = int(valid[shape].sum())
        cosines = []
        for patch in range(7):
            away = [float((centers[shape, patch] - p).norm()) for p in places[shape, :count]]
            target = targets[shape, away.index(min(away))]
            cosines.append(float(features[shape, patch] @ target / target.norm()))
            assert float(found.distances[shape, patch]) == pytest.approx(min(away), rel=1e-5)
        assert found.cosines[shape].tolist() == pytest.approx(cosines, abs=1e-6)
        assert float(found.losses[shape]) == pytest.approx(1 - np.mean(cosines), abs=1e-6)


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
    assert padded.losses.mean().item() == pytest.approx(plain.losses.mean().item(), abs=1e-6)
    assert torch.equal(padded.logits[..., :3], plain.logits)


def test_the_last_label_of_a_point_votes():
    masks = torch.tensor([[[True, True, True, False], [False, True, True, False]]])
    indices = torch.tensor([[[0, 1, 2], [3, 3, 3]]])  # the second patch has no label
    valid = torch.ones(1, 2, dtype=torch.bool)
    second = torch.tensor([[[0.0, 1.0], [0.0, 1.0]]])
    assert patch_hits(second, masks, indices, valid).accuracy.item() == 1.0
    assert patch_hits(-second, masks, indices, valid).accuracy.item() == 0.0


def test_small_parts_weigh_more_by_hand():
    targets = torch.zeros(1, 8, 4)
    targets[0, :6, 0] = 1.0  # shares 6/8, 2/8, and the label of no point
    targets[0, 6:, 1] = 1.0
    targets[0, :, 3] = 0.005
    weights = part_weights(targets, 0.5)[0]
    mean = (0.75 + 0.25 + 0.005) / 3
    assert weights[0].item() == pytest.approx((mean / 0.75) ** 0.5)
    assert weights[1].item() == pytest.approx((mean / 0.25) ** 0.5)
    assert weights[2] == 1.0 and weights[3] == 3.0
    assert torch.equal(part_weights(targets, 0.0), torch.ones(1, 4))


def test_balance_changes_positives_alone():
    random = torch.Generator().manual_seed(3)
    features = torch.nn.functional.normalize(torch.randn(1, 8, 5, generator=random), dim=2)
    text = torch.nn.functional.normalize(torch.randn(1, 2, 5, generator=random), dim=2)
    valid, scale = torch.ones(1, 2, dtype=torch.bool), torch.tensor(1.0)
    none = torch.zeros(1, 8, 2)
    plain, leaning = (align_loss(features, text, none, valid, scale, b).losses for b in (0.0, 0.7))
    assert torch.equal(plain, leaning)
    targets = torch.zeros(1, 8, 2)
    targets[0, :7, 0] = targets[0, 7, 1] = 1.0
    losses = [align_loss(features, text, targets, valid, scale, b).losses for b in (0.0, 0.7)]
    assert losses[0] != losses[1]
