"""Members of a zip archive, without trusting what it says of itself."""

import io
import lzma
import struct
import zipfile
import zlib
from pathlib import Path

from patchalign3d_cli.shapes.raw import unreadable

MAX_MEMBER_BYTES = 2**31
"""Most that one member may unpack to: a few kilobytes of zip can otherwise claim terabytes."""

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""All that 3MF and NumPy write; others unpack a few bytes to gigabytes."""

_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
)


class Archive:
    """A zip archive in memory.

    Attributes:
        names: Names of its members in the archive's order.
    """

    def __init__(self, data: bytes, path: Path) -> None:
        """Read the archive's directory.

        Args:
            data: The archive's bytes.
            path: Its file, for messages.

        Raises:
            ShapeError: It is no zip archive, or a damaged one.
        """
        self._path = path
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE as error:
            raise unreadable(path, "it is no complete zip archive") from error
        self.names = tuple(self._zip.namelist())

    def read(self, name: str) -> bytes:
        """The content of one member.

        Raises:
            ShapeError: It is damaged, encrypted, missing, or unpacks to an absurd size.
        """
        try:
            member = self._zip.getinfo(name)
        except KeyError as error:
            raise unreadable(self._path, f"it has no member {name}") from error
        if member.file_size > MAX_MEMBER_BYTES:
            raise unreadable(self._path, f"its member {name} unpacks to {member.file_size:,} bytes")
        if member.compress_type not in _METHODS:
            raise unreadable(self._path, f"its member {name} is compressed in an unusual way")
        if member.flag_bits & 1:
            raise unreadable(self._path, f"its member {name} is encrypted")
        try:
            return self._zip.read(member)
        except _DAMAGE as error:
            raise unreadable(self._path, f"its member {name} is damaged") from error
