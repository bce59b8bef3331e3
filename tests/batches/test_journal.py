"""The journal says what is done, whatever was cut off."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from patchalign3d_cli.batches.journal import SCHEMA, BatchJournal
from patchalign3d_cli.batches.task import Outcome, ShapeTask, failed
from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.machine.digests import file_sha256


@pytest.fixture
def task(tmp_path: Path) -> ShapeTask:
    result = tmp_path / "a.parts.obj"
    result.write_text("labels")
    result.with_suffix(".mtl").write_text("colours")
    return ShapeTask(tmp_path / "a.obj", (result,), ("seat",))


def done(task: ShapeTask) -> Outcome:
    files = [task.results[0], task.results[0].with_suffix(".mtl")]
    sizes = {path: path.stat().st_size for path in files}
    digests = {path: (file_sha256(path), path.stat().st_mtime_ns) for path in files}
    return Outcome(task, "done", "key", 0.1, sizes, {"parts": []}, ["odd"], digests=digests)


def test_what_is_done_is_read_back_while_it_is_whole(tmp_path: Path, task: ShapeTask):
    journal = BatchJournal(tmp_path / "j.jsonl")
    assert not journal.knows(task) and journal.result_of(task, "key") is None
    journal.begin(task)
    assert journal.knows(task) and journal.result_of(task, "key") is None
    journal.end(done(task))
    journal.close()

    with (tmp_path / "j.jsonl").open("ab") as file:
        file.write(b'{"state":"failed","files":{"a.parts.obj":nu')  # a killed run's last line
    journal = BatchJournal(tmp_path / "j.jsonl")
    known = journal.result_of(task, "key")
    assert known is not None and (known.state, known.warnings) == ("skipped", ["odd"])
    assert journal.result_of(task, "another key") is None
    task.results[0].with_suffix(".mtl").write_text("cut")
    assert journal.result_of(task, "key") is None
    journal.end(failed(task, "no"))
    journal.close()
    journal = BatchJournal(tmp_path / "j.jsonl")
    assert journal.result_of(task, "key") is None
    journal.close()


def test_two_runs_do_not_share_a_journal(tmp_path: Path):
    journal = BatchJournal(tmp_path / "j.jsonl")
    with pytest.raises(OutputError, match="another run"):
        BatchJournal(tmp_path / "j.jsonl")
    journal.close()
    BatchJournal(tmp_path / "j.jsonl").close()
    with pytest.raises(OutputError, match="no regular file"):
        BatchJournal(tmp_path)


@pytest.mark.parametrize(
    "text", ["[]\n", "\0\n", "{}\n", '{"files": 3}\n', '{"files": {"a": 1}}\n']
)
def test_strange_lines_count_for_nothing(tmp_path: Path, task: ShapeTask, text: str):
    (tmp_path / "j.jsonl").write_text(json.dumps({"schema": SCHEMA}) + "\n" + text)
    journal = BatchJournal(tmp_path / "j.jsonl")
    assert not journal.knows(task)
    journal.close()


@pytest.mark.parametrize("content", [b"v 0 0 0\nf 1 1 1\n", b"\x08\x00words", b"not a journal"])
def test_other_files_are_never_written_into(tmp_path: Path, content: bytes):
    path = tmp_path / "chair.obj"
    path.write_bytes(content)
    with pytest.raises(OutputError, match="is no journal of pa3d, and stays as it is"):
        BatchJournal(path)
    assert path.read_bytes() == content


def test_a_result_of_the_same_size_with_other_bytes_is_not_whole(tmp_path: Path, task: ShapeTask):
    journal = BatchJournal(tmp_path / "j.jsonl")
    journal.end(done(task))
    result, content = task.results[0], task.results[0].read_bytes()
    result.write_bytes(content[::-1])
    assert journal.result_of(task, "key") is None
    result.write_bytes(content)  # later than the journal says, and the same
    assert journal.result_of(task, "key") is not None
    journal.close()


def test_lines_without_digests_count_by_their_sizes(tmp_path: Path, task: ShapeTask):
    """Journals of earlier versions have none."""
    journal = BatchJournal(tmp_path / "j.jsonl")
    journal.end(replace(done(task), digests={}))
    assert journal.result_of(task, "key") is not None
    journal.close()


def test_files_of_a_shape_that_was_called_otherwise_are_known(tmp_path: Path, task: ShapeTask):
    journal = BatchJournal(tmp_path / "j.jsonl")
    journal.end(done(task))
    assert journal.earlier_files([task]) == {}
    named_anew = replace(task, results=(tmp_path / "a.obj.parts.obj",))
    files = [tmp_path / "a.parts.obj", tmp_path / "a.parts.mtl"]
    assert journal.earlier_files([named_anew]) == {task.shape: files}
    # Where another shape has that name now, or the files were changed, they stay.
    other = replace(task, shape=tmp_path / "a.stl")
    assert journal.earlier_files([named_anew, other]) == {}
    files[0].write_text("mine")
    assert journal.earlier_files([named_anew]) == {task.shape: files[1:]}
    elsewhere = replace(task, results=(tmp_path / "out" / "b.parts.obj",))
    assert journal.earlier_files([elsewhere]) == {}
    journal.close()
