"""Labelled shapes from one file or a folder."""

import json
from pathlib import Path

import numpy as np
import pytest
import trimesh

from patchalign3d_cli.datasets import load_examples
from patchalign3d_cli.errors import DataError


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    trimesh.creation.box().export(tmp_path / "box.ply")
    (tmp_path / "box.labels.txt").write_text("lid\n" * 4 + "side\n" * 8)
    return tmp_path / "box.ply"


def test_a_shape_with_names_beside_it(labelled: Path):
    [example] = load_examples(labelled)
    assert example.parts == ("lid", "side") and example.item == "box.ply"
    assert np.array_equal(example.labels, [0] * 4 + [1] * 8)


def test_numbers_take_their_names_from_the_folder(labelled: Path):
    labelled.with_name("box.labels.txt").write_text("0\n" * 4 + "1\n" * 8)
    labelled.with_name("parts.json").write_text(json.dumps({"0": "lid|cover", "1": "side"}))
    [example] = load_examples(labelled)
    assert example.parts == ("lid", "side") and example.synonyms == (("cover",), ())
    assert load_examples(labelled.parent)[0].parts == ("lid", "side")


def test_what_is_not_labelled_is_named(labelled: Path):
    labelled.with_name("box.labels.txt").unlink()
    with pytest.raises(DataError, match=r"box.ply has no labels; put box.labels.txt"):
        load_examples(labelled)
    with pytest.raises(DataError, match="there is no file"):
        load_examples(labelled.with_name("other.ply"))
