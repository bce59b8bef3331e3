"""Files of object stores and other machines: `s3://bucket/chair.obj`, by way of fsspec.

Inside the program such a file is a `Path` like every other. `Path("s3://bucket/chair.obj")` keeps
all that the URL says and writes it with one slash; its first part is what tells it. `file://` is
this machine's own files, and becomes a plain path where a command line is read.
"""

import contextlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from patchalign3d_cli.errors import ConfigError, OutputError, Pa3dError, ShapeError

INSTALL = 'pip install "pa3d[cluster]"'
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:")  # of two letters or more: one is a drive of Windows
_PACKAGES = {"s3": "s3fs", "s3a": "s3fs", "gs": "gcsfs", "gcs": "gcsfs", "abfs": "adlfs"}
# What a store says about a file's content: its digest, or when it was written.
_VERSIONS = ("ETag", "etag", "md5Hash", "content_md5", "generation", "mtime", "LastModified")

SizeOf = Callable[[Path], int | None]
"""The size of a file in bytes; None where there is none."""


def is_url(path: Path) -> bool:
    """Whether a path stands for a URL of another machine."""
    parts = path.parts
    return bool(parts) and _SCHEME.fullmatch(parts[0]) is not None


def shown(path: Path) -> str:
    """A path as people write it: URLs with both slashes."""
    if not is_url(path):
        return str(path)
    return f"{path.parts[0]}//{'/'.join(path.parts[1:])}"


def plain_path(path: Path) -> Path:
    """A path as it was typed; of `file:///shapes/chair.obj` the path alone."""
    return Path("/", *path.parts[1:]) if path.parts[:1] == ("file:",) else path


def check_schemes(paths: Iterable[Path]) -> None:
    """Make sure that the packages are there which URLs need; plain paths need none.

    Raises:
        ConfigError: A package is missing, or a scheme is unknown.
    """
    for path in {path.parts[0]: path for path in paths if is_url(path)}.values():
        _opened(path)


def find_urls(folder: Path) -> list[Path]:
    """The files below a folder of a store, by name; an empty list where there are none.

    Raises:
        ShapeError: It cannot be listed.
        ConfigError: A package is missing, or the scheme is unknown.
    """
    with _failures(folder, "list", ShapeError):
        return sorted(_files(folder))


def match_urls(pattern: Path) -> list[Path]:
    """The files of a store that fit a pattern, by name.

    Raises:
        ShapeError: The store cannot be listed.
        ConfigError: A package is missing, or the scheme is unknown.
    """
    with _failures(pattern, "list", ShapeError):
        files, inside = _opened(pattern)
        return sorted(_back(pattern, name) for name in files.glob(inside))


def sizes_below(folder: Path) -> SizeOf:
    """What knows the sizes of the files below a folder: one of a store is listed once, now.

    Raises:
        ShapeError: A store cannot be listed.
        ConfigError: A package is missing, or the scheme is unknown.
    """
    if not is_url(folder):
        return file_size
    with _failures(folder, "list", ShapeError):
        sizes = {path: int(info["size"]) for path, info in _files(folder).items()}
    return sizes.get


def file_size(path: Path) -> int | None:
    """The size of a file of this machine; None where there is none."""
    return path.stat().st_size if path.exists() else None


def content_version(path: Path) -> str:
    """What a store says about the content of a file, which changes when the content does.

    Nothing is fetched: it is the size, and the digest or the time that the store's listing has.

    Raises:
        OSError: There is no such file.
        Pa3dError: The store cannot be asked.
    """
    with _failures(path, "read", ShapeError):
        files, inside = _opened(path)
        info = files.info(inside)
    marks = {name: str(info[name]) for name in _VERSIONS if info.get(name) is not None}
    return json.dumps([int(info["size"]), marks], sort_keys=True)


def read_url(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        ShapeError: It is not there, or cannot be read.
        ConfigError: A package is missing, or the scheme is unknown.
    """
    with _failures(path, "read", ShapeError):
        files, inside = _opened(path)
        return bytes(files.cat_file(inside))


def fetch(path: Path, folder: Path) -> Path:
    """Copy a shape's file into a folder, with the files beside it that it names.

    The text of an OBJ names its materials, these their textures; that of a glTF its buffers. What
    stands in another folder of the store is left there.

    Args:
        path: The shape's URL.
        folder: A folder of this machine.

    Returns:
        The copy; it is called as the shape is.

    Raises:
        ShapeError: It is not there, or cannot be read.
        ConfigError: A package is missing, or the scheme is unknown.
    """
    copy = folder / path.name
    data = read_url(path)
    copy.write_bytes(data)
    if path.suffix.lower() in (".obj", ".gltf"):
        with _failures(path.parent, "list", ShapeError):
            files, inside = _opened(path.parent)
            beside = {Path(name).name for name in files.ls(inside, detail=False)} - {path.name}
        texts = [data]
        while texts:
            text = texts.pop()
            for name in sorted(name for name in beside if name.encode() in text):
                beside.discard(name)
                (folder / name).write_bytes(read_url(path.with_name(name)))
                if name.lower().endswith(".mtl"):
                    texts.append((folder / name).read_bytes())
    return copy


def upload(file: Path, path: Path) -> None:
    """Copy a finished file of this machine to a store, where it appears whole.

    Raises:
        OutputError: It cannot be written there.
        ConfigError: A package is missing, or the scheme is unknown.
    """
    with _failures(path, "write", OutputError):
        files, inside = _opened(path)
        files.put_file(str(file), inside)


def _files(folder: Path) -> Mapping[Path, Mapping[str, Any]]:
    files, inside = _opened(folder)
    files.invalidate_cache()
    with contextlib.suppress(FileNotFoundError):
        return {_back(folder, name): info for name, info in files.find(inside, detail=True).items()}
    return {}


def _back(path: Path, name: str) -> Path:
    """The path of what a store calls by a name without the scheme."""
    return Path(path.parts[0], *Path(name).parts)


def _opened(path: Path) -> tuple[Any, str]:
    """The file system of a URL, and what the URL is called in it."""
    scheme = path.parts[0].removesuffix(":")
    try:
        import fsspec
    except ImportError:
        raise ConfigError(
            f"{shown(path)} needs the package fsspec, which is not installed; add it with {INSTALL}"
        ) from None
    try:
        files, inside = fsspec.url_to_fs(shown(path))
    except ImportError:
        package = _PACKAGES.get(scheme)
        add = INSTALL if package == "s3fs" else f"pip install {package or 'what fsspec names'}"
        raise ConfigError(
            f"{scheme}:// needs a package that is not installed"
            f"{f' ({package})' if package else ''}; add it with {add}"
        ) from None
    except ValueError:
        raise ConfigError(
            f"{scheme}:// is no kind of address that fsspec knows; use s3://, gs:// or file://"
        ) from None
    return files, str(inside)


@contextlib.contextmanager
def _failures(path: Path, doing: str, kind: type[Pa3dError]) -> Iterator[None]:
    """One line for whatever a store or its client says."""
    try:
        yield
    except Pa3dError:
        raise
    except FileNotFoundError as error:
        if doing == "write":
            raise kind(f"cannot write {shown(path)}: {_line(error)}; make it first") from error
        raise kind(f"{shown(path)} does not exist; check the address") from error
    except PermissionError as error:
        raise kind(
            f"cannot {doing} {shown(path)}: {_line(error)}; check the credentials"
        ) from error
    except Exception as error:  # each client has errors of its own
        raise kind(
            f"cannot {doing} {shown(path)}: {_line(error)}; check the address, the network and"
            " the credentials"
        ) from error


def _line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
