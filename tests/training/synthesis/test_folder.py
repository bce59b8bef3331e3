"""Generated shapes as one's own data: a folder that readers of such folders take."""

import json

import numpy as np
import pytest

from patchalign3d_cli.datasets import FolderData
from patchalign3d_cli.errors import ConfigError
from patchalign3d_training.synthesis.folder import write_folder


def test_the_folder_reads_back(tmp_path):
    written = write_folder(tmp_path, 5, 3, ["mug", "stool"])
    assert [path.name for path in written] == [
        "mug_000.ply",
        "stool_001.ply",
        "mug_002.ply",
        "stool_003.ply",
        "mug_004.ply",
    ]
    data = FolderData(tmp_path)
    assert len(data) == 5
    for index in range(5):
        shape = data.load(index)
        assert shape.on == "faces" and shape.category in ("mug", "stool")
        present = {shape.parts[label] for label in np.unique(shape.labels) if label >= 0}
        assert ("handle" in present or "cup" in present) == (shape.category == "mug")
    names = json.loads((tmp_path / "parts.json").read_text())
    assert set(names) == {"mug", "stool"} and "cup" in names["mug"].values()


def test_the_same_seed_gives_the_same_files(tmp_path):
    for place in ("one", "two"):
        write_folder(tmp_path / place, 3, 1, ["lamp"])
    for path in (tmp_path / "one").rglob("*.*"):
        assert (
            path.read_bytes()
            == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes()
        )


def test_bad_requests_write_nothing(tmp_path):
    with pytest.raises(ConfigError, match="unknown category 'sofabed'"):
        write_folder(tmp_path / "a", 3, 0, ["sofabed"])
    with pytest.raises(ConfigError, match="count must be above 0"):
        write_folder(tmp_path / "a", 0, 0)
    assert not list(tmp_path.iterdir())
