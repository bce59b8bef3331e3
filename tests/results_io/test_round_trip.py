"""What is read back is what was written: every format, every kind of result."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from patchalign3d_cli import load_segmentation, save_segmentation
from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.results_io import RESULT_SUFFIXES
from patchalign3d_cli.shapes import up_rotation
from support.round_trips import CASES

HOLD_SHAPE = (".ply", ".glb")
NEED_SHAPE = (".json", ".npz")
FINER = tuple(name for name in CASES if "refined" in name or "piece" in name)


class Trip(NamedTuple):
    """A result, the file that it was written to, and what was read from that."""

    result: PartSegmentation
    path: Path
    back: PartSegmentation


def travel(result: PartSegmentation, folder: Path, suffix: str, **more) -> Trip:
    path = folder / f"chair.parts{suffix}"
    save_segmentation(result, path, overwrite=True, **more)
    if suffix in HOLD_SHAPE:  # they need nothing else
        path = Path(shutil.move(path, folder / "alone" / path.name))
    return Trip(result, path, load_segmentation(path))


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    """A result and the folder of its shape."""
    folder = tmp_path_factory.mktemp("case")
    (folder / "alone").mkdir()
    return CASES[request.param](folder), folder


@pytest.fixture(scope="module", params=RESULT_SUFFIXES)
def trip(request: pytest.FixtureRequest, case) -> Trip:
    return travel(*case, request.param)


def corners(result: PartSegmentation) -> np.ndarray:
    """(E, 3, 3) corners of the faces, (E, 3) points of a cloud."""
    source = result.source
    return source.vertices if source.faces is None else source.vertices[source.faces]


def same(ours, theirs) -> bool:
    if ours is None or theirs is None:
        return ours is theirs
    return np.array_equal(ours, theirs)


def test_parts_labels_and_pieces_come_back(trip):
    result, _, back = trip
    assert (back.parts, back.model, back.options) == (result.parts, result.model, result.options)
    assert same(back.labels, result.labels) and back.labels.dtype == np.int32
    assert same(back.source_faces, result.source_faces)
    if result.pieces is None:
        assert back.pieces is None
    else:
        assert back.pieces.names == result.pieces.names
        assert same(back.pieces.parts, result.pieces.parts)
        assert same(back.pieces.labels, result.pieces.labels)


def test_objects_come_back(trip):
    result, _, back = trip
    if result.objects is None:
        assert back.objects is None
    else:
        assert (back.objects.names, back.objects.source) == (result.objects.names, "pieces")
        assert same(back.objects.labels, result.objects.labels)
        assert back.object_summary()[0].count == result.object_summary()[0].count


def test_numbers_come_back_as_exactly_as_the_format_says(trip):
    result, path, back = trip
    allowed = {".json": 0.5e-4, ".glb": 0.5 / 65535}.get(path.suffix, 0)
    gaps = np.abs(back.confidence - result.confidence)
    assert gaps.max() <= allowed + 1e-7 * (allowed > 0)
    expected = result.scores if path.suffix == ".npz" else result.scores[:, :0]
    assert same(back.scores, expected) and back.scores.dtype == np.float32


def test_elements_are_where_they_were(trip):
    result, path, back = trip
    if path.suffix == ".glb":
        expected = corners(result) @ up_rotation(result.source.up).T
        assert corners(back) == pytest.approx(expected, abs=1e-6)
        assert back.source.up == "y" and back.source.is_cloud == result.source.is_cloud
        return
    assert same(corners(back), corners(result))
    assert same(back.source.vertices, result.source.vertices)
    assert (back.source.up, back.source.is_cloud) == (result.source.up, result.source.is_cloud)


def test_json_and_npz_know_the_elements_of_the_file(trip):
    result, path, back = trip
    ours, theirs = back.source, result.source
    if path.suffix in HOLD_SHAPE:
        assert ours.path == path and ours.face_index is None and ours.vertex_index is None
        return
    assert same(ours.face_index, theirs.face_index)
    assert same(ours.vertex_index, theirs.vertex_index)
    assert (ours.path, ours.sha256, ours.up_assumed) == (
        theirs.path,
        theirs.sha256,
        theirs.up_assumed,
    )


def test_json_and_npz_take_nodes_and_appearance_from_the_shape(trip):
    result, path, back = trip
    if path.suffix in HOLD_SHAPE:
        return
    if result.source_faces is None or result.source_faces.min() >= 0:
        nodes = [(node.name, node.start, node.count) for node in back.source.nodes]
        assert nodes == [(node.name, node.start, node.count) for node in result.source.nodes]
    appearance, found = result.source.appearance, back.source.appearance
    assert (appearance is None) == (found is None)
    if appearance is None:
        return
    assert same(found.elements.materials, appearance.elements.materials)
    assert set(found.elements.attributes) == set(appearance.elements.attributes)
    for name, (values, index) in appearance.elements.attributes.items():
        theirs, at = found.elements.attributes[name]
        assert same(at < 0, index < 0)
        assert theirs[at] == pytest.approx(values[index], abs=1e-6), name


@pytest.mark.parametrize("suffix", NEED_SHAPE)
def test_what_was_read_writes_the_same_bytes(case, suffix):
    result, folder = case
    if suffix == ".json":  # the means in it know more digits than its list
        result = travel(result, folder, suffix).back
    _, path, back = travel(result, folder, suffix)
    first = path.read_bytes()
    assert travel(back, folder, suffix).path.read_bytes() == first


@pytest.mark.parametrize("name", FINER)
@pytest.mark.parametrize("suffix", NEED_SHAPE)
def test_faces_that_are_in_no_other_file_need_none(name, suffix, tmp_path):
    result = CASES[name](tmp_path)
    path = tmp_path / f"chair.parts{suffix}"
    save_segmentation(result, path)
    result.source.path.unlink()
    back = load_segmentation(path)
    assert same(corners(back), corners(result)) and same(back.labels, result.labels)
    assert back.source.up == result.source.up
    (warning,) = back.source.warnings
    assert result.source.path.name in warning and "--shape" in warning


@pytest.mark.parametrize("options", [OutputOptions("keep"), OutputOptions(heatmap=True)])
def test_a_glb_of_any_appearance_reads_back(case, options):
    result, _, back = travel(*case, ".glb", options=options)
    assert same(back.labels, result.labels) and back.parts == result.parts
    expected = corners(result) @ up_rotation(result.source.up).T
    assert corners(back) == pytest.approx(expected, abs=1e-6)
    if result.pieces is not None:
        assert same(back.pieces.labels, result.pieces.labels)


@pytest.mark.parametrize("suffix", RESULT_SUFFIXES)
def test_unknown_confidences_stay_unknown(suffix, tmp_path):
    (tmp_path / "alone").mkdir()
    result = replace(CASES["plain"](tmp_path), confidence=np.full(192, np.nan, np.float32))
    back = travel(result, tmp_path, suffix).back
    assert np.isnan(back.confidence).all() and same(back.labels, result.labels)
