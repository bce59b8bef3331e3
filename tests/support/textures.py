"""A textured scene with everything that a GLB should keep, as bytes."""

import io
import json
import struct
from typing import Any

import numpy as np
from PIL import Image

# A square of two triangles, twice: vertices 0-3 and 4-7.
POSITIONS = np.array(
    [[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 0, 1], [1, 0, 1], [1, 1, 1], [0, 1, 1]],
    "<f4",
)
CORNERS = np.array([[0, 1, 2], [0, 2, 3], [4, 5, 6], [4, 6, 7]], "<u2")
COORDINATES = np.array(
    [[0, 0], [0.1, 0], [0.3, 0.7], [0, 1], [0.5, 0.5], [1, 0.25], [1, 1], [0.2, 0.9]], "<f4"
)
SECOND = COORDINATES[::-1].copy()
COLORS = (np.arange(32).reshape(8, 4) * 8).astype("u1")
NORMALS = np.tile(np.array([0, 0, 1], "<f4"), (8, 1))


def image_bytes(kind: str, color: tuple[int, int, int]) -> bytes:
    """A small image file."""
    stream = io.BytesIO()
    Image.new("RGB", (4, 4), color).save(stream, format=kind)
    return stream.getvalue()


PNG, JPEG = image_bytes("PNG", (200, 30, 30)), image_bytes("JPEG", (30, 200, 30))
WOOD = {
    "name": "wood",
    "pbrMetallicRoughness": {
        "baseColorTexture": {
            "index": 1,
            "extensions": {"KHR_texture_transform": {"scale": [2, 2], "texCoord": 1}},
        },
        "roughnessFactor": 0.25,
    },
    "normalTexture": {"index": 0, "scale": 0.5},
    "extensions": {"KHR_materials_clearcoat": {"clearcoatTexture": {"index": 1}}},
    "extras": {"baseColorTexture": "untouched"},
}
PAINT = {"name": "paint", "pbrMetallicRoughness": {"baseColorFactor": [0.1, 0.2, 0.3, 1]}}


def textured_glb(**more: Any) -> bytes:
    """Two nodes with transforms over one mesh each: `Top` in wood, `Base` painted."""
    chunks = [POSITIONS, CORNERS[:2], CORNERS[2:], COORDINATES, SECOND, COLORS, NORMALS]
    blobs = [chunk.tobytes() for chunk in chunks] + [PNG, JPEG]
    views, buffer = [], b""
    for blob in blobs:
        views.append({"buffer": 0, "byteOffset": len(buffer), "byteLength": len(blob)})
        buffer += blob + bytes(-len(blob) % 4)
    kinds = [(5126, 8, "VEC3"), (5123, 6, "SCALAR"), (5123, 6, "SCALAR"), (5126, 8, "VEC2")]
    kinds += [(5126, 8, "VEC2"), (5121, 8, "VEC4"), (5126, 8, "VEC3")]
    accessors: list[dict[str, Any]] = [
        {"bufferView": i, "componentType": code, "count": count, "type": shape}
        for i, (code, count, shape) in enumerate(kinds)
    ]
    accessors[5]["normalized"] = True
    accessors[0].update(min=[0, 0, 0], max=[1, 1, 1])
    attributes = {"POSITION": 0, "NORMAL": 6, "TEXCOORD_0": 3, "TEXCOORD_1": 4, "COLOR_0": 5}
    document = {
        "asset": {"version": "2.0"},
        "extensionsUsed": ["KHR_texture_transform", "KHR_materials_clearcoat", "KHR_lights"],
        "scenes": [{"nodes": [0, 1]}],
        "nodes": [
            {"name": "Top", "mesh": 0, "translation": [10, 0, 0], "scale": [2, 4, 8]},
            {"name": "Base", "mesh": 1, "rotation": [0, 0, 0.5**0.5, 0.5**0.5]},
        ],
        "meshes": [
            {"primitives": [{"attributes": attributes, "indices": 1, "material": 1}]},
            {"primitives": [{"attributes": attributes, "indices": 2, "material": 2}]},
        ],
        "materials": [{"name": "unused", "normalTexture": {"index": 0}}, WOOD, PAINT],
        "textures": [{"source": 0, "sampler": 0}, {"source": 1}],
        "samplers": [{"wrapS": 33071}],
        "images": [
            {"bufferView": 7, "mimeType": "image/png", "name": "bumps"},
            {"bufferView": 8, "mimeType": "image/jpeg"},
        ],
        "accessors": accessors,
        "bufferViews": views,
        "buffers": [{"byteLength": len(buffer)}],
        **more,
    }
    text = json.dumps(document).encode()
    text += b" " * (-len(text) % 4)
    body = struct.pack("<I4s", len(text), b"JSON") + text
    body += struct.pack("<I4s", len(buffer), b"BIN\0") + buffer
    return struct.pack("<4sII", b"glTF", 2, 12 + len(body)) + body
