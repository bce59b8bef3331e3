import re

import numpy as np
import pytest
import trimesh
from hypothesis import given
from hypothesis import strategies as st

from patchalign3d_cli.coloring.palette import UNLABELLED_COLOR, palette
from patchalign3d_cli.results_io.ply.notes import header_text
from patchalign3d_cli.results_io.ply.writer import write_ply

TYPES = {"float": "<f4", "double": "<f8", "int": "<i4", "uchar": "u1"}


def read(path):
    """Elements of a binary PLY by name, each a structured array, and the header's lines."""
    data = path.read_bytes()
    end = data.index(b"end_header\n") + len(b"end_header\n")
    lines = data[:end].decode("ascii").splitlines()
    elements, place = {}, end
    for line in lines:
        words = line.split()
        if words[0] == "element":
            elements[words[1]] = (int(words[2]), [])
        elif words[0] == "property" and words[1] == "list":
            fields = elements[list(elements)[-1]][1]
            fields += [("length", "u1"), (words[4], TYPES[words[3]], 3)]
        elif words[0] == "property":
            elements[list(elements)[-1]][1].append((words[2], TYPES[words[1]]))
    tables = {}
    for name, (count, fields) in elements.items():
        tables[name] = np.frombuffer(data, dtype=fields, count=count, offset=place)
        place += tables[name].nbytes
    assert place == len(data)
    return tables, lines


def test_every_number_comes_back(make_result, kind, tmp_path):
    result = make_result(kind)
    labels = result.labels.copy()
    labels[3] = -1
    result = make_result(kind, labels=labels)
    write_ply(result, tmp_path / "a.ply")
    tables, _ = read(tmp_path / "a.ply")
    vertex = tables["vertex"]
    vertices = np.stack([vertex[axis] for axis in "xyz"], axis=1)
    assert np.array_equal(vertices, result.source.vertices)
    labelled = tables["face"] if kind == "mesh" else vertex
    if kind == "mesh":
        assert np.array_equal(labelled["vertex_indices"], result.source.faces)
        assert (labelled["length"] == 3).all()
    assert np.array_equal(labelled["label"], result.labels)
    assert np.array_equal(labelled["confidence"], result.confidence)
    colors = np.stack([labelled[name] for name in ("red", "green", "blue")], axis=1)
    assert colors[3].tolist() == [*UNLABELLED_COLOR]
    assert np.array_equal(np.delete(colors, 3, 0), palette(2)[np.delete(labels, 3)])


@pytest.mark.parametrize(
    ("factor", "expected"), [(1.0, "float"), (0.1, "double"), (1e300, "double")]
)
def test_coordinates_are_exact_and_short_where_they_can_be(make_result, factor, expected, tmp_path):
    vertices = make_result().source.vertices * factor
    write_ply(make_result(vertices=vertices), tmp_path / "a.ply")
    tables, lines = read(tmp_path / "a.ply")
    assert f"property {expected} x" in lines
    assert np.array_equal(np.stack([tables["vertex"][axis] for axis in "xyz"], axis=1), vertices)


def test_trimesh_reads_mesh_and_colors(make_result, tmp_path):
    result = make_result()
    write_ply(result, tmp_path / "a.ply")
    mesh = trimesh.load(tmp_path / "a.ply", process=False)
    assert np.array_equal(mesh.vertices, result.source.vertices)
    assert np.array_equal(mesh.faces, result.source.faces)
    assert np.array_equal(mesh.visual.face_colors[:, :3], palette(2)[result.labels])


def test_trimesh_reads_cloud_and_colors(make_result, tmp_path):
    result = make_result("cloud")
    write_ply(result, tmp_path / "a.ply")
    cloud = trimesh.load(tmp_path / "a.ply")
    assert np.array_equal(cloud.vertices, result.source.vertices)
    assert np.array_equal(cloud.colors[:, :3], palette(2)[result.labels])


def test_the_header_names_parts_and_model_but_no_folder(make_result, tmp_path):
    write_ply(make_result(parts=("seat", "side\nrail")), tmp_path / "a.ply")
    _, lines = read(tmp_path / "a.ply")
    assert "comment part 0 seat" in lines
    assert r"comment part 1 side\nrail" in lines
    assert "comment model pa3d-mini" in lines
    assert any(line.startswith("comment generator pa3d ") for line in lines)
    assert not any("somebody" in line for line in lines)


def test_header_text_by_hand():
    assert header_text("caf\u00e9 \u5ea7") == r"caf\xe9 \u5ea7"
    assert header_text("end_header") == r"end\x5fheader"
    assert header_text("y" * 300) == "y" * 197 + "..."


@given(st.text())
def test_header_text_is_short_plain_and_never_ends_a_header(name):
    text = header_text(name)
    assert re.fullmatch(r"[\x20-\x7e]{0,200}", text)
    assert "end_header" not in text


def test_odd_names_do_not_disturb_trimesh(make_result, tmp_path):
    parts = ("end_header", "element vertex 9", "\u5ea7" * 5000, "a\nend_header\n", "format ascii")
    write_ply(make_result(parts=parts), tmp_path / "a.ply")
    assert len(trimesh.load(tmp_path / "a.ply", process=False).faces) == 192
