"""Where a stage's weights come from."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from patchalign3d_cli.errors import ConfigError, ModelError
from patchalign3d_cli.model import TextConfig
from patchalign3d_cli.model.checkpoint import load_model, save_model
from patchalign3d_cli.text.bank import TextBank
from patchalign3d_training.stages.starting import start_align, start_distill, with_decoders
from support.tiny_runs import BANK, tiny_model


@pytest.fixture
def stage_one(tmp_path: Path) -> Path:
    save_model(tiny_model("distill"), tmp_path / "one")
    return tmp_path / "one"


def test_stage_two_takes_the_encoder_of_stage_one_and_a_new_head(stage_one: Path):
    model = start_align(str(stage_one), None, BANK, seed=3)
    old = load_model(stage_one)
    for key, value in old.encoder.state_dict().items():
        assert torch.equal(value, model.encoder.state_dict()[key])
    assert not torch.equal(model.head.proj.weight, old.head.proj.weight)
    assert model.config.head == "text" and model.config.feature_dim == 6
    assert model.config.text == TextConfig("made up", "", "", 6)
    assert model.config.temperature == 0.07
    again = start_align(str(stage_one), None, BANK, seed=3)
    assert torch.equal(again.head.proj.weight, model.head.proj.weight)


def test_a_bank_of_the_published_tower_makes_a_model_that_finds_it(stage_one: Path):
    vectors = np.zeros((1, 1280), dtype=np.float32)
    vectors[0, 0] = 1
    bank = TextBank(("leg",), vectors, "ViT-bigG-14", "known")
    assert start_align(str(stage_one), None, bank, seed=0).config.text == TextConfig()


def test_stage_two_goes_on_under_a_name_of_its_own(tiny_model_directory: Path, tmp_path: Path):
    model = load_model(tiny_model_directory)
    model.config = replace(model.config, confidence_temperature=0.03, other_cosine=0.1)
    save_model(model, tmp_path / "measured")
    vectors = np.eye(12, dtype=np.float32)[:1]
    bank = TextBank(("leg",), vectors, "tiny-text", "known")
    start = start_align(str(tmp_path / "measured"), None, bank, seed=0)
    assert torch.equal(start.head.proj.weight, model.head.proj.weight)
    assert start.config.name == "tiny-tuned" and start.config.provenance["tuned from"] == "tiny"
    assert start.config.confidence_temperature is None and start.config.other_cosine is None
    save_model(start, tmp_path / "again")
    again = start_align(str(tmp_path / "again"), None, bank, seed=0)
    assert again.config.name == "tiny-tuned"
    other = TextBank(("leg",), vectors, "another", "known")
    with pytest.raises(ConfigError, match="was made by another .*tiny answers to tiny-text"):
        start_align(str(tiny_model_directory), None, other, seed=0)


def test_fresh_weights_depend_on_the_seed_alone(tiny_model_directory: Path):
    bank = TextBank(("leg",), np.eye(12, dtype=np.float32)[:1], "tiny-text", "known")
    draws = []
    for seed in (1, 1, 2):
        torch.manual_seed(len(draws))
        model = start_align(None, tiny_model_directory / "config.json", bank, seed)
        draws.append(model.encoder.reduce_dim.weight)
    assert torch.equal(draws[0], draws[1]) and not torch.equal(draws[0], draws[2])


def test_a_configuration_by_any_name_gives_a_model_a_name_of_its_own(
    tiny_model_directory: Path, tmp_path: Path
):
    bank = TextBank(("leg",), np.eye(12, dtype=np.float32)[:1], "tiny-text", "known")
    other = tmp_path / "sizes of mine.json"
    other.write_bytes((tiny_model_directory / "config.json").read_bytes())
    (tmp_path / "config.json").write_text("{}")  # the file is meant, not its neighbour
    model = start_align(None, other, bank, seed=0)
    assert model.config.name == "tiny-fresh"
    assert model.config.provenance == {"configuration of": "tiny"}
    model.config.save(tmp_path)
    assert start_align(None, tmp_path, bank, seed=0).config.name == "tiny-fresh"


@pytest.mark.slow
def test_stage_one_starts_fresh_or_goes_on(stage_one: Path, tiny_model_directory: Path):
    published = start_distill(None, None, 768, seed=0)
    assert sum(p.numel() for p in published.encoder.parameters()) == 21_858_816
    assert (published.config.head, published.config.feature_dim) == ("distill", 768)
    small = start_distill(None, tiny_model_directory, 5, seed=0).config
    assert (small.name, small.feature_dim, small.text) == ("tiny-fresh-stage1", 5, None)
    start = start_distill(str(stage_one), None, 6, seed=0)
    assert torch.equal(start.head.proj.weight, tiny_model("distill").head.proj.weight)
    with pytest.raises(ConfigError, match="no stage-1 model"):
        start_distill(str(tiny_model_directory), None, 12, seed=0)
    with pytest.raises(ConfigError, match="either --init"):
        start_distill(str(stage_one), tiny_model_directory, 6, seed=0)


def test_one_start_is_needed(stage_one: Path, tmp_path: Path):
    with pytest.raises(ConfigError, match="either --init"):
        start_align(None, None, BANK, seed=0)
    with pytest.raises(ModelError, match="stage-1 configuration"):
        start_align(None, stage_one, BANK, seed=0)


def test_a_point_decoder_is_added_and_taken_away_without_touching_the_rest():
    plain = tiny_model()
    grown = with_decoders(plain, 3, seed=0)
    assert grown.config.point_neighbors == 3 and grown.decoder is not None
    assert with_decoders(grown, None, seed=0) is grown
    back = with_decoders(grown, 0, seed=0)
    assert back.decoder is None
    for name, tensor in plain.state_dict().items():
        assert torch.equal(grown.state_dict()[name], tensor)
        assert torch.equal(back.state_dict()[name], tensor)


def test_local_geometry_starts_without_a_say():
    """A model that begins to read the surface around its points answers as before."""
    model = with_decoders(tiny_model(), 3, 0).eval()
    grown = with_decoders(model, None, 0, local_geometry=True).eval()
    assert grown.config.local_geometry and grown.config.point_neighbors == 3
    points = torch.randn(1, 64, 3, generator=torch.Generator().manual_seed(0)) / 4
    with torch.inference_mode():
        assert torch.equal(grown(points).features, model(points).features)
    smaller = with_decoders(grown, None, 0, local_geometry=False)
    assert smaller.decoder.from_moments is None
