"""The weights that a stage starts from."""

from dataclasses import replace
from pathlib import Path

import torch

from patchalign3d_cli.errors import ConfigError, ModelError
from patchalign3d_cli.model import ModelConfig, TextConfig
from patchalign3d_cli.model.checkpoint import load_model
from patchalign3d_cli.model.config import INITIAL_TEMPERATURE
from patchalign3d_cli.model.heads import FeatureHead
from patchalign3d_cli.model.patchalign3d import PatchAlign3D
from patchalign3d_cli.models.resolve import resolve_model
from patchalign3d_cli.text.bank import TextBank

TUNED = "-tuned"  # what the name of a stage-2 model gains when training goes on from it
FRESH = "-fresh"  # what a name gains when weights of one's own are trained in its configuration


def start_align(
    init: str | None, fresh: Path | None, bank: TextBank, seed: int, *, offline: bool = False
) -> PatchAlign3D:
    """The model that stage 2 starts from.

    Args:
        init: A model's name, directory or Hub repository. Of a stage-1 model the encoder is taken
            and the text head is new; a stage-2 model goes on as it is, under a name of its own.
        fresh: A `config.json` (or its folder) to start from fresh weights of instead.
        bank: Vectors of the labels; a new head leads to their space.
        seed: Of new weights.
        offline: Never touch the network.

    Raises:
        ConfigError: Not exactly one of `init` and `fresh` is given, or the model speaks to
            another text encoder than the bank.
        ModelError: The model is unknown or damaged.
    """
    if (init is None) == (fresh is None):
        raise ConfigError("give either --init (a model to start from) or --fresh (fresh weights)")
    if fresh is not None:
        config = replace(_fresh(fresh), temperature=INITIAL_TEMPERATURE)
        _check_words(config, bank)
        return _seeded(config, seed)
    model = load_model(resolve_model(init, offline=offline))
    if model.config.head == "distill":
        return _with_text_head(model, bank, seed)
    _check_words(model.config, bank)
    known = model.config
    name = known.name if known.name.endswith(TUNED) else known.name + TUNED
    tuned = {**known.provenance, "tuned from": known.name}
    model.config = replace(_uncalibrated(known), name=name, provenance=tuned)
    return model


def with_decoders(
    model: PatchAlign3D,
    neighbors: int | None,
    seed: int,
    *,
    local_geometry: bool | None = None,
    region_depth: int | None = None,
    region_width: int | None = None,
) -> PatchAlign3D:
    """The same model with a point decoder and a region decoder, or without them.

    A new point decoder starts as the blend of the nearest patches, and all else that is new without
    a say. A region decoder of other sizes is a new one.

    Args:
        model: A model; one that decodes from so many patches already is returned as it is.
        neighbors: J, patches that a point listens to; 0 for no decoder, None for the model's own.
        seed: Of new weights.
        local_geometry: Whether the decoder reads how the surface lies around a point; None for the
            model's own.
        region_depth: Blocks of the region decoder; 0 for none, None for the model's own.
        region_width: Width of the region decoder; None for the model's own.

    Raises:
        ConfigError: A width is given and there is no region decoder.
        ModelError: A size is out of range, or a decoder lacks the one that it rests on.
    """
    config = model.config
    if neighbors is not None:
        config = replace(config, point_neighbors=neighbors)
    if local_geometry is not None:
        config = replace(config, local_geometry=local_geometry)
    if region_depth is not None:
        config = replace(config, region_depth=region_depth)
    if region_width is not None:
        if not config.region_depth:
            raise ConfigError("region_width needs a region decoder; set region_depth")
        config = replace(config, region_width=region_width)
    if config == model.config:
        return model
    grown = _seeded(config, seed)
    old, new = model.config, config
    resized = (old.region_depth, old.region_width) != (new.region_depth, new.region_width)
    kept = {
        name: tensor
        for name, tensor in model.state_dict().items()
        if name in grown.state_dict() and not (resized and name.startswith("region_decoder."))
    }
    grown.load_state_dict(kept, strict=False)
    return grown


def start_distill(
    init: str | None, fresh: Path | None, width: int, seed: int, *, offline: bool = False
) -> PatchAlign3D:
    """The model that stage 1 starts from: fresh weights unless another one is named.

    Args:
        init: A stage-1 model to go on from.
        fresh: A `config.json` (or its folder) whose encoder's sizes are taken; None for the
            published ones.
        width: F, width of the teacher's features.
        seed: Of new weights.
        offline: Never touch the network.

    Raises:
        ConfigError: Both `init` and `fresh` are given, or `init` is no stage-1 model.
        ModelError: The model is unknown or damaged.
    """
    if init is not None and fresh is not None:
        raise ConfigError("give either --init (a model to go on from) or --fresh (fresh weights)")
    if init is not None:
        model = load_model(resolve_model(init, offline=offline))
        if model.config.head != "distill":
            raise ConfigError(f"{init} is no stage-1 model; leave out --init for fresh weights")
        return model
    known = ModelConfig("patchalign3d-stage1") if fresh is None else _fresh(fresh)
    name = known.name if known.head == "distill" else f"{known.name.removesuffix('-stage1')}-stage1"
    config = ModelConfig(name, known.encoder, "distill", width, text=None, license=known.license)
    return _seeded(config, seed)


def _uncalibrated(config: ModelConfig) -> ModelConfig:
    """A configuration without what `pa3d weights calibrate` measured on other weights."""
    return replace(config, confidence_temperature=None, other_cosine=None, trust=None)


def _fresh(path: Path) -> ModelConfig:
    """A configuration for weights of one's own, under a name of its own."""
    known = ModelConfig.load(path)
    name = known.name if known.name.endswith(FRESH) else known.name + FRESH
    provenance = {"configuration of": known.name}
    return replace(_uncalibrated(known), name=name, provenance=provenance)


def _seeded(config: ModelConfig, seed: int) -> PatchAlign3D:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return PatchAlign3D(config)


def _with_text_head(model: PatchAlign3D, bank: TextBank, seed: int) -> PatchAlign3D:
    text = TextConfig()
    if (bank.text_model, bank.dimension) != (text.name, text.dimension):
        text = TextConfig(bank.text_model, "", "", bank.dimension)
    model.config = replace(
        model.config,
        name=model.config.name.removesuffix("-stage1"),
        head="text",
        feature_dim=bank.dimension,
        temperature=INITIAL_TEMPERATURE,
        text=text,
    )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model.head = FeatureHead(model.config.encoder.width, bank.dimension)
    return model


def _check_words(config: ModelConfig, bank: TextBank) -> None:
    if config.head != "text":
        raise ModelError(f"{config.name} is a stage-1 configuration; give one with a text encoder")
    known = (config.text.name if config.text else bank.text_model, config.feature_dim)
    if known != (bank.text_model, bank.dimension):
        raise ConfigError(
            f"the text bank was made by {bank.text_model} ({bank.dimension}-d), {config.name}"
            f" answers to {known[0]} ({known[1]}-d); write the bank with `pa3d train texts -m`"
            " this model"
        )
