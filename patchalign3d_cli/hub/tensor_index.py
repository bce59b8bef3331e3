"""Where each tensor of a weights file lies, read from the file's header alone."""

import json
import math
import pickle
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Any, cast

import torch
from torch._subclasses.fake_tensor import FakeTensorMode

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.hub.byte_ranges import ByteSource
from patchalign3d_cli.hub.range_file import RangeFile

# Names that the safetensors format gives to element types.
SAFETENSORS_DTYPES: Mapping[str, torch.dtype] = {
    "F64": torch.float64,
    "F32": torch.float32,
    "F16": torch.float16,
    "BF16": torch.bfloat16,
    "I64": torch.int64,
    "I32": torch.int32,
    "I16": torch.int16,
    "I8": torch.int8,
    "U8": torch.uint8,
    "BOOL": torch.bool,
}
LARGEST_HEADER = 100_000_000  # bytes; the safetensors format's own limit

# A zip entry starts with 30 bytes: signature at 0, lengths of name and extra field at 26 and 28.
LOCAL_HEADER_BYTES = 30
LOCAL_SIGNATURE = b"PK\x03\x04"
STORAGE_ALIGNMENT = 64  # where PyTorch's writer puts a storage's first byte
DESCRIPTOR_BYTES = (0, 16, 24)  # what may follow an entry: nothing, or sizes in 32 or 64 bits


@dataclass(frozen=True)
class TensorLocation:
    """One tensor in a file.

    Attributes:
        name: Its name in the state dict.
        dtype: Element type.
        shape: Its shape; the elements lie in row-major order.
        start: First byte in the file.
        stop: Byte behind its last.
    """

    name: str
    dtype: torch.dtype
    shape: tuple[int, ...]
    start: int
    stop: int


