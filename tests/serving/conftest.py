"""A server with the bundled model, asked without a socket."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from patchalign3d_cli.segmenting.loading import load_segmenter
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.serving.app import create_app
from patchalign3d_cli.serving.limits import Limits
from patchalign3d_cli.serving.service import Service
from support.servers import CHAIR, upload

Start = Callable[..., TestClient]


@pytest.fixture(scope="session")
def segmenter() -> Segmenter:
    """The bundled model, without torch."""
    return load_segmenter("pa3d-mini", backend="light")


@pytest.fixture
def start(segmenter: Segmenter) -> Iterator[Start]:
    """Start a server with limits of one's own."""
    clients = []

    def started(
        limits: Limits | None = None, service: Service | None = None, **settings: Any
    ) -> TestClient:
        app = create_app(service or Service(segmenter, limits or Limits()), **settings)
        client = TestClient(app, base_url="http://127.0.0.1:8000")
        clients.append(client.__enter__())
        return client

    yield started
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture(scope="module")
def client(segmenter: Segmenter) -> Iterator[TestClient]:
    """A server with the defaults, which the tests of a file share."""
    app = create_app(Service(segmenter, Limits()))
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        yield client


@pytest.fixture
def chair_id(client: TestClient) -> str:
    """The id of the example chair on it."""
    return str(upload(client, CHAIR)["id"])
