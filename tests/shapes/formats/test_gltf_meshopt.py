"""Geometry that meshopt packed, against the bytes that its own library gives."""

import base64
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes import load_shape
from patchalign3d_cli.shapes.formats.gltf.meshopt.attributes import decode_attributes
from patchalign3d_cli.shapes.formats.gltf.meshopt.filters import apply_filter
from patchalign3d_cli.shapes.formats.gltf.meshopt.triangles import decode_indices, decode_triangles

DATA = Path(__file__).parents[2] / "data" / "cases"
# Made with the encoder and the decoder of the npm package meshoptimizer 1.3.0.
GOLDENS = json.loads((DATA / "meshopt.json").read_text())


@pytest.mark.parametrize("golden", GOLDENS, ids=lambda golden: golden["name"])
def test_same_as_the_library(golden: dict) -> None:
    data, expected = (base64.b64decode(golden[key]) for key in ("data", "expected"))
    count, stride = golden["count"], golden["stride"]
    if golden["mode"] == "ATTRIBUTES":
        values = apply_filter(decode_attributes(data, count, stride), golden["filter"], stride)
    else:
        decode = decode_triangles if golden["mode"] == "TRIANGLES" else decode_indices
        values = decode(data, count).astype(f"<u{stride}").tobytes()
    if golden["filter"] == "COLOR":  # the library rounds float32
        found, wanted = (np.frombuffer(some, f"<u{stride // 4}") for some in (values, expected))
        assert np.abs(found.astype(int) - wanted.astype(int)).max() <= 1
    else:
        assert values == expected


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damage_is_a_value_error(data: st.DataObject) -> None:
    golden = data.draw(st.sampled_from(GOLDENS))
    packed = bytearray(base64.b64decode(golden["data"]))
    for _ in range(data.draw(st.integers(0, 4))):
        packed[data.draw(st.integers(0, len(packed) - 1))] = data.draw(st.integers(0, 255))
    packed = packed[: data.draw(st.integers(0, len(packed)))]
    count = data.draw(st.sampled_from([golden["count"], 0, 3, golden["count"] * 3]))
    try:
        if golden["mode"] == "ATTRIBUTES":
            unpacked = decode_attributes(bytes(packed), count, golden["stride"])
            apply_filter(unpacked, golden["filter"], golden["stride"])
        elif golden["mode"] == "TRIANGLES":
            decode_triangles(bytes(packed), count)
        else:
            decode_indices(bytes(packed), count)
    except (ValueError, IndexError):
        pass


def test_a_whole_file(tmp_path: Path) -> None:
    """A chair that gltfpack 1.3 made of six boxes, with quantized positions and packed corners."""
    shape = load_shape(DATA / "meshopt_chair.glb")
    assert shape.element_count == 72
    np.testing.assert_allclose(shape.bounds, [[-0.25, 0, -0.25], [0.25, 0.95, 0.25]], atol=1e-3)
    assert shape.element_areas().sum() == pytest.approx(1.5144, rel=1e-3)
    content = bytearray((DATA / "meshopt_chair.glb").read_bytes())
    content[-40:] = bytes(40)
    (tmp_path / "a.glb").write_bytes(content)
    with pytest.raises(ShapeError, match="meshopt data is damaged|points at vertex"):
        load_shape(tmp_path / "a.glb")
