"""What a file says about its parts: regions decided as one, and names that are heard or not."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import patchalign3d_cli as pa3d
from patchalign3d_cli.cli.app import app
from patchalign3d_cli.segmenting.hint_names import match_names
from patchalign3d_cli.segmenting.hints import follow_hints
from patchalign3d_cli.shapes import Shape
from patchalign3d_cli.shapes.shape import ShapeNode
from support.glb_writing import GlbBuilder

PARTS = ["seat", "leg", "back"]


@pytest.fixture(scope="module")
def segmenter() -> pa3d.Segmenter:
    return pa3d.load_segmenter(backend="light", offline=True)


def strips(*counts: int, names: tuple[str, ...] = ()) -> Shape:
    """Nodes of so many triangles, which touch nothing; each triangle is as large as another."""
    total = sum(counts)
    corners = np.array([[0.0, 0, 0], [1, 0, 0], [0, 1, 0]])
    vertices = np.concatenate([corners + [3 * i, 0, 0] for i in range(total)])
    starts = np.cumsum([0, *counts])
    nodes = tuple(
        ShapeNode(names[i] if names else f"Cube.{i}", int(starts[i]), count, np.eye(4))
        for i, count in enumerate(counts)
    )
    return Shape(vertices, np.arange(3 * total).reshape(-1, 3), nodes=nodes)


def logits(*rows: tuple[float, float, float]) -> np.ndarray:
    return np.array(rows, np.float32)


SEAT, LEG, BACK = (2.0, 0.0, 0.0), (0.0, 2.0, 0.0), (0.0, 0.0, 2.0)


def test_a_region_whose_scores_agree_is_one_part(segmenter):
    shape = strips(10, 10)
    scores = logits(*[SEAT] * 9, (0.0, 0.5, 0.0), *[LEG] * 10)
    hinted = follow_hints(shape, scores, PARTS, segmenter.asker)
    assert hinted.scores.argmax(axis=1).tolist() == [0] * 10 + [1] * 10
    assert np.allclose(hinted.scores[:10], scores[:10].mean(axis=0))
    assert hinted.summary == "borders from 2 nodes"


def test_a_region_that_spans_parts_is_still_cut(segmenter):
    shape = strips(10, 10)
    scores = logits(*[SEAT] * 5, *[BACK] * 5, *[LEG] * 10)
    labels = follow_hints(shape, scores, PARTS, segmenter.asker).scores.argmax(axis=1)
    assert labels.tolist() == [0] * 5 + [2] * 5 + [1] * 10


def test_a_part_that_lives_in_a_region_is_no_noise(segmenter):
    """The neck in the shell of a head: small, and nowhere else."""
    shape = strips(20, 10)
    scores = logits(*[SEAT] * 18, *[(0.0, 0.0, 0.5)] * 2, *[LEG] * 10)
    labels = follow_hints(shape, scores, PARTS, segmenter.asker).scores.argmax(axis=1)
    assert labels.tolist() == [0] * 18 + [2] * 2 + [1] * 10


def test_a_telling_name_outweighs_doubtful_scores(segmenter):
    shape = strips(10, 10, 10, names=("Seat.001", "Leg_FL", "backs"))
    doubtful = (1.5, 0.5, 0.0)  # a leg whose scores say seat
    scores = logits(*[SEAT] * 10, *[doubtful] * 10, *[BACK] * 10)
    hinted = follow_hints(shape, scores, PARTS, segmenter.asker)
    assert hinted.scores.argmax(axis=1).tolist() == [0] * 10 + [1] * 10 + [2] * 10
    assert "names from 3 nodes (seat, leg, back)" in hinted.summary


@pytest.mark.parametrize(
    ("names", "why"),
    [
        (("seat", "seat", "seat"), "all of one name"),
        (("leg", "back", "seat"), "names exchanged"),
        (("Cube.001", "mesh_17", "Material"), "names that say nothing"),
    ],
)
def test_misleading_names_change_nothing(segmenter, names, why):
    shape = strips(10, 10, 10, names=names)
    scores = logits(*[SEAT] * 10, *[LEG] * 10, *[BACK] * 10)
    hinted = follow_hints(shape, scores, PARTS, segmenter.asker)
    assert np.array_equal(hinted.scores, scores), why
    assert "names" not in hinted.summary


def test_a_wrong_name_does_not_beat_scores_that_are_sure(segmenter):
    shape = strips(10, 10, 10, names=("Cube", "leg", "back"))
    scores = logits(*[(6.0, 0.0, 0.0)] * 20, *[BACK] * 10)
    labels = follow_hints(shape, scores, PARTS, segmenter.asker).scores.argmax(axis=1)
    assert labels.tolist() == [0] * 20 + [2] * 10


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_each_face_keeps_its_scores_or_takes_the_mean_of_a_region(segmenter, seed):
    """The slow twin: face by face, against all regions that it is in."""
    random = np.random.default_rng(seed)
    counts = random.integers(1, 8, 4).tolist()
    shape = strips(*counts)
    scores = random.normal(size=(sum(counts), 3)).astype(np.float32)
    joined = follow_hints(shape, scores, PARTS, segmenter.asker).scores
    for node in shape.nodes:
        faces = slice(node.start, node.start + node.count)
        mean = scores[faces].mean(axis=0)
        whole = np.allclose(joined[faces], mean, atol=1e-5)
        assert whole or np.allclose(joined[faces], scores[faces], atol=1e-5)
        cost = (scores[faces].max(axis=1) - scores[faces, mean.argmax()]).mean()
        assert cost <= 0.5 + 1e-5 or not whole or node.count == 1


def test_what_names_mean(segmenter):
    parts = ["wheel", "window", "door", "door handle", "headlight"]
    names = ["wheel_frontLeft.007", "windows.002", "DoorHandle_L", "door.frame", "Cube.003", "tyre"]
    assert match_names(names, parts, segmenter.asker) == [0, 1, 3, -1, -1, 0]


def test_files_without_structure_are_labelled_as_without_hints(segmenter):
    sphere = np.random.default_rng(0).normal(size=(400, 3))
    for shape in (
        Shape(sphere),
        Shape(sphere, np.stack([np.arange(i, i + 398) for i in range(3)], axis=1)),
    ):
        features = segmenter.encode(shape)
        heard = segmenter.query(features, PARTS)
        alone = segmenter.query(features, PARTS, options=pa3d.QueryOptions(hints="none"))
        assert np.array_equal(heard.scores, alone.scores) and heard.options == alone.options


@pytest.mark.slow
def test_a_glb_with_telling_names_is_labelled_by_them(tmp_path: Path):
    """Three boxes in a row, which no model could tell from each other."""
    corners = np.array([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)], float)
    quads = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    faces = np.array([f for a, b, c, d in quads for f in ((a, b, c), (a, c, d))])
    builder = GlbBuilder()
    for number, name in enumerate(("Seat.001", "Leg.001", "Back.001")):
        builder.document["nodes"].append(
            {"name": name, "mesh": builder.mesh(corners + [0, 2 * number, 0], faces)}
        )
        builder.document["scenes"][0]["nodes"].append(number)
    path = tmp_path / "boxes.glb"
    path.write_bytes(builder.bytes())
    words = ["segment", str(path), "-p", "seat,leg,back", "-f", "json", "-o", str(tmp_path)]
    ran = CliRunner().invoke(app, [*words, "--backend", "light"])
    assert ran.exit_code == 0
    written = json.loads((tmp_path / "boxes.parts.json").read_text())
    assert written["options"]["hints"].startswith("borders from ")
    assert f"took {written['options']['hints']}" in " ".join(ran.output.split())
    none = CliRunner().invoke(app, [*words, "--backend", "light", "--hints", "none", "--force"])
    assert none.exit_code == 0 and "took" not in none.output
    assert "hints" not in json.loads((tmp_path / "boxes.parts.json").read_text())["options"]
