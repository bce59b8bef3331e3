"""Official checkpoints into models."""

import pickle
from pathlib import Path

import pytest
import torch

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.model.convert import convert_checkpoint, read_official
from support.parity_weights import official_head, official_state


def save(path: Path, **changes: object) -> Path:
    content = {
        "epoch": 7,
        "model": official_state(depth=2),
        "proj": official_head(32),
        "temp": {"log_scale": torch.tensor(2.5)},
        "args": {"lr": 0.1},
    }
    content.update(changes)
    torch.save({key: value for key, value in content.items() if value is not None}, path)
    return path


def test_a_stage_two_checkpoint_speaks(tmp_path: Path):
    model = convert_checkpoint(save(tmp_path / "a.pt"), name="mine", provenance={"file": "a.pt"})
    config = model.config
    assert (config.name, config.head, config.feature_dim) == ("mine", "text", 32)
    assert config.encoder.depth == 2 and config.encoder.heads == 6
    assert config.temperature == 0.07
    assert dict(config.provenance) == {"file": "a.pt", "epoch": "7", "log_scale": "2.5"}
    state = official_state(depth=2)
    weight = model.encoder.point_net.mix.weight
    assert torch.equal(weight, state["encoder.second_conv.0.weight"][..., 0])


def test_a_stage_one_checkpoint_has_no_words(tmp_path: Path):
    path = save(tmp_path / "a.pt", proj=None, temp=None, dino_proj=official_head(48, "dino_proj"))
    config = convert_checkpoint(path).config
    assert (config.head, config.feature_dim, config.text) == ("distill", 48, None)


def test_a_module_prefix_is_taken_off(tmp_path: Path):
    state = {f"module.{key}": value for key, value in official_state(depth=2).items()}
    assert convert_checkpoint(save(tmp_path / "a.pt", model=state)).config.encoder.depth == 2


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"model": None}, "no 'model' entry"),
        ({"proj": None}, "no 'proj' entry"),
        ({"proj": {"proj.bias": torch.zeros(4)}}, "no 'proj.weight'"),
        ({"model": {"conv9.weight": torch.zeros(3)}}, "unknown tensors conv9.weight"),
        ({"model": {"cls_token": torch.zeros(1, 1, 384)}}, "missing"),
    ],
)
def test_other_files_are_named(tmp_path: Path, changes, message):
    with pytest.raises(ModelError, match=message):
        convert_checkpoint(save(tmp_path / "a.pt", **changes))


class Trap:
    """Writes a file when it is unpickled."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self):
        return (Path.write_text, (self.target, "ran"))


def test_code_in_a_checkpoint_never_runs(tmp_path: Path):
    target = tmp_path / "ran.txt"
    path = save(tmp_path / "trap.pt", args=Trap(target))
    with pytest.raises(ModelError, match="refused"):
        read_official(path)
    (tmp_path / "plain.pt").write_bytes(pickle.dumps(Trap(target)))
    with pytest.raises(ModelError):
        read_official(tmp_path / "plain.pt")
    assert not target.exists()
