"""The interface as it is written down."""

import json

from starlette.testclient import TestClient

from support.openapi_file import COMMITTED


def test_the_committed_document_is_current(client: TestClient):
    """Write it anew with `python tests/support/openapi_file.py` where the interface changed."""
    current = client.get("/openapi.json").json()
    assert json.loads(COMMITTED.read_text(encoding="utf-8")) == current


def test_every_route_says_what_it_answers(client: TestClient):
    for path, operations in client.get("/openapi.json").json()["paths"].items():
        for name, operation in operations.items():
            assert operation["description"], (path, name)
            for status, answer in operation["responses"].items():
                assert status == "204" or answer.get("content"), (path, name, status)
