"""Stage 2: align patches with words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from torch import nn

from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.model.checkpoint import save_model
from patchalign3d_cli.model.patchalign3d import PatchAlign3D
from patchalign3d_cli.model.tensors import TEXT_BANK_FILE
from patchalign3d_cli.text.bank import TextBank, save_text_bank
from patchalign3d_training.data.batches import (
    AlignBatch,
    BatchLoader,
    CloudSource,
    collate,
    load_sample,
)
from patchalign3d_training.data.drawing import draw_points
from patchalign3d_training.data.layout import LabelledCloud
from patchalign3d_training.data.region_draws import draw_regions
from patchalign3d_training.evaluation.training_scores import score_batches, score_model
from patchalign3d_training.stages.align_module import AlignModule
from patchalign3d_training.stages.align_options import AlignOptions
from patchalign3d_training.stages.validation import fixed_batches, unposed

_ALONE = {"decoder": "decoder.", "regions": "region_decoder."}  # what some choices train
_LOOKED_AT = 100  # shapes in which regions are looked for


class AlignStage:
    """Stage 2 as the engine sees it.

    Args:
        model: The model to start from; it is changed in place.
        source: The training clouds.
        bank: Vectors of all labels.
        options: How to train.
        validation: Clouds to validate and evaluate on; None for none.

    Raises:
        ConfigError: The decoder that alone is to be trained is not there, or has nothing to learn
            from.
    """

    name = "align"

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
        if options.trainable == "decoder" and model.decoder is None:
            raise ConfigError("the model has no point decoder to train; set point_neighbors")
        if options.trainable == "regions":
            if model.region_decoder is None:
                raise ConfigError("the model has no region decoder to train; set region_depth")
            _check_regions(source, options.batches.points)
        self.module = AlignModule(model, options.patches, options.balance, options.trainable)
        self.measure = "point accuracy" if options.trainable == "regions" else "patch accuracy"
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
        self.module.log_scale.requires_grad_(self.options.trainable != "regions")
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


def _check_regions(source: CloudSource, points: int) -> None:
    """Refuse to train a region decoder on shapes that have no regions.

    Args:
        source: The training clouds.
        points: How many points a step draws of each.

    Raises:
        ConfigError: None of the first hundred shapes has two or more.
    """
    looked_at = min(_LOOKED_AT, len(source))
    clouds = (source.load(index) for index in range(looked_at))
    if not any(_has_regions(cloud, points) for cloud in clouds):
        raise ConfigError(
            f"none of the first {looked_at} shapes has several regions, from which a region decoder"
            " learns; make the set again with `pa3d train synthesize`, or train on meshes that"
            " consist of several nodes, materials or shells"
        )


def _has_regions(cloud: LabelledCloud, points: int) -> bool:
    """Whether a step that draws so many points of a cloud sees several regions."""
    if cloud.regions is None:
        return False
    random = np.random.default_rng(0)
    drawn = draw_points(len(cloud.points), points, random)
    return bool(draw_regions(cloud.regions[drawn], cloud.points[drawn], random, vary=False).any())


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
        trainable: `all`, `decoder`, `regions` or `published`.
    """
    if trainable == "all":
        return True
    if trainable in _ALONE:
        return name.startswith(_ALONE[trainable])
    prefixes = ("encoder.reduce_dim.", "encoder.cls_", "encoder.norm.", "head.")
    return name.startswith((*prefixes, f"encoder.blocks.{depth - 1}."))
