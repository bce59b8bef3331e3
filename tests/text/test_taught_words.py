"""Words that were taught, as a file."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.text.taught_words import TaughtWords, load_words, save_words

WORDS = TaughtWords(
    ("Leg", "upper body"),
    1 + np.arange(6, dtype=np.float32).reshape(2, 3),
    ("ant.ply",),
    (),
    "tiny",
    "0" * 64,
)


def test_a_round_trip_gives_the_same_words_and_bytes(tmp_path: Path):
    save_words(WORDS, tmp_path / "a.words")
    read = load_words(tmp_path / "a.words")
    assert (read.names, read.examples, read.model) == (WORDS.names, WORDS.examples, WORDS.model)
    assert np.array_equal(read.vectors, WORDS.vectors)
    save_words(read, tmp_path / "b.words")
    assert (tmp_path / "a.words").read_bytes() == (tmp_path / "b.words").read_bytes()


def test_names_are_found_by_their_cleaned_form():
    assert np.array_equal(WORDS.find(" LEG "), WORDS.vectors[0])
    assert WORDS.find("arm") is None
    with pytest.raises(ValueError, match="read-only"):
        WORDS.vectors[0] = 1


@pytest.mark.parametrize(
    "vectors", [np.ones((1, 3)), np.ones(6), np.full((2, 3), np.nan), np.eye(2, 3) * [[1], [0]]]
)
def test_vectors_are_checked(vectors: np.ndarray):
    with pytest.raises(ModelError):
        TaughtWords(("a", "b"), vectors.astype(np.float32), ("x",), (), "tiny", "0")


@given(cut=st.integers(0, 400), byte=st.integers(0, 255))
def test_damage_is_one_line(tmp_path_factory: pytest.TempPathFactory, cut: int, byte: int):
    path = tmp_path_factory.mktemp("words") / "a.words"
    save_words(WORDS, path)
    data = bytearray(path.read_bytes())
    data[min(cut, len(data) - 1)] = byte
    path.write_bytes(data)
    try:
        load_words(path)
    except ModelError as error:
        assert str(path) in str(error) and "\n" not in str(error)


def test_other_files_are_named(tmp_path: Path):
    with pytest.raises(ModelError, match="check the path, or learn some with `pa3d teach"):
        load_words(tmp_path / "none.words")
    (tmp_path / "text.words").write_text("leg")
    with pytest.raises(ModelError, match="holds no words of `pa3d teach`"):
        load_words(tmp_path / "text.words")
