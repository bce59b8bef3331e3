"""Results that clients corrected, and what a page needs to let clicks correct them."""

import base64
import json
import zlib
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from patchalign3d_cli.segmenting.clicks import feature_sites
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.shapes import load_shape
from support.servers import CHAIR


def corrected(client: TestClient, shape: str, data: bytes, form: str) -> Any:
    files = {"result": ("chair.parts.json", data)}
    return client.post(f"/v1/shapes/{shape}/corrected", files=files, data={"format": form})


@pytest.mark.slow
def test_a_corrected_result_is_written_in_any_format(client: TestClient, chair_id: str):
    fields = {"shape": chair_id, "parts": "seat,leg,back"}
    record = client.post("/v1/segment", data=fields).json()
    record["parts"][0]["name"] = "cushion"
    record["labels"][:100] = [0] * 100
    data = json.dumps(record).encode()
    answer = corrected(client, chair_id, data, "json")
    assert answer.status_code == 200 and 'filename="chair.parts.json"' in str(answer.headers)
    written = answer.json()
    assert written["labels"] == record["labels"]
    assert [part["name"] for part in written["parts"]] == ["cushion", "leg", "back"]
    assert written["parts"][0]["count"] == record["labels"].count(0)
    assert written["options"] == record["options"]
    assert corrected(client, chair_id, data, "glb").content[:4] == b"glTF"


@pytest.mark.slow
def test_what_is_no_result_of_this_shape_is_refused(client: TestClient, chair_id: str):
    fields = {"shape": chair_id, "parts": "seat,leg"}
    record = client.post("/v1/segment", data=fields).json()
    short = json.dumps({**record, "labels": record["labels"][:-1]}).encode()
    for data, reason in ((b"{}", "no result of pa3d"), (short, "labels"), (b"\xff" * 9, "no res")):
        answer = corrected(client, chair_id, data, "json")
        message = answer.json()["error"]["message"]
        assert answer.status_code == 400 and reason in message and "\n" not in message
    assert corrected(client, "gone", b"{}", "json").status_code == 404


@pytest.mark.slow
def test_sites_are_the_features_that_clicks_compare(
    client: TestClient, chair_id: str, segmenter: Segmenter
):
    answer = client.get(f"/v1/shapes/{chair_id}/sites").json()
    features = segmenter.encode(load_shape(CHAIR))
    sites = feature_sites(features)
    header = answer["header"]
    assert header["sites"]["scale"] == sites.scale
    rows, count = (header["arrays"]["siteCode"][key] for key in ("rows", "count"))
    packed = zlib.decompress(base64.b64decode(answer["data"]))
    codes = np.frombuffer(packed, np.uint8)[-rows * count :].reshape(rows, count)
    assert np.array_equal(codes.astype(int) - 128, sites.codes.T)
    mesh = client.get(f"/v1/shapes/{chair_id}/mesh").json()["header"]
    assert all(header[name] == mesh[name] for name in ("low", "extent"))
    assert client.get("/v1/shapes/gone/sites").status_code == 404
