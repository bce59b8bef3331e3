"""Parts of files: by HTTP range from the Hub, or from a file on this machine."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from huggingface_hub import constants, hf_hub_url
from huggingface_hub.errors import HfHubHTTPError
from huggingface_hub.utils import build_hf_headers, hf_raise_for_status, http_stream_backoff

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.hub.failures import TransportError, hub_failures

CHUNK_BYTES = 1 << 20
ATTEMPTS = 5  # in a row without a single new byte
PAUSE_SECONDS = 1.0  # before another attempt; doubles from attempt to attempt


class RangesRefusedError(Exception):
    """The server sends whole files only.

    Args:
        source: The file that was asked for.
    """

    def __init__(self, source: "RemoteBytes") -> None:
        super().__init__(source.name)
        self.name, self.size = source.name, source.size


class ByteSource(Protocol):
    """A file of which parts can be read.

    Attributes:
        name: What to call it in messages.
        size: Its length in bytes.
    """

    name: str
    size: int

    def stream(self, start: int, stop: int) -> Iterator[bytes]:
        """Give the bytes from `start` to before `stop`, in pieces of any length."""
        ...


class LocalBytes:
    """A file on this machine."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self.size = path.stat().st_size
        self._path = path

    def stream(self, start: int, stop: int) -> Iterator[bytes]:
        """Give the bytes from `start` to before `stop`.

        Raises:
            ModelError: The file ends before `stop`.
        """
        with self._path.open("rb") as file:
            file.seek(start)
            while start < stop:
                piece = file.read(min(CHUNK_BYTES, stop - start))
                if not piece:
                    raise ModelError(f"{self.name} is cut short; fetch it again")
                start += len(piece)
                yield piece


class RemoteBytes:
    """A file of a Hub repository at one commit, so that nothing can change in between.

    Args:
        repository: The repository.
        commit: Full hash of the commit.
        file: The file's path in the repository.
        size: Its length in bytes.
    """

    def __init__(self, repository: str, commit: str, file: str, size: int) -> None:
        self.name = f"{file} of {repository}"
        self.size = size
        self._repository, self._file = repository, file
        self._url = hf_hub_url(repository, file, revision=commit)

    def stream(self, start: int, stop: int) -> Iterator[bytes]:
        """Give the bytes from `start` to before `stop`; go on where a connection breaks off.

        Raises:
            RangesRefusedError: The server answers with the whole file.
            ModelError: The server cannot be reached, refuses, or keeps breaking off.
        """
        idle = 0
        while start < stop:
            before = start
            broken: Exception | None = None
            with hub_failures(self._repository, file=self._file):
                try:
                    for piece in self._request(start, stop):
                        start += len(piece)
                        yield piece
                except TransportError as error:
                    if isinstance(error, HfHubHTTPError):  # the server did answer, and refused
                        raise
                    broken = error
            if start >= stop:
                return
            idle = 0 if start > before else idle + 1
            if idle >= ATTEMPTS:
                raise ModelError(
                    f"the connection broke off at byte {start} of {self.name} and stayed so; what"
                    " came is kept: run the same command again to go on from there"
                ) from broken
            time.sleep(PAUSE_SECONDS * 2**idle)

    def _request(self, start: int, stop: int) -> Iterator[bytes]:
        headers = build_hf_headers() | {
            "Range": f"bytes={start}-{stop - 1}",
            "Accept-Encoding": "identity",
        }
        # No retries by the client itself: it cannot know how much of a body already came.
        with http_stream_backoff(
            "GET",
            self._url,
            headers=headers,
            timeout=constants.HF_HUB_DOWNLOAD_TIMEOUT,
            retry_on_exceptions=(),
        ) as response:
            hf_raise_for_status(response)
            if response.status_code == 200:
                raise RangesRefusedError(self)
            expected = f"bytes {start}-{stop - 1}/{self.size}"
            header = response.headers.get("Content-Range", "")
            if response.status_code != 206 or header != expected:
                raise ModelError(
                    f"the server gave {header or 'no range'!r} of {self.name} where {expected!r}"
                    " was asked for; try again, or without HF_ENDPOINT"
                )
            yield from response.iter_raw()  # as it comes, so that nothing is lost in a buffer


class Reader:
    """Reads a stream in pieces of a wanted length.

    Args:
        pieces: The stream.
    """

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""

    def take(self, count: int) -> bytes:
        """Give the next `count` bytes.

        Raises:
            EOFError: The stream ends before.
        """
        parts = [self._rest]
        have = len(self._rest)
        while have < count:
            piece = next(self._pieces, None)
            if piece is None:
                raise EOFError("the stream ended early")
            parts.append(piece)
            have += len(piece)
        joined = b"".join(parts)
        self._rest = joined[count:]
        return joined[:count]
