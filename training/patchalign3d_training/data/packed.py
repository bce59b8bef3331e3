"""Files of a tar, plain or compressed with zstd, one after another."""

import contextlib
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from patchalign3d_cli.errors import ConfigError, DataError

_BUFFER = 1 << 20


def packed_files(path: Path) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Go through a tar once, from its beginning.

    Args:
        path: A `.tar`, or a `.tar.zst` (of one frame or of many).

    Yields:
        The name of each plain file, and what reads it; only good until the next one.

    Raises:
        DataError: The file is damaged, cut short or cannot be read.
        ConfigError: It is compressed and the package zstandard is not here.
    """
    with contextlib.ExitStack() as stack:
        try:
            stream: Any = stack.enter_context(path.open("rb"))
            if path.suffix == ".zst":
                stream = stack.enter_context(_decompressed(stream))
            tar = stack.enter_context(tarfile.open(fileobj=stream, mode="r|", bufsize=_BUFFER))
        except OSError as error:
            raise _damaged(path, error) from error
        except _damage() as error:
            raise _damaged(path, error) from error
        members = iter(tar)
        while True:
            try:
                member = next(members, None)
            except _damage() as error:
                raise _damaged(path, error) from error
            if member is None:
                return
            if member.isfile():
                yield member.name, lambda member=member: _content(tar, member, path)  # type: ignore[misc]


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo, path: Path) -> bytes:
    file = tar.extractfile(member)
    assert file is not None  # only plain files are yielded
    try:
        data = file.read()
    except _damage() as error:
        raise _damaged(path, error) from error
    if len(data) != member.size:
        raise _damaged(path, EOFError("it is cut short"))
    return data


def _decompressed(file: IO[bytes]) -> Any:
    zstandard = _zstandard()
    return zstandard.ZstdDecompressor().stream_reader(
        file, read_size=_BUFFER, read_across_frames=True
    )


def _zstandard() -> Any:
    try:
        import zstandard
    except ImportError as error:
        raise ConfigError(
            "packed training sets (.tar.zst) need the package zstandard, which is not here;"
            " `pip install zstandard`"
        ) from error
    return zstandard


def _damage() -> tuple[type[Exception], ...]:
    """What damage makes the readers raise."""
    try:
        import zstandard
    except ImportError:
        return tarfile.TarError, EOFError, OSError
    return tarfile.TarError, EOFError, OSError, zstandard.ZstdError


def _damaged(path: Path, error: Exception) -> DataError:
    reason = (isinstance(error, OSError) and error.strerror) or str(error) or "it is cut short"
    return DataError(f"cannot read {path}: {reason}; fetch it again")
