"""`pa3d train features` on a generated set, with a teacher of two tiny blocks."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from typer.testing import CliRunner, Result

from patchalign3d_cli.cli.app import app
from patchalign3d_training.data.layout import PublishedLayout


def train(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["train", *map(str, arguments)])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import timm

    folder = tmp_path_factory.mktemp("features")
    done = train(
        *("synthesize", "-o", folder / "data", "--count", 3, "--category", "mug", "--workers", 1)
    )
    assert done.exit_code == 0, done.stderr
    torch.manual_seed(0)
    save_file(
        timm.create_model("test_vit", num_classes=0).state_dict(), folder / "tiny.safetensors"
    )
    return folder


def run(folder: Path, *more: object) -> Result:
    return train(
        *("features", "--data", folder / "data", "--teacher", "test_vit"),
        *("--weights", folder / "tiny.safetensors", "--workers", 0, "--device", "cpu"),
        *("--set", "size=64", "--set", "views=3"),
        *more,
    )


@pytest.mark.slow
def test_features_are_made_once_and_lost_meshes_are_named(folder: Path):
    lost = next((folder / "data/labeled/meshes").iterdir())
    lost.rename(folder / "mesh.ply")
    done = run(folder)
    assert done.exit_code == 3 and "2 shapes got features, 1 cannot have any" in done.stderr
    assert f"_{lost.stem}: there is no mesh" in done.stderr.replace("\n", "")
    (folder / "mesh.ply").rename(lost)
    done = run(folder)
    assert done.exit_code == 0 and "1 shapes got features, 2 had them" in done.stderr
    assert PublishedLayout(folder / "data", "train").load_distill(0).features.shape == (128, 64)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (["--set", "views=0"], "views must be at least 1"),
        (["--set", "vews=3"], "vews"),
        (["--teacher", "test_vitt"], "timm knows no model 'test_vitt'"),
        (["--data", "none"], "no training set to make features for in none"),
    ],
)
def test_bad_requests_get_one_line(folder: Path, more, message):
    done = run(folder, *more)
    assert done.exit_code == 1 and message in done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
