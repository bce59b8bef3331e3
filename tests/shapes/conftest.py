"""Files of every format, built in memory."""

import io
import json
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import DracoPy
import laspy
import numpy as np
import pytest

from patchalign3d_cli.shapes import Shape, load_shape

VERTICES = np.array(
    [[0, 0, 0], [2, 0, 0], [2, 1, 0], [0, 1, 0], [0, 0, 3], [2, 0, 3], [0.5, 0.25, -1]], float
)
TRIANGLES = np.array([[0, 1, 2], [0, 2, 3], [4, 5, 6], [6, 0, 4], [1, 1, 2]])


@pytest.fixture
def vertices() -> np.ndarray:
    """(7, 3): all different, exact in float32 and as text."""
    return VERTICES.copy()


@pytest.fixture
def triangles() -> np.ndarray:
    """(5, 3): in no order that a sort would give, the last one degenerate."""
    return TRIANGLES.copy()


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., Shape]:
    """Write content under a name, and read it as a shape."""

    def write_and_load(name: str, content: str | bytes, **options: Any) -> Shape:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return load_shape(path, **options)

    return write_and_load


@pytest.fixture
def pack_glb() -> Callable[[dict[str, Any], bytes], bytes]:
    """JSON and a binary chunk to a GLB."""
    return _pack_glb


@pytest.fixture
def gltf_base() -> tuple[dict[str, Any], bytes]:
    """A document with positions (accessor 0) and corners (accessor 1) but no mesh, its buffer."""
    return _gltf_base()


@pytest.fixture
def draco_document() -> tuple[dict[str, Any], bytes]:
    """A document with one Draco-compressed mesh, and its buffer."""
    return _draco_document()


@pytest.fixture
def las_bytes() -> Callable[[np.ndarray, bool], bytes]:
    """Points to a LAS (compressed: LAZ) file, kept to a millimetre."""
    return _las_bytes


@pytest.fixture
def pack_3mf() -> Callable[[dict[str, str]], bytes]:
    """Archive members to a 3MF file."""
    return _pack_3mf


@pytest.fixture(scope="session")
def samples() -> dict[str, bytes]:
    """A small valid file of each kind by name."""
    lines = "".join(f"v {x} {y} {z}\n" for x, y, z in VERTICES.tolist())
    corners = "".join(f"{a} {b} {c}\n" for a, b, c in TRIANGLES.tolist())
    points = lines.replace("v ", "")
    header = (
        "ply\nformat {} 1.0\ncomment made here\nelement vertex 7\nproperty float x\n"
        "property float y\nproperty float z\nelement face 5\n"
        "property list uchar int vertex_indices\nend_header\n"
    )
    binary = VERTICES.astype("<f4").tobytes() + b"".join(
        struct.pack("<B3i", 3, *face) for face in TRIANGLES
    )
    pcd = (
        "# .PCD v0.7\nVERSION 0.7\nFIELDS x y z\nSIZE 4 4 4\nTYPE F F F\nCOUNT 1 1 1\nWIDTH 7\n"
        "HEIGHT 1\nVIEWPOINT 0 0 0 1 0 0 0\nPOINTS 7\nDATA {}\n"
    )
    literal = b"".join(
        bytes([len(run) - 1]) + run
        for run in (VERTICES.T.astype("<f4").tobytes()[i : i + 32] for i in range(0, 84, 32))
    )
    facets = "".join(
        "facet normal 0 0 1\nouter loop\n"
        + "".join("vertex {} {} {}\n".format(*VERTICES[corner]) for corner in face)
        + "endloop\nendfacet\n"
        for face in TRIANGLES
    )
    records = b"".join(
        struct.pack("<12fH", 0, 0, 1, *VERTICES[face].ravel(), 0) for face in TRIANGLES
    )
    document, buffer = _gltf_base()
    scene = {
        **document,
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}, "indices": 1}]}],
        "nodes": [{"name": "seat", "mesh": 0, "translation": [1, 2, 3], "children": [1]}, {}],
        "scenes": [{"nodes": [0]}],
    }
    npy, npz = io.BytesIO(), io.BytesIO()
    np.save(npy, VERTICES)
    np.savez(npz, points=VERTICES.astype(np.float32))
    return {
        "groups.obj": (
            "mtllib a.mtl\no one\n" + lines + "f 1 2 3\no two\nf 1/1 3/2/1 4//3 5\nf -1 -2 -3\n"
        ).encode(),
        "mesh.off": f"OFF\n7 5 0\n{points}".encode()
        + corners.replace("\n", "\n3 ").join(["3 ", ""]).removesuffix("3 ").encode(),
        "text.ply": (header.format("ascii") + points).encode()
        + corners.replace("\n", "\n3 ").join(["3 ", ""]).removesuffix("3 ").encode(),
        "binary.ply": header.format("binary_little_endian").encode() + binary,
        "text.stl": f"solid one\n{facets}endsolid one\n".encode(),
        "binary.stl": bytes(80) + struct.pack("<I", 5) + records,
        "scene.glb": _pack_glb(scene, buffer),
        "draco.glb": _pack_glb(*_draco_document()),
        "scene.3mf": _pack_3mf({"3D/3dmodel.model": MODEL}),
        "cloud.xyz": points.encode(),
        "cloud.pts": ("7\n" + points).encode(),
        "cloud.csv": ("x,y,z\n" + points.replace(" ", ",")).encode(),
        "text.pcd": (pcd.format("ascii") + points).encode(),
        "binary.pcd": pcd.format("binary").encode() + VERTICES.astype("<f4").tobytes(),
        "packed.pcd": pcd.format("binary_compressed").encode()
        + struct.pack("<II", len(literal), 84)
        + literal,
        "array.npy": npy.getvalue(),
        "arrays.npz": npz.getvalue(),
        "cloud.las": _las_bytes(VERTICES, False),
        "cloud.laz": _las_bytes(VERTICES, True),
    }