def read_safetensors_index(source: ByteSource) -> tuple[TensorLocation, ...]:
    """Read the header of a safetensors file.

    Returns:
        The tensors in the order of their bytes.

    Raises:
        ModelError: This is no safetensors file, or it contradicts itself.
    """
    file = RangeFile(source)
    length = int.from_bytes(file.read(8) or b"", "little")
    if not 2 <= length <= min(LARGEST_HEADER, source.size - 8):
        raise ModelError(f"{source.name} is no safetensors file; pin another commit or repository")
    try:
        header = json.loads(file.read(length) or b"")
        locations = [
            _safetensors_place(name, entry, 8 + length)
            for name, entry in header.items()
            if name != "__metadata__"
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(
            f"the header of {source.name} cannot be read: {error}; pin another commit or repository"
        ) from error
    return _checked(locations, source, 8 + length)


def read_pickle_index(source: ByteSource) -> tuple[TensorLocation, ...]:
    """Read the tensors' places in a PyTorch `.bin` or `.pt` file, and none of their bytes.

    The pickle goes through `torch.load(weights_only=True)` with tensors that have no data.

    Returns:
        The tensors in the order of their bytes.

    Raises:
        ModelError: The file carries code, is no state dict, or is in PyTorch's format before 1.6.
    """
    file = RangeFile(source)
    try:
        starts = _storage_starts(file, source)
        with FakeTensorMode():
            content = torch.load(cast(IO[bytes], file), map_location="cpu", weights_only=True)
    except zipfile.BadZipFile as error:
        raise ModelError(
            f"{source.name} is not in PyTorch's zip format; use a repository with safetensors"
        ) from error
    except pickle.UnpicklingError as error:
        raise ModelError(
            f"{source.name} carries more than tensors (it could run code) and was refused; nothing"
            " in it was executed; use a repository with safetensors"
        ) from error
    except (RuntimeError, EOFError, LookupError, TypeError, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ModelError(f"cannot read {source.name}: {reason}; use another repository") from error
    if not isinstance(content, dict):
        raise ModelError(f"{source.name} is no state dict; use another repository")
    locations = [
        _pickle_place(str(name), tensor, starts, source)
        for name, tensor in content.items()
        if isinstance(tensor, torch.Tensor)
    ]
    return _checked(locations, source, 0)


def _safetensors_place(name: str, entry: Mapping[str, Any], base: int) -> TensorLocation:
    start, stop = entry["data_offsets"]
    shape = tuple(int(size) for size in entry["shape"])
    return TensorLocation(
        name, SAFETENSORS_DTYPES[entry["dtype"]], shape, base + start, base + stop
    )


def _storage_starts(file: RangeFile, source: ByteSource) -> frozenset[int]:
    """First byte of every storage, by the zip directory, without asking for each entry's header.

    `torch.load` reads those headers one by one, a request each over the network. They follow from
    the directory: PyTorch aligns storages, so where an entry's data end fixes where it starts. The
    headers are therefore handed to the file as answers; where that does not work out, they are
    left to be asked for.
    """
    with zipfile.ZipFile(file) as archive:
        entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
        directory = archive.start_dir
    starts = set()
    answers = {}
    ends = [entry.header_offset for entry in entries[1:]] + [directory]
    for entry, end in zip(entries, ends, strict=True):
        folder, _, key = entry.filename.rpartition("/")
        if not key.isdigit() or not folder.endswith("data"):
            continue
        if entry.compress_type != zipfile.ZIP_STORED:
            raise ModelError(f"{source.name} is compressed; use a repository with safetensors")
        fixed = entry.header_offset + LOCAL_HEADER_BYTES + len(entry.filename.encode())
        start = _aligned_start(fixed, end, entry.file_size)
        if start is None:
            file.seek(entry.header_offset)
            header = file.read(LOCAL_HEADER_BYTES) or b""
            if header[:4] != LOCAL_SIGNATURE:
                raise ModelError(f"{source.name} is damaged at {entry.filename}")
            start = fixed + int.from_bytes(header[28:30], "little")
        else:
            answers[entry.header_offset] = _local_header(entry.filename, start - fixed)
        starts.add(start)
    file.remember(answers)
    file.seek(0)
    return frozenset(starts)


def _aligned_start(earliest: int, end: int, size: int) -> int | None:
    """The one aligned start from which `size` bytes and a descriptor reach `end`, if there is."""
    starts = [end - descriptor - size for descriptor in DESCRIPTOR_BYTES]
    fitting = [start for start in starts if start >= earliest and start % STORAGE_ALIGNMENT == 0]
    return fitting[0] if len(fitting) == 1 and fitting[0] - earliest < 1 << 16 else None


def _local_header(name: str, extra: int) -> bytes:
    """The header of a zip entry, as far as a reader needs it to find the data behind it."""
    lengths = len(name.encode()).to_bytes(2, "little") + extra.to_bytes(2, "little")
    return LOCAL_SIGNATURE.ljust(26, b"\x00") + lengths


def _pickle_place(
    name: str, tensor: torch.Tensor, starts: frozenset[int], source: ByteSource
) -> TensorLocation:
    storage = getattr(tensor.untyped_storage(), "_checkpoint_offset", None)
    if storage not in starts or not tensor.is_contiguous():
        raise ModelError(
            f"{name} of {source.name} is stored in a way that cannot be read in parts; use a"
            " repository with safetensors"
        )
    start = storage + tensor.storage_offset() * tensor.element_size()
    stop = start + tensor.numel() * tensor.element_size()
    return TensorLocation(name, tensor.dtype, tuple(tensor.shape), start, stop)


def _checked(
    locations: list[TensorLocation], source: ByteSource, first: int
) -> tuple[TensorLocation, ...]:
    for location in locations:
        length = math.prod(location.shape) * location.dtype.itemsize
        inside = first <= location.start and location.stop <= source.size
        if not inside or location.stop - location.start != length:
            raise ModelError(
                f"{location.name} of {source.name} is not where the header says; fetch it again"
            )
    return tuple(sorted(locations, key=lambda location: (location.start, location.name)))
