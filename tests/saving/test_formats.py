import io
from pathlib import Path

import numpy as np
import pytest

from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.pictures.png import write_png
from patchalign3d_cli.pictures.turntable import write_turntable
from patchalign3d_cli.saving import (
    SEGMENTATION_FORMATS,
    save_segmentation,
    save_segmentations,
)

ODD_NAMES = (
    "<img src=x onerror=alert(1)>",
    "line\nbreak\r\n\ttab",
    "\U0001fa91 emoji \u5ea7\u9762",
    "x" * 10_000,
    "end_header",
    'quote " \\ \x00 \x1b[31m',
    "\udc80 lone surrogate",
    " ",
)


NO_CLOUDS = (".stl", ".3mf")
USD = (".usda", ".usdz")


def skip_impossible(kind: str, suffix: str) -> None:
    if kind == "cloud" and suffix in NO_CLOUDS:
        pytest.skip("the format holds no points, and says so")
    if suffix in USD:
        pytest.importorskip("pxr")


@pytest.fixture(autouse=True)
def small_pictures(monkeypatch):
    def small(styled, path, name):
        write_png(styled.exploded, path, size=(240, 180), options=styled.options)

    def short(styled, path, name):
        write_turntable(styled.exploded, path, styled.options, size=(120, 90), count=3)

    monkeypatch.setitem(SEGMENTATION_FORMATS.writers, ".png", small)
    for suffix in (".gif", ".webp"):
        monkeypatch.setitem(SEGMENTATION_FORMATS.writers, suffix, short)


@pytest.mark.many
@pytest.mark.parametrize("suffix", SEGMENTATION_FORMATS.suffixes)
def test_the_same_result_gives_the_same_bytes(make_result, kind, suffix, tmp_path):
    skip_impossible(kind, suffix)
    result = make_result(kind)
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        save_segmentation(result, tmp_path / name / f"chair{suffix}")
    first = (tmp_path / "a" / f"chair{suffix}").read_bytes()
    assert first
    assert first == (tmp_path / "b" / f"chair{suffix}").read_bytes()


@pytest.mark.many
@pytest.mark.parametrize("suffix", SEGMENTATION_FORMATS.suffixes)
def test_any_name_can_be_written(make_result, kind, suffix, tmp_path):
    skip_impossible(kind, suffix)
    result = make_result(kind, parts=ODD_NAMES)
    save_segmentation(result, tmp_path / f"odd{suffix}")
    assert (tmp_path / f"odd{suffix}").stat().st_size > 100


@pytest.mark.parametrize("suffix", SEGMENTATION_FORMATS.suffixes)
def test_an_existing_file_stays_unless_told_otherwise(make_result, suffix, tmp_path):
    skip_impossible("mesh", suffix)
    path = tmp_path / f"taken{suffix}"
    path.write_bytes(b"precious")
    with pytest.raises(OutputError, match=r"exists; add --force or choose another path with -o"):
        save_segmentation(make_result(), path)
    assert path.read_bytes() == b"precious"
    save_segmentation(make_result(), str(path), overwrite=True)
    assert path.read_bytes() != b"precious"


def test_a_failure_leaves_nothing_behind_and_destroys_nothing(make_result, tmp_path, monkeypatch):
    def fail(styled, path, name):
        path.write_bytes(b"half")
        raise RuntimeError("power cut")

    monkeypatch.setitem(SEGMENTATION_FORMATS.writers, ".ply", fail)
    path = tmp_path / "out.ply"
    with pytest.raises(RuntimeError):
        save_segmentation(make_result(), path)
    assert list(tmp_path.iterdir()) == []
    path.write_bytes(b"precious")
    with pytest.raises(RuntimeError):
        save_segmentation(make_result(), path, overwrite=True)
    assert path.read_bytes() == b"precious"
    assert list(tmp_path.iterdir()) == [path]


def test_a_result_that_a_format_cannot_hold_leaves_nothing_behind(make_result, tmp_path):
    vertices = make_result().source.vertices * 1e300
    with pytest.raises(OutputError, match=r"\.glb"):
        save_segmentation(make_result("cloud", vertices=vertices), tmp_path / "huge.glb")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["result.xyz", "result", "result.parts", ".glb"])
