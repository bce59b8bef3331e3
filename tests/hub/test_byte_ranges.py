from pathlib import Path

import pytest
from huggingface_hub import constants

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.hub.byte_ranges import LocalBytes, RangesRefusedError, Reader, RemoteBytes
from patchalign3d_cli.hub.range_file import RangeFile
from support.hub_server import FakeHub

CONTENT = bytes(range(256)) * 40  # 10,240 bytes: served by the "storage" host


@pytest.fixture
def source(hub: FakeHub) -> RemoteBytes:
    commit = hub.add("org/repo", {"weights.bin": CONTENT})
    return RemoteBytes("org/repo", commit, "weights.bin", len(CONTENT))


def test_only_the_asked_bytes_are_sent(hub: FakeHub, source: RemoteBytes) -> None:
    assert b"".join(source.stream(100, 357)) == CONTENT[100:357]
    assert hub.fetched("weights.bin") == [(100, 357)]


def test_a_broken_connection_is_taken_up_where_it_broke(hub: FakeHub, source: RemoteBytes) -> None:
    hub.cuts["weights.bin"] = [1000, 0, 7]
    assert b"".join(source.stream(10, 9000)) == CONTENT[10:9000]
    assert hub.fetched("weights.bin") == [(10, 1010), (1010, 1010), (1010, 1017), (1017, 9000)]


def test_a_connection_that_stays_broken_is_given_up(hub: FakeHub, source: RemoteBytes) -> None:
    hub.cuts["weights.bin"] = [50] + [0] * 20
    with pytest.raises(ModelError, match="broke off at byte 50 .* run the same command again"):
        list(source.stream(0, 9000))
    assert len(hub.fetched("weights.bin")) == 1 + 5


def test_a_server_without_ranges_is_noticed_before_the_body(
    hub: FakeHub, source: RemoteBytes
) -> None:
    hub.ranges = False
    with pytest.raises(RangesRefusedError) as caught:
        list(source.stream(0, 10))
    assert (caught.value.name, caught.value.size) == ("weights.bin of org/repo", len(CONTENT))


def test_a_file_of_another_length_is_refused(hub: FakeHub) -> None:
    commit = hub.add("org/repo", {"weights.bin": CONTENT})
    source = RemoteBytes("org/repo", commit, "weights.bin", len(CONTENT) + 1)
    with pytest.raises(ModelError, match=r"bytes 0-9/10240.*bytes 0-9/10241"):
        list(source.stream(0, 10))


def test_the_token_goes_to_the_hub_and_not_to_its_storage(
    hub: FakeHub, source: RemoteBytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    list(source.stream(0, 10))
    seen = {request.path.split("/")[1]: request.authorized for request in hub.requests}
    assert seen == {"org": True, "cdn": False}


def test_no_network_is_one_line(source: RemoteBytes, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = RemoteBytes("org/repo", "main", "weights.bin", 10)
    closed._url = "http://127.0.0.1:9/weights.bin"
    with pytest.raises(ModelError, match="broke off at byte 0"):
        list(closed.stream(0, 10))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(ModelError, match="offline mode is on"):
        list(source.stream(0, 10))


def test_local_bytes(tmp_path: Path) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(CONTENT)
    source = LocalBytes(path)
    assert source.size == len(CONTENT)
    assert b"".join(source.stream(5, 9999)) == CONTENT[5:9999]
    with pytest.raises(ModelError, match="cut short"):
        list(source.stream(0, len(CONTENT) + 1))


def test_a_range_file_asks_for_each_byte_once(hub: FakeHub, source: RemoteBytes) -> None:
    file = RangeFile(source, {40: b"known"})
    file.seek(-16, 2)
    assert file.read(100) == CONTENT[-16:]
    file.seek(-10, 2)
    assert file.read(4) == CONTENT[-10:-6]
    file.seek(41)
    assert file.read(3) == b"now"
    assert file.tell() == 44
    file.seek(len(CONTENT) + 5)
    assert file.read(1) == b""
    assert hub.fetched("weights.bin") == [(len(CONTENT) - 16, len(CONTENT))]
    with pytest.raises(OSError, match="before the start"):
        file.seek(-1)


def test_a_reader_cuts_pieces_to_length() -> None:
    reader = Reader(iter([b"abc", b"", b"defg", b"h"]))
    assert [reader.take(count) for count in (2, 0, 4)] == [b"ab", b"", b"cdef"]
    with pytest.raises(EOFError):
        reader.take(3)
