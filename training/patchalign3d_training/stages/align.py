"""Stage 2: align patches with words."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.model.checkpoint import save_model
from patchalign3d_cli.model.patchalign3d import PatchAlign3D
from patchalign3d_cli.model.patches import gather_points, group_patches
from patchalign3d_cli.model.tensors import TEXT_BANK_FILE
from patchalign3d_cli.text.bank import TextBank, save_text_bank
from patchalign3d_training.data.batches import (
    AlignBatch,
    BatchLoader,
    CloudSource,
    collate,
    load_sample,
)
from patchalign3d_training.evaluation.training_scores import score_batches, score_model
from patchalign3d_training.loop.attention import quick_attention
from patchalign3d_training.loop.stage import StepOutput
from patchalign3d_training.stages.align_options import AlignOptions
from patchalign3d_training.stages.decoded_points import choose_points
from patchalign3d_training.stages.losses import align_loss, patch_hits, patch_label_fractions
from patchalign3d_training.stages.validation import fixed_batches, unposed

# Points a shape at which a point decoder is trained: a quarter of them teaches as much a second.
DECODED_POINTS = 512


class AlignModule(nn.Module):
    """The model and the logit scale: from a batch to its losses.

    Args:
        model: The model; stage 2 starts its scale at 1 / temperature (0.07 of a fresh or a stage-1
            model, as in CLIP and in the published training).
        patches: Patches a shape; None for the model's own number.
        balance: How far the loss leans towards small parts.
        frozen_encoder: Whether the encoder stays as it is, its batch norms included.
    """

    def __init__(
        self,
        model: PatchAlign3D,
        patches: int | None = None,
        balance: float = 0.0,
        *,
        frozen_encoder: bool = False,
    ) -> None:
        super().__init__()
        self.frozen_encoder = frozen_encoder
        self.model = model
        self.balance = balance
        self.patches = patches or model.config.encoder.patches
        self.log_scale = nn.Parameter(torch.tensor(math.log(1 / model.config.temperature)))

    def train(self, mode: bool = True) -> "AlignModule":
        """Training mode; a frozen encoder stays in that of evaluation."""
        super().train(mode)
        if self.frozen_encoder:
            self.model.encoder.eval()
        return self

    def forward(self, batch: AlignBatch) -> StepOutput:
        """Score the patches of a batch by their words."""
        device = batch.points.device.type
        with torch.no_grad():
            size = self.model.config.encoder.patch_size
            patches = group_patches(batch.points, self.patches, size)
            targets = patch_label_fractions(batch.masks, patches.indices)  # (B, P, L)
        with quick_attention(device):
            chosen = choose_points(batch.masks, DECODED_POINTS)  # (B, M)
            decoded_points = gather_points(batch.points, chosen)  # (B, M, 3)
            features, decoded = self.model.features(decoded_points, patches)  # (B, P, D), (B, M, D)
        with torch.autocast(device, enabled=False):
            aligned = align_loss(
                features, batch.text, targets, batch.valid, self.log_scale, self.balance
            )
            if decoded is not None:
                shown = chosen[:, None].expand(-1, batch.masks.shape[1], -1)  # (B, L, M)
                marked = batch.masks.gather(2, shown).transpose(1, 2).float()  # (B, M, L)
                at_points = align_loss(
                    decoded, batch.text, marked, batch.valid, self.log_scale, self.balance
                )
                aligned = aligned._replace(losses=0.5 * (aligned.losses + at_points.losses))
        hits = patch_hits(aligned.logits.detach(), batch.masks, patches.indices, batch.valid)
        return StepOutput(aligned.losses, hits.right, hits.labelled)


class AlignStage:
    """Stage 2 as the engine sees it.

    Args:
        model: The model to start from; it is changed in place.
        source: The training clouds.
        bank: Vectors of all labels.
        options: How to train.
        validation: Clouds to validate and evaluate on; None for none.
    """

    name = "align"
    measure = "patch accuracy"

    def __init__(
        self,
        model: PatchAlign3D,
        source: CloudSource,
        bank: TextBank,
        options: AlignOptions,
        validation: CloudSource | None = None,
    ) -> None:
        self.model, self.source, self.bank, self.options = model, source, bank, options
        self.held_out = validation
        decoder_alone = options.trainable == "decoder"
        if decoder_alone and model.decoder is None:
            raise ConfigError("the model has no point decoder to train; set point_neighbors")
        self.module = AlignModule(
            model, options.patches, options.balance, frozen_encoder=decoder_alone
        )
        self.size = len(source)
        self.vectors = BankVectors(bank)

    def groups(self) -> list[dict[str, Any]]:
        """Encoder, head and scale; what stage 2 does not train is frozen here."""
        encoder: list[nn.Parameter] = []
        head: list[nn.Parameter] = []
        for name, parameter in self.model.named_parameters():
            depth = self.model.config.encoder.depth
            trained = is_trainable(name, depth, self.options.trainable)
            parameter.requires_grad_(trained)
            if trained:
                (head if name.startswith("head.") else encoder).append(parameter)
        rate = self.options.head_rate
        return [
            {"params": encoder, "initial_lr": self.options.encoder_rate},
            {"params": head, "initial_lr": rate},
            {"params": [self.module.log_scale], "initial_lr": rate, "weight_decay": 0.0},
        ]

    def loader(self, first: int, last: int, rank: int, ranks: int) -> BatchLoader:
        """Batches of labelled clouds."""
        steps = self.options.steps(first, last, rank, ranks)
        return BatchLoader(self.source, self.vectors, self.options.batches, **steps)

    def validation(self, rank: int, ranks: int) -> Iterable[AlignBatch]:
        """Batches of the held-out clouds, as they are: neither posed nor disturbed."""
        source = self.held_out
        if source is None:
            return ()
        options = replace(unposed(self.options.batches), text_noise=0.0)

        def load(index: int, random: np.random.Generator) -> Any:
            return load_sample(source, index, self.vectors, options, random)

        size = self.options.batch_size
        return fixed_batches(len(source), load, collate, size, self.options.seed, rank, ranks)

    def evaluate(self, epoch: int) -> Mapping[str, float]:
        """Mean IoU, every `evaluate_every` epochs."""
        every = self.options.evaluate_every
        if not every or epoch % every:
            return {}
        if self.options.evaluate == "generated":
            return score_model(self._tempered(), self.bank, self.options.evaluate_count)
        return score_batches(self.model, self.validation(0, 1))

    def gauges(self) -> Mapping[str, float]:
        """The logit scale."""
        return {"logit_scale": float(self.module.log_scale.detach().exp())}

    def save(self, directory: Path) -> None:
        """Write the model, its temperature set from the learned scale, with its words."""
        save_model(self._tempered(), directory)
        path = directory / TEXT_BANK_FILE
        if self.model.config.text and not path.exists():
            save_text_bank(self.bank, path)

    def _tempered(self) -> PatchAlign3D:
        scale = float(self.module.log_scale.detach().exp())
        self.model.config = replace(self.model.config, temperature=1 / scale)
        return self.model


class BankVectors(Mapping[str, NDArray[np.float32]]):
    """A text bank as a mapping; labels are compared by their cleaned form.

    Args:
        bank: The bank.
    """

    def __init__(self, bank: TextBank) -> None:
        self.bank = bank

    def __getitem__(self, label: str) -> NDArray[np.float32]:
        vector = self.bank.find(label)
        if vector is None:
            raise KeyError(label)
        return vector

    def __iter__(self) -> Iterator[str]:
        return iter(self.bank.keys)

    def __len__(self) -> int:
        return len(self.bank.keys)


def is_trainable(name: str, depth: int, trainable: str) -> bool:
    """Whether stage 2 trains a parameter of the model.

    Args:
        name: The parameter's name in `PatchAlign3D`.
        depth: Number of blocks.
        trainable: `all`, `decoder` or `published`.
    """
    if trainable == "all":
        return True
    if trainable == "decoder":
        return name.startswith("decoder.")
    prefixes = ("encoder.reduce_dim.", "encoder.cls_", "encoder.norm.", "head.")
    return name.startswith((*prefixes, f"encoder.blocks.{depth - 1}."))
