"""Files of `torch.save`: plain ones come back, all others are one line."""

import io
import pickle
import zipfile
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from patchalign3d_cli.errors import DataError, ModelError
from patchalign3d_cli.machine.unpickling import plain_from_bytes, read_plain
from support.hub_models import Payload, pickled

CONTENT = {"tensor": torch.arange(5.0), "names": ["seat", "leg"], "epoch": 3}


def before_1_6(content: object) -> bytes:
    """What torch wrote before its zip format."""
    file = io.BytesIO()
    torch.save(content, file, _use_new_zipfile_serialization=False)
    return file.getvalue()


def read(path: Path) -> object:
    return read_plain(path, "the checkpoint", ModelError, "fetch it again")


@pytest.mark.parametrize("content", [pickled(CONTENT), before_1_6(CONTENT)])
def test_plain_values_come_back(tmp_path: Path, content: bytes):
    (tmp_path / "a.pt").write_bytes(content)
    found = read(tmp_path / "a.pt")
    assert isinstance(found, dict)
    assert found["names"] == ["seat", "leg"] and found["tensor"].tolist() == [0, 1, 2, 3, 4]


def test_code_is_refused_and_does_not_run(tmp_path: Path):
    trap = tmp_path / "trap"
    for content in (pickled({"a": Payload(trap)}), before_1_6({"a": Payload(trap)})):
        (tmp_path / "a.pt").write_bytes(content)
        with pytest.raises(ModelError, match="could run code.* was executed; fetch it again"):
            read(tmp_path / "a.pt")
    assert not trap.exists()


def test_the_line_names_the_file_and_the_reason(tmp_path: Path):
    with pytest.raises(DataError) as caught:
        read_plain(tmp_path / "none.pt", "the state", DataError, "start anew")
    place = tmp_path / "none.pt"
    assert str(caught.value) == (
        f"cannot read the state {place}: No such file or directory; start anew"
    )
    (tmp_path / "a.pt").write_bytes(b"solid chair")
    with pytest.raises(ModelError, match="no file of torch.save; fetch it again"):
        read(tmp_path / "a.pt")


@given(
    st.sampled_from([pickled(CONTENT), before_1_6(CONTENT)]),
    st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=3),
)
def test_damage_is_one_line(tmp_path_factory: pytest.TempPathFactory, content, changes):
    damaged = bytearray(content)
    for place, value in changes:
        damaged[place % len(damaged)] = value
    path = tmp_path_factory.getbasetemp() / "damaged.pt"
    path.write_bytes(bytes(damaged))
    try:
        read(path)
    except ModelError as error:
        assert "\n" not in str(error)


@given(st.binary(max_size=60))
def test_a_pickle_of_noise_is_one_line(tmp_path_factory: pytest.TempPathFactory, noise: bytes):
    path = tmp_path_factory.getbasetemp() / "noise.pt"
    path.write_bytes(b"\x80\x02" + noise)
    try:
        read(path)
    except ModelError as error:
        assert "\n" not in str(error)
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("archive/data.pkl", pickle.dumps(noise, protocol=2)[:-1])
        archive.writestr("archive/version", "3\n")
    path.write_bytes(zipped.getvalue())
    with pytest.raises(ModelError):
        read(path)


def test_bytes_are_read_like_files():
    found = plain_from_bytes(pickled(CONTENT), "a.pt", "the state", DataError, "start anew")
    assert isinstance(found, dict) and found["epoch"] == 3
    with pytest.raises(DataError, match=r"cannot read the state shard.tar: a.pt: it is no file"):
        plain_from_bytes(b"", "shard.tar: a.pt", "the state", DataError, "start anew")
