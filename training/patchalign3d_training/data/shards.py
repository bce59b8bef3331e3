"""Training sets packed as shards (`core_part-00001.tar.zst`), read without unpacking them all.

A packed stream can only be read from its beginning, so the files of the few shards that a run is
at are laid out in one plain file a shard (a spool) in pa3d's folder on this machine; older spools
make room. Which files a shard has is written down once, in the same folder.
"""

import contextlib
import hashlib
import json
import mmap
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from patchalign3d_cli.errors import DataError
from patchalign3d_cli.machine.atomic import atomic_path, make_folder
from patchalign3d_cli.machine.home import home_directory
from patchalign3d_training.data.packed import packed_files

SHARD_SUFFIXES = (".tar.zst", ".tar")
_NEEDED = ("points.pt", "regions.pt", "mask2points.pt", "mask_labels.txt", "patch_features.pt")


class _Location(NamedTuple):
    """Where a file lies: number of its shard, start and size within the spool."""

    shard: int
    start: int
    size: int


def find_shards(folder: Path) -> tuple[Path, ...]:
    """The shards of a folder by name; empty where it has none."""
    if not folder.is_dir():
        return ()
    paths = [path for path in folder.iterdir() if path.name.endswith(SHARD_SUFFIXES)]
    return tuple(sorted(path for path in paths if not path.name.startswith(".")))


class Shards:
    """The files of a training set in shards.

    Files that lie unpacked beside the shards (`labeled/split/train.txt`) come first.

    Args:
        folder: The folder of the shards.
        spools: How many shards may lie unpacked at a time. At least the two that an epoch mixes,
            and those that a worker process may still be at.

    Raises:
        DataError: A shard is damaged, or there are none.
        OutputError: pa3d's folder cannot be written.
    """

    def __init__(self, folder: Path, spools: int = 6) -> None:
        self.folder, self.spools = folder, spools
        self.shards = find_shards(folder)
        if not self.shards:
            raise DataError(f"no shards (*.tar.zst) in {folder}; give the folder that has them")
        self._spooled = home_directory() / "shards"
        make_folder(self._spooled)
        self._stamps = [_stamp(path) for path in self.shards]
        self._locations: dict[str, _Location] = {}
        self._texts: dict[str, str] = {}
        for number in range(len(self.shards)):
            self._add_index(number)
        self._open: dict[int, mmap.mmap] = {}

    def read(self, name: str) -> bytes:
        """All of a file.

        Raises:
            DataError: It is in none of the shards.
        """
        beside = self.folder / name
        if name not in self._locations and beside.is_file():
            return beside.read_bytes()
        if name in self._texts:
            return self._texts[name].encode()
        location = self._locations.get(name)
        if location is None:
            raise DataError(
                f"cannot read {name}: none of the {len(self.shards)} shards in {self.folder} has"
                " it; check that they are all there"
            )
        return self._spool(location.shard)[location.start : location.start + location.size]

    def has(self, name: str) -> bool:
        """Whether a shard has the file, or it lies beside them."""
        return name in self._locations or (self.folder / name).exists()

    def where(self, name: str) -> str:
        """The shard and the file in it."""
        location = self._locations.get(name)
        return f"{self.shards[location.shard] if location else self.folder}: {name}"

    def stamp(self, names: Iterable[str]) -> str:
        """A digest of the shards' sizes and times."""
        return hashlib.sha256("".join(self._stamps).encode()).hexdigest()

    def groups(self, names: Sequence[str]) -> Sequence[int]:
        """The shard of each file; -1 where it is missing."""
        locations = (self._locations.get(name) for name in names)
        return [-1 if location is None else location.shard for location in locations]

    def _add_index(self, number: int) -> None:
        path = self._spooled / f"{self._stamps[number]}.json"
        if not path.is_file():
            _write_index(self.shards[number], path)
        try:
            entries = json.loads(path.read_text(encoding="utf-8"))
            start = 0
            for name, size, text in entries:
                self._locations[name] = _Location(number, start, size)
                start += size
                if text is not None:
                    self._texts[name] = text
        except (ValueError, TypeError) as error:
            raise DataError(f"{path} is damaged; delete it, it is made again") from error

    def _spool(self, number: int) -> mmap.mmap:
        """A shard's spool, made where it is not there."""
        if number in self._open:
            return self._open[number]
        path = self._spooled / f"{self._stamps[number]}.spool"
        with self._lock(self._stamps[number]):
            if not path.is_file():
                for remains in self._spooled.glob(f".{self._stamps[number]}.*.spool"):
                    remains.unlink()  # of a process that was killed as it wrote
                with atomic_path(path) as temporary, temporary.open("wb") as file:
                    for member in _needed(self.shards[number]):
                        file.write(member.data)
            os.utime(path)
            with path.open("rb") as file:
                spool = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        while len(self._open) >= self.spools:
            self._open.pop(next(iter(self._open))).close()
        self._open[number] = spool
        self._make_room()
        return spool

    def _make_room(self) -> None:
        """Delete the spools that were opened longest ago; who still reads one keeps it."""
        paths = self._spooled.glob("*.spool")
        spools = sorted((path for path in paths if not path.name.startswith(".")), key=_age)
        for path in spools[: -self.spools]:
            # A process that is opening this one holds its lock; some systems keep an open file.
            with contextlib.suppress(Timeout, OSError), self._lock(path.stem).acquire(timeout=0):
                path.unlink()

    def _lock(self, stamp: str) -> FileLock:
        return FileLock(self._spooled / f"{stamp}.lock")

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "_open": {}}  # a worker process opens its own


class _Needed(NamedTuple):
    name: str
    data: bytes


def _needed(shard: Path) -> Iterator[_Needed]:
    """The files of a shard that training reads, in its own order, by their names from `labeled`."""
    for name, read in packed_files(shard):
        parts = name.split("/")
        if "labeled" not in parts:
            continue
        inside = "/".join(parts[parts.index("labeled") :])
        if inside.endswith(_NEEDED) or inside.startswith("labeled/split/"):
            yield _Needed(inside, read())


def _write_index(shard: Path, path: Path) -> None:
    """Write down what a shard has: name, size and, for texts, the content of each file."""
    entries = [
        [name, len(data), data.decode("utf-8", "replace") if name.endswith(".txt") else None]
        for name, data in _needed(shard)
    ]
    with atomic_path(path) as temporary:
        temporary.write_text(json.dumps(entries), encoding="utf-8")


def _stamp(path: Path) -> str:
    """A digest of a file's place, size and time."""
    paths = path.stat()
    text = f"{path.resolve()} {paths.st_size} {paths.st_mtime_ns}"
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _age(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:  # another process was faster
        return 0
