"""How good a model is while it is trained: on generated shapes, and on batches of its own data."""

from collections.abc import Iterable

import numpy as np
import torch

from patchalign3d_cli.benchmark.metrics import shape_iou
from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.model.neighbors import knn
from patchalign3d_cli.model.patchalign3d import PatchAlign3D
from patchalign3d_cli.model.torch_encoder import TorchEncoder
from patchalign3d_cli.results import ModelIdentity
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.text.bank import TextBank
from patchalign3d_cli.text.encoder import LabelEncoder
from patchalign3d_training.data.batches import AlignBatch
from patchalign3d_training.evaluation.generated_scores import mean_score, score_generated
from patchalign3d_training.evaluation.region_features import correct_by_regions
from patchalign3d_training.synthesis.catalog import CATEGORIES


def score_model(model: PatchAlign3D, bank: TextBank, count: int) -> dict[str, float]:
    """Mean IoU of a model on generated shapes of every category whose words the bank knows.

    Args:
        model: The model; it is copied, not changed.
        bank: Vectors of the words.
        count: Shapes a category.

    Returns:
        `mean_iou` over the categories, and `iou/<category>`.
    """
    text = model.config.text
    name = text.name if text else bank.text_model
    labels = LabelEncoder(name, bank.dimension, bank=bank, model=model.config.name)
    device = next(model.parameters()).device
    identity = ModelIdentity(model.config.name, "", name, model.config.license)
    segmenter = Segmenter(TorchEncoder(model.for_inference(), device), labels, identity)
    scores = []
    for category in CATEGORIES:
        try:
            scores.append(score_generated(segmenter, category, count))
        except ModelError:  # it has a word that the bank lacks
            continue
    ious = {f"iou/{score.category}": score.mean for score in scores}
    return {"mean_iou": mean_score(scores), **ious} if scores else {}


@torch.no_grad()
def score_batches(model: PatchAlign3D, batches: Iterable[AlignBatch]) -> dict[str, float]:
    """Mean IoU on labelled points by the published protocol: `nearest`, absent parts skipped.

    Labels of a shape that mark the same points (synonyms) count as one part. A point with several
    parts counts for the last of them, a point without any is left out.

    Args:
        model: The model in evaluation mode.
        batches: What is evaluated.

    Returns:
        `mean_iou`, over the shapes; empty where there are none.
    """
    device = next(model.parameters()).device
    ious = []
    for batch in batches:
        points = batch.points.to(device)
        out = model(points)
        features = out.features.float()
        if model.region_decoder is not None:
            regions = batch.regions.to(device)
            features = correct_by_regions(model.region_decoder, features, points, regions)
        logits = features @ batch.text.to(device).transpose(1, 2)  # (B, P, L)
        logits = logits.masked_fill(~batch.valid.to(device)[:, None], -torch.inf)
        nearest = knn(points, out.centers, 1).indices[..., 0]  # (B, N)
        predicted = logits.argmax(dim=2).gather(1, nearest).cpu().numpy()  # (B, N)
        for labels, masks, valid in zip(
            predicted, batch.masks.numpy(), batch.valid.numpy(), strict=True
        ):
            shown = masks[valid]  # (L, N)
            part = (shown[:, None] == shown[None]).all(axis=2).argmax(axis=1)  # (L,) first twin
            truth = part[len(shown) - 1 - shown[::-1].argmax(axis=0)]  # (N,)
            covered = shown.any(axis=0)
            if covered.any():
                ious.append(shape_iou(part[labels][covered], truth[covered], sorted({*part})))
    return {"mean_iou": float(np.mean(ious))} if ious else {}
