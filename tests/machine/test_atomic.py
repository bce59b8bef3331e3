"""Files appear whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.machine.atomic import atomic_path, make_folder


def test_a_finished_file_takes_its_place(tmp_path: Path):
    target = tmp_path / "a.json"
    target.write_text("old")
    with atomic_path(target) as temporary:
        temporary.write_text("new")
        assert target.read_text() == "old"
        assert (temporary.parent, temporary.suffix) == (tmp_path, ".json")
    assert target.read_text() == "new" and list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt])
def test_a_failure_leaves_what_was_there(tmp_path: Path, failure: type[BaseException]):
    target = tmp_path / "a.json"
    target.write_text("old")
    with pytest.raises(failure), atomic_path(target) as temporary:
        temporary.write_text("half")
        raise failure
    assert target.read_text() == "old" and list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(os.name == "nt", reason="no permission bits")
def test_permissions_are_those_of_any_new_file(tmp_path: Path):
    with atomic_path(tmp_path / "a") as temporary:
        temporary.touch()
    (tmp_path / "b").touch()
    modes = {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in "ab"}
    assert len(modes) == 1


def test_a_missing_folder_and_a_full_disk_are_named(tmp_path: Path):
    with pytest.raises(OutputError, match="cannot write into .*none: No such file"):
        atomic_path(tmp_path / "none" / "a").__enter__()
    with (
        pytest.raises(OutputError, match="cannot write .*a: No space left"),
        atomic_path(tmp_path / "a"),
    ):
        raise OSError(28, "No space left on device")
    assert list(tmp_path.iterdir()) == []


def test_folders_are_made_or_the_reason_is_told(tmp_path: Path):
    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot make the folder .*file/c: "):
        make_folder(tmp_path / "file" / "c")
