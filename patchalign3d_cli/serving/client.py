"""A server's model, asked from another program: what `segment_file` does, computed elsewhere."""

import json
import os
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from patchalign3d_cli.asking.clicks import describe_click
from patchalign3d_cli.errors import ConfigError, Pa3dError, ShapeError
from patchalign3d_cli.results import PartSegmentation
from patchalign3d_cli.results_io import load_segmentation
from patchalign3d_cli.segmenting.request import SegmentRequest

_SECONDS = 600.0  # that an answer may take; the server's own limit comes first
_PATIENCE = 60.0  # seconds that a busy server is asked again
_LOCAL = ("trust_references",)  # options that say how this machine reads


class RemoteServer:
    """A server of `pa3d serve`.

    Args:
        url: Its address, as it prints it.
        token: Its token, where it wants one.

    Raises:
        ConfigError: The address is none of a server.
    """

    def __init__(self, url: str, token: str | None = None) -> None:
        try:
            parts = urlsplit(url)
            valid = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            valid = False
        if not valid:
            raise ConfigError(
                f"{url!r} is no address of a server; give one like http://127.0.0.1:8765"
            )
        self._url = url.rstrip("/")
        self._token = token
        # No proxy and no redirect: shapes and the token go to the server that was named.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect())

    def segment(
        self, path: Path, parts: Sequence[str], request: SegmentRequest
    ) -> PartSegmentation:
        """Label the shape in a file: the result of `segment_file`, with the server's model.

        Args:
            path: The shape's file, which is read here too.
            parts: The part names.
            request: How.

        Raises:
            ShapeError: The file cannot be read.
            Pa3dError: The server cannot be reached, or refuses; the message is its own.
        """
        form = [
            ("format", "npz"),
            *(("parts", _quoted(name)) for name in parts),
            *_options(request),
        ]
        files = [("file", path), *(("beside", buffer) for buffer in _buffers(path))]
        answer = self._post("/v1/segment", form, files)
        with tempfile.TemporaryDirectory(prefix="pa3d-") as folder:
            archive = Path(folder) / "answer.parts.npz"
            archive.write_bytes(answer.data)
            result = load_segmentation(archive, shape=path, reading=request.reading)
        return replace(result, warnings=answer.warnings)

    def _post(
        self, route: str, form: Sequence[tuple[str, str]], files: Sequence[tuple[str, Path]]
    ) -> "_Answer":
        boundary = uuid.uuid4().hex
        body = _multipart(form, files, boundary)
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        asked = urllib.request.Request(f"{self._url}{route}", body, headers, method="POST")
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                with self._opener.open(asked, timeout=_SECONDS) as answer:
                    told = json.loads(answer.headers.get("Pa3d-Warnings", "[]"))
                    return _Answer(answer.read(), tuple(str(text) for text in told))
            except urllib.error.HTTPError as error:
                with error:
                    if error.code == 503 and time.monotonic() < until:
                        time.sleep(_seconds(error.headers.get("Retry-After")))
                        continue
                    raise self._refusal(error) from None
            except (OSError, ValueError) as error:
                reason = getattr(error, "reason", None) or error
                reason = getattr(reason, "strerror", None) or reason
                raise ConfigError(
                    f"the server {self._url} does not answer: {reason}; start one with `pa3d serve`"
                ) from error

    def _refusal(self, error: urllib.error.HTTPError) -> Pa3dError:
        try:
            message = json.loads(error.read())["error"]["message"]
        except (OSError, ValueError, KeyError, TypeError):
            message = f"HTTP {error.code}, which is no answer of pa3d; check the address"
        if error.code == 401:
            message = "it wants a token; put it into PA3D_TOKEN"
        return ConfigError(f"{self._url}: {message}")


class _Answer(NamedTuple):
    data: bytes
    warnings: tuple[str, ...]


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments: Any) -> None:
        """Follow none: the answer is an error."""


def _options(request: SegmentRequest) -> list[tuple[str, str]]:
    """The options that differ from the defaults."""
    usual = SegmentRequest()
    given = []
    for field in fields(request):
        value = getattr(request, field.name)
        if field.name == "clicks":
            given += [("clicks", describe_click(click)) for click in value or ()]
        elif field.name not in _LOCAL and value != getattr(usual, field.name):
            given.append(
                (field.name, str(value).lower() if isinstance(value, bool) else str(value))
            )
    return given


def _quoted(name: str) -> str:
    """A name that the server does not split at its commas."""
    return '"' + name.replace('"', '""') + '"'


def _buffers(path: Path) -> list[Path]:
    """The files beside a glTF that hold its geometry."""
    if path.suffix.lower() != ".gltf":
        return []
    try:
        buffers = json.loads(path.read_bytes())["buffers"]
        names = [unquote(buffer["uri"]) for buffer in buffers if "uri" in buffer]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []  # the server says what is wrong with it
    files = [path.parent / name for name in names if not name.startswith("data:")]
    inside = path.parent.resolve()
    return [file for file in files if file.is_file() and file.resolve().is_relative_to(inside)]


def _multipart(
    form: Sequence[tuple[str, str]], files: Sequence[tuple[str, Path]], boundary: str
) -> bytes:
    chunks = []
    for name, value in form:
        chunks.append(f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode())
    for name, path in files:
        plain = path.name.replace("\\", "\\\\").replace('"', "%22")
        plain = plain.replace("\r", "%0D").replace("\n", "%0A")
        head = f'Content-Disposition: form-data; name="{name}"; filename="{plain}"\r\n'
        kind = "Content-Type: application/octet-stream\r\n\r\n"
        chunks.append(os.fsencode(head + kind) + _read(path))
    ends = f"--{boundary}\r\n".encode()
    return b"".join(ends + chunk + b"\r\n" for chunk in chunks) + f"--{boundary}--\r\n".encode()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ShapeError(f"{path} does not exist; check the path") from error
    except OSError as error:
        raise ShapeError(f"cannot open {path}: {error.strerror or error}") from error


def _seconds(text: str | None) -> float:
    return float(text) if text is not None and text.isdecimal() and int(text) <= _PATIENCE else 1.0
