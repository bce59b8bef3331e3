"""A GLB taken apart by the letter of glTF 2.0, without the code under test."""

import json
import struct

import numpy as np

COMPONENTS = {5126: "<f4", 5125: "<u4", 5123: "<u2", 5121: "u1"}
WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4}


def read(path):
    """The document and a function that gives the values of an accessor."""
    data = path.read_bytes()
    magic, version, total = struct.unpack_from("<4sII", data)
    assert (magic, version, total) == (b"glTF", 2, len(data))
    size, kind = struct.unpack_from("<I4s", data, 12)
    assert kind == b"JSON"
    document = json.loads(data[20 : 20 + size])
    binary_size, kind = struct.unpack_from("<I4s", data, 20 + size)
    assert kind == b"BIN\0"
    binary = data[28 + size :]
    assert len(binary) == binary_size == document["buffers"][0]["byteLength"]

    def values(index):
        accessor = document["accessors"][index]
        view = document["bufferViews"][accessor["bufferView"]]
        kind = COMPONENTS[accessor["componentType"]]
        assert view["byteOffset"] % 4 == 0
        width = WIDTHS[accessor["type"]]
        count = accessor["count"] * width
        assert view["byteLength"] == count * np.dtype(kind).itemsize
        flat = np.frombuffer(binary, kind, count, view["byteOffset"])
        found = flat.reshape(-1, width) if width > 1 else flat
        if "min" in accessor:
            assert found.min(axis=0).tolist() == accessor["min"]
            assert found.max(axis=0).tolist() == accessor["max"]
        return found

    return document, values
