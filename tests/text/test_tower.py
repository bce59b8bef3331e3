import json
import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.light import text_tower
from patchalign3d_cli.light.text_tower import LightTextTower, load_light_text_tower
from patchalign3d_cli.text.tower import BATCH_SIZE, TextTower, load_text_tower

Clip = tuple[Path, torch.nn.Module]
Load = Callable[[Path], TextTower | LightTextTower]
WEIGHTS = "open_clip_model.safetensors"
TEXTS = ("seat", "a chair leg", "the backrest of an office chair", "", "椅子", "long " * 40, "seat")


def reference(model: torch.nn.Module, texts: tuple[str, ...] = TEXTS) -> NDArray[np.float32]:
    import open_clip

    with torch.inference_mode():
        tokens = open_clip.tokenize(list(texts), context_length=model.context_length)
        return model.encode_text(tokens, normalize=True).numpy()


@pytest.fixture(params=[load_text_tower, load_light_text_tower], ids=["torch", "numpy"])
def load(request: pytest.FixtureRequest) -> Load:
    """Each of the two that must give the same."""
    function: Load = request.param
    return function


@pytest.fixture
def own_clip(tiny_clip: Clip, tmp_path: Path) -> Path:
    """A copy of the tiny model's directory that a test may damage."""
    return Path(shutil.copytree(tiny_clip[0], tmp_path / "clip"))


def edit_config(directory: Path, **text_changes: Any) -> None:
    path = directory / "open_clip_config.json"
    values = json.loads(path.read_text())
    values["model_cfg"]["text_cfg"].update(text_changes)
    path.write_text(json.dumps(values))


def edit_weights(directory: Path, change: Callable[[dict[str, torch.Tensor]], None]) -> None:
    tensors = {name: tensor.clone() for name, tensor in load_file(directory / WEIGHTS).items()}
    change(tensors)
    save_file(tensors, directory / WEIGHTS)


def test_same_as_open_clip(load: Load, tiny_clip: Clip) -> None:
    directory, model = tiny_clip
    tower = load(directory)
    rows = tower.embed(TEXTS)
    assert rows.shape == (len(TEXTS), tower.dimension) == (len(TEXTS), 24)
    assert rows.dtype == np.float32
    np.testing.assert_allclose(rows, reference(model), atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)


@pytest.mark.parametrize(
    "changes",
    [
        {"custom": True},
        {"quick_gelu": True},
        {"proj_bias": True, "custom": True},
        {"pool_type": "eos", "eos_id": 49407},
        {"ls_init_value": 0.5},
    ],
    ids=lambda changes: "-".join(changes),
)
def test_same_as_open_clip_in_its_variants(
    load: Load, make_clip: Callable[..., Clip], changes: dict[str, Any]
) -> None:
    directory, model = make_clip(**changes)
    np.testing.assert_allclose(load(directory).embed(TEXTS), reference(model), atol=1e-5)


def test_a_kind_that_needs_torch(make_clip: Callable[..., Clip]) -> None:
    directory, model = make_clip(qk_norm=True)
    np.testing.assert_allclose(load_text_tower(directory).embed(TEXTS), reference(model), atol=1e-5)
    with pytest.raises(ModelError, match=r"needs torch \(qk_norm\): --backend torch"):
        load_light_text_tower(directory)


def test_without_projection_the_width_is_the_dimension(
    load: Load, make_clip: Callable[..., Clip]
) -> None:
    directory, model = make_clip(proj_type="none", custom=True)
    tower = load(directory)
    assert tower.dimension == 32
    np.testing.assert_allclose(tower.embed(TEXTS), reference(model), atol=1e-5)


