"""Requests by the schema and against it: no 500, and no answer that the document leaves out."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.serving.app import create_app
from patchalign3d_cli.serving.limits import Limits
from patchalign3d_cli.serving.service import Service
from support.openapi_file import COMMITTED

_PATHS = json.loads(COMMITTED.read_text(encoding="ascii"))["paths"]
OPERATIONS = [(path, method) for path, operations in _PATHS.items() for method in operations]


@pytest.fixture(scope="module")
def served(segmenter: Segmenter) -> Any:
    schemathesis = pytest.importorskip("schemathesis")
    service = Service(segmenter, Limits(elements=20_000, seconds=20))
    app = create_app(service, hosts=["testserver"])
    yield schemathesis.openapi.from_asgi("/openapi.json", app)
    service.close()


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["positive", "negative"])
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_the_server_keeps_to_its_document(served: Any, path: str, method: str, mode: str):
    schemathesis = pytest.importorskip("schemathesis")
    operation = served[path][method]
    if mode == "negative" and not operation.body:
        pytest.skip("nothing to do wrong")

    @settings(
        max_examples=15,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=schemathesis.GenerationMode(mode)))
    def check(case: Any) -> None:
        # What fits the schema may still be no shape: bytes are bytes.
        acceptance = schemathesis.checks.positive_data_acceptance
        case.call_and_validate(excluded_checks=[acceptance])

    check()
