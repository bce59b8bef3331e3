"""Pulling repositories that are in pa3d's own format, or are not."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from safetensors.torch import load_file, save

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.machine import home
from patchalign3d_cli.model.config import ModelConfig
from patchalign3d_cli.models.pull import pull_model
from patchalign3d_cli.models.resolve import resolve_model
from patchalign3d_cli.models.verification import verify
from support.hub_models import CLIP_REPOSITORY, MODEL_REPOSITORY
from support.hub_server import FakeHub

TOWER = "text/open_clip_model.safetensors"


@pytest.mark.slow
def test_pull_a_repository_in_our_format(
    hub: FakeHub, published: Mapping[str, str], own_home: Path
) -> None:
    source = pull_model("patchalign3d", text_dtype="fp16").directory
    files = {
        path.relative_to(source).as_posix(): path.read_bytes()
        for path in source.rglob("*")
        if path.is_file()
    }
    whole = hub.add("org/whole", {**files, "README.md": b"#"})
    bare = hub.add("org/bare", {name: files[name] for name in ("config.json", "model.safetensors")})
    hub.requests.clear()

    pulled = pull_model("org/whole")
    assert pulled.directory == home.models_directory() / "org--whole"
    assert resolve_model("org/whole", offline=True) == pulled.directory
    assert ModelConfig.load(pulled.directory).provenance["commit"] == whole
    assert not (pulled.directory / "README.md").exists()
    for name in ("model.safetensors", TOWER):
        assert (pulled.directory / name).read_bytes() == files[name]

    # A tower that another model on this machine has is not fetched a second time.
    pulled = pull_model("org/bare", text_dtype="fp16")
    assert ModelConfig.load(pulled.directory).provenance["commit"] == bare
    assert (pulled.directory / TOWER).read_bytes() == files[TOWER]
    assert not any(
        CLIP_REPOSITORY in path for path in (r.path for r in hub.requests if r.stop > 9e4)
    )
    assert verify(pulled.directory).passed

    no_text = pull_model("org/whole", text_dtype=None, force=True)
    assert not (no_text.directory / "text").exists()


def test_a_repository_that_points_outside_itself(hub: FakeHub, small_model: Path) -> None:
    files = {path.name: path.read_bytes() for path in small_model.iterdir()}
    hub.add("org/trap", {**files, "text/../../../settings.json": b"{}"})
    with pytest.raises(ModelError, match=r"outside itself \(text/../../../settings.json\)"):
        pull_model("org/trap")
    assert not home.settings_file().exists()


def test_a_repository_in_another_format(hub: FakeHub) -> None:
    hub.add("org/other", {"config.json": b"{}", "pytorch_model.bin": b"x"})
    with pytest.raises(ModelError, match=r"not in pa3d's format: it lacks model.safetensors"):
        pull_model("org/other")


def test_the_published_repository_by_its_own_name(
    hub: FakeHub, published: Mapping[str, str]
) -> None:
    for fetch in (pull_model, resolve_model):
        with pytest.raises(ModelError, match="with `pa3d weights pull patchalign3d`"):
            fetch(MODEL_REPOSITORY)


def test_a_model_that_does_not_verify_is_not_kept(
    hub: FakeHub, published: Mapping[str, str]
) -> None:
    source = pull_model("patchalign3d", text_dtype=None).directory
    weights = load_file(source / "model.safetensors")
    weights["head.proj.bias"][0] = float("nan")
    files = {
        "config.json": (source / "config.json").read_bytes(),
        "model.safetensors": save(weights),
    }
    hub.add("org/model", files)
    with pytest.raises(ModelError, match="did not pass its weights check: .*head.proj.bias"):
        pull_model("org/model", text_dtype=None)
    assert not (home.models_directory() / "org--model").exists()
