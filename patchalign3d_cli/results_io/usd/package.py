"""The package of USDZ: an uncompressed zip in which every file starts at a multiple of 64 bytes.

Own code because the packer of usd-core writes the time into it.
"""

import io
import struct
import zipfile
from collections.abc import Mapping

_ALIGNMENT = 64  # USDZ specification, "Layout"
_HEADER = 30  # of a local file header, before the name
_PADDING_ID = 0x1986


def usdz_bytes(files: Mapping[str, bytes]) -> bytes:
    """A package of some files, the stage first.

    Args:
        files: Contents by name in ASCII.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            size = -(stream.tell() + _HEADER + len(name)) % _ALIGNMENT
            if 0 < size < 4:  # an extra field has a header of four bytes
                size += _ALIGNMENT
            if size:
                entry.extra = struct.pack("<HH", _PADDING_ID, size - 4) + bytes(size - 4)
            archive.writestr(entry, data)
    return stream.getvalue()
