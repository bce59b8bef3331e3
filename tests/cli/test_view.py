"""`pa3d view` as a user meets it: a page in the browser, one line for each mistake."""

import webbrowser
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner, Result

from patchalign3d_cli.cli.app import app


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Addresses that the browser was asked to open."""
    addresses: list[str] = []

    def open_address(address: str) -> bool:
        addresses.append(address)
        return True

    monkeypatch.setattr(webbrowser, "open", open_address)
    return addresses


@pytest.fixture
def view(opened, tiny_model_directory: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PA3D_MODEL", str(tiny_model_directory))

    def call(*arguments: object) -> Result:
        return CliRunner().invoke(app, ["view", *map(str, arguments)])

    return call


@pytest.mark.many
@pytest.mark.parametrize("suffix", ["json", "npz", "ply", "glb"])
def test_each_result_opens(run, view, opened, own_home, box: Path, suffix):
    assert run(box, "--parts", "seat,leg", "-f", suffix).exit_code == 0
    done = view(box.with_name(f"box.parts.{suffix}"))
    assert (done.exit_code, done.stdout) == (0, ""), done.stderr
    page = own_home / "pages" / "box.parts.html"
    assert opened == [page.as_uri()]
    text = page.read_text(encoding="ascii")
    assert "192 faces, labelled by tiny" in text
    assert '"name":"seat"' in text and '"name":"leg"' in text


def test_a_page_that_is_there_is_opened_as_it_is(run, view, opened, box: Path):
    page = box.with_name("page.html")
    assert run(box, "--parts", "seat,leg", "-o", page).exit_code == 0
    assert view(page).exit_code == 0
    assert opened == [page.as_uri()]


def test_a_shape_is_labelled_first_when_parts_are_named(view, box: Path, tmp_path: Path):
    page = tmp_path / "out.html"
    done = view(box, "--parts", "seat,leg", "-o", page, "--no-open")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.strip() == str(page)
    assert "labelled by tiny" in page.read_text()


def test_a_shape_alone_is_shown_and_the_way_on_is_told(run, view, opened, box: Path):
    done = view(box, "--no-open")
    assert done.exit_code == 0 and "--parts" in done.stderr and not opened
    assert '"modes":["original"]' in Path(done.stdout.strip()).read_text()
    run(box, "--parts", "seat,leg", "-f", "ply")
    assert "box.parts.ply has some" in view(box).stderr


def test_a_cloud_with_z_up(view, tmp_path: Path):
    np.save(tmp_path / "cloud.npy", np.random.default_rng(0).random((50, 3)))
    done = view(tmp_path / "cloud.npy", "--up", "Z", "--no-open")
    assert done.exit_code == 0 and "50 points" in Path(done.stdout.strip()).read_text()


def test_the_shape_of_a_result_may_lie_elsewhere(run, view, box: Path, tmp_path: Path):
    run(box, "--parts", "seat,leg", "-f", "json")
    (tmp_path / "far").mkdir()
    moved = box.rename(tmp_path / "far" / box.name)
    result = tmp_path / "box.parts.json"
    lost = view(result)
    assert lost.exit_code == 1 and "--shape" in lost.stderr
    assert view(result, "--shape", moved).exit_code == 0


def test_without_a_browser_the_page_is_named(view, monkeypatch, box: Path):
    monkeypatch.setattr(webbrowser, "open", lambda address: False)
    done = view(box)
    assert done.exit_code == 0 and "no browser could be started; open " in done.stderr


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("missing.json",), "cannot open"),
        (("missing.obj",), "does not exist"),
        (("missing.html",), "is no file"),
        (("box.obj", "-o", "page.pdf"), "end it in .html"),
        (("box.obj", "-o", "box.html"), "exists; add --force"),
        (("box.obj", "-o", "nowhere/a.html"), "there is no folder"),
        (("box.obj", "--up", "w"), "'w' is not one of 'x', 'y', 'z'"),
        (("box.obj", "--up", "auto"), "--up auto tries the axes with the model; add --parts"),
        (("box.parts.json", "--up", "auto"), "--up auto tries the axes with the model"),
        (("other.json",), "is not a result of pa3d"),
        (("box.parts.json", "--parts", "seat"), "has its labels"),
    ],
)
def test_each_mistake_is_one_line(run, view, opened, box: Path, monkeypatch, arguments, line):
    monkeypatch.chdir(box.parent)
    Path("box.html").write_text("precious")
    Path("other.json").write_text("[]")
    run(box, "--parts", "seat,leg", "-f", "json")
    done = view(*arguments)
    assert done.exit_code == (2 if "is not one of" in line else 1)
    assert line in done.stderr, done.stderr
    assert len(done.stderr.splitlines()) == 1 and not opened
    assert Path("box.html").read_text() == "precious"


def test_force_replaces_a_page(view, box: Path, tmp_path: Path):
    page = tmp_path / "page.html"
    page.write_text("old")
    assert view(box, "-o", page, "--force").exit_code == 0
    assert page.read_text().startswith("<!DOCTYPE html>")