CORE = "http://schemas.microsoft.com/3dmanufacturing/core/2015/02"
MODEL = f"""<?xml version="1.0" encoding="UTF-8"?>
<model unit="millimeter" xmlns="{CORE}"><resources>
<object id="1" name="leg" type="model"><mesh><vertices>
<vertex x="0" y="0" z="0"/><vertex x="1" y="0" z="0"/><vertex x="0" y="2" z="0"/>
<vertex x="0" y="0" z="4"/></vertices>
<triangles><triangle v1="3" v2="1" v3="0"/><triangle v1="0" v2="1" v3="2"/></triangles></mesh>
</object>
<object id="2" name="pair"><components>
<component objectid="1"/><component objectid="1" transform="0 1 0 -1 0 0 0 0 1 10 20 30"/>
</components></object></resources>
<build><item objectid="2" transform="2 0 0 0 2 0 0 0 2 0 0 100"/><item objectid="1"/></build>
</model>"""


def _pack_3mf(members: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return stream.getvalue()


def _pack_glb(document: dict[str, Any], binary: bytes) -> bytes:
    text = json.dumps(document).encode()
    text += b" " * (-len(text) % 4)
    binary += bytes(-len(binary) % 4)
    chunks = struct.pack("<I4s", len(text), b"JSON") + text
    chunks += struct.pack("<I4s", len(binary), b"BIN\0") + binary
    return struct.pack("<4sII", b"glTF", 2, 12 + len(chunks)) + chunks


def _gltf_base() -> tuple[dict[str, Any], bytes]:
    positions = VERTICES.astype("<f4").tobytes()
    corners = TRIANGLES.astype("<u2").tobytes()
    document = {
        "asset": {"version": "2.0"},
        "buffers": [{"byteLength": len(positions) + len(corners)}],
        "bufferViews": [
            {"buffer": 0, "byteLength": len(positions)},
            {"buffer": 0, "byteOffset": len(positions), "byteLength": len(corners)},
        ],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": 7, "type": "VEC3"},
            {"bufferView": 1, "componentType": 5123, "count": 15, "type": "SCALAR"},
        ],
    }
    return document, positions + corners


def _draco_document() -> tuple[dict[str, Any], bytes]:
    packed = DracoPy.encode(VERTICES, TRIANGLES, quantization_bits=14, preserve_order=True)
    extension = {"bufferView": 0, "attributes": {"POSITION": 0}}
    primitive = {
        "attributes": {"POSITION": 0},
        "indices": 1,
        "extensions": {"KHR_draco_mesh_compression": extension},
    }
    document = {
        "asset": {"version": "2.0"},
        "extensionsUsed": ["KHR_draco_mesh_compression"],
        "extensionsRequired": ["KHR_draco_mesh_compression"],
        "buffers": [{"byteLength": len(packed)}],
        "bufferViews": [{"buffer": 0, "byteLength": len(packed)}],
        "accessors": [
            {"componentType": 5126, "count": 7, "type": "VEC3"},
            {"componentType": 5123, "count": 15, "type": "SCALAR"},
        ],
        "meshes": [{"primitives": [primitive]}],
        "nodes": [{"name": "packed", "mesh": 0}],
        "scenes": [{"nodes": [0]}],
    }
    return document, packed


def _las_bytes(points: np.ndarray, compress: bool) -> bytes:
    header = laspy.LasHeader(point_format=3, version="1.2")
    header.scales, header.offsets = [0.001] * 3, [10, 20, 30]
    cloud = laspy.LasData(header)
    cloud.x, cloud.y, cloud.z = points.T
    stream = io.BytesIO()
    cloud.write(stream, do_compress=compress)
    return stream.getvalue()
