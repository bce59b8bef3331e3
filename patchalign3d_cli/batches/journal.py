"""The journal of a run: JSON lines that say what began, what is done and what failed.

It is the report of the run, and what `--resume` reads. A line is added when a shape begins and
when it ends; of several lines about one result the last counts. A line that a killed run left
unfinished counts for nothing.
"""

import contextlib
import json
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

from patchalign3d_cli.batches.identity import relative_name
from patchalign3d_cli.batches.planning import written_files
from patchalign3d_cli.batches.task import Outcome, ShapeTask
from patchalign3d_cli.batches.urls import SizeOf, file_size, shown
from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.machine.atomic import make_folder, write_failure
from patchalign3d_cli.machine.digests import file_sha256

SCHEMA = "pa3d.journal/1"
JOURNAL_FILE = "pa3d-journal.jsonl"

Line = dict[str, Any]


class BatchJournal:
    """A journal, open for more lines. Lines may be added from several threads.

    Args:
        path: Its file; a missing one is made, an existing one continued.
        folder: The folder that results are named from; None for the journal's own.
        size_of: What knows which results are there.

    Raises:
        OutputError: It cannot be read or written, or another run writes into it.
    """

    def __init__(self, path: Path, folder: Path | None = None, size_of: SizeOf = file_size) -> None:
        self.path, self._folder, self._size_of = path, folder or path.parent, size_of
        self._mutex = threading.Lock()
        self._lines: dict[str, int] = {}  # where the last line about a result begins, in bytes
        self._names: dict[str, set[str]] = {}  # the first file of each result of a shape
        make_folder(path.parent)
        if path.exists() and not path.is_file():
            raise OutputError(f"{path} is no regular file; name another journal with --journal")
        try:
            self._file = path.open("a+b")
            lock_file(self._file.fileno())
            self._read()
        except BlockingIOError:
            self._file.close()
            raise OutputError(
                f"another run writes into {path}; wait for it, or name another with --journal"
            ) from None
        except OSError as error:
            raise write_failure(path, error) from error

    def close(self) -> None:
        """Close the file, which gives it free for another run."""
        self._file.close()

    def knows(self, task: ShapeTask) -> bool:
        """Whether the files of a task are by a run of this journal, whole or not."""
        return self._line(task) is not None

    def result_of(self, task: ShapeTask, key: str) -> Outcome | None:
        """The outcome of a task that was done before, and whose files are all there.

        Args:
            task: The task.
            key: What its result depends on now.
        """
        line = self._line(task)
        if line is None or line.get("state") != "done" or line.get("key") != key:
            return None
        with contextlib.suppress(OSError, LookupError, AttributeError, TypeError, ValueError):
            sizes = {self._folder / name: int(size) for name, size in line["files"].items()}
            written = {self._name(path) for path in written_files(task)}
            digests = line.get("digests", {})
            whole = all(
                self._size_of(path) == size and _is_unchanged(path, digests.get(name))
                for (path, size), name in zip(sizes.items(), line["files"], strict=True)
            )
            if whole and written <= set(line["files"]):
                record, warnings = dict(line["result"]), list(line["warnings"])
                return Outcome(task, "skipped", key, 0.0, sizes, record, warnings)
        return None

    def earlier_files(self, tasks: Sequence[ShapeTask]) -> dict[Path, list[Path]]:
        """Files of shapes that were called otherwise before, by the shape.

        A shape alone becomes `chair.parts.glb`; beside another of its name, `chair.obj.parts.glb`.
        Files that were changed since do not count, nor those in other folders.

        Args:
            tasks: All tasks of the run.
        """
        current = {path.with_suffix("") for task in tasks for path in task.results}
        earlier: dict[Path, list[Path]] = {}
        for task in tasks:
            for name in self._names.get(shown(task.shape), ()):
                path, line = self._folder / name, self._parsed_at(self._lines[name])
                if path.parent != task.results[0].parent or path.with_suffix("") in current:
                    continue
                with contextlib.suppress(OSError, LookupError, AttributeError, TypeError):
                    assert line is not None
                    files = [
                        self._folder / file
                        for file, size in line["files"].items()
                        if (self._folder / file).stat().st_size == size
                    ]
                    earlier.setdefault(task.shape, []).extend(files)
        return earlier

    def begin(self, task: ShapeTask) -> None:
        """Note that the files of a task may be written from now on.

        Raises:
            OutputError: The journal cannot be written.
        """
        names = [self._name(path) for path in written_files(task)]
        self._add({"state": "started", "path": shown(task.shape), "files": dict.fromkeys(names)})

    def end(self, outcome: Outcome) -> None:
        """Note what came of a task.

        Raises:
            OutputError: The journal cannot be written.
        """
        line: Line = {"state": outcome.state, "path": shown(outcome.task.shape)}
        if outcome.state == "failed":
            names = [self._name(path) for path in written_files(outcome.task)]
            line |= {"error": outcome.error, "files": dict.fromkeys(names)}
        else:
            sizes = {self._name(path): size for path, size in outcome.sizes.items()}
            line |= {"key": outcome.key, "seconds": outcome.seconds, "files": sizes}
            line |= {
                "digests": {self._name(file): known for file, known in outcome.digests.items()}
            }
            line |= {"warnings": list(outcome.warnings), "result": dict(outcome.record)}
        self._add(line)

    def _line(self, task: ShapeTask) -> Line | None:
        start = self._lines.get(self._name(task.results[0]))
        return None if start is None else self._parsed_at(start)

    def _parsed_at(self, start: int) -> Line | None:
        with self._mutex:
            self._file.seek(start)
            return _parsed(self._file.readline())

    def _name(self, path: Path) -> str:
        return relative_name(path, self._folder)

    def _add(self, line: Line) -> None:
        text = json.dumps(line, ensure_ascii=True, separators=(",", ":")) + "\n"
        with self._mutex:
            try:
                start = self._file.seek(0, os.SEEK_END)
                self._file.write(text.encode("ascii"))
                self._file.flush()
            except OSError as error:
                raise write_failure(self.path, error) from error
            self._remember(line, start)

    def _read(self) -> None:
        start, raw = 0, b"\n"
        self._file.seek(0)
        for raw in self._file:
            line = _parsed(raw)
            if line is not None:
                self._remember(line, start)
            start += len(raw)
        if start and not self._lines and not _is_journal(self._file):
            self._file.close()
            raise OutputError(
                f"{self.path} is no journal of pa3d, and stays as it is; name another with"
                " --journal"
            )
        if not raw.endswith(b"\n"):
            self._file.write(b"\n")  # behind what a killed run left of a line
        if not start:
            self._add({"schema": SCHEMA})

    def _remember(self, line: Line, start: int) -> None:
        files = line.get("files")
        if isinstance(files, dict) and files:
            first = next(iter(files))
            self._lines[first] = start
            self._names.setdefault(str(line.get("path")), set()).add(first)


def _is_unchanged(path: Path, known: Any) -> bool:
    """Whether a file has the bytes that were written: as old as then, or else of their digest."""
    if known is None:
        return True  # nothing is known but its size
    digest, written = known
    return bool(path.stat().st_mtime_ns == written or file_sha256(path) == digest)


def _is_journal(file: BinaryIO) -> bool:
    """Whether a file begins as journals do, if only with a part of their first line."""
    file.seek(0)
    begin = json.dumps({"schema": SCHEMA}, separators=(",", ":")).encode()
    first = file.readline()
    return begin.startswith(first) or (_parsed(first) or {}).get("schema") == SCHEMA


def _parsed(raw: bytes) -> Line | None:
    """The object on a line; None where it is none."""
    with contextlib.suppress(ValueError, RecursionError):
        line = json.loads(raw)
        if isinstance(line, dict):
            return line
    return None


def lock_file(handle: int) -> None:
    """Keep other runs out of an open file until it is closed or the process ends.

    Where the system has no such locks, nothing is kept out.

    Raises:
        BlockingIOError: Another run has it.
    """
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:
        return  # a file system without locks
