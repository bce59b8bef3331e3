"""Who may ask, how much, and for how long."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.testclient import TestClient

from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.serving.limits import Limits
from patchalign3d_cli.serving.service import Service
from support.servers import CHAIR, PARTS, failure, upload

Start = Callable[..., TestClient]


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example:8000"},
        {"Host": ""},
        {"Host": "[::1"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:3000"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
def test_pages_of_other_sites_are_refused(
    client: TestClient, chair_id: str, headers: dict[str, str]
):
    for answer in (
        client.post("/v1/suggest", data={"shape": chair_id}, headers=headers),
        client.get(f"/v1/shapes/{chair_id}", headers=headers),
        client.delete(f"/v1/shapes/{chair_id}", headers=headers),
    ):
        assert failure(answer)[:2] == (403, "forbidden")
    assert client.get(f"/v1/shapes/{chair_id}").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "localhost:8000"},
        {"Host": "[::1]:8000"},
        {"Host": "LOCALHOST"},
        {"Host": "127.0.0.1:8000", "Origin": "http://127.0.0.1:8000"},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
    ],
    ids=str,
)
def test_the_server_s_own_page_is_not(client: TestClient, headers: dict[str, str]):
    assert client.get("/v1/models", headers=headers).status_code == 200


def test_another_name_can_be_allowed(start: Start):
    client = start(hosts=["Workshop.local"])
    assert client.get("/v1/health", headers={"Host": "workshop.local:80"}).status_code == 200


def test_a_token_is_wanted_everywhere_but_for_health(start: Start):
    client = start(token="secret", files={"index.html": b"<p>page</p>"})
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic secret"}):
        for route in ("/v1/models", "/v1/shapes/x", "/v1/nonsense"):
            answer = client.get(route, headers=headers)
            assert failure(answer)[:2] == (401, "unauthorized")
            assert answer.headers["www-authenticate"] == "Bearer"
    right = {"Authorization": "Bearer secret"}
    assert client.get("/v1/models", headers=right).status_code == 200
    assert client.get("/v1/health").status_code == 200
    assert client.get("/").text == "<p>page</p>"  # the page says nothing, and asks for all


def test_who_has_the_token_may_call_the_server_by_any_name(start: Start):
    headers = {"Authorization": "Bearer secret", "Host": "render.example"}
    assert start(token="secret").get("/v1/models", headers=headers).status_code == 200


def test_answers_have_headers_that_keep_browsers_careful(client: TestClient):
    for route in ("/v1/health", "/v1/nonsense", "/openapi.json"):
        headers = client.get(route).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("declared", [True, False], ids=["declared", "streamed"])
def test_a_body_that_is_too_large_is_refused(start: Start, declared: bool):
    client = start(Limits(upload_bytes=10_000))
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.xyz"\r\n\r\n'
    chunks = [body, *[b"0 0 1\n" * 500] * 10, b"\r\n--x--\r\n"]
    content: Any = b"".join(chunks) if declared else iter(chunks)
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = client.post("/v1/shapes", content=content, headers=headers)
    assert failure(answer)[:2] == (413, "too_large")


def test_a_shape_that_is_too_large_is_refused(start: Start):
    client = start(Limits(elements=1000))
    with CHAIR.open("rb") as file:
        answer = client.post("/v1/shapes", files={"file": (CHAIR.name, file)})
    assert failure(answer)[:2] == (413, "too_large")
    assert client.get("/v1/health").json()["shapes"] == 0


def test_too_many_words_of_too_many_faces_are_refused(start: Start):
    client = start(Limits(scores=2000))
    shape = upload(client, CHAIR)["id"]
    for route, field in ((f"/v1/shapes/{shape}/words", "words"), ("/v1/segment", "parts")):
        data = {field: "seat,leg"} if field == "words" else {field: "seat,leg", "shape": shape}
        assert failure(client.post(route, data=data))[:2] == (413, "too_large")
    data = {"text": ["seat", "leg"], "shape": shape}
    assert failure(client.post("/v1/heat", data=data))[:2] == (413, "too_large")


def test_too_many_points_are_refused(client: TestClient, chair_id: str):
    data = {"shape": chair_id, "parts": PARTS, "passes": 64}
    assert failure(client.post("/v1/segment", data=data))[:2] == (413, "too_large")
    assert (
        failure(client.post("/v1/suggest", data={"shape": chair_id, "points": 100_000}))[0] == 413
    )
    with CHAIR.open("rb") as file:
        answer = client.post("/v1/shapes", files={"file": file}, data={"passes": 64})
    assert failure(answer)[0] == 413


def test_large_files_are_not_all_kept(start: Start):
    size = CHAIR.stat().st_size
    client = start(Limits(upload_bytes=size + 1000))
    ids = [upload(client, CHAIR)["id"] for _ in range(5)]
    status = [client.get(f"/v1/shapes/{id}").status_code for id in ids]
    assert status == [404, 200, 200, 200, 200]


def test_the_least_recently_used_shape_goes(start: Start):
    client = start(Limits(shapes=2))
    first, second = upload(client, CHAIR)["id"], upload(client, CHAIR)["id"]
    client.get(f"/v1/shapes/{first}")
    third = upload(client, CHAIR)["id"]
    status = [client.get(f"/v1/shapes/{id}").status_code for id in (first, second, third)]
    assert status == [200, 404, 200]


def test_many_large_shapes_are_not_all_kept(start: Start):
    client = start(Limits(kept_elements=4000))
    ids = [upload(client, CHAIR)["id"] for _ in range(3)]  # of 1,816 faces each
    assert [client.get(f"/v1/shapes/{id}").status_code for id in ids] == [404, 200, 200]


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Suggestions that wait for an event."""
    done = threading.Event()
    monkeypatch.setattr(Service, "suggest", lambda *arguments: done.wait(20) and {})
    return done


