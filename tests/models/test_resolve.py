import json
import shutil
from pathlib import Path

import pytest
from huggingface_hub import constants

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.machine import home
from patchalign3d_cli.models.information import model_info
from patchalign3d_cli.models.pull import pull_model
from patchalign3d_cli.models.registry import default_model, list_models
from patchalign3d_cli.models.resolve import resolve_model, use_model
from support.hub_server import FakeHub


def install(small_model: Path, name: str) -> Path:
    directory = home.models_directory() / name
    shutil.copytree(small_model, directory)
    return directory


@pytest.fixture
def bundled(tmp_path: Path, small_model: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stands for the bundled models' folder."""
    folder = tmp_path / "patchalign3d_weights"
    shutil.copytree(small_model, folder / "pa3d-mini")
    monkeypatch.setattr("importlib.resources.files", lambda _: folder)
    return folder


def own_format(small_model: Path) -> dict[str, bytes]:
    return {
        name: (small_model / name).read_bytes() for name in ("config.json", "model.safetensors")
    }


def test_the_default_is_bundled_then_chosen_then_told(
    bundled: Path, small_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert resolve_model() == bundled / "pa3d-mini"
    assert default_model() == ("pa3d-mini", "bundled")
    chosen = install(small_model, "chosen")
    assert use_model("chosen") == chosen
    assert resolve_model() == chosen
    assert default_model() == ("chosen", "settings")
    told = install(small_model, "told")
    monkeypatch.setenv("PA3D_MODEL", "told")
    assert resolve_model() == told
    assert default_model() == ("told", "PA3D_MODEL")
    assert resolve_model("chosen") == chosen


def test_a_path_is_a_path(
    bundled: Path, small_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert resolve_model(str(small_model)) == small_model
    monkeypatch.chdir(small_model.parent)
    assert resolve_model("model") == Path("model")
    monkeypatch.chdir(small_model.parent.parent)
    assert resolve_model(f"{small_model.parent.name}/model").is_dir()
    for missing in ("./nothing", "/no/such/model", "~/nothing-here", "a/b/c"):
        with pytest.raises(ModelError, match=f"no model directory {missing}"):
            resolve_model(missing)
    with pytest.raises(ModelError, match=r"without config.json; give a model directory"):
        resolve_model(str(tmp_path))


def test_a_folder_in_the_way_does_not_hide_a_name(
    bundled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "work" / "pa3d-mini").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "work")
    assert resolve_model("pa3d-mini") == bundled / "pa3d-mini"


def test_unknown_names_list_the_known_ones(bundled: Path, small_model: Path) -> None:
    install(small_model, "mine")
    with pytest.raises(ModelError, match="'theirs'; known: pa3d-mini, mine, patchalign3d; give"):
        resolve_model("theirs")
    with pytest.raises(ModelError, match="`pa3d weights pull patchalign3d`"):
        resolve_model("patchalign3d")
    with pytest.raises(ModelError, match="there is no model ''; known: "):
        resolve_model("")


def test_a_repository_is_fetched_once_and_then_found_offline(
    hub: FakeHub, small_model: Path
) -> None:
    hub.add("org/model", {**own_format(small_model), "large.bin": bytes(5000)})
    with pytest.raises(
        ModelError, match=r"org/model is not on this machine and offline mode is on"
    ):
        resolve_model("org/model", offline=True)
    assert hub.requests == []
    directory = resolve_model("org/model")
    files = {path.name: path.read_bytes() for path in directory.iterdir()}
    assert files == own_format(small_model)
    hub.requests.clear()
    assert resolve_model("org/model") == directory
    assert resolve_model("org/model", offline=True) == directory
    assert hub.requests == []


def test_revisions_of_a_repository(hub: FakeHub, small_model: Path) -> None:
    files = own_format(small_model)
    old = hub.add("org/model", files)
    config = json.loads(files["config.json"]) | {"name": "newer"}
    hub.add("org/model", {**files, "config.json": json.dumps(config).encode()})
    assert model_info(str(resolve_model("org/model"))).config.name == "newer"
    assert model_info(str(resolve_model("org/model", revision=old))).config.name == "small"
    pulled = pull_model("org/model", text_dtype=None)
    assert resolve_model("org/model") == pulled.directory
    assert resolve_model("org/model", revision=pulled.commit) == pulled.directory
    assert resolve_model("org/model", revision=old) != pulled.directory
    for name in ("small", str(small_model)):
        with pytest.raises(ModelError, match="--revision needs one"):
            resolve_model(name, revision=old)


def test_hub_offline_variable(hub: FakeHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(ModelError, match=r"pa3d weights pull org/model` while online"):
        resolve_model("org/model")


def test_a_half_fetched_repository_is_fetched_again(hub: FakeHub, small_model: Path) -> None:
    hub.add("org/model", own_format(small_model))
    hub.damaged.add("model.safetensors")
    with pytest.raises(ModelError, match="arrived damaged"):
        resolve_model("org/model")
    with pytest.raises(ModelError, match="offline mode"):
        resolve_model("org/model", offline=True)
    hub.damaged.clear()
    assert (resolve_model("org/model") / "model.safetensors").is_file()


def test_a_default_that_is_a_repository_stays_off_the_network(
    hub: FakeHub, small_model: Path
) -> None:
    hub.add("org/model", own_format(small_model))
    with pytest.raises(ModelError, match="not on this machine"):
        use_model("org/model")
    directory = resolve_model("org/model")
    use_model("org/model")
    hub.requests.clear()
    assert resolve_model() == directory
    shutil.rmtree(constants.HF_HUB_CACHE)
    with pytest.raises(ModelError, match="not on this machine"):
        resolve_model()
    assert hub.requests == []


def test_use_remembers_a_path_in_full(
    small_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small_model.parent)
    use_model("model")
    monkeypatch.chdir(tmp_path)
    assert resolve_model() == small_model


def test_use_keeps_other_settings_and_the_old_ones_if_it_fails(small_model: Path) -> None:
    settings = home.settings_file()
    settings.write_text('{"other": 1}')
    install(small_model, "mine")
    use_model("mine")
    assert json.loads(settings.read_text()) == {"other": 1, "model": "mine"}
    with pytest.raises(ModelError, match="no model 'yours'"):
        use_model("yours")
    assert json.loads(settings.read_text())["model"] == "mine"


DAMAGED = ["", "[]", "{", "nonsense", "[" * 100_000, "1", "\xff"]
UNUSABLE = ['{"model": 5}', '{"model": ["a"]}']


@pytest.mark.parametrize("content", DAMAGED + UNUSABLE)
def test_damaged_settings_cost_a_warning(
    bundled: Path, content: str, caplog: pytest.LogCaptureFixture
) -> None:
    home.settings_file().write_text(content, encoding="latin-1")
    assert resolve_model() == bundled / "pa3d-mini"
    assert "settings" in caplog.text
    assert list_models()


@pytest.mark.parametrize("content", DAMAGED[:6])
def test_damaged_settings_are_not_overwritten(small_model: Path, content: str) -> None:
    home.settings_file().write_text(content)
    with pytest.raises(ModelError, match=r"settings .*settings.json .*repair or remove the file"):
        use_model(str(small_model))
    assert home.settings_file().read_text() == content


def test_a_home_that_is_none_costs_nothing(
    bundled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    for place in (
        tmp_path / "file",
        tmp_path / "file" / "x",
        tmp_path / "none",
        "/dev/null",
        "~who/x",
    ):
        monkeypatch.setenv("PA3D_HOME", str(place))
        assert resolve_model() == bundled / "pa3d-mini"
        assert list_models()
    (tmp_path / "home" / "settings.json").mkdir(parents=True)
    (tmp_path / "home" / "models").write_text("")
    monkeypatch.setenv("PA3D_HOME", str(tmp_path / "home"))
    assert resolve_model() == bundled / "pa3d-mini"


def test_settings_that_cannot_be_written(
    small_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PA3D_HOME", str(tmp_path / "file" / "home"))
    with pytest.raises(ModelError, match="settings .* cannot be .*PA3D_HOME|repair"):
        use_model(str(small_model))


def test_the_list(bundled: Path, small_model: Path) -> None:
    install(small_model, "mine")
    damaged = install(small_model, "damaged")
    (damaged / "config.json").write_text("{")
    (install(small_model, "org--model") / "text").mkdir()
    (home.models_directory() / "org--model" / "model.safetensors").unlink()
    (home.models_directory() / ".building" / "half").mkdir(parents=True)
    (home.models_directory() / ".building" / "config.json").write_text("{}")
    entries = {entry.name: entry for entry in list_models()}
    assert list(entries) == ["pa3d-mini", "damaged", "mine", "org/model", "patchalign3d"]
    mine = entries["mine"]
    assert (mine.place, mine.license, mine.has_text, mine.is_default) == (
        "here",
        "MIT",
        False,
        False,
    )
    assert mine.bytes == sum(path.stat().st_size for path in small_model.iterdir())
    assert mine.directory == home.models_directory() / "mine"
    assert mine.problem is None
    assert "not valid JSON" in (entries["damaged"].problem or "")
    assert entries["org/model"].has_text
    assert entries["org/model"].problem == "model.safetensors is missing"
    assert (entries["pa3d-mini"].place, entries["pa3d-mini"].is_default) == ("bundled", True)
    published = entries["patchalign3d"]
    assert (published.place, published.directory, published.license) == ("hub", None, "MIT")


def test_information(small_model: Path) -> None:
    information = model_info(str(small_model))
    assert information.directory == small_model
    assert information.config.name == "small"
    assert set(information.files) == {"config.json", "model.safetensors"}
    assert information.bytes == sum(path.stat().st_size for path in small_model.iterdir())
    assert information.text_numbers is None
    assert not information.has_text_bank
    # 4 bytes a number, and a header
    weights = (small_model / "model.safetensors").stat().st_size
    assert 0.95 * weights < 4 * information.numbers < weights


def test_information_about_an_incomplete_model(small_model: Path, tmp_path: Path) -> None:
    shutil.copy(small_model / "config.json", tmp_path)
    with pytest.raises(ModelError, match=r"model.safetensors is missing; fetch or convert"):
        model_info(str(tmp_path))
