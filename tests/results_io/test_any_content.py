"""Any names, any labels, any damage: files come back whole, or are refused in one line."""

import io
import tracemalloc
import warnings
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patchalign3d_cli import load_segmentation, save_segmentation
from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.pieces import split
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.results_io import RESULT_SUFFIXES
from patchalign3d_cli.shapes import load_shape
from support.round_trips import CASES, MODEL

MOST_BYTES = 10**9
MUTATED = ("refined, split and unlabelled", "dropped points")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


@pytest.fixture(scope="module")
def shape(folder: Path):
    (folder / "chair.off").write_text("OFF\n4 3 0\n0 0 0\n1 0 0\n0 1 0\n0 0 1\n" + "3 0 1 2\n" * 3)
    return load_shape(folder / "chair.off")


TEXT = st.text(max_size=30) | st.sampled_from(
    [
        "",
        "end_header",
        'a "b" \\',
        "\x00",
        "a\0",
        "\r\n",
        "\u2028",
        "part 1 seat",
        "\\x41",
        "unlabelled",
    ]
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(names=st.lists(TEXT, min_size=3, max_size=5), suffix=st.sampled_from(RESULT_SUFFIXES))
def test_names_and_options_of_any_characters_come_back(names, suffix, folder, shape):
    labels = np.array([0, 2, -1], np.int32)
    confidence, scores = np.ones(3, np.float32), np.zeros((3, len(names)), np.float32)
    options = {names[0]: names[1], "category": names[2]}
    parts = tuple(names)
    result = PartSegmentation(shape, parts, labels, confidence, scores, MODEL, options)
    result = split(result, "parts")
    save_segmentation(result, folder / f"named{suffix}", overwrite=True)
    back = load_segmentation(folder / f"named{suffix}")
    assert back.parts == parts and back.pieces.names == result.pieces.names
    kept = {key: value for key, value in back.options.items() if not value.startswith(("/", "~"))}
    assert set(back.options) == set(options)
    assert all(options[key].endswith(value) for key, value in kept.items())


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(
    labels=st.lists(st.integers(-1, 3), min_size=3, max_size=3),
    confidence=st.lists(st.floats(0, 1, width=32), min_size=3, max_size=3),
    suffix=st.sampled_from(RESULT_SUFFIXES),
)
def test_any_labels_come_back(labels, confidence, suffix, folder, shape):
    result = PartSegmentation(
        shape,
        ("a", "b", "c", "d"),
        np.array(labels, np.int32),
        np.array(confidence, np.float32),
        np.zeros((3, 4), np.float32),
        MODEL,
        {},
    )
    result = split(result, "instances")
    save_segmentation(result, folder / f"labelled{suffix}", overwrite=True)
    back = load_segmentation(folder / f"labelled{suffix}")
    assert back.labels.tolist() == labels
    assert back.confidence == pytest.approx(result.confidence, abs=0.51e-4)
    assert back.pieces.labels.tolist() == result.pieces.labels.tolist()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """A whole file of each format and of two kinds of result, each in a folder of its own."""
    paths = {}
    for name in MUTATED:
        for suffix in RESULT_SUFFIXES:
            place = tmp_path_factory.mktemp("whole")
            path = place / f"chair.parts{suffix}"
            save_segmentation(CASES[name](place), path)
            paths[name, suffix] = path
    return paths


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["replace", "insert", "delete", "cut", "repeat"]),
        st.floats(0, 1),
        st.binary(min_size=1, max_size=8) | st.sampled_from([b"-", b"9" * 7, b"null", b"[", b"}"]),
    ),
    min_size=1,
    max_size=4,
)


def edited(data: bytes, edits) -> bytes:
    for kind, share, some in edits:
        # Half of the edits go into the first part of the file, where headers are.
        at = int(share * 2 * len(data)) if share < 0.5 else int((share - 0.5) * 2 * 4096)
        at = min(at, len(data))
        if kind == "replace":
            data = data[:at] + some + data[at + len(some) :]
        elif kind == "insert":
            data = data[:at] + some + data[at:]
        elif kind == "delete":
            data = data[:at] + data[at + len(some) :]
        elif kind == "cut":
            data = data[:at]
        else:
            data = data[:at] + data[at // 2 : at] + data[at:]
    return data


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(name=st.sampled_from(MUTATED), suffix=st.sampled_from(RESULT_SUFFIXES), edits=EDITS)
def test_damage_is_one_line_and_no_memory(name, suffix, edits, whole):
    path = whole[name, suffix]
    damaged = path.with_name(f"damaged{suffix}")
    damaged.write_bytes(edited(path.read_bytes(), edits))
    tracemalloc.start()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            load_segmentation(damaged)
    except OutputError as error:
        assert "\n" not in str(error) and str(error)
    finally:
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert most < MOST_BYTES


@pytest.mark.parametrize("shape", [(10**12,), (2**62, 2**62), (2**31, 8)])
def test_an_array_that_claims_more_than_there_is(shape, whole):
    """A header of a few bytes can name any size; nothing is made of that size."""
    path = whole[MUTATED[1], ".npz"]
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        header, {"descr": "<i4", "fortran_order": False, "shape": shape}
    )
    with np.load(path) as archive:
        arrays = dict(archive)
    lying = path.with_name("lying.npz")
    import zipfile

    np.savez(lying, **{name: array for name, array in arrays.items() if name != "labels"})
    with zipfile.ZipFile(lying, "a") as archive:
        archive.writestr("labels.npy", header.getvalue() + bytes(64))
    with pytest.raises(OutputError, match="array labels is damaged"):
        load_segmentation(lying)
