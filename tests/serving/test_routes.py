"""What the server answers, against the library."""

import base64
import io
import json
import zipfile
import zlib
from pathlib import Path

import numpy as np
import pytest
from starlette.testclient import TestClient

from patchalign3d_cli import SegmentRequest, load_shape, save_segmentation, segment_file
from patchalign3d_cli.asking import parse_clicks, text_heat
from patchalign3d_cli.page import mesh_block
from patchalign3d_cli.saving import save_heat
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.segmenting.symmetry import mirrored_scores
from patchalign3d_cli.segmenting.transfer import ScoreField
from patchalign3d_cli.serving.limits import Limits
from support.rooms import furnished_room, room_glb
from support.servers import CHAIR, PARTS, failure, upload


def chair_file() -> dict[str, tuple[str, bytes]]:
    return {"file": (CHAIR.name, CHAIR.read_bytes())}


@pytest.mark.many
@pytest.mark.parametrize("form", ["json", "npz", "glb", "ply"])
def test_segment_answers_with_the_bytes_that_the_command_writes(
    client: TestClient, segmenter: Segmenter, tmp_path: Path, form: str
):
    options = {"category": "chair", "quality": "fast", "threshold": 0.3, "seed": 3}
    data = {"parts": PARTS, "format": form, **options}
    answer = client.post("/v1/segment", files=chair_file(), data=data)
    result = segment_file(CHAIR, PARTS, SegmentRequest(**options), segmenter=segmenter)
    save_segmentation(result, tmp_path / f"chair.parts.{form}")
    assert answer.status_code == 200
    assert answer.content == (tmp_path / f"chair.parts.{form}").read_bytes()
    assert f'filename="chair.parts.{form}"' in answer.headers["content-disposition"]


@pytest.mark.slow
def test_a_kept_shape_gets_the_same_answer_as_its_file(client: TestClient, chair_id: str):
    data = {"parts": PARTS, "split": "instances", "smoothing": 0.1}
    from_file = client.post("/v1/segment", files=chair_file(), data=data)
    kept = client.post("/v1/segment", data={"shape": chair_id, **data})
    assert kept.content == from_file.content
    assert kept.json()["pieces"]


@pytest.mark.slow
def test_clicks_correct_an_answer_as_they_correct_a_result(
    client: TestClient, chair_id: str, segmenter: Segmenter
):
    typed = ["face:100=cushion", "face:5=!leg"]
    data = {"shape": chair_id, "parts": PARTS, "clicks": typed}
    answer = client.post("/v1/segment", data=data).json()
    result = segment_file(
        CHAIR, PARTS, SegmentRequest(clicks=parse_clicks(typed)), segmenter=segmenter
    )
    assert answer["labels"] == result.labels.tolist()
    assert answer["parts"][-1]["name"] == "cushion" and answer["labels"][100] == 4
    wrong = client.post("/v1/segment", data={**data, "clicks": "face:99999=leg"})
    assert failure(wrong)[0] == 400 and "no face 99999" in failure(wrong)[-1]


def test_repeated_and_quoted_names_are_read_as_the_command_reads_them(
    client: TestClient, chair_id: str
):
    answer = client.post("/v1/segment", data={"shape": chair_id, "parts": ["seat,leg", '"back"']})
    assert [part["name"] for part in answer.json()["parts"]] == ["seat", "leg", "back"]


def test_an_obj_comes_with_its_materials(client: TestClient, chair_id: str):
    data = {"shape": chair_id, "parts": PARTS, "format": "obj"}
    answer = client.post("/v1/segment", data=data)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["chair.parts.obj", "chair.parts.mtl"]
        assert b"mtllib chair.parts.mtl" in archive.read("chair.parts.obj")
    assert client.post("/v1/segment", data=data).content == answer.content


def test_warnings_travel_along(client: TestClient, chair_id: str):
    data = {"shape": chair_id, "parts": PARTS, "points": 512}
    answer = client.post("/v1/segment", data=data)
    assert any("trained on" in told for told in json.loads(answer.headers["pa3d-warnings"]))


def test_an_upload_says_what_was_read(client: TestClient):
    record = upload(client, CHAIR, up="z")
    shape = load_shape(CHAIR)
    assert record["schema"] == "pa3d.shape/1" and record["file"] == "chair.obj"
    assert (record["vertices"], record["faces"]) == (len(shape.vertices), shape.element_count)
    assert (record["up"], record["up_assumed"], record["encoded"]) == ("z", False, False)
    assert record["bounds"] == shape.bounds.tolist()
    assert client.get(f"/v1/shapes/{record['id']}").json() == record


def test_what_is_asked_first_encodes(client: TestClient, chair_id: str):
    client.post(f"/v1/shapes/{chair_id}/words", data={"words": "seat"})
    assert client.get(f"/v1/shapes/{chair_id}").json()["encoded"] is True


