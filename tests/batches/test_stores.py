"""Shapes and results in an object store."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner, Result

from patchalign3d_cli.batches.inputs import list_inputs
from patchalign3d_cli.batches.urls import content_version, fetch, is_url, plain_path, shown, upload
from patchalign3d_cli.cli.app import app
from patchalign3d_cli.errors import ConfigError, OutputError, ShapeError
from support.object_store import object_store

PARTS = ("-p", "seat,leg", "-f", "npz,json")


@pytest.fixture
def store(own_home: Path) -> Iterator[Any]:
    with object_store() as files:
        yield files


@pytest.fixture
def stored(store: Any, shapes: Path) -> Any:
    """The tree of shapes, in the store."""
    store.put(f"{shapes}/", "bucket/in/", recursive=True)
    return store


@pytest.fixture
def segment(tiny_model_directory: Path):
    def run(*arguments: object) -> Result:
        model = ["-m", tiny_model_directory, "--backend", "light", "--jobs", "0"]
        return CliRunner().invoke(app, ["segment", *map(str, [*arguments, *model])])

    return run


def names(store: Any, folder: str) -> set[str]:
    store.invalidate_cache()
    return {name.removeprefix(f"{folder}/") for name in store.find(folder)}


def test_a_url_goes_through_a_path_unharmed():
    url = "s3://bucket/a b/chair.obj"
    assert is_url(Path(url)) and shown(Path(url)) == url and shown(Path("a/b")) == "a/b"
    assert not is_url(Path("/s3:/x")) and not is_url(Path("C:/x")) and not is_url(Path())
    assert plain_path(Path("file:///tmp/a.obj")) == Path("/tmp/a.obj")
    assert plain_path(Path(url)) == Path(url)


@pytest.mark.slow
def test_a_store_gives_the_bytes_of_a_folder(stored: Any, shapes: Path, segment, tmp_path: Path):
    here = tmp_path / "out"
    assert segment(shapes, "-r", *PARTS, "-o", here).exit_code == 0
    done = segment("s3://bucket/in", "-r", *PARTS, "-o", "s3://bucket/out")
    assert done.exit_code == 0, done.stderr
    assert "the report is s3://bucket/out/pa3d-journal.jsonl" in done.stderr
    made = {path.relative_to(here).as_posix() for path in here.rglob("*") if path.is_file()}
    assert names(stored, "bucket/out") == made
    for name in made - {"pa3d-journal.jsonl"}:
        assert stored.cat_file(f"bucket/out/{name}") == (here / name).read_bytes()
    journal = stored.cat_file("bucket/out/pa3d-journal.jsonl").decode()
    lines = [json.loads(line) for line in journal.splitlines()]
    paths = [line["path"] for line in lines if line.get("state") == "done"]
    assert len(paths) == 12 and all(path.startswith("s3://bucket/in/") for path in paths)


@pytest.mark.slow
def test_a_run_goes_on_where_another_machine_stopped(
    stored: Any, shapes: Path, segment, tmp_path: Path, monkeypatch
):
    run = ("s3://bucket/in", "-r", *PARTS, "-o", "s3://bucket/out")
    assert segment(*run).exit_code == 0
    again = segment(*run)
    assert again.exit_code == 1 and "--resume" in again.stderr and "12 of 12" in again.stderr
    assert len(again.stderr.splitlines()) == 1

    monkeypatch.setenv("PA3D_HOME", str(tmp_path / "another machine"))
    stored.pipe_file("bucket/out/s02.parts.npz", b"cut off")
    stored.rm_file("bucket/out/s04.parts.json")
    np.save(tmp_path / "new.npy", np.random.default_rng(9).standard_normal((300, 3)))
    upload(tmp_path / "new.npy", Path("s3://bucket/in/s00.npy"))
    done = segment(*run, "--resume")
    assert done.exit_code == 0, done.stderr
    assert "3 shapes labelled" in done.stderr and "9 done before" in done.stderr


@pytest.mark.slow
def test_what_fails_is_told_of_the_url(stored: Any, segment, tmp_path: Path):
    stored.pipe_file("bucket/in/bad.ply", b"nothing\n")
    done = segment("s3://bucket/in", *PARTS, "-o", tmp_path / "out")
    assert done.exit_code == 3
    (line,) = [line for line in done.stderr.splitlines() if "bad.ply" in line]
    assert "s3://bucket/in/bad.ply" in line and ".files." not in done.stderr

    for arguments, words in (
        (("s3://bucket/none", "-o", tmp_path), "no shape file in s3://bucket/none"),
        (("s3://bucket/none.obj", "-o", tmp_path), "s3://bucket/none.obj does not exist"),
        (("s3://bucket/in/s00.npy", "-o", "s3://none/out"), "s3://none/out"),
        (("s3://bucket/in/s00.npy", "-o", "s3://bucket/a.glb"), "name the folder"),
        (("s3://bucket/in", "-o", "s3://bucket/o", "--journal", "s3://bucket/j"), "--journal"),
        (("nfs3://bucket/in", "-o", tmp_path), "nfs3:// is no kind of address"),
        (("abfs://bucket/a.obj", "-o", tmp_path), "pip install adlfs"),
    ):
        done = segment(*arguments, "-p", "seat")
        assert done.exit_code in (1, 3) and words in done.stderr, done.stderr
        assert "Traceback" not in done.stderr and done.stderr.count("error:") == 1


def test_a_file_is_no_folder_of_results(segment, tmp_path: Path):
    result = segment("s3://bucket/in/chair.obj", *PARTS[:2], "-o", tmp_path / "x.json")
    assert result.exit_code == 1 and "names one file" in result.output
    assert not (tmp_path / "x.json").exists()


def test_a_missing_package_is_one_line(segment, tmp_path: Path, monkeypatch):
    monkeypatch.setitem(sys.modules, "fsspec", None)
    done = segment("s3://bucket/a.obj", "s3://bucket/b.obj", "-p", "seat", "-o", tmp_path)
    assert done.exit_code == 1 and len(done.stderr.splitlines()) == 1
    assert 'pip install "pa3d[cluster]"' in done.stderr


@pytest.mark.slow
def test_a_shape_comes_with_what_it_names(store: Any, tmp_path: Path):
    store.pipe_file("bucket/in/chair.obj", b"mtllib chair.mtl\nv 0 0 0\n")
    store.pipe_file("bucket/in/chair.mtl", b"newmtl wood\nmap_Kd wood.png\n")
    store.pipe_file("bucket/in/lamp.gltf", b'{"buffers": [{"uri": "lamp.bin"}]}')
    for name in ("wood.png", "lamp.bin", "other.png"):
        store.pipe_file(f"bucket/in/{name}", b"content")
    for name, expected in (
        ("chair.obj", {"chair.obj", "chair.mtl", "wood.png"}),
        ("lamp.gltf", {"lamp.gltf", "lamp.bin"}),
    ):
        folder = tmp_path / name
        folder.mkdir()
        assert fetch(Path(f"s3://bucket/in/{name}"), folder) == folder / name
        assert {path.name for path in folder.iterdir()} == expected


@pytest.mark.slow
def test_folders_patterns_and_lists_of_a_store(
    stored: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    def listed(word: str, **options: bool) -> list[str]:
        return [shown(shape.path) for shape in list_inputs([Path(word)], **options)]

    assert len(listed("s3://bucket/in")) == 6
    (record,) = caplog.records
    assert "s3://bucket/in: left out the shapes in folders within it (inner)" in record.message
    assert len(listed("s3://bucket/in", recursive=True)) == 12 and len(caplog.records) == 1
    assert listed("s3://bucket/in/**/s0[13].npy") == [
        "s3://bucket/in/inner/s01.npy",
        "s3://bucket/in/inner/s03.npy",
    ]
    (tmp_path / "list.txt").write_text("s3://bucket/in/s02.npy\n")
    (shape,) = list_inputs([Path(f"@{tmp_path}/list.txt")])
    assert shape.path == Path("s3://bucket/in/s02.npy") and shape.base == Path("s3://bucket/in")
    with pytest.raises(ShapeError, match="no shape file"):
        listed("s3://bucket/in/*.obj")
    before = content_version(Path("s3://bucket/in/s02.npy"))
    stored.pipe_file("bucket/in/s02.npy", b"x")
    assert content_version(Path("s3://bucket/in/s02.npy")) != before


def test_a_store_that_refuses_is_one_line(store: Any, tmp_path: Path):
    (tmp_path / "a").write_text("a")
    with pytest.raises(OutputError, match="cannot write s3://no-such-bucket/a"):
        upload(tmp_path / "a", Path("s3://no-such-bucket/a"))
    with pytest.raises(ConfigError, match="no kind of address"):
        upload(tmp_path / "a", Path("nonsense://a/b"))