def test_a_request_that_takes_too_long_is_ended(
    start: Start, segmenter: Segmenter, slow: threading.Event
):
    service = Service(segmenter, Limits(seconds=0.5))
    shape = service.keep_file(CHAIR).id
    client = start(service=service)
    answer = client.post("/v1/suggest", data={"shape": shape})
    assert failure(answer)[:2] == (504, "too_slow")
    slow.set()
    assert client.get("/v1/models").status_code == 200


def test_when_all_seats_are_taken_the_others_are_sent_away(start: Start, slow: threading.Event):
    client = start(Limits(running=1, waiting=2))
    shape = upload(client, CHAIR)["id"]

    def ask(number: int) -> Any:
        return client.post("/v1/suggest", data={"shape": shape})

    with ThreadPoolExecutor(8) as threads:
        asked = [threads.submit(ask, number) for number in range(8)]
        while sum(one.done() for one in asked) < 5:
            pass
        assert client.get("/v1/health").json()["running"] == 1
        slow.set()
        answers = [one.result() for one in asked]
    refused = [answer for answer in answers if answer.status_code == 503]
    assert len(refused) == 5
    for answer in refused:
        assert failure(answer)[1] == "busy" and answer.headers["retry-after"] == "1"


def test_limits_are_above_zero():
    with pytest.raises(Exception, match="limit of upload bytes must be above 0, not 0"):
        Limits(upload_bytes=0)


def test_unknown_routes_and_methods_answer_like_all_others(client: TestClient):
    assert failure(client.get("/v1/nonsense"))[:2] == (404, "not_found")
    answer = client.put("/v1/segment")
    assert failure(answer)[:2] == (405, "method_not_allowed") and answer.headers["allow"] == "POST"
    assert failure(client.post("/v1/segment", data={"parts": PARTS}))[:2] == (400, "bad_request")
    answer = client.post("/v1/segment", data={"parts": PARTS, "nonsense": 1})
    assert failure(answer)[:2] == (422, "invalid") and "nonsense" in failure(answer)[2]
