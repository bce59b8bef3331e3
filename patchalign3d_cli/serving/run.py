"""The server as a process: until somebody ends it."""

import logging
import socket
from collections.abc import Callable
from typing import Any

from patchalign3d_cli.errors import ConfigError


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


def run_server(app: Any, host: str, port: int, ready: Callable[[str], None] | None = None) -> None:
    """Serve until SIGINT or SIGTERM; requests that run are answered first.

    Args:
        app: The application.
        host: A name or an address of this machine.
        port: 0 for any free one.
        ready: Called with the server's address once it answers.

    Raises:
        ConfigError: The host is not here, or the port is taken.
    """
    import uvicorn

    waiting = listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    url = f"http://{shown}:{waiting.getsockname()[1]}/"

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if ready is not None and self.started:
                ready(url)

        def capture_signals(self) -> Any:  # uvicorn raises the signal again when it is done
            return super().capture_signals()

    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        log_level=logging.WARNING,
        server_header=False,
        lifespan="on",
        timeout_graceful_shutdown=5,
    )
    with waiting:
        Server(config).run([waiting])
