"""From a file or an object to a shape: one reader a suffix."""

import hashlib
import os
import stat
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from patchalign3d_cli.choices import UpDirection
from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes.clean import clean_shape
from patchalign3d_cli.shapes.formats.arrays import read_npy, read_npz
from patchalign3d_cli.shapes.formats.content import check_content
from patchalign3d_cli.shapes.formats.delimited.reader import read_delimited
from patchalign3d_cli.shapes.formats.gltf.reader import read_gltf
from patchalign3d_cli.shapes.formats.las import read_las
from patchalign3d_cli.shapes.formats.obj.reader import read_obj
from patchalign3d_cli.shapes.formats.off import read_off
from patchalign3d_cli.shapes.formats.pcd.reader import read_pcd
from patchalign3d_cli.shapes.formats.ply.reader import read_ply
from patchalign3d_cli.shapes.formats.stl import read_stl
from patchalign3d_cli.shapes.formats.threemf.reader import read_3mf
from patchalign3d_cli.shapes.objects import raw_of_object
from patchalign3d_cli.shapes.raw import MEMORY, READ_OPTIONS, RawShape, ReadOptions
from patchalign3d_cli.shapes.shape import Shape
from patchalign3d_cli.shapes.up import parse_up

STATED_UP: dict[str, UpDirection] = {".glb": "y", ".gltf": "y", ".3mf": "z"}
"""Formats whose specification says which axis points up (glTF 2.0; 3MF core, whose plate is xy)."""
USUAL_UP: dict[str, UpDirection] = {".stl": "z", ".pcd": "z", ".las": "z", ".laz": "z"}
"""Formats that say nothing but come from printing, robots and surveying; y in all others."""

Reader = Callable[[bytes, Path, ReadOptions], RawShape]


def load_shape(
    source: Any,
    *,
    up: UpDirection | Sequence[float] | None = None,
    format: str | None = None,
    options: ReadOptions = READ_OPTIONS,
) -> Shape:
    """Read a mesh or a point cloud; its vertices, faces and their order stay as they are.

    Polygons become triangles (`Shape.face_index` keeps the polygon), the nodes of a scene
    become one shape in the world frame (`Shape.nodes` keeps them), and points without finite
    coordinates are dropped (`Shape.warnings` says so, `Shape.vertex_index` keeps the numbers of the
    others). Nothing is merged or reordered.

    Args:
        source: The path of a file, whose suffix, one of `SHAPE_SUFFIXES`, picks the reader; bytes
            with `format`; an open binary file, with `format` if it has no name; an array or tensor
            of points, (N, 3) or (H, W, 3); a pair of vertices (V, 3) and faces (F, 3); a mesh or
            cloud of trimesh, Open3D or PyVista; or a `Shape`, which is returned.
        up: The axis or the direction that points up, as text (`z`, `0,-0.85,-0.53`) or as three
            numbers; where it is not given, what the format says (`STATED_UP`), or else what is
            usual in it (`USUAL_UP`), or y, which are assumed.
        format: What bytes are: `glb`, `.ply` ...; of an open file its name says it otherwise.
        options: How: which columns of a text are coordinates, which named files may be read.

    Raises:
        ShapeError: The file is missing, empty, damaged, of another kind than its suffix says, of
            an unknown kind, or holds nothing that can be segmented; or the object is no shape.
        ConfigError: `up` is no direction.
    """
    if up is not None:
        up = parse_up(up)
    if isinstance(source, Shape):
        return source if up is None else source.changed(up=up, up_assumed=False)
    is_path = isinstance(source, str | os.PathLike)
    path, sha256 = (Path(source), None) if is_path else (MEMORY, None)
    data = None
    try:
        if is_path:
            data, reader = _read_bytes(path)
        elif isinstance(source, bytes | bytearray | memoryview) or hasattr(source, "read"):
            path, reader = _named(format or Path(str(getattr(source, "name", ""))).suffix)
            data = bytes(source.read() if hasattr(source, "read") else source)
        if data is None:
            raw = raw_of_object(source)
        else:
            check_content(data, path)
            raw = reader(data, path, options)
            sha256 = hashlib.sha256(data).hexdigest()
        suffix = path.suffix.lower()
        stated, usual = up or STATED_UP.get(suffix), USUAL_UP.get(suffix, "y")
        shape = clean_shape(raw, path=path, sha256=sha256, up=stated, usual_up=usual)
        return shape if is_path else shape.changed(path=None)
    except MemoryError as error:
        raise ShapeError(
            f"{path} needs more memory than this machine has; simplify the shape first"
        ) from error


