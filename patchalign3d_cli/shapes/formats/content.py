"""What a file's first bytes say it is, whatever its name says."""

from pathlib import Path
from typing import NamedTuple

from patchalign3d_cli.errors import ShapeError

_LFS_POINTER = b"version https://git-lfs.github.com/spec/"


class _Kind(NamedTuple):
    signature: bytes
    name: str
    suffixes: tuple[str, ...]


_KINDS = (
    _Kind(b"glTF", "a GLB file", (".glb", ".gltf")),
    _Kind(b"ply\n", "a PLY file", (".ply",)),
    _Kind(b"ply\r", "a PLY file", (".ply",)),
    _Kind(b"\x93NUMPY", "a NumPy array", (".npy",)),
    _Kind(b"PK\x03\x04", "a zip archive", (".3mf", ".npz")),
    _Kind(b"LASF", "a LAS or LAZ file", (".las", ".laz")),
    _Kind(b"# .PCD", "a PCD file", (".pcd",)),
    _Kind(b"\x89PNG", "a PNG image", ()),
    _Kind(b"\xff\xd8\xff", "a JPEG image", ()),
    _Kind(b"GIF8", "a GIF image", ()),
    _Kind(b"%PDF", "a PDF document", ()),
    _Kind(b"\x1f\x8b", "a gzip archive", ()),
    _Kind(b"7z\xbc\xaf", "a 7z archive", ()),
    _Kind(b"Rar!", "a RAR archive", ()),
    _Kind(b"(\xb5/\xfd", "a Zstandard archive", ()),
    _Kind(b"Kaydara FBX", "an FBX file", ()),
    _Kind(b"BLENDER", "a Blender file", ()),
)
_MARKUP = (
    _Kind(b"<!doctype html", "an HTML page", ()),
    _Kind(b"<html", "an HTML page", ()),
    _Kind(b"<?xml", "an XML document", ()),
)


_STL_HEADER, _STL_TRIANGLE = 84, 50  # bytes of binary STL: header with count, each triangle
_OBJ_WORDS = {b"v", b"vn", b"vt", b"vp", b"f", b"l", b"o", b"g", b"s", b"mtllib", b"usemtl"}
_MOST_TEXT = 2**16  # bytes of a text that are looked at


def suffix_by_content(data: bytes) -> str | None:
    """The suffix of the format that bytes without a name are in; None where nothing tells."""
    for kind in _KINDS:
        if data.startswith(kind.signature):
            if kind.suffixes == (".3mf", ".npz"):
                return ".3mf" if b"3D/" in data else ".npz"
            return kind.suffixes[0] if kind.suffixes else None
    if len(data) >= _STL_HEADER:
        count = int.from_bytes(data[_STL_HEADER - 4 : _STL_HEADER], "little")
        if len(data) == _STL_HEADER + count * _STL_TRIANGLE:
            return ".stl"
    text = data[:_MOST_TEXT].removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"{"):
        return ".gltf"
    first = text.split(None, 1)[0] if text else b""
    if first.lower() == b"solid":
        return ".stl"
    if first.upper().endswith(b"OFF") and len(first) <= len(b"STCN4nOFF"):
        return ".off"
    lines = [line.split() for line in text.splitlines()[:-1] or text.splitlines()]
    words = [line[0] for line in lines if line and not line[0].startswith(b"#")]
    if words and sum(word in _OBJ_WORDS for word in words) > len(words) / 2:
        return ".obj"
    return ".xyz" if words and all(_is_number(word) for word in words) else None


def _is_number(word: bytes) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True


def check_content(data: bytes, path: Path) -> None:
    """Make sure that a file is not something else than its suffix says.

    Args:
        data: The file's bytes.
        path: The file.

    Raises:
        ShapeError: The file is empty, a Git LFS pointer, or plainly of another kind.
    """
    if not data:
        raise ShapeError(f"{path} is empty; fetch or export it again")
    check_pointer(data, path)
    start = data[:256]
    markup = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    kinds = [kind for kind in _KINDS if start.startswith(kind.signature)]
    kinds += [kind for kind in _MARKUP if markup.startswith(kind.signature)]
    suffix = path.suffix.lower()
    if not kinds or suffix in kinds[0].suffixes:
        return
    what, suffixes = kinds[0].name, kinds[0].suffixes
    advice = f"rename it to {' or '.join(suffixes)}" if suffixes else "fetch or export it again"
    raise ShapeError(f"{path} is {what}, not what its suffix {suffix} says; {advice}")


def check_pointer(data: bytes, path: Path) -> None:
    """Make sure that Git LFS has put the file itself in place.

    Raises:
        ShapeError: `data` is the pointer that stands for a file which was not fetched.
    """
    if data.startswith(_LFS_POINTER):
        raise ShapeError(
            f"{path} is a Git LFS pointer, the file itself was not fetched; run `git lfs pull`"
        )