def test_more_sentences_than_a_batch(
    load: Load, tiny_clip: Clip, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory, model = tiny_clip
    monkeypatch.setattr(text_tower, "TOKENS_A_PASS", 100)
    texts = tuple(f"part {'number ' * (index % 5)}{index}" for index in range(BATCH_SIZE * 2 + 3))
    rows = load(directory).embed(texts)
    np.testing.assert_allclose(rows, reference(model, texts), atol=1e-5)


def test_no_sentence_gives_no_rows(load: Load, tiny_clip: Clip) -> None:
    assert load(tiny_clip[0]).embed([]).shape == (0, 24)


def test_half_precision_is_computed_in_single(load: Load, tiny_clip: Clip, own_clip: Path) -> None:
    import open_clip

    def halve(tensors: dict[str, torch.Tensor]) -> None:
        tensors.update({name: tensor.half() for name, tensor in tensors.items()})

    edit_weights(own_clip, halve)
    _, whole = tiny_clip
    rounded = open_clip.CLIP(24, **_towers(own_clip)).eval()
    rounded.load_state_dict({n: t.half().float() for n, t in whole.state_dict().items()})
    rows = load(own_clip).embed(TEXTS)
    np.testing.assert_allclose(rows, reference(rounded), atol=1e-5)


def test_text_tensors_alone_are_enough(load: Load, tiny_clip: Clip, own_clip: Path) -> None:
    def drop_image(tensors: dict[str, torch.Tensor]) -> None:
        for name in [name for name in tensors if name.startswith(("visual.", "logit"))]:
            del tensors[name]

    edit_weights(own_clip, drop_image)
    rows = load(own_clip).embed(TEXTS)
    np.testing.assert_array_equal(rows, load(tiny_clip[0]).embed(TEXTS))


@pytest.mark.parametrize("stem", ["open_clip_model", "model"])
def test_shards_give_the_same(load: Load, tiny_clip: Clip, own_clip: Path, stem: str) -> None:
    tensors = load_file(own_clip / WEIGHTS)
    weight_map = {name: f"{stem}-{index % 3}.safetensors" for index, name in enumerate(tensors)}
    for shard in set(weight_map.values()):
        save_file({n: tensors[n] for n, s in weight_map.items() if s == shard}, own_clip / shard)
    (own_clip / WEIGHTS).unlink()
    index = own_clip / f"{stem}.safetensors.index.json"
    index.write_text(json.dumps({"metadata": {}, "weight_map": weight_map}))
    rows = load(own_clip).embed(TEXTS)
    np.testing.assert_array_equal(rows, load(tiny_clip[0]).embed(TEXTS))


def test_image_tower_is_not_built_and_no_network_is_touched(
    load: Load, tiny_clip: Clip, own_clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = own_clip / "open_clip_config.json"
    values = json.loads(path.read_text())
    values["model_cfg"]["vision_cfg"] = {"timm_model_name": "huge", "timm_model_pretrained": True}
    path.write_text(json.dumps(values))

    def refuse(*_: object) -> None:
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    rows = load(own_clip).embed(TEXTS)
    np.testing.assert_allclose(rows, reference(tiny_clip[1]), atol=1e-5)


def test_misfitting_tensors_are_named(load: Load, own_clip: Path) -> None:
    def damage(tensors: dict[str, torch.Tensor]) -> None:
        del tensors["ln_final.bias"]
        tensors["transformer.extra"] = torch.zeros(2)
        tensors["positional_embedding"] = torch.zeros(8, 32)
        tensors["text_projection"] = torch.zeros(32, 24, dtype=torch.int32)

    edit_weights(own_clip, damage)
    with pytest.raises(ModelError) as caught:
        load(own_clip)
    message = str(caught.value)
    assert "missing: ln_final.bias;" in message
    assert "unexpected: transformer.extra;" in message
    assert "wrong shape: positional_embedding (8, 32) for (16, 32);" in message
    assert "wrong type: text_projection;" in message


def test_a_long_list_of_names_is_cut(load: Load, own_clip: Path) -> None:
    edit_config(own_clip, layers=3)
    with pytest.raises(ModelError, match=r"missing: transformer\.resblocks\.2.* and 8 more;"):
        load(own_clip)


def test_weights_that_are_no_numbers(load: Load, own_clip: Path) -> None:
    edit_weights(own_clip, lambda tensors: tensors["ln_final.weight"].fill_(float("nan")))
    with pytest.raises(ModelError, match="no numbers"):
        load(own_clip).embed(["seat"])


def test_truncated_weights(load: Load, own_clip: Path) -> None:
    data = (own_clip / WEIGHTS).read_bytes()
    (own_clip / WEIGHTS).write_bytes(data[: len(data) // 2])
    with pytest.raises(ModelError, match="cannot read the weights"):
        load(own_clip)


@pytest.mark.parametrize(
    ("changes", "in_torch", "in_numpy"),
    [
        ({"heads": 5}, "OpenCLIP cannot build", "heads must divide width"),
        ({"width": "wide"}, "OpenCLIP cannot build", "must be numbers above 0"),
        ({"mlp_ratio": -1}, "OpenCLIP cannot build", "must be numbers above 0"),
        ({"colour": "red"}, "OpenCLIP cannot build.*colour", "needs torch .colour"),
        ({"tokenizer_kwargs": {"clean": "odd"}}, "OpenCLIP cannot build", "needs torch"),
        ({"vocab_size": 1000}, "1000 tokens", "1000 tokens"),
    ],
)
def test_configurations_that_cannot_be_built(
    own_clip: Path, changes: dict[str, Any], in_torch: str, in_numpy: str
) -> None:
    edit_config(own_clip, **changes)
    for load, message in ((load_text_tower, in_torch), (load_light_text_tower, in_numpy)):
        with pytest.raises(ModelError, match=message) as caught:
            load(own_clip)
        assert "\n" not in str(caught.value)


def test_tokenizer_follows_the_configuration(tiny_clip: Clip, own_clip: Path) -> None:
    edit_config(own_clip, tokenizer_kwargs={"clean": "canonicalize"})
    rows = load_text_tower(own_clip).embed(["chair, leg!"])
    np.testing.assert_allclose(rows, reference(tiny_clip[1], ("chair leg",)), atol=1e-5)


def _towers(directory: Path) -> dict[str, Any]:
    values = json.loads((directory / "open_clip_config.json").read_text())["model_cfg"]
    return {"vision_cfg": values["vision_cfg"], "text_cfg": values["text_cfg"]}
