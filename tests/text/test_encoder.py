import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from patchalign3d_cli.errors import ModelError, PartsError
from patchalign3d_cli.text import tower as tower_module
from patchalign3d_cli.text.bank import TextBank, save_text_bank
from patchalign3d_cli.text.encoder import LabelEncoder, build_text_bank
from patchalign3d_cli.text.labels import prompts

Clip = tuple[Path, torch.nn.Module]


def slow_twin(model: torch.nn.Module, texts: tuple[str, ...]) -> NDArray[np.float32]:
    """One label, prompt after prompt, through OpenCLIP itself."""
    import open_clip

    total = np.zeros(24)
    for text in texts:
        with torch.inference_mode():
            tokens = open_clip.tokenize([text], context_length=16)
            row = model.encode_text(tokens)[0].double().numpy()
        total += row / np.linalg.norm(row)
    return (total / np.linalg.norm(total)).astype(np.float32)


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The batches of sentences that reached the tower."""
    batches: list[list[str]] = []
    embed = tower_module.TextTower.embed

    def spy(self: tower_module.TextTower, texts: list[str]) -> NDArray[np.float32]:
        batches.append(list(texts))
        return embed(self, texts)

    monkeypatch.setattr(tower_module.TextTower, "embed", spy)
    return batches


def small_bank(name: str = "tower", dimension: int = 24) -> TextBank:
    return TextBank(
        ("arm rest", "seat"), np.eye(2, dimension, dtype=np.float32), name, "bank identity"
    )


def test_a_label_is_the_mean_of_its_prompts(tiny_clip: Clip) -> None:
    directory, model = tiny_clip
    rows = LabelEncoder("tower", 24, directory).embed(["Chair_leg", "seat"])
    assert rows.shape == (2, 24) and rows.dtype == np.float32
    expected = slow_twin(model, ("chair leg", "a chair leg", "chair leg part"))
    np.testing.assert_allclose(rows[0], expected, atol=1e-5)
    np.testing.assert_allclose(rows[1], slow_twin(model, ("seat", "a seat", "seat part")), 0, 1e-5)


def test_a_category_goes_into_the_prompts(tiny_clip: Clip) -> None:
    directory, model = tiny_clip
    (row,) = LabelEncoder("tower", 24, directory, small_bank()).embed(["seat"], "Chair")
    texts = ("a seat of a chair", "the seat of a chair", "seat of chair", "a seat part of a chair")
    np.testing.assert_allclose(row, slow_twin(model, texts), atol=1e-5)


def test_an_ensemble_averages_all_prompts_and_is_cached_apart(
    tiny_clip: Clip, tmp_path: Path
) -> None:
    directory, model = tiny_clip
    encoder = LabelEncoder("tower", 24, directory, cache_directory=tmp_path)
    for _ in range(2):  # computed, then from the cache
        encoder.embed(["leg"], "chair")
        found = encoder.embed(["leg"], "chair", ensemble=True)
        texts = prompts("leg", "chair") + prompts("leg")
        np.testing.assert_allclose(found[0], slow_twin(model, texts), atol=1e-5)


def test_order_and_spellings(tiny_clip: Clip, loads: list[list[str]]) -> None:
    rows = LabelEncoder("tower", 24, tiny_clip[0]).embed(["leg", "Seat", "seat", "LEG"])
    np.testing.assert_array_equal(rows[[0, 1]], rows[[3, 2]])
    assert loads == [["leg", "a leg", "leg part", "seat", "a seat", "seat part"]]


def test_no_labels_and_labels_without_words(tiny_clip: Clip) -> None:
    encoder = LabelEncoder("tower", 24, tiny_clip[0])
    assert encoder.embed([]).shape == (0, 24)
    with pytest.raises(PartsError):
        encoder.embed(["seat", "?"])
    with pytest.raises(PartsError):
        encoder.embed(["seat"], "?")


def test_only_what_is_missing_reaches_the_tower(
    tiny_clip: Clip, tmp_path: Path, loads: list[list[str]]
) -> None:
    def encoder() -> LabelEncoder:
        return LabelEncoder("tower", 24, tiny_clip[0], small_bank(), tmp_path)

    first = encoder().embed(["seat", "leg"])
    np.testing.assert_array_equal(first[0], small_bank().embeddings[1])
    again = encoder().embed(["back", "leg", "seat"])
    np.testing.assert_array_equal(again[[1, 2]], first[[1, 0]])
    encoder().embed(["leg"], "chair")
    encoder().embed(["back", "leg"], None)
    encoder().embed(["leg"], "CHAIR")
    assert [batch[0] for batch in loads] == ["leg", "back", "a leg of a chair"]
    assert [len(batch) for batch in loads] == [3, 3, 4]


def test_other_weights_do_not_share_entries(
    tiny_clip: Clip, make_clip: Callable[..., Clip], tmp_path: Path, loads: list[list[str]]
) -> None:
    one = LabelEncoder("tower", 24, tiny_clip[0], None, tmp_path)
    other = LabelEncoder("tower", 24, make_clip(seed=1)[0], None, tmp_path)
    assert one.identity != other.identity and len(one.identity) == 64
    assert np.abs(one.embed(["leg"]) - other.embed(["leg"])).max() > 0.01
    assert len(loads) == 2


def test_identity_follows_the_content_of_the_files(tiny_clip: Clip, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(tiny_clip[0], tmp_path / "copy"))
    before = LabelEncoder("tower", 24, copy, None, tmp_path / "cache").identity
    assert before == LabelEncoder("tower", 24, tiny_clip[0]).identity
    config = copy / "open_clip_config.json"
    config.write_text(config.read_text().replace('"quick_gelu": false', '"quick_gelu": true'))
    assert LabelEncoder("tower", 24, copy, None, tmp_path / "cache").identity != before


def test_a_cache_that_cannot_be_written_does_not_fail_a_query(
    tiny_clip: Clip, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    encoder = LabelEncoder("tower", 24, tiny_clip[0], None, tmp_path / "file")
    with caplog.at_level(logging.WARNING):
        rows = encoder.embed(["leg", "seat"])
        encoder.embed(["back"])
    assert rows.shape == (2, 24)
    assert len(caplog.messages) == 1


def test_without_a_tower_the_labels_and_the_command_are_named(tmp_path: Path) -> None:
    encoder = LabelEncoder("ViT-bigG-14", 24, None, None, tmp_path, model="patchalign3d")
    with pytest.raises(ModelError) as caught:
        encoder.embed(["Leg", "seat"])
    assert str(caught.value) == (
        "cannot embed 'leg', 'seat': the text tower of patchalign3d is not on this machine;"
        " run `pa3d weights pull patchalign3d`"
    )
    with pytest.raises(ModelError, match="run `pa3d weights pull patchalign3d`"):
        _ = encoder.identity
    with pytest.raises(ModelError, match="'part 4' and 3 more:"):
        encoder.embed([f"part {index}" for index in range(8)])


def test_a_bank_alone_answers_its_labels_and_lists_near_ones(tmp_path: Path) -> None:
    encoder = LabelEncoder("tower", 24, None, small_bank(), tmp_path)
    np.testing.assert_array_equal(encoder.embed(["Arm_Rest"]), small_bank().embeddings[:1])
    assert encoder.identity == "bank identity"
    with pytest.raises(ModelError, match=r"'armrest' \(near: arm rest\), 'xyz': .* pull tower`"):
        encoder.embed(["armrest", "seat", "xyz"])
    with pytest.raises(ModelError, match="leave the category out"):
        encoder.embed(["seat"], "chair")


def test_a_bank_of_a_tower_shares_the_tower_s_cache(tiny_clip: Clip, tmp_path: Path) -> None:
    whole = LabelEncoder("tower", 24, tiny_clip[0], None, tmp_path)
    bank = build_text_bank(whole, ["seat", "SEAT", "Back_rest"])
    assert bank.keys == ("seat", "back rest")
    assert (bank.text_model, bank.identity) == ("tower", whole.identity)
    np.testing.assert_array_equal(bank.embeddings, whole.embed(["seat", "back rest"]))
    leg = whole.embed(["leg"])
    alone = LabelEncoder("tower", 24, None, bank, tmp_path)
    np.testing.assert_array_equal(alone.embed(["leg", "seat"])[:1], leg)


@pytest.mark.parametrize(
    ("name", "dimension", "what"), [("other", 24, "text encoder"), ("tower", 12, "dimension")]
)
def test_a_bank_of_another_model_is_refused(name: str, dimension: int, what: str) -> None:
    with pytest.raises(ModelError, match=f": {what} .* instead of"):
        LabelEncoder("tower", 24, None, small_bank(name, dimension))


def test_a_bank_of_other_prompts_is_refused() -> None:
    bank = small_bank()
    other = TextBank(bank.keys, bank.embeddings, "tower", "x", ("{}",))
    with pytest.raises(ModelError, match="prompts .* instead of"):
        LabelEncoder("tower", 24, None, other)


def test_a_tower_of_another_dimension_is_refused(tiny_clip: Clip) -> None:
    with pytest.raises(ModelError, match="gives 24 values a label, the model needs 32"):
        LabelEncoder("tower", 32, tiny_clip[0]).embed(["leg"])


def test_a_directory_without_a_tower(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no text tower in"):
        LabelEncoder("tower", 24, tmp_path).embed(["leg"])
    (tmp_path / "open_clip_model.safetensors").touch()
    with pytest.raises(ModelError, match="cannot read the text tower"):
        LabelEncoder("tower", 24, tmp_path).embed(["leg"])


LOOK_UP = """
import sys
from pathlib import Path
import numpy as np
from patchalign3d_cli.text.bank import load_text_bank
from patchalign3d_cli.text.encoder import LabelEncoder

tower, bank, cache = map(Path, sys.argv[1:4])
encoder = LabelEncoder("tower", 24, tower, load_text_bank(bank), cache)
rows = encoder.embed(["seat", "Leg", "back"])
assert rows.shape == (3, 24)
assert not {"torch", "open_clip", "timm"} & set(sys.modules), "a heavy import"
sys.stdout.buffer.write(rows.tobytes())
"""


def test_known_labels_import_neither_torch_nor_open_clip(tiny_clip: Clip, tmp_path: Path) -> None:
    save_text_bank(small_bank(), tmp_path / "bank.safetensors")
    rows = LabelEncoder("tower", 24, tiny_clip[0], small_bank(), tmp_path / "cache").embed(
        ["seat", "leg", "back"]
    )
    command = [sys.executable, "-W", "error", "-c", LOOK_UP, str(tiny_clip[0])]
    command += [str(tmp_path / "bank.safetensors"), str(tmp_path / "cache")]
    found = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=dict(os.environ))
    np.testing.assert_array_equal(np.frombuffer(found.stdout, np.float32), rows.ravel())
