"""Chosen tensors of one or more files into one safetensors file, going on where it broke off."""

import itertools
import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import torch

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.hub.byte_ranges import ByteSource, Reader
from patchalign3d_cli.hub.tensor_index import SAFETENSORS_DTYPES, TensorLocation

PIECE_BYTES = 1 << 20
# Between neighbouring entries of a zip file lie a descriptor, a header and padding: a few hundred
# bytes, fewer than another request costs.
LARGEST_GAP = 512
DTYPE_NAMES = {dtype: name for name, dtype in SAFETENSORS_DTYPES.items()}


@dataclass(frozen=True)
class TensorCopy:
    """One tensor on its way.

    Attributes:
        source: Index of the file that it comes from.
        location: Where it lies there.
        dtype: Element type that it is written in.
        follows: Whether its bytes come right behind the previous copy's, in the same file.
    """

    source: int
    location: TensorLocation
    dtype: torch.dtype
    follows: bool

    @property
    def written_bytes(self) -> int:
        """Its length in the written file."""
        return math.prod(self.location.shape) * self.dtype.itemsize


def plan_copies(
    indexes: Sequence[Sequence[TensorLocation]],
    wanted: Callable[[str], bool],
    float_dtype: torch.dtype,
) -> tuple[TensorCopy, ...]:
    """Choose the tensors, their order and their element types.

    Args:
        indexes: The tensors of each file, in the order of their bytes.
        wanted: Says by its name whether a tensor is to be copied.
        float_dtype: What floating-point tensors are written in; others stay as they are.

    Returns:
        The copies in the order they are written: widest elements first, so that every tensor lies
        aligned, then as they lie in their files.
    """
    chosen = [
        (file, rank, location, float_dtype if location.dtype.is_floating_point else location.dtype)
        for file, index in enumerate(indexes)
        for rank, location in enumerate(index)
        if wanted(location.name)
    ]
    chosen.sort(key=lambda item: (-item[3].itemsize, item[0], item[1]))
    copies = []
    for i, (file, rank, location, dtype) in enumerate(chosen):
        before = chosen[i - 1] if i else None
        follows = (
            before is not None
            and (before[0], before[1] + 1) == (file, rank)
            and 0 <= location.start - before[2].stop <= LARGEST_GAP
        )
        copies.append(TensorCopy(file, location, dtype, follows))
    return tuple(copies)


def copy_tensors(
    sources: Sequence[ByteSource],
    copies: Sequence[TensorCopy],
    metadata: Mapping[str, str],
    path: Path,
    report: Callable[[int], None],
) -> None:
    """Write the copies; what an earlier, broken run wrote into `path` is kept and not read again.

    The file is written from front to back, so its length says how far it came. It is begun anew
    where its header, `metadata` included, is another one than now.

    Args:
        sources: The files.
        copies: What to copy, as planned.
        metadata: Goes into the header; should name the files and their commit.
        path: The file; not a safetensors file before this returns.
        report: Called with a number of written bytes, again and again.

    Raises:
        ModelError: A source fails, or a value is not finite in the element type it is written in.
        RangesRefusedError: A source sends whole files only.
    """
    header = _header(copies, metadata)
    with path.open("r+b" if path.exists() else "w+b") as out:
        have = out.seek(0, 2)
        out.seek(0)
        if out.read(len(header)) != header:
            out.seek(0)
            out.truncate()
            out.write(header)
            have = len(header)
        left = have - len(header)
        report(left)
        for run in _runs(copies):
            left = _copy_run(sources[run[0].source], run, out, left, report)
        out.truncate(len(header) + total_bytes(copies))


def total_bytes(copies: Sequence[TensorCopy]) -> int:
    """Length of all tensors as written."""
    return sum(copy.written_bytes for copy in copies)


def _header(copies: Sequence[TensorCopy], metadata: Mapping[str, str]) -> bytes:
    offsets = [0, *itertools.accumulate(copy.written_bytes for copy in copies)]
    entries: dict[str, object] = {"__metadata__": {"format": "pt", **metadata}}
    for copy, start, stop in zip(copies, offsets, offsets[1:], strict=False):
        entries[copy.location.name] = {
            "dtype": DTYPE_NAMES[copy.dtype],
            "shape": list(copy.location.shape),
            "data_offsets": [start, stop],
        }
    text = json.dumps(entries, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)  # tensors start aligned
    return len(text).to_bytes(8, "little") + text


def _runs(copies: Sequence[TensorCopy]) -> Iterator[list[TensorCopy]]:
    run: list[TensorCopy] = []
    for copy in copies:
        if run and not copy.follows:
            yield run
            run = []
        run.append(copy)
    if run:
        yield run


def _copy_run(
    source: ByteSource,
    run: Sequence[TensorCopy],
    out: BinaryIO,
    left: int,
    report: Callable[[int], None],
) -> int:
    """Copy neighbouring tensors in one go.

    `left` bytes of this and later runs are in `out` already; what is returned is how many of later
    runs are.
    """
    whole = sum(copy.written_bytes for copy in run)
    if left >= whole:
        out.seek(whole, 1)
        return left - whole
    reader: Reader | None = None
    position = 0
    for copy in run:
        if reader is None and left >= copy.written_bytes:
            left -= copy.written_bytes
            out.seek(copy.written_bytes, 1)
            continue
        start = copy.location.start
        if reader is None:  # the tensor that the broken run stopped in, or the first
            whole_elements = left // copy.dtype.itemsize
            out.seek(whole_elements * copy.dtype.itemsize, 1)
            out.truncate()
            start += whole_elements * copy.location.dtype.itemsize
            reader = Reader(source.stream(start, run[-1].location.stop))
        else:
            reader.take(start - position)
        for count in _pieces(copy.location.stop - start):
            written = _convert(reader.take(count), copy, source.name)
            out.write(written)
            report(len(written))
        position = copy.location.stop
    return 0


def _pieces(count: int) -> Iterator[int]:
    while count > 0:
        piece = min(count, PIECE_BYTES)
        yield piece
        count -= piece


def _convert(content: bytes, copy: TensorCopy, where: str) -> bytes:
    values = torch.frombuffer(bytearray(content), dtype=copy.location.dtype).to(copy.dtype)
    if copy.dtype.is_floating_point and not bool(values.isfinite().all()):
        name = DTYPE_NAMES[copy.dtype]
        raise ModelError(
            f"{copy.location.name} of {where} holds values that are not finite in {name}; try"
            " --text-dtype fp32, or pin another commit"
        )
    return values.numpy().tobytes()
