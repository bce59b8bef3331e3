"""Small files with everything in them that readers look at, for mutants."""

import base64
import json
import struct
from pathlib import Path

import numpy as np

from support.box_chairs import box_part
from support.glb_writing import GlbBuilder
from support.textures import PNG, textured_glb

_CASES = Path(__file__).parents[1] / "data" / "cases"


def rich_seeds() -> dict[str, bytes]:
    """Files by name; `wood.png` and `chair.mtl` lie beside them."""
    return {
        "skinned.glb": _skinned(),
        "textured.glb": textured_glb(),
        "meshopt.glb": (_CASES / "meshopt_chair.glb").read_bytes(),
        "text.gltf": _gltf(),
        "rich.obj": _obj(),
        "rich.ply": _ply(),
        "binary_rich.ply": _binary_ply(),
        "scans.pts": b"2\n0 0 0 5 255 0 0\n1 0 0 5 0 255 0\n2\n0 1 0 5 0 0 255\n0 0 1 5 9 9 9\n",
        "scan.ptx": b"2\n2\n0 0 0\n1 0 0\n0 1 0\n0 0 1\n1 0 0 0\n0 1 0 0\n0 0 1 0\n5 6 7 1\n"
        b"0 0 0 0.5 1 2 3\n1 0 0 0.5 1 2 3\n0 1 0 0.5 1 2 3\n0 0 1 0.5 1 2 3\n",
        "table.csv": b'"id","Points:0","Points:1","Points:2","R","G","B"\n1,0,0,0,1,2,3\n'
        b"2,1.5,0,0,4,5,6\n3,,0,1,7,8,9\n4,0,1,2,10,11,12\n",
        "decimal.txt": b"x;y;z\n0,5;1;2\n3;-4;0,5\n6;7;8\n",
        "concave.off": b"COFF\n5 2 0\n0 0 0 1 0 0 1\n2 2 0 1 0 0 1\n0 0.8 0 1 0 0 1\n"
        b"-2 2 0 1 0 0 1\n0 0 1 1 0 0 1\n4 0 1 2 3 255 0 0\n3 0 1 4\n",
    }


def beside() -> dict[str, bytes]:
    """What the seeds name."""
    material = b"newmtl Wood #1\nKd 1 0 0\nd 0.5\nNs 10\nmap_Kd -s 2 2 1 wood.png\nmap_Bump x.png\n"
    return {"wood.png": PNG, "chair.mtl": material}


def _skinned() -> bytes:
    glb = GlbBuilder()
    vertices, faces = box_part("seat")
    count = len(vertices)
    columns = {
        "NORMAL": glb.accessor(np.tile([0.0, 1, 0], (count, 1))),
        "COLOR_0": glb.accessor(np.full((count, 4), 200, "u1"), normalized=True),
        "JOINTS_0": glb.accessor(np.zeros((count, 4), "u1")),
        "WEIGHTS_0": glb.accessor(np.tile([1.0, 0, 0, 0], (count, 1))),
    }
    mesh = glb.mesh(vertices, faces, **columns)
    primitive = glb.document["meshes"][mesh]["primitives"][0]
    primitive["targets"] = [{"POSITION": glb.accessor(np.ones((count, 3)))}]
    glb.document["meshes"][mesh]["weights"] = [0.5]
    joint = glb.node(translation=[0, 1, 0])
    matrices = glb.accessor(np.eye(4).reshape(1, 16))
    glb.document["skins"] = [{"joints": [joint], "inverseBindMatrices": matrices}]
    glb.node(name="posed", mesh=mesh, skin=0)
    places = {"TRANSLATION": glb.accessor(np.array([[0, 0, 0], [3, 0, 0.0]]))}
    glb.node(
        name="copies",
        mesh=mesh,
        scale=[-1, 1, 1],
        extensions={"EXT_mesh_gpu_instancing": {"attributes": places}},
    )
    return glb.bytes()


def _gltf() -> bytes:
    vertices, faces = box_part("seat")
    positions, corners = vertices.astype("<f4").tobytes(), faces.astype("<u2").tobytes()
    uri = "data:;base64," + base64.b64encode(positions + corners).decode()
    document = {
        "asset": {"version": "2.0"},
        "buffers": [{"uri": uri, "byteLength": len(positions) + len(corners)}],
        "bufferViews": [
            {"buffer": 0, "byteLength": len(positions)},
            {"buffer": 0, "byteOffset": len(positions), "byteLength": len(corners)},
        ],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": len(vertices), "type": "VEC3"},
            {"bufferView": 1, "componentType": 5123, "count": faces.size, "type": "SCALAR"},
        ],
        "materials": [{"name": "m", "pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}}],
        "textures": [{"source": 0, "sampler": 0}],
        "samplers": [{"wrapS": 33071}],
        "images": [{"uri": "wood.png"}],
        "meshes": [
            {"primitives": [{"attributes": {"POSITION": 0}, "indices": 1, "material": 0}]},
        ],
        "nodes": [{"children": [1], "scale": [1, 2, 1]}, {"mesh": 0, "rotation": [0, 0, 0, 1]}],
        "scenes": [{"nodes": [0]}],
        "scene": 0,
    }
    return json.dumps(document).encode()


def _obj() -> bytes:
    vertices, faces = box_part("seat")
    lines = ["mtllib chair.mtl", "o seat #1"]
    lines += [f"v {x} {y} {z} 0.5 0.25 1" for x, y, z in vertices.tolist()]
    lines += [f"vt {x} {z}" for x, _, z in vertices.tolist()]
    lines += ["vn 0 1 0", "vn 0 0 1", "usemtl Wood #1"]
    lines += [
        "f " + " ".join(f"{corner + 1}/{corner + 1}/1" for corner in face)
        for face in faces.tolist()
    ]
    return (
        "\n".join(lines) + "\nf 1//2 2//2 3//2 4//2\nf -1 -2 -3 \\\n -4\np 1 2\nl 1 2\n"
    ).encode()


def _ply() -> bytes:
    channels = "".join(f"property uchar {name}\n" for name in ("red", "green", "blue"))
    header = (
        "ply\nformat ascii 1.0\ncomment TextureFile wood.png\nelement vertex 4\nproperty float x\n"
        "property float y\nproperty float z\nproperty float nx\nproperty float ny\n"
        f"property float nz\n{channels}element face 2\nproperty list uchar int vertex_indices\n"
        "property list uchar float texcoord\nproperty int texnumber\nend_header\n"
    )
    points = "".join(f"{x} {y} 0 0 0 1 9 8 7\n" for x, y in ((0, 0), (2, 2), (0, 0.8), (-2, 2)))
    return (header + points + "4 0 1 2 3 8 0 0 1 0 1 1 0 1 0\n3 0 1 2 6 0 0 1 0 1 1 0\n").encode()


def _binary_ply() -> bytes:
    header = (
        "ply\nformat binary_little_endian 1.0\nelement vertex 4\nproperty double x\n"
        "property double y\nproperty double z\nproperty ushort r\nproperty ushort g\n"
        "property ushort b\nelement face 2\nproperty list uchar uint vertex_indices\n"
        "property uchar red\nproperty uchar green\nproperty uchar blue\nend_header\n"
    )
    body = b"".join(
        struct.pack("<3d3H", x, y, z, 60000, 5, 9)
        for x, y, z in ((0, 0, 0), (2, 2, 0), (0, 0.8, 0), (-2, 2, 1))
    )
    body += struct.pack("<B4I3B", 4, 0, 1, 2, 3, 1, 2, 3) + struct.pack(
        "<B3I3B", 3, 0, 1, 3, 4, 5, 6
    )
    return header.encode() + body
