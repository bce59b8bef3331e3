"""The journal of results that go to a store: written on this machine, copied to the results.

A store has no files that grow, so the journal grows in pa3d's own folder. Its copy stands with the
results, and any machine can resume from there.
"""

import contextlib
import hashlib
import time
from pathlib import Path

from patchalign3d_cli.batches.journal import JOURNAL_FILE
from patchalign3d_cli.batches.urls import read_url, shown, sizes_below, upload
from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.machine.atomic import atomic_path, make_folder
from patchalign3d_cli.machine.home import journals_directory

_INTERVAL = 60.0  # seconds between copies
_LARGEST_SHARE = 0.05  # of the time that copying may take


class StoredJournal:
    """A journal and its copy.

    Args:
        folder: The URL of the results.

    Attributes:
        path: The journal's file on this machine.
        url: Its copy.
    """

    def __init__(self, folder: Path) -> None:
        name = hashlib.sha256(shown(folder).encode()).hexdigest()[:32]
        self.path = journals_directory() / f"{name}.jsonl"
        self.url = folder / JOURNAL_FILE
        self._copied, self._took = time.monotonic(), 0.0

    def fetch(self) -> None:
        """Take the copy where it is the longer one: another machine went on there.

        Raises:
            Pa3dError: The copy cannot be read, or the journal not written.
        """
        make_folder(self.path.parent)
        there = sizes_below(self.url)(self.url)
        here = self.path.stat().st_size if self.path.exists() else 0
        if there is not None and there > here:
            with atomic_path(self.path) as temporary:
                temporary.write_bytes(read_url(self.url))

    def copy(self) -> None:
        """Copy the journal to the results.

        Raises:
            OutputError: It cannot be written there.
        """
        began = time.monotonic()
        upload(self.path, self.url)
        self._copied = time.monotonic()
        self._took = self._copied - began

    def keep_up(self) -> None:
        """Copy the journal where that is due; what fails is tried again later."""
        waited = time.monotonic() - self._copied
        if waited > max(_INTERVAL, self._took / _LARGEST_SHARE):
            self._copied = time.monotonic()
            with contextlib.suppress(OutputError):
                self.copy()
