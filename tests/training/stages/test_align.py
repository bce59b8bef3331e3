"""Stage 2: what it trains, its words, its options and its schedule."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from patchalign3d_cli.errors import ConfigError, DataError
from patchalign3d_cli.text.bank import TextBank, load_text_bank
from patchalign3d_training.loop.engine import fit
from patchalign3d_training.loop.schedules import learning_rate_factor
from patchalign3d_training.stages.align import AlignStage, BankVectors, is_trainable
from patchalign3d_training.stages.align_options import AlignOptions
from patchalign3d_training.stages.starting import with_decoders
from support.tiny_runs import BANK, Halves, tiny_model, tiny_stage


@pytest.mark.parametrize("name", ["schedule", "trainable", "precision", "evaluate"])
def test_an_unknown_choice_is_refused(name: str):
    with pytest.raises(ConfigError, match=f"unknown {name} 'magic'; choose one of "):
        AlignOptions(**{name: "magic"})


@pytest.mark.parametrize(
    "name", ["epochs", "batch_size", "accumulate", "save_every", "patches", "encoder_rate"]
)
def test_a_number_out_of_range_is_refused(name: str):
    with pytest.raises(ConfigError, match=name):
        AlignOptions(**{name: 0})
    with pytest.raises(ConfigError, match="clip must not be below 0"):
        AlignOptions(clip=-1.0)


def test_a_label_without_a_vector_is_named(tmp_path: Path):
    few = TextBank(("base", "foot"), BANK.embeddings[[0, 2]], "made up", "made up")
    _, options = tiny_stage("align")
    assert isinstance(options, AlignOptions)
    with pytest.raises(DataError, match="no text vector for top"):
        fit(AlignStage(tiny_model(), Halves(), few, options), tmp_path / "run", options)


def test_words_are_found_however_they_are_written():
    bank = TextBank(("gas tank",), np.eye(1, dtype=np.float32), "made up", "made up")
    words = BankVectors(bank)
    assert "Gas_Tank" in words and "tank" not in words
    assert len(words) == 1 and list(words) == ["gas tank"]


def test_what_is_frozen_keeps_its_bits_but_batch_norm_still_learns(tmp_path: Path):
    before = tiny_model().state_dict()
    stage, options = tiny_stage("align", ["trainable=published", "epochs=1"])
    fit(stage, tmp_path, options, device="cpu")
    changed = {
        name for name, value in stage.model.state_dict().items() if not value.equal(before[name])
    }
    statistics = {name for name in before if name.endswith(("running_mean", "running_var"))}
    statistics |= {name for name in before if name.endswith("num_batches_tracked")}
    trained = {n for n, _ in stage.model.named_parameters() if is_trainable(n, 2, "published")}
    assert changed == trained | statistics
    assert "encoder.blocks.0.mlp.fc1.weight" not in changed


def test_the_decoder_alone(tmp_path: Path):
    _, options = tiny_stage("align", ["epochs=1"])
    options = replace(options, trainable="decoder")
    stage = AlignStage(with_decoders(tiny_model(), 2, 0), Halves(), BANK, options)
    before = {name: value.clone() for name, value in stage.model.state_dict().items()}
    fit(stage, tmp_path, options, device="cpu")
    changed = {
        name for name, value in stage.model.state_dict().items() if not value.equal(before[name])
    }
    assert changed and all(name.startswith("decoder.") for name in changed)
    with pytest.raises(ConfigError, match="no point decoder"):
        tiny_stage("align", ["trainable=decoder"])


@pytest.mark.slow
def test_evaluation_is_by_the_published_protocol(tmp_path: Path):
    stage, options = tiny_stage("align", ["evaluate_every=2", "epochs=10"])
    fit(stage, tmp_path, options, device="cpu")
    assert stage.evaluate(1) == {}
    found = stage.evaluate(2)
    assert list(found) == ["mean_iou"] and 0.4 < found["mean_iou"] <= 1


def test_the_model_that_is_saved_knows_its_words(tmp_path: Path):
    stage, _ = tiny_stage("align")
    stage.save(tmp_path / "plain")
    assert not (tmp_path / "plain" / "text_bank.safetensors").exists()
    from patchalign3d_cli.model import TextConfig

    text = TextConfig("made up", "", "", 6)
    stage.model.config = replace(stage.model.config, text=text)
    stage.save(tmp_path / "speaking")
    assert load_text_bank(tmp_path / "speaking" / "text_bank.safetensors").keys == BANK.keys


def test_fewer_patches_while_training():
    stage, _ = tiny_stage("align", ["patches=4"])
    batch = next(iter(stage.validation(0, 1)))
    assert stage.module(batch).patches.item() <= 4 * 4
    whole, _ = tiny_stage("align")
    assert whole.module(batch).patches.item() > 4 * 4


def test_published_trainable_parameters_match_the_official_list(data_directory: Path):
    from patchalign3d_cli.model.convert import KEY_TABLE
    from support.parity_weights import official_shapes

    def ours(name: str) -> str:
        old = next(key for key in KEY_TABLE if name.startswith(key))
        return KEY_TABLE[old] + name[len(old) :]

    with np.load(data_directory / "training.npz") as file:
        official = set(file["stage2/trainable"].tolist())
    names = [name for name in official_shapes() if "running" not in name and "num_" not in name]
    assert {name for name in names if is_trainable(ours(name), 12, "published")} == official


def test_the_cosine_schedule_rises_and_falls():
    plan = AlignOptions(schedule="cosine", warmup=10)
    factors = [learning_rate_factor(step, 100, plan) for step in range(100)]
    assert factors[0] == 0.1 and factors[9] == factors[10] == 1.0
    assert factors[-1] == pytest.approx(0.01, abs=1e-3)
    assert all(a >= b for a, b in zip(factors[10:], factors[11:], strict=False))
    assert {learning_rate_factor(step, 100, AlignOptions()) for step in range(100)} == {1.0}


def test_the_logit_scale_starts_at_the_models_temperature():
    stage, _ = tiny_stage("align")
    assert stage.gauges()["logit_scale"] == pytest.approx(1 / 0.07)
    assert torch.is_grad_enabled()
