"""The server as a process: until somebody ends it."""

import ipaddress
import logging
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from patchalign3d_cli.errors import ConfigError

_MOST_CONNECTIONS = 512  # below what systems let a process open, whoever holds them


def listen(host: str, port: int) -> socket.socket:
    """A socket that waits for clients.

    Args:
        host: A name or an address of this machine.
        port: 0 for any free one.

    Raises:
        ConfigError: The host is not here, or the port is taken.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
        waiting = socket.socket(family, kind, protocol)
        try:
            waiting.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            waiting.bind(address)
            waiting.listen(128)
        except BaseException:
            waiting.close()
            raise
    except (OSError, OverflowError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ConfigError(
            f"cannot listen on {host}, port {port}: {reason}; choose another with --port or --host"
        ) from error
    return waiting


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def run_server(
    app: Any,
    host: str,
    port: int | socket.socket,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM; requests that run are answered first.

    Args:
        app: The application.
        host: A name or an address of this machine.
        port: 0 for any free one; or the socket that `listen` made.
        ready: Called with the server's address once it answers.

    Raises:
        ConfigError: The host is not here, or the port is taken.
    """
    import uvicorn

    listening = port if isinstance(port, socket.socket) else listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    url = f"http://{shown}:{listening.getsockname()[1]}/"

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if ready is not None and self.started:
                ready(url)

        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            """End in order; uvicorn's own would raise the signal again when all is done."""
            if threading.current_thread() is not threading.main_thread():
                yield
                return
            numbers = (signal.SIGINT, signal.SIGTERM)
            before = {number: signal.signal(number, self.handle_exit) for number in numbers}
            try:
                yield
            finally:
                for number, handler in before.items():
                    signal.signal(number, handler)

    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        log_level=logging.WARNING,
        server_header=False,
        lifespan="on",
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_graceful_shutdown=5,
    )
    with listening:
        Server(config).run([listening])
