"""What every request passes: whose it is, how large it may be, how long it may take."""

import asyncio
import hmac
import logging
import time
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse

from patchalign3d_cli.serving.failures import (
    RequestRefused,
    failure_of,
    too_large,
    too_slow,
)
from patchalign3d_cli.serving.gate import Gate
from patchalign3d_cli.serving.limits import Limits

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

LOOPBACK = ("127.0.0.1", "localhost", "::1")
_OPEN = "/v1/health"  # says nothing that needs a token
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"content-security-policy", b"frame-ancestors 'none'"),
    (b"cache-control", b"no-store"),
)
_log = logging.getLogger(__name__)
_requests = logging.getLogger("patchalign3d_cli.serving.requests")


class Guards:
    """The outermost layer of the server.

    Args:
        app: What answers.
        gate: The seats.
        limits: What is allowed.
        token: What clients must know; None lets all in that come from this machine.
        hosts: Names by which the server may be called, where there is no token.
    """

    def __init__(
        self, app: App, gate: Gate, limits: Limits, token: str | None, hosts: Iterable[str]
    ) -> None:
        self._app, self._gate, self._limits = app, gate, limits
        self._token = token
        self._hosts = {*LOOPBACK, *(host.lower() for host in hosts)}

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False
        clock = time.monotonic()

        async def sending(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                seconds = time.monotonic() - clock
                line = f"{scope['method']} {scope['path']} {message['status']} {seconds:.3f} s"
                _requests.info("%s", line)
                message = {**message, "headers": [*message["headers"], *_HEADERS]}
            await send(message)

        try:
            self._check(scope)
            counted = self._counted(Headers(scope=scope), receive)
            if not scope["path"].startswith("/v1/") or scope["path"] == _OPEN:
                await self._app(scope, counted, sending)
                return
            async with self._gate.seat():
                await self._in_time(scope, counted, sending)
        except Exception as error:
            failure = failure_of(error)
            if failure.status == 500:
                what = f"{type(error).__name__}: {error}"
                _log.error("%s %s: %s", scope["method"], scope["path"], what, exc_info=error)
            if not begun:
                response = JSONResponse(failure.body, failure.status, failure.headers)
                await response(scope, receive, sending)

    async def _in_time(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        seconds = self._limits.seconds
        try:
            async with asyncio.timeout(seconds):
                await self._app(scope, receive, send)
        except TimeoutError:
            raise too_slow(seconds) from None

    def _check(self, scope: MutableMapping[str, Any]) -> None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self._token is None and _name(host) not in self._hosts:
            # A page elsewhere may have its own name point at this machine (DNS rebinding).
            raise RequestRefused(
                403, "forbidden", f"this server is not called {host[:80]!r}; use 127.0.0.1"
            )
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
            raise RequestRefused(403, "forbidden", "pages of other sites may not ask this server")
        inside = scope["path"].startswith("/v1/")
        if inside and headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            raise RequestRefused(403, "forbidden", "pages of other sites may not ask this server")
        if self._token is None or not inside or scope["path"] == _OPEN:
            return
        kind, _, given = headers.get("authorization", "").partition(" ")
        known = hmac.compare_digest(given.strip().encode(), self._token.encode())
        if kind.lower() != "bearer" or not known:
            raise RequestRefused(
                401, "unauthorized", "this server wants its token: Authorization: Bearer TOKEN"
            )

    def _counted(self, headers: Headers, receive: Receive) -> Receive:
        """A body that ends in a refusal where it is larger than allowed."""
        most = self._limits.upload_bytes
        refusal = f"the request is larger than {most:,} bytes, which is the limit"
        length = headers.get("content-length", "0")
        if length.isdecimal() and int(length) > most:
            raise too_large(refusal)
        size = 0

        async def counted() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > most:
                raise too_large(refusal)
            return message

        return counted


def _name(host: str) -> str:
    """The name of a Host header without its port: `[::1]:8000` -> `::1`."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
