"""The page's numbers, unfolded by a plain twin of its script."""

import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from patchalign3d_cli.page.model import segmentation_model
from patchalign3d_cli.page.payload import Payload, _backward, _welded, payload, shape_payload
from patchalign3d_cli.pictures.frame import picture_frame
from patchalign3d_cli.pieces.split import split
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.saving import save_segmentation
from patchalign3d_cli.shapes.shape import Shape


def unfolded(packed: Payload) -> dict[str, NDArray]:
    data, offset, arrays = zlib.decompress(packed.data), 0, {}
    for name, entry in packed.header["arrays"].items():
        rows, count, width = entry["rows"], entry["count"], entry["bytes"]
        planes = np.frombuffer(data, np.uint8, rows * count * width, offset)
        offset += len(planes)
        values = np.ascontiguousarray(planes.reshape(width, rows, count).transpose(1, 2, 0))
        values = values.view(f"<u{width}")[..., 0]
        if entry["running"]:
            values = np.cumsum(values, axis=1, dtype=values.dtype)
        arrays[name] = values
    assert offset == len(data)
    return arrays


def forward(distances: NDArray) -> list[int]:
    following, index = 0, []
    for distance in distances.tolist():
        index.append(following - distance)
        following += distance == 0
    return index


def shown_places(packed: Payload, arrays: dict[str, NDArray]) -> NDArray:
    grid = arrays["position"].T / 65535
    positions = np.array(packed.header["low"]) + grid * packed.header["extent"]
    return positions[forward(arrays["index"][0])] if "index" in arrays else positions


def test_the_page_has_the_same_shape_in_the_same_order(make_result, kind):
    result = make_result(kind, up="z")
    packed = payload(segmentation_model(result))
    arrays = unfolded(packed)
    upright = picture_frame(result.source).apply(result.source.vertices)
    if result.source.faces is not None:
        upright = upright[result.source.faces.reshape(-1)]
    np.testing.assert_allclose(shown_places(packed, arrays), upright, atol=2e-5)
    np.testing.assert_array_equal(arrays["label"][0].astype(int) - 1, result.labels)


def test_a_shape_alone_is_packed_as_in_a_result(make_result, kind):
    result = make_result(kind, up="z")
    alone, whole = shape_payload(result.source), payload(segmentation_model(result))
    arrays, others = unfolded(alone), unfolded(whole)
    assert arrays.keys() == others.keys() - {"label", "confidence", "heat", "piece"}
    for name, values in arrays.items():
        np.testing.assert_array_equal(values, others[name])
    assert alone.header["elements"] == result.source.element_count


def test_confidence_is_what_rounding_gives(make_result):
    result = make_result()
    arrays = unfolded(payload(segmentation_model(result)))
    np.testing.assert_array_equal(
        arrays["confidence"][0], [round(float(value) * 100) for value in result.confidence]
    )


def test_heat_spans_each_part_s_own_fits(make_result):
    result = make_result(options={"temperature": 0.1})
    packed = payload(segmentation_model(result))
    heat, scale = unfolded(packed)["heat"], packed.header["heat"]
    for part in range(2):
        low, high = scale["low"][part], scale["high"][part]
        fits = low + heat[part] / scale["levels"] * (high - low)
        expected = 0.1 * result.scores[:, part]
        np.testing.assert_allclose(fits, expected, atol=(high - low) / 120)


@pytest.mark.parametrize("scores", [np.empty((192, 0)), np.full((192, 2), np.nan)])
def test_missing_and_odd_scores(make_result, scores):
    result = make_result()
    odd = PartSegmentation(**{**vars(result), "scores": scores.astype(np.float32)})
    packed = payload(segmentation_model(odd))
    assert (packed.header["heat"] is None) == (scores.shape[1] == 0)


def test_many_parts_take_two_bytes(make_result):
    labels = (np.arange(192) * 2).astype(np.int32) - 1
    result = make_result(parts=tuple(map(str, range(400))), labels=labels)
    arrays = unfolded(payload(segmentation_model(result)))
    np.testing.assert_array_equal(arrays["label"][0].astype(int) - 1, labels)


def test_a_shape_without_extent_is_a_place(make_result):
    result = make_result("cloud", vertices=np.full((5, 3), 7.0))
    packed = payload(segmentation_model(result))
    assert packed.header["extent"] == [0, 0, 0]


