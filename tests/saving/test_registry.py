"""Labelled shapes, heats and features are written by one loop: all files or none."""

import ast
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from patchalign3d_cli import saving
from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.results import FeatureTables, ShapeFeatures, ShapeHeat, UnitFrame
from patchalign3d_cli.saving import (
    FEATURE_FORMATS,
    HEAT_FORMATS,
    SEGMENTATION_FORMATS,
    FormatRegistry,
    OutputFile,
    heat_paths,
    save_feature_tables,
    save_heat,
    save_segmentations,
    write_files,
)
from patchalign3d_cli.saving.registry import file_names

Save = Callable[..., object]
REGISTRIES = {
    "segmentation": SEGMENTATION_FORMATS,
    "heat": HEAT_FORMATS,
    "features": FEATURE_FORMATS,
}


@pytest.fixture(params=REGISTRIES)
def registry(request: pytest.FixtureRequest) -> FormatRegistry:
    return REGISTRIES[request.param]


@pytest.fixture
def save(registry: FormatRegistry, make_result) -> Save:
    """Saves a small content of the registry's kind."""
    result = make_result()
    source, model = result.source, result.model
    if registry is SEGMENTATION_FORMATS:
        return lambda paths, **how: save_segmentations(result, paths, **how)
    if registry is HEAT_FORMATS:
        heat = ShapeHeat(source, ("seat",), result.scores[:, :1] / 10, model, {})
        return lambda paths, **how: save_heat(heat, paths, **how)
    unit = np.eye(3, 4, dtype=np.float32)
    members, elements = np.zeros((3, 1), np.int64), np.arange(3)
    frame = UnitFrame(np.eye(3), np.zeros(3), 1.0)
    points = source.vertices[:3]
    features = ShapeFeatures(source, points, unit, members, points, elements, frame, model, {})
    tables = FeatureTables(features, unit, np.ones((source.element_count, 4), np.float32))
    colors = np.zeros((source.element_count, 3), np.uint8)
    return lambda paths, **how: save_feature_tables(tables, colors, paths, **how)


def test_every_kind_writes_its_default_formats(registry, save, tmp_path: Path):
    paths = [registry.default_path(tmp_path / "a.obj", suffix) for suffix in registry.default]
    save(paths)
    assert sorted(tmp_path.iterdir()) == sorted(paths)


def test_a_writer_that_fails_takes_all_files_with_it(registry, save, tmp_path: Path, monkeypatch):
    def fail(content: object, path: Path, name: str) -> None:
        path.write_bytes(b"half")
        raise OutputError("no room")

    monkeypatch.setitem(registry.writers, registry.suffixes[1], fail)
    paths = [tmp_path / f"a{suffix}" for suffix in registry.suffixes[:2]]
    paths[0].write_bytes(b"precious")
    with pytest.raises(OutputError, match="no room"):
        save(paths, overwrite=True)
    assert [path.name for path in tmp_path.iterdir()] == [paths[0].name]
    assert paths[0].read_bytes() == b"precious"


def test_a_taken_path_keeps_every_kind_from_writing(registry, save, tmp_path: Path):
    paths = [tmp_path / f"a{suffix}" for suffix in registry.suffixes[:2]]
    paths[1].write_bytes(b"precious")
    with pytest.raises(OutputError, match=f"{paths[1].name} exists; add --force"):
        save(paths)
    assert [path.name for path in tmp_path.iterdir()] == [paths[1].name]


def test_an_unknown_suffix_names_the_kind_and_its_formats(registry, save, tmp_path: Path):
    with pytest.raises(OutputError) as raised:
        save([tmp_path / "a.xyz"])
    line = str(raised.value)
    assert registry.content in line and all(suffix in line for suffix in registry.suffixes)


def test_one_module_holds_the_loop():
    """A second copy of the checks or of the all-or-none block would show here."""
    folder = Path(saving.__file__).parent
    names = {"atomic_path", "ExitStack", "check_free"}
    using = {
        path.name
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if getattr(node, "id", getattr(node, "attr", None)) in names
    }
    assert using == {"registry.py"}


def test_of_several_writers_for_one_path_the_last_wins(tmp_path: Path):
    path = tmp_path / "a.txt"
    files = [
        OutputFile(path, lambda target, text=text: target.write_text(text)) for text in ("a", "b")
    ]
    assert write_files(files, overwrite=False) == (path,)
    assert path.read_text() == "b"


def test_a_companion_goes_where_its_file_goes(tmp_path: Path):
    paths = SEGMENTATION_FORMATS.paths(tmp_path / "a.parts.OBJ")
    assert [path.name for path in paths] == ["a.parts.OBJ", "a.parts.mtl"]
    assert SEGMENTATION_FORMATS.paths(tmp_path / "a.glb") == (tmp_path / "a.glb",)


def test_each_query_has_its_own_file_where_a_format_shows_one(tmp_path: Path):
    names = [path.name for path in heat_paths(tmp_path / "a.heat.glb", ["seat", "Seat", "a/b"])]
    assert names == ["a.heat.seat.glb", "a.heat.Seat_2.glb", "a.heat.a_b.glb"]
    assert heat_paths(tmp_path / "a.heat.npz", ["seat", "leg"]) == (tmp_path / "a.heat.npz",)


def test_file_names_are_all_different_and_never_empty():
    assert file_names(["a", "A", "..", "", "x" * 99]) == ["a", "A_2", "part", "part_2", "x" * 80]
