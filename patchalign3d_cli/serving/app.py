"""The server as one application: its layers, its routes, its failures."""

import asyncio
import mimetypes
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware

from patchalign3d_cli.serving.failures import Failure, RequestRefused, failure_of
from patchalign3d_cli.serving.gate import Gate
from patchalign3d_cli.serving.guards import Guards
from patchalign3d_cli.serving.routes import build_routes
from patchalign3d_cli.serving.schema import openapi_document
from patchalign3d_cli.serving.service import Service
from patchalign3d_cli.version import __version__

_CODES = {404: "not_found", 405: "method_not_allowed"}
_DESCRIPTION = "Names the parts of 3D objects in plain words."


def create_app(
    service: Service,
    *,
    token: str | None = None,
    files: Mapping[str, bytes] | None = None,
    hosts: Iterable[str] = (),
) -> FastAPI:
    """The server as an ASGI application.

    Args:
        service: The model and the shapes.
        token: What clients must know; None lets in whoever reaches the server.
        files: Files of the page by name; `index.html` is the page itself.
        hosts: Names by which the server may be called, beside those of loopback.
    """
    gate = Gate(service.limits)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        warming = asyncio.ensure_future(gate.run(service.warm_up))
        yield
        gate.close()
        await asyncio.gather(warming, return_exceptions=True)
        service.close()

    app = FastAPI(
        title="pa3d",
        description=_DESCRIPTION,
        version=__version__,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        middleware=[
            Middleware(Guards, gate=gate, limits=service.limits, token=token, hosts=tuple(hosts))
        ],
    )
    app.include_router(build_routes(service, gate))
    for kind in (RequestRefused, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, _answer)
    document = openapi_document(app)
    app.openapi = lambda: document  # type: ignore[method-assign]
    _add_files(app, files or {})
    return app


async def _answer(request: Request, error: Exception) -> Response:
    if isinstance(error.__cause__, RequestRefused):  # met while the body was read
        error = error.__cause__
    if isinstance(error, RequestValidationError):
        failure = Failure(422, "invalid", _first_fault(error))
    elif isinstance(error, HTTPException):
        code = _CODES.get(error.status_code, "bad_request")
        failure = Failure(error.status_code, code, f"{error.detail}; see /openapi.json")
    else:
        failure = failure_of(error)
    headers = {**(getattr(error, "headers", None) or {}), **failure.headers}  # 405 has its Allow
    return JSONResponse(failure.body, failure.status, headers)


def _first_fault(error: RequestValidationError) -> str:
    fault = error.errors()[0]
    field = ".".join(str(step) for step in fault["loc"] if step != "body")
    return f"{field or 'the form'}: {fault['msg']}; see /openapi.json"


def _add_files(app: FastAPI, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        answer = _file(data, kind)
        path = "/" if name == "index.html" else f"/{name}"
        app.add_api_route(path, answer, include_in_schema=False)


def _file(data: bytes, kind: str) -> Callable[[], Awaitable[Response]]:
    async def answer() -> Response:
        return Response(data, media_type=kind)

    return answer