def test_a_forgotten_shape_is_gone(client: TestClient, chair_id: str):
    assert client.delete(f"/v1/shapes/{chair_id}").status_code == 204
    for answer in (
        client.get(f"/v1/shapes/{chair_id}"),
        client.delete(f"/v1/shapes/{chair_id}"),
        client.post("/v1/segment", data={"shape": chair_id, "parts": "seat"}),
        client.post(f"/v1/shapes/{chair_id}/words", data={"words": "seat"}),
    ):
        assert failure(answer)[:2] == (404, "not_found")


def test_the_mesh_is_what_the_page_draws(client: TestClient, chair_id: str):
    record = client.get(f"/v1/shapes/{chair_id}/mesh").json()
    assert record == mesh_block(load_shape(CHAIR))
    assert zlib.decompress(base64.b64decode(record["data"]))


def columns_of(record: dict) -> np.ndarray:
    columns = [np.frombuffer(base64.b64decode(word["fits"]), "<f2") for word in record["words"]]
    return np.stack(columns, axis=1).astype(np.float32)


def test_words_give_the_scores_of_segment(client: TestClient, segmenter: Segmenter, chair_id: str):
    answer = client.post(f"/v1/shapes/{chair_id}/words", data={"words": PARTS}).json()
    fits = columns_of(answer)
    alone = SegmentRequest(hints="none").query  # words know nothing of each other
    result = segmenter.segment(CHAIR, PARTS, query=alone)
    levels = np.array([word["level"] for word in answer["words"]], np.float32)
    scores = (fits - levels) / np.float32(answer["temperature"])
    shared = scores - result.scores  # one number for all words
    assert np.abs(shared - np.median(shared)).max() < 0.02
    assert (scores.argmax(axis=1) == result.labels).mean() > 0.995
    answer = client.post(f"/v1/shapes/{chair_id}/words", data={"words": "leg"}).json()
    assert np.abs(columns_of(answer)[:, 0] - fits[:, 1]).max() < 1e-3


@pytest.mark.slow
def test_words_without_smoothing_are_the_votes_of_both_sides(
    client: TestClient, segmenter: Segmenter, chair_id: str
):
    data = {"words": "seat", "smoothing": 0}
    fits = columns_of(client.post(f"/v1/shapes/{chair_id}/words", data=data).json())
    features = segmenter.encode(load_shape(CHAIR))
    cosines = mirrored_scores(features, features.features @ segmenter.embed(["seat"]).T)
    voted = ScoreField(features, cosines, "interpolate").at_elements(features.source, 0)
    assert features.mirror is not None and np.abs(fits - voted).max() < 1e-3


def test_heat_answers_with_the_bytes_that_the_command_writes(
    client: TestClient, segmenter: Segmenter, chair_id: str, tmp_path: Path
):
    data = {"shape": chair_id, "text": ["seat", "a leg, of wood"]}
    answer = client.post("/v1/heat", data=data)
    heat = text_heat(segmenter, segmenter.encode(load_shape(CHAIR)), data["text"])
    save_heat(heat, [tmp_path / "chair.heat.json"])
    assert answer.content == (tmp_path / "chair.heat.json").read_bytes()
    packed = client.post("/v1/heat", data={**data, "format": "glb"})
    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        assert archive.namelist() == ["chair.heat.seat.glb", "chair.heat.a_leg_of_wood.glb"]


def test_heat_of_a_picked_face_is_highest_around_it(client: TestClient, chair_id: str):
    answer = client.post("/v1/heat", data={"shape": chair_id, "pick": "face:100"})
    record = answer.json()
    assert 'filename="chair.like.json"' in answer.headers["content-disposition"]
    assert record["queries"][0]["text"] == "like face:100"
    assert record["fits"][0][100] > np.quantile(record["fits"][0], 0.95)


def test_suggest_names_what_a_chair_has(client: TestClient, chair_id: str):
    record = client.post("/v1/suggest", data={"shape": chair_id, "max": 3}).json()
    assert record["thing"] == "chair" and record["path"] == "chair.obj"
    assert len(record["parts"]) <= 3 and "seat" in record["parts_line"].split(",")


def test_models_says_what_is_loaded_and_allowed(client: TestClient, segmenter: Segmenter):
    record = client.get("/v1/models").json()
    assert record["models"][0]["sha256"] == segmenter.identity.sha256
    assert record["limits"]["seconds"] == 60


@pytest.mark.slow
def test_objects_of_a_scene_are_labelled_by_themselves(start, tmp_path):
    path = tmp_path / "room.glb"
    path.write_bytes(room_glb(furnished_room(("chair", "table"))))
    form = {"parts": "seat,leg", "per_object": "true"}
    client = start(Limits(points=5_000))
    answer = client.post("/v1/segment", data=form, files={"file": ("room.glb", path.read_bytes())})
    assert [item["name"] for item in answer.json()["objects"]] == ["chair", "table"]
    client = start(Limits(points=3_000))
    answer = client.post("/v1/segment", data=form, files={"file": ("room.glb", path.read_bytes())})
    assert answer.status_code == 413 and "of 2 objects are too many" in answer.text
