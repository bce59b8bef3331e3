"""`pa3d teach`, and `pa3d segment` with what it learned."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner, Result

from patchalign3d_cli.cli.app import app
from support.result_fixtures import grid_box

CHAIR = Path(__file__).parents[2] / "docs" / "examples" / "chair.obj"


def pa3d(*words: object) -> Result:
    return CliRunner().invoke(app, [*map(str, words)])


@pytest.fixture
def corrected(tmp_path: Path) -> Path:
    """A result whose parts somebody gave names of their own."""
    chair = tmp_path / "chair.obj"
    shutil.copy(CHAIR, chair)
    done = pa3d("segment", chair, "--parts", "seat,leg,back", "-f", "json", "-q")
    assert done.exit_code == 0, done.stderr
    path = tmp_path / "chair.parts.json"
    text = path.read_text()
    for own, other in (("seat", "blick"), ("leg", "glorp"), ("back", "dax")):
        text = text.replace(f'"name":"{own}"', f'"name":"{other}"')
        text = text.replace(f'"name": "{own}"', f'"name": "{other}"')
    path.write_text(text)
    return path


def labels(path: Path) -> tuple[list[str], np.ndarray]:
    with np.load(path) as archive:
        return archive["names"].tolist(), archive["labels"]


@pytest.mark.slow
def test_label_one_and_get_all(corrected: Path, tmp_path: Path):
    words = tmp_path / "chair.words"
    done = pa3d("teach", corrected, "-o", words, "--json")
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["words"] == ["blick", "glorp", "dax"]
    assert "blick, glorp, dax, from 1 shape" in done.stderr
    chair = tmp_path / "more" / "chair.obj"
    chair.parent.mkdir()
    shutil.copy(CHAIR, chair)
    taught = pa3d("segment", chair, "--words", words, "-o", tmp_path / "a.parts.npz")
    assert taught.exit_code == 0, taught.stderr
    like = pa3d("segment", chair, "--like", corrected, "-o", tmp_path / "b.parts.npz")
    assert like.exit_code == 0, like.stderr
    usual = pa3d("segment", chair, "--parts", "seat,leg,back", "-o", tmp_path / "c.parts.npz")
    assert usual.exit_code == 0, usual.stderr
    names, by_words = labels(tmp_path / "a.parts.npz")
    assert names == ["blick", "glorp", "dax"]
    assert np.array_equal(by_words, labels(tmp_path / "b.parts.npz")[1])
    assert (by_words == labels(tmp_path / "c.parts.npz")[1]).mean() > 0.9
    some = pa3d("segment", chair, "--words", words, "--parts", "dax,leg", "-o", tmp_path / "d.npz")
    assert some.exit_code == 0 and labels(tmp_path / "d.npz")[0] == ["dax", "leg"]


def test_mistakes_are_one_line(corrected: Path, tmp_path: Path):
    words = tmp_path / "chair.words"
    assert pa3d("teach", CHAIR, "-o", words).exit_code == 1
    assert "chair.labels.txt" in pa3d("teach", CHAIR, "-o", words).stderr
    assert "there is no file" in pa3d("teach", tmp_path / "none.json", "-o", words).stderr
    assert not words.exists()
    words.write_text("leg")
    assert "add --force" in pa3d("teach", corrected, "-o", words).stderr
    done = pa3d("segment", CHAIR, "--words", words, "-o", tmp_path / "x.npz")
    assert done.exit_code == 1 and "holds no words of `pa3d teach`" in done.stderr
    both = pa3d("segment", CHAIR, "--words", words, "--like", corrected, "-o", tmp_path / "x.npz")
    assert both.exit_code == 1 and "--words and --like" in both.stderr
    nothing = pa3d("segment", CHAIR, "-o", tmp_path / "x.npz")
    assert nothing.exit_code == 1 and "no part names were given" in nothing.stderr


def test_a_folder_with_texts_is_learned_from(tmp_path: Path, tiny_model_directory: Path):
    """Licences and tables lie in folders of people; each was asked for its labels."""
    vertices, faces = grid_box(2)
    lines = [f"v {x} {y} {z}" for x, y, z in vertices.tolist()]
    lines += [f"f {a + 1} {b + 1} {c + 1}" for a, b, c in faces.tolist()]
    (tmp_path / "box.obj").write_text("\n".join(lines))
    labels = ["seat"] * (len(faces) // 2) + ["leg"] * (len(faces) - len(faces) // 2)
    (tmp_path / "box.labels.txt").write_text("\n".join(labels))
    (tmp_path / "LICENSE.txt").write_text("MIT License\n\nto any person, 1 2 3\n")
    (tmp_path / "prices.csv").write_text("item,price\nbox,3\n")
    done = pa3d("teach", tmp_path, "-o", tmp_path / "w.words", "-m", tiny_model_directory)
    assert done.exit_code == 0, done.stderr
    lines = [line for line in done.stderr.splitlines() if "passed over" in line]
    assert len(lines) == 1 and "2 text files" in lines[0]