def test_strays_take_no_steps_from_the_others(make_result, kind):
    """A face (a point) a thousand boxes away: the others keep their 65,535 steps."""
    result = make_result(kind)
    vertices, faces = result.source.vertices, result.source.faces
    far = np.array([[0, 2000.0, 0], [0.1, 2000, 0], [0, 2000, 0.1]])
    if faces is not None:
        faces = np.concatenate([faces, [[len(vertices) + k for k in range(3)]]])
    shape = Shape(np.concatenate([vertices, far if kind == "mesh" else far[:1]]), faces)
    parts = {**vars(result), "source": shape, "labels": np.append(result.labels, 1)}
    parts["confidence"] = np.append(result.confidence, 1).astype(np.float32)
    parts["scores"] = np.concatenate([result.scores, result.scores[:1]])
    packed = payload(segmentation_model(PartSegmentation(**parts)))
    expected = payload(segmentation_model(result))
    assert packed.header["extent"] == expected.header["extent"]
    shown = shown_places(packed, unfolded(packed))
    before = shown_places(expected, unfolded(expected))
    np.testing.assert_allclose(shown[: len(before)], before, atol=2e-5)
    assert (shown[len(before) :] == shown[0]).all()


@given(st.lists(st.tuples(*[st.integers(0, 3)] * 3), min_size=1, max_size=60))
def test_welding_and_distances_are_invertible(corners):
    grid = np.array(corners, dtype=np.uint16)
    vertices, index = _welded(grid)
    assert len(np.unique(vertices, axis=0)) == len(vertices)
    again = forward(_backward(index))
    assert again == index.tolist()
    np.testing.assert_array_equal(vertices[again], grid)


@pytest.mark.slow
def test_a_page_of_200_000_faces_is_smaller_than_its_glb(make_result, tmp_path):
    side = 317
    line = np.linspace(-1, 1, side)
    x, y = (grid.reshape(-1) for grid in np.meshgrid(line, line))
    random = np.random.default_rng(0)
    z = 0.3 * np.sin(3 * x) * np.cos(4 * y) + random.normal(scale=1e-3, size=len(x))
    first = (np.arange(side - 1)[:, None] * side + np.arange(side - 1)).reshape(-1)
    lower = np.stack([first, first + 1, first + side], axis=1)
    upper = np.stack([first + 1, first + side + 1, first + side], axis=1)
    faces = np.concatenate([lower, upper]).astype(np.int64)[:199_712]
    bends = np.stack([np.sin(x), np.cos(y), np.sin(x + y), z * 3], axis=1)[faces[:, 0]]
    scores = (bends + random.normal(scale=0.1, size=bends.shape)).astype(np.float32)
    sure = random.uniform(0.4, 1, len(faces)).astype(np.float32)
    values = {
        "source": Shape(np.stack([x, y, z], axis=1), faces),
        "labels": scores.argmax(axis=1).astype(np.int32),
        "scores": scores,
        "confidence": sure,
        "parts": ("a", "b", "c", "d"),
    }
    result = PartSegmentation(**{**vars(make_result()), **values})
    for suffix in (".glb", ".html"):
        save_segmentation(result, tmp_path / f"big{suffix}")
    sizes = [(tmp_path / f"big{suffix}").stat().st_size for suffix in (".glb", ".html")]
    assert sizes[1] < 1.5 * sizes[0], sizes


def test_pieces_are_those_of_the_result_or_what_hangs_together(make_result):
    whole = make_result()
    assert segmentation_model(whole).pieces is None  # each part is one piece
    sides = (whole.source.centroids()[:, 0] > 0).astype(np.int32)
    ends = np.abs(whole.source.centroids()[:, 0]) > 0.8 * whole.source.centroids()[:, 0].max()
    result = make_result(labels=ends.astype(np.int32))
    pieces, expected = segmentation_model(result).pieces, split(result, "instances").pieces
    assert pieces is not None and expected is not None
    assert pieces.names == expected.names and len(pieces.names) == 3
    packed = unfolded(payload(segmentation_model(result)))["piece"][0]
    assert np.array_equal(packed, pieces.labels + 1)
    own = segmentation_model(split(make_result(labels=sides), "parts")).pieces
    assert own is None
