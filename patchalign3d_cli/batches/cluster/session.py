"""A connection to Ray: to a cluster, or to a small one that is started here for a while."""

import contextlib
import importlib
import logging
import os
import shutil
import socket
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.machine.interruption import raise_on_signals
from patchalign3d_cli.machine.leftovers import remove_leftovers, temporary_mark
from patchalign3d_cli.machine.resources import usable_cores

AUTO = "auto"
"""The address of the cluster that this machine belongs to."""
_SWEEPS, _BETWEEN = 10, 0.1  # after a signal: how often leftovers are looked for, seconds apart
_PATIENCE = 5.0  # seconds until an address counts as dead
_OBJECT_BYTES = 512 * 2**20  # of shapes on their way, in a cluster of this machine alone
_LONGEST_FOLDER = 40  # characters: Ray puts sockets below it, whose names may have 107
_SETTINGS = 4  # the type of the frame that both ends of HTTP/2 begin with
_EMPTY_SETTINGS = bytes([0, 0, 0, _SETTINGS, 0, 0, 0, 0, 0])
_HTTP2_BEGIN = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + _EMPTY_SETTINGS
# Ray's libraries read these when they are loaded.
_QUIET = {
    "RAY_BACKEND_LOG_LEVEL": "fatal",
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_DATA_DISABLE_PROGRESS_BARS": "1",
}


class RaySession:
    """Ray for the length of a `with` block.

    Args:
        address: `HOST:PORT` of a cluster, or `auto`; None for `RAY_ADDRESS`, or else a Ray of this
            machine that ends with the block.
        processors: How many a Ray of this machine has; None for all.

    Attributes:
        processors: How many the cluster has.
        gpus: How many the cluster has.

    Raises:
        ConfigError: Ray is not installed, or nobody answers at the address.
    """

    def __init__(self, address: str | None, processors: int | None = None) -> None:
        self._address = address or os.environ.get("RAY_ADDRESS")
        self._wanted = processors
        self._folder: Path | None = None
        self.processors = self.gpus = 0

    def __enter__(self) -> "RaySession":
        if self._address is not None:
            check_address(self._address)
        ray = load_ray()
        options: dict[str, Any] = {"address": self._address}
        if self._address is None:
            self._folder = _session_folder()
            options = {
                "address": "local",
                "num_cpus": self._wanted or usable_cores(),
                "object_store_memory": _OBJECT_BYTES,
                "include_dashboard": False,
                "_temp_dir": str(self._folder),
            }
        try:
            with warnings.catch_warnings(), _silence():
                warnings.simplefilter("ignore")
                ray.init(log_to_driver=False, logging_level=logging.CRITICAL, **options)
            raise_on_signals()  # Ray has taken SIGTERM
            resources = ray.cluster_resources()
        except Exception as error:
            self._end()
            raise ConfigError(_refusal(self._address, error)) from error
        except BaseException:
            self._end()
            raise
        self.processors = max(1, int(resources.get("CPU", 1)))
        self.gpus = int(resources.get("GPU", 0))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        alone = self._folder is not None
        self._end()
        if alone and kind is not None:  # workers that Ray ends leave what they had fetched
            for _ in range(_SWEEPS):
                remove_leftovers(Path(tempfile.gettempdir()))
                time.sleep(_BETWEEN)

    def _end(self) -> None:
        import ray

        ray.shutdown()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None


def load_ray() -> Any:
    """Ray with its data library, told to keep quiet.

    Raises:
        ConfigError: It is not installed.
    """
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import ray
            import ray.data
    except ImportError as error:
        raise ConfigError(
            "--engine ray needs Ray with its data library, which is not installed"
            f' ({error.name}); add it with pip install "pa3d[cluster]"'
        ) from error
    for name in ("ray", "ray.data"):
        logger = logging.getLogger(name)
        logger.setLevel(logging.CRITICAL)
        logger.handlers.clear()
    # What the machines of a cluster have to say goes to stdout from a thread, past every option.
    vars(importlib.import_module("ray._private.worker")).update(print_to_stdstream=_say_nothing)
    ray.data.DataContext.get_current().enable_progress_bars = False
    return ray


def check_address(address: str) -> None:
    """Make sure that somebody listens at an address, which Ray would wait for a minute for.

    Raises:
        ConfigError: It is no address, or nobody does.
    """
    if address in (AUTO, "local"):
        return
    if "://" in address:
        raise ConfigError(
            f"{address} is Ray Client's kind of address, which does not carry data; run on a"
            " machine of the cluster with --address auto, or give HOST:PORT"
        )
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or int(port) >= 2**16:
        raise ConfigError(f"{address!r} is no address of Ray; write HOST:PORT (6379), or auto")
    try:
        with socket.create_connection((host.strip("[]"), int(port)), _PATIENCE) as connection:
            answers = _speaks_grpc(connection)
    except OSError as error:
        raise ConfigError(
            f"no Ray answers at {address}: {error.strerror or error}; check the address, and that"
            " `ray start --head` has run there"
        ) from error
    if not answers:
        raise ConfigError(f"what answers at {address} is no Ray; check the port (6379 is usual)")


def _speaks_grpc(connection: socket.socket) -> bool:
    """Whether the other end speaks HTTP/2 (RFC 9113, 3.4), as gRPC does, by which Ray talks."""
    if os.environ.get("RAY_USE_TLS", "0") != "0":
        return True  # nothing is answered in plain text
    connection.sendall(_HTTP2_BEGIN)
    answer = b""
    while len(answer) < len(_EMPTY_SETTINGS):
        received = connection.recv(len(_EMPTY_SETTINGS) - len(answer))
        if not received:
            return False
        answer += received
    return answer[3] == _SETTINGS


def _say_nothing(*arguments: object, **options: object) -> None:
    """Print nothing of what Ray wants printed."""


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Drop what is written to stderr, also by code that is no Python."""
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _refusal(address: str | None, error: Exception) -> str:
    reason = " ".join(str(error).split()).partition(". ")[0][:300] or type(error).__name__
    if address is None:
        return f"Ray does not start here: {reason}; try the local engine (without --engine ray)"
    return f"Ray at {address} refuses: {reason}; check `ray status` there, and both versions of Ray"


def _session_folder() -> Path:
    """A folder for the files of a Ray of this machine, with a short name.

    Its name holds the mark of temporary files: the next run removes what a killed one left.
    """
    parent = Path(tempfile.gettempdir())
    if len(str(parent)) > _LONGEST_FOLDER - 30 and Path("/tmp").is_dir():
        parent = Path("/tmp")
    remove_leftovers(parent)
    return Path(tempfile.mkdtemp(prefix=f".r.{temporary_mark()}.", dir=parent))
