"""Image models of timm: prefix tokens, sizes, weights from files."""

from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from patchalign3d_cli.errors import ModelError
from patchalign3d_training.features.teacher import Teacher, load_teacher

CPU = torch.device("cpu")
IMAGES = np.random.default_rng(0).integers(0, 256, (5, 64, 64, 3), dtype=np.uint8)


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import timm

    path = tmp_path_factory.mktemp("teacher") / "tiny.safetensors"
    torch.manual_seed(0)
    save_file(timm.create_model("test_vit", num_classes=0).state_dict(), path)
    return path


def test_class_and_register_tokens_are_dropped():
    import timm

    torch.manual_seed(0)
    options = {"num_classes": 0, "global_pool": "", "img_size": 64, "reg_tokens": 4}
    model = timm.create_model("test_vit", **options).eval()
    teacher = Teacher(model, "tiny", 64, CPU)
    assert (teacher.grid, teacher.width) == (4, 64)
    tokens = teacher.tokens(IMAGES)
    assert tokens.shape == (5, 16, 64)
    pixels = torch.from_numpy(IMAGES).permute(0, 3, 1, 2).float() / 255
    with torch.inference_mode():
        whole = model.forward_features((pixels - 0.5) / 0.5)
    assert whole.shape[1] == 1 + 4 + 16
    assert torch.allclose(tokens, whole[:, 5:], atol=1e-5)


def test_weights_come_from_a_file_and_sizes_fit_the_patch(weights: Path, tmp_path: Path):
    teacher = load_teacher("test_vit", 70, CPU, weights=weights)
    assert teacher.size == 64 and teacher.grid == 4  # patches of 16
    again = load_teacher("test_vit", 64, CPU, weights=weights)
    assert torch.equal(teacher.tokens(IMAGES), again.tokens(IMAGES))
    assert not teacher.model.training
    plain = tmp_path / "tiny.pth"
    torch.save({"state_dict": _state(weights)}, plain)
    other = load_teacher("test_vit", 64, CPU, weights=plain)
    assert torch.equal(other.tokens(IMAGES), again.tokens(IMAGES))


def _state(path: Path) -> dict[str, torch.Tensor]:
    from safetensors.torch import load_file

    return dict(load_file(path))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("vit_bse_patch14_dinov2", "near are vit_base_patch14_dinov2"),
        ("resnet18", "resnet18 is no vision transformer"),
    ],
)
def test_unknown_teachers_are_named(name: str, message: str, weights: Path):
    with pytest.raises(ModelError, match=message):
        load_teacher(name, 64, CPU, weights=weights)


def test_wrong_weights_are_one_line(weights: Path, tmp_path: Path):
    with pytest.raises(ModelError, match="does not fit test_vit3"):
        load_teacher("test_vit3", 64, CPU, weights=weights)
    (tmp_path / "a.safetensors").write_bytes(b"nothing")
    with pytest.raises(ModelError, match="cannot read the weights"):
        load_teacher("test_vit", 64, CPU, weights=tmp_path / "a.safetensors")
    torch.save([1, 2], tmp_path / "a.pt")
    with pytest.raises(ModelError, match="holds no weights by name"):
        load_teacher("test_vit", 64, CPU, weights=tmp_path / "a.pt")