OTHER_PROGRAMS = {
    **dict.fromkeys((".fbx", ".dae", ".3ds", ".x3d", ".abc"), "3D editors such as Blender"),
    **dict.fromkeys((".usd", ".usda", ".usdc", ".usdz"), "3D editors such as Blender"),
    **dict.fromkeys((".step", ".stp", ".iges", ".igs", ".brep"), "CAD programs such as FreeCAD"),
    **dict.fromkeys((".dwg", ".dxf", ".fcstd", ".sldprt", ".ipt"), "CAD programs"),
    **{".blend": "Blender", ".skp": "SketchUp", ".max": "3ds Max", ".c4d": "Cinema 4D"},
    **{".ma": "Maya", ".mb": "Maya", ".ztl": "ZBrush", ".e57": "programs such as CloudCompare"},
}
"""Suffixes of shapes that are not read, and what opens them."""


def _named(format: str) -> tuple[Path, Reader]:
    """What messages call bytes of a format, and the reader for them."""
    if not format:
        raise ShapeError(
            "nothing says what the bytes are; read them with"
            ' `load_shape(data, format="glb")` (or another suffix)'
        )
    path = MEMORY / f"shape.{format.lower().removeprefix('.')}"
    return path, _reader_of(path)


def _read_bytes(path: Path) -> tuple[bytes, Reader]:
    """The file's bytes and the reader for them."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise ShapeError(f"{path} is a directory; give the path of one shape file")
        reader = _reader_of(path)
        if not stat.S_ISREG(mode):
            raise ShapeError(f"{path} is not a regular file; give the path of a shape file")
        return path.read_bytes(), reader
    except FileNotFoundError as error:
        raise ShapeError(f"{path} does not exist; check the path") from error
    except OSError as error:
        raise ShapeError(
            f"cannot open {path}: {error.strerror or error}; check its permissions"
        ) from error
    except ValueError as error:
        raise ShapeError(f"{str(path)!r} is not a path: {error}; check the path") from error


def _reader_of(path: Path) -> Reader:
    reader = SHAPE_READERS.get(path.suffix.lower())
    if reader is None:
        kind = f"files of type {path.suffix}" if path.suffix else "files without a suffix"
        if path.suffix.lower() in OTHER_PROGRAMS:
            raise ShapeError(
                f"cannot read {path}: {kind} belong to {OTHER_PROGRAMS[path.suffix.lower()]};"
                " open it there and export GLB or OBJ"
            )
        raise ShapeError(
            f"cannot read {path}: {kind} are not known; pa3d reads"
            f" {', '.join(sorted(SHAPE_SUFFIXES))}"
        )
    return reader


def _plain(read: Callable[[bytes, Path], RawShape]) -> Reader:
    """A reader that nothing can be asked of."""
    return lambda data, path, _: read(data, path)


SHAPE_READERS: dict[str, Reader] = {
    ".obj": read_obj,
    ".glb": read_gltf,
    ".gltf": read_gltf,
    ".ply": read_ply,
    ".stl": _plain(read_stl),
    ".off": _plain(read_off),
    ".3mf": _plain(read_3mf),
    ".xyz": read_delimited,
    ".xyzn": read_delimited,
    ".xyzrgb": read_delimited,
    ".asc": read_delimited,
    ".pts": read_delimited,
    ".ptx": read_delimited,
    ".txt": read_delimited,
    ".csv": read_delimited,
    ".pcd": _plain(read_pcd),
    ".npy": _plain(read_npy),
    ".npz": _plain(read_npz),
    ".las": _plain(read_las),
    ".laz": _plain(read_las),
}
SHAPE_SUFFIXES: tuple[str, ...] = tuple(SHAPE_READERS)
