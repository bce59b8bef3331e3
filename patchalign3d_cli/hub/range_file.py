"""A file object over parts of a file, for readers of headers."""

import io
from bisect import bisect_right
from collections.abc import Mapping
from typing import Any

from patchalign3d_cli.hub.byte_ranges import ByteSource


class RangeFile(io.RawIOBase):
    """A file object over a byte source that remembers what it read.

    Meant for headers, which are small: every read asks for just its own bytes.

    Args:
        source: The file.
        answers: Bytes that need not be asked for, by offset.
    """

    def __init__(self, source: ByteSource, answers: Mapping[int, bytes] | None = None) -> None:
        super().__init__()
        self._source, self._position = source, 0
        self._known: dict[int, bytes] = dict(answers or {})
        self._starts = sorted(self._known)

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """Current position."""
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move to a position."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._source.size}
        position = base[whence] + offset
        if position < 0:
            raise OSError(22, "position before the start of the file")
        self._position = position
        return position

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer from the current position; less only at the file's end."""
        view = memoryview(buffer).cast("B")
        start = self._position
        stop = max(start, min(start + len(view), self._source.size))
        view[: stop - start] = self._bytes(start, stop)
        self._position = stop
        return stop - start

    def remember(self, answers: Mapping[int, bytes]) -> None:
        """Add bytes that need not be asked for, by offset."""
        self._known.update(answers)
        self._starts = sorted(self._known)

    def _bytes(self, start: int, stop: int) -> bytes:
        index = bisect_right(self._starts, start) - 1
        if index >= 0:
            first = self._starts[index]
            known = self._known[first]
            if stop <= first + len(known):
                return known[start - first : stop - first]
        content = b"".join(self._source.stream(start, stop))
        self.remember({start: content})
        return content
