"""The formats of one kind of result, and the one loop that writes files: all of them or none."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.machine.atomic import AtomicFile, write_failure
from patchalign3d_cli.machine.interruption import signals_held
from patchalign3d_cli.results_io.features.layout import shape_stem

Content = TypeVar("Content")
Writer = Callable[[Content, Path, str], None]
"""What writes a content into a path; the text is the finished file's name without its suffix."""


class OutputFile(NamedTuple):
    """A file to be written.

    Attributes:
        path: Where it shall stand.
        write: What writes it into the path that it is given.
    """

    path: Path
    write: Callable[[Path], None]


def write_files(files: Iterable[OutputFile], *, overwrite: bool) -> tuple[Path, ...]:
    """Write files: all appear, or none does.

    Args:
        files: The files; of several for one path the last is written.
        overwrite: Whether existing files may be replaced.

    Returns:
        Their paths, each once.

    Raises:
        OutputError: A path is a folder or taken, or a file cannot be written.
    """
    writers = {file.path: file.write for file in files}
    for path in writers:
        check_free(path, overwrite)
    temporaries: list[AtomicFile] = []
    try:
        for path, write in writers.items():
            with signals_held():  # no file without an entry in the list
                temporaries.append(AtomicFile(path))
            try:
                write(temporaries[-1].temporary)
            except OSError as error:
                raise write_failure(path, error) from error
        with signals_held():  # all of them, or none
            for file in temporaries:
                file.finish()
    finally:
        for file in temporaries:
            file.discard()
    return tuple(writers)


@dataclass(frozen=True)
class FormatRegistry(Generic[Content]):
    """The formats that one kind of content is written in.

    Attributes:
        content: What is written, for messages: `a heat`.
        word: What stands between a shape's name and the suffix: `chair.heat.glb`.
        default: The suffixes that are written where nobody chose.
        writers: By suffix.
        companions: By suffix, the suffix and the writer of a file that is written along.
    """

    content: str
    word: str
    default: tuple[str, ...]
    writers: Mapping[str, Writer[Content]]
    companions: Mapping[str, tuple[str, Writer[Content]]] = field(default_factory=dict)

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The suffixes that there are, dots included."""
        return tuple(self.writers)

    def check(self, path: Path) -> str:
        """The suffix of a path, in small letters.

        Raises:
            OutputError: It names no format.
        """
        suffix = path.suffix.lower()
        if suffix not in self.writers:
            known = ", ".join(self.writers)
            raise OutputError(f"{path} names no format of {self.content}; end it in {known}")
        return suffix

    def paths(self, path: Path) -> tuple[Path, ...]:
        """The files that one path stands for: `a.parts.mtl` goes with `a.parts.obj`.

        Raises:
            OutputError: The suffix names no format.
        """
        companion = self.companions.get(self.check(path))
        return (path,) if companion is None else (path, path.with_suffix(companion[0]))

    def files(self, content: Content, path: Path) -> list[OutputFile]:
        """What has to be written for one path.

        Raises:
            OutputError: The suffix names no format.
        """
        suffix = self.check(path)
        writers = [self.writers[suffix]]
        if suffix in self.companions:
            writers.append(self.companions[suffix][1])
        paths = self.paths(path)
        return [
            OutputFile(target, _bound(writer, content, target.stem))
            for target, writer in zip(paths, writers, strict=True)
        ]

    def default_path(self, source: str | Path, format: str) -> Path:
        """Where a result of a shape file goes unless told: `chair.obj` -> `chair.parts.glb`.

        Args:
            source: The shape file; the result goes beside it.
            format: A suffix, with or without the dot.

        Raises:
            OutputError: There is no such format.
        """
        source, suffix = Path(source), f".{format.lower().removeprefix('.')}"
        if suffix not in self.writers:
            known = ", ".join(self.writers)
            raise OutputError(f"unknown output format {format!r}; choose one of {known}")
        return source.with_name(f"{shape_stem(source)}.{self.word}{suffix}")


def check_free(path: Path, overwrite: bool) -> None:
    """Make sure that a file may be written.

    Raises:
        OutputError: It is a folder, or exists and may not be replaced.
    """
    if path.is_dir():
        raise OutputError(f"{path} is a folder; name a file with -o")
    if path.exists() and not overwrite:
        raise OutputError(f"{path} exists; add --force or choose another path with -o")


def file_names(names: Sequence[str]) -> list[str]:
    """A file name for each text, all different wherever upper and lower case are one."""
    stems: list[str] = []
    for name in names:
        plain = re.sub(r"[^\w.-]+", "_", name).strip("._-")[:80] or "part"
        stem, number = plain, 2
        while stem.lower() in [earlier.lower() for earlier in stems]:
            stem, number = f"{plain}_{number}", number + 1
        stems.append(stem)
    return stems


def _bound(writer: Writer[Content], content: Content, name: str) -> Callable[[Path], None]:
    return lambda path: writer(content, path, name)
