"""glTF files as exporters write them: empty parts, flags that lack, values that are no use."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes import Shape, load_shape
from support.box_chairs import box_part
from support.glb_writing import GlbBuilder
from support.textures import PNG, textured_glb

Load = Callable[..., Shape]


def with_box() -> GlbBuilder:
    glb = GlbBuilder()
    glb.node(mesh=glb.mesh(*box_part("seat")))
    return glb


@pytest.mark.parametrize(
    ("primitives", "warning"),
    [
        (None, "a mesh without primitives was left out"),
        ([], "a mesh without primitives was left out"),
        ([{"attributes": {}}], "a primitive without positions was left out"),
        ([{"attributes": {"_ID": 0}}], "a primitive without positions was left out"),
        ([{}], "a primitive without positions was left out"),
        ([{"attributes": {"POSITION": 2}}], "an empty primitive was left out"),
        ([{"attributes": {"POSITION": 0}, "indices": 2}], "an empty primitive was left out"),
        ([{"attributes": {"POSITION": 0}, "indices": 3}], "corners beyond its last triangle"),
        ([{"attributes": {"POSITION": 0}, "mode": 1}], "its lines were left out"),
    ],
)
def test_what_is_empty_is_left_out_with_a_word(load: Load, primitives: Any, warning: str) -> None:
    glb = with_box()
    empty = glb.accessor(np.zeros((0, 3)))
    del glb.document["accessors"][empty]["bufferView"]
    if primitives and primitives[0].get("indices") == 2:
        glb.document["accessors"][empty].update(type="SCALAR", componentType=5125)
    glb.accessor(np.array([0, 1], "<u2"))
    glb.document["meshes"].append({} if primitives is None else {"primitives": primitives})
    glb.node(mesh=1)
    shape = load("a.glb", glb.bytes())
    assert shape.element_count == 12
    assert any(warning in text for text in shape.warnings)


def test_corners_beyond_the_last_triangle_are_left_out(load: Load) -> None:
    vertices, faces = box_part("seat")
    glb = GlbBuilder()
    glb.node(mesh=glb.mesh(vertices, np.append(faces.reshape(-1), 0)))
    shape = load("a.glb", glb.bytes())
    assert np.array_equal(shape.faces, faces)


@pytest.mark.parametrize("kind", ["u1", "<u2"])
@pytest.mark.parametrize("flag", [True, False, None])
@pytest.mark.parametrize("channels", [3, 4])
def test_whole_numbers_of_colours_are_fractions(
    load: Load, kind: str, flag: bool | None, channels: int
) -> None:
    vertices, faces = box_part("seat")
    glb = GlbBuilder()
    share = np.tile([0.2, 0.4, 0.6, 1.0], (len(vertices), 1))[:, :channels]
    values = np.rint(share * np.iinfo(kind).max).astype(kind)
    more = {} if flag is None else {"normalized": flag}
    glb.node(mesh=glb.mesh(vertices, faces, COLOR_0=glb.accessor(values, **more)))
    if values.dtype == np.uint8 and channels == 3:
        glb.document["bufferViews"][0].pop("byteStride", None)
    shape = load("a.glb", glb.bytes())
    found, corners = shape.appearance.elements.attributes["COLOR_0"]
    np.testing.assert_allclose(found[corners][0, 0], [0.2, 0.4, 0.6, 1.0], atol=3e-3)


@pytest.mark.parametrize("bad", [[0, 0, 0], [np.nan, 0, 1], [np.inf, 0, 0]])
def test_one_bad_normal_costs_itself_alone(load: Load, bad: list[float]) -> None:
    vertices, faces = box_part("seat")
    normals = np.tile([0.6, 0.8, 0.0], (len(vertices), 1))
    normals[0] = bad
    glb = GlbBuilder()
    glb.node(mesh=glb.mesh(vertices, faces, NORMAL=glb.accessor(normals)))
    shape = load("a.glb", glb.bytes())
    values, corners = shape.appearance.elements.attributes["NORMAL"]
    found = values[corners]
    good = shape.faces != 0
    np.testing.assert_allclose(found[good], np.broadcast_to([0.6, 0.8, 0], found[good].shape))
    points = shape.vertices[shape.faces]
    flat = np.cross(points[:, 1] - points[:, 0], points[:, 2] - points[:, 0])
    flat /= np.linalg.norm(flat, axis=1, keepdims=True)
    rows, columns = np.nonzero(~good)
    np.testing.assert_allclose(found[rows, columns], flat[rows], atol=1e-6)
    assert "1 values of NORMAL are no use" in shape.appearance.warnings[0]


@pytest.mark.parametrize("bad", [[np.nan, 0], [0, np.inf]])
def test_one_bad_texture_coordinate_costs_itself_alone(load: Load, bad: list[float]) -> None:
    vertices, faces = box_part("seat")
    coordinates = vertices[:, :2].copy()
    coordinates[3] = bad
    glb = GlbBuilder()
    glb.node(mesh=glb.mesh(vertices, faces, TEXCOORD_0=glb.accessor(coordinates)))
    shape = load("a.glb", glb.bytes())
    values, corners = shape.appearance.elements.attributes["TEXCOORD_0"]
    assert ((corners < 0) == (shape.faces == 3)).all()
    there = corners >= 0
    np.testing.assert_allclose(
        values[corners[there]], vertices[shape.faces[there]][:, :2], atol=1e-6
    )


@pytest.mark.parametrize(
    "uri",
    ["data\\my box.bin", "data/my box.bin", ".\\data\\my%20box.bin", "DATA/My%20Box.BIN"]
    + ["data/100%25 box.bin", "data//my box.bin"],
)
def test_buffers_by_the_names_that_programs_write(tmp_path: Path, uri: str) -> None:
    glb = with_box().bytes()
    size = int.from_bytes(glb[12:16], "little")
    document = json.loads(glb[20 : 20 + size])
    (tmp_path / "data").mkdir()
    for name in ("my box.bin", "100%25 box.bin"):
        (tmp_path / "data" / name).write_bytes(glb[28 + size :])
    document["buffers"][0]["uri"] = uri
    (tmp_path / "a.gltf").write_text(json.dumps(document))
    assert load_shape(tmp_path / "a.gltf").element_count == 12


KEYS = ["index", "extensions", "source", "KHR_texture_transform", "texCoord", "a"]
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["index", "extensions", "source", "KHR_texture_transform", "texCoord", "a"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


def paths_of(value: Any, path: tuple = ()) -> list[tuple]:
    """The paths to all values of a JSON document."""
    inner: list[tuple] = []
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in items:
            inner += [(*path, key), *paths_of(item, (*path, key))]
    return inner


@pytest.mark.slow
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_json_anywhere_is_one_line_or_a_skipped_feature(
    tmp_path: Path, data: st.DataObject
) -> None:
    from patchalign3d_cli.options import OutputOptions
    from patchalign3d_cli.results import ModelIdentity, PartSegmentation
    from patchalign3d_cli.saving import save_segmentation

    glb = textured_glb()
    size = int.from_bytes(glb[12:16], "little")
    document = json.loads(glb[20 : 20 + size])
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(paths_of(document)))
        holder = document
        for key in path[:-1]:
            holder = holder[key]
        holder[path[-1]] = data.draw(ANY_JSON)
    text = json.dumps(document).encode()
    text += b" " * (-len(text) % 4)
    rest = glb[20 + size :]
    head = glb[:8] + (20 + len(text) + len(rest)).to_bytes(4, "little")
    file = tmp_path / "a.glb"
    file.write_bytes(head + len(text).to_bytes(4, "little") + b"JSON" + text + rest)
    try:
        shape = load_shape(file)
    except ShapeError as error:
        assert "\n" not in str(error) and len(str(error)) < 1000
        return
    count = shape.element_count
    result = PartSegmentation(
        shape,
        ("a",),
        np.zeros(count, np.int32),
        np.ones(count, np.float32),
        np.zeros((count, 1), np.float32),
        ModelIdentity("m", "00", "t", "MIT"),
        {},
    )
    options = OutputOptions(appearance="keep")
    save_segmentation(result, tmp_path / "b.glb", overwrite=True, options=options)
    load_shape(tmp_path / "b.glb")


def test_a_document_that_is_nested_endlessly(load: Load) -> None:
    for text in ("[" * 100_000, '{"asset":' * 100_000, '{"asset":{"version":"2.0","extras":'):
        with pytest.raises(ShapeError, match="JSON is damaged"):
            load("a.gltf", text)
    deep: Any = 1
    for _ in range(900):
        deep = {"a": deep}
    data = textured_glb(materials=[{"name": "a", "extras": deep}, {"extensions": {"X": deep}}, {}])
    shape = load("b.glb", data)
    assert "values that glTF does not allow" in shape.appearance.warnings[0]


def test_ktx2_and_webp_images_pass_through(load: Load, tmp_path: Path) -> None:
    ktx2 = b"\xabKTX 20\xbb\r\n\x1a\n" + bytes(60)
    webp = b"RIFF\x10\0\0\0WEBPVP8 " + bytes(20)
    import base64

    images = [
        {"uri": "data:image/ktx2;base64," + base64.b64encode(ktx2).decode()},
        {"uri": "data:image/webp;base64," + base64.b64encode(webp).decode()},
    ]
    textures = [
        {"extensions": {"KHR_texture_basisu": {"source": 0}}},
        {"source": 5, "extensions": {"EXT_texture_webp": {"source": 1}}},
    ]
    shape = load("a.glb", textured_glb(images=images, textures=textures))
    assert [image.data for image in shape.appearance.images] == [ktx2, webp]
    assert [image.mime for image in shape.appearance.images] == ["image/ktx2", "image/webp"]
    assert PNG not in [image.data for image in shape.appearance.images]