def test_an_unknown_suffix_lists_the_known_ones(make_result, name, tmp_path):
    with pytest.raises(OutputError) as raised:
        save_segmentation(make_result(), tmp_path / name)
    assert all(suffix in str(raised.value) for suffix in SEGMENTATION_FORMATS.suffixes)
    assert "\n" not in str(raised.value)
    assert list(tmp_path.iterdir()) == []


def test_the_suffix_may_be_in_capitals(make_result, tmp_path):
    save_segmentation(make_result(), tmp_path / "RESULT.PLY")
    assert (tmp_path / "RESULT.PLY").read_bytes().startswith(b"ply\n")


def test_a_folder_is_no_file(make_result, tmp_path):
    (tmp_path / "folder.ply").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        save_segmentation(make_result(), tmp_path / "folder.ply", overwrite=True)


def test_a_missing_folder_is_named(make_result, tmp_path):
    with pytest.raises(OutputError, match="nowhere"):
        save_segmentation(make_result(), tmp_path / "nowhere" / "a.ply")


@pytest.mark.parametrize(
    ("source", "format", "expected"),
    [
        ("chair.obj", "glb", "chair.parts.glb"),
        ("folder/scan.v2.ply", ".PLY", "folder/scan.v2.parts.ply"),
        ("plain", "json", "plain.parts.json"),
    ],
)
def test_the_default_path_stands_beside_the_source(source, format, expected):
    assert SEGMENTATION_FORMATS.default_path(source, format) == Path(expected)


def test_the_default_path_knows_the_formats():
    with pytest.raises(
        OutputError, match=r"'fbx'.*\.glb, \.ply, \.obj, \.stl, \.3mf, \.usda, \.usdz, \.json"
    ):
        SEGMENTATION_FORMATS.default_path("chair.obj", "fbx")


@pytest.mark.slow
def test_every_format_takes_two_hundred_parts_most_of_them_empty(make_result, tmp_path):
    labels = (np.arange(192) % 150).astype(np.int32) - 1
    parts = tuple(f"part {i}" for i in range(200))
    for suffix in SEGMENTATION_FORMATS.suffixes:
        save_segmentation(make_result(parts=parts, labels=labels), tmp_path / f"many{suffix}")
    files = len(SEGMENTATION_FORMATS.suffixes) + 1  # the MTL of the OBJ
    assert len(list(tmp_path.iterdir())) == files


def test_several_files_appear_together_or_not_at_all(make_result, tmp_path):
    paths = [tmp_path / f"a{suffix}" for suffix in (".ply", ".json", ".glb")]
    huge = make_result("cloud", vertices=make_result().source.vertices * 1e300)
    with pytest.raises(OutputError, match=r"\.glb"):
        save_segmentations(huge, paths)
    assert list(tmp_path.iterdir()) == []
    save_segmentations(make_result(), paths)
    assert sorted(tmp_path.iterdir()) == sorted(paths)


def test_one_taken_name_keeps_all_from_being_written(make_result, tmp_path):
    (tmp_path / "b.json").write_bytes(b"precious")
    with pytest.raises(OutputError, match="exists"):
        save_segmentations(make_result(), [tmp_path / "a.ply", tmp_path / "b.json"])
    assert [path.name for path in tmp_path.iterdir()] == ["b.json"]


@pytest.mark.parametrize("form", ["glb", "ply", "json", "npz", "png", "html"])
def test_an_open_file_gets_the_bytes_of_a_path(make_result, tmp_path: Path, form: str):
    result = make_result("mesh")
    save_segmentation(result, tmp_path / f"shape.{form}")
    stream = io.BytesIO()
    save_segmentation(result, stream, format=form)
    assert stream.getvalue() == (tmp_path / f"shape.{form}").read_bytes()


def test_an_open_file_needs_one_format(make_result):
    for form, line in ((None, "add format="), ("obj", "several files"), ("xyz", "xyz")):
        with pytest.raises(OutputError, match=line):
            save_segmentation(make_result("mesh"), io.BytesIO(), format=form)
