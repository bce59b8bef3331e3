"""Uploads of strangers: each gets an answer of its own, and the server lives."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from patchalign3d_cli import save_features
from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.serving.failures import RequestRefused
from patchalign3d_cli.serving.limits import Limits
from patchalign3d_cli.serving.reading import ShapeReaders
from patchalign3d_cli.serving.service import Service
from patchalign3d_cli.shapes import load_shape
from support.bad_readers import crashes, never_ends, prints, takes_all
from support.mutations import ROUNDS, mutate
from support.servers import CHAIR, PARTS, failure, upload
from support.shape_seeds import rich_seeds

Start = Callable[..., TestClient]
SEEDS = rich_seeds()
TRIANGLE = "v 0 0 0\nv 1 0 0\nv 0 1 0\nvt 0 0\nf 1/1 2/1 3/1\n"


def post(client: TestClient, name: str, data: bytes, **fields: str):  # type: ignore[no-untyped-def]
    return client.post("/v1/shapes", files={"file": (name, data)}, data=fields)


@pytest.mark.parametrize("name", SEEDS)
def test_damaged_files_get_an_answer_and_the_server_lives(client: TestClient, name: str):
    for seed in range(max(4, ROUNDS // 5)):
        answer = post(client, name, mutate(SEEDS[name], name, seed))
        if answer.status_code != 201:
            status, _, message = failure(answer)
            assert status in (400, 413), answer.text
            assert "pa3d-" not in message and "/tmp" not in message
    assert client.get("/v1/health").json()["running"] == 0
    assert upload(client, CHAIR)["faces"] == 1816


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("../../evil.obj", 201),
        ("C:\\shapes\\evil.obj", 201),
        ("/etc/evil.obj", 201),
        ("..", 422),
        ("evil", 400),
        ("evil.exe", 400),
        ("a" * 300 + ".obj", 400),
    ],
)
def test_a_name_is_a_name_and_no_path(client: TestClient, name: str, status: int):
    answer = post(client, name, TRIANGLE.encode())
    assert answer.status_code in (status, 400) and answer.status_code < 500
    if status == 201:
        assert answer.json()["file"] == "evil.obj"


@pytest.mark.parametrize("secret", ["absolute", "above", "far above"])
def test_no_file_of_the_server_can_be_named(client: TestClient, tmp_path: Path, secret: str):
    """An image that a shape names would come back in a GLB that keeps its appearance."""
    hidden = tmp_path / "hidden.png"
    hidden.write_bytes(b"\x89PNG\r\n\x1a\n secret")
    names = {
        "absolute": str(hidden),
        "above": "../hidden.png",
        "far above": "../" * 12 + str(hidden).lstrip("/"),
    }
    material = f"newmtl m\nmap_Kd {names[secret]}\n".encode()
    mesh = f"mtllib m.mtl\nusemtl m\n{TRIANGLE}".encode()
    data = {"parts": "seat", "format": "glb", "appearance": "keep"}
    files = [("file", ("a.obj", mesh)), ("beside", ("m.mtl", material))]
    answer = client.post("/v1/segment", files=files, data=data)
    assert answer.status_code == 200, answer.text
    assert b"secret" not in answer.content
    buffers = {"asset": {"version": "2.0"}, "buffers": [{"uri": names[secret], "byteLength": 9}]}
    scene = json.dumps({**buffers, "meshes": []}).encode()
    assert post(client, "a.gltf", scene).status_code == 400
    assert post(client, "a.obj", mesh, trust_references="true").status_code == 422


def test_what_lies_beside_a_shape_is_sent_along(client: TestClient):
    mesh = f"mtllib m.mtl\nusemtl m\n{TRIANGLE}".encode()
    material = b"newmtl m\nKd 1 0 0\n"
    data = {"parts": "seat", "format": "glb", "appearance": "keep"}
    files = [("file", ("a.obj", mesh)), ("beside", ("m.mtl", material))]
    assert b'"name":"m"' in client.post("/v1/segment", files=files, data=data).content.replace(
        b" ", b""
    )
    files = [*files, ("beside", ("M.MTL", material))]
    assert failure(client.post("/v1/segment", files=files, data=data))[0] == 400


@pytest.mark.slow
def test_features_can_be_uploaded(client: TestClient, segmenter: Segmenter, tmp_path: Path):
    path = tmp_path / "chair.features.safetensors"
    save_features(segmenter.encode(load_shape(CHAIR)), path)
    shape = upload(client, path)
    assert shape["encoded"] is True and shape["faces"] == 1816
    asked = client.post("/v1/segment", data={"shape": shape["id"], "parts": PARTS})
    from_mesh = client.post(
        "/v1/segment", files={"file": (CHAIR.name, CHAIR.read_bytes())}, data={"parts": PARTS}
    )
    assert asked.json()["labels"] == from_mesh.json()["labels"]
    assert failure(post(client, path.name, b"\0" * 99))[0] == 400


@pytest.mark.slow
def test_an_archive_that_unpacks_to_gigabytes_is_refused(client: TestClient):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("3D/3dmodel.model", b"<model>" + b" " * 400_000_000)
    assert failure(post(client, "bomb.3mf", packed.getvalue()))[0] in (400, 413)


@pytest.mark.slow
def test_readers_survive_what_they_read(tmp_path: Path):
    """The functions stand for decoders with faults; each reader is replaced by a fresh one."""
    path = tmp_path / "chair.obj"
    path.write_bytes(CHAIR.read_bytes())
    readers = ShapeReaders(Limits(running=1, seconds=4))
    readers.warm_up()
    with pytest.raises(RequestRefused, match="longer than 4 s"):
        readers._read(path, never_ends, {})
    with pytest.raises(ShapeError, match="crashed or ran out of memory"):
        readers._read(path, crashes, {})
    with pytest.raises(MemoryError):
        readers._read(path, takes_all, {})
    with pytest.raises(ValueError, match="but this is"):
        readers._read(path, prints, {})
    shape = readers.load_shape(path, up="z")
    assert (shape.up, shape.element_count) == ("z", 1816)
    assert not shape.vertices.flags.writeable
    with pytest.raises(ShapeError, match="does not exist"):
        readers.load_shape(tmp_path / "none.obj")
    readers.close()


def test_a_shape_of_this_machine_is_kept_like_an_upload(segmenter: Segmenter):
    service = Service(segmenter)
    kept = service.keep_file(CHAIR)
    assert service.store.get(kept.id) is kept
    with pytest.raises(RequestRefused, match="takes up to 10"):
        Service(segmenter, Limits(elements=10)).keep_file(CHAIR)
