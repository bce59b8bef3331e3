"""A Hub on this machine: enough of its protocol for the real client, and ways to misbehave."""

import contextlib
import hashlib
import json
import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import huggingface_hub
import pytest
from huggingface_hub import constants

LARGE_BYTES = 2048  # files of this size or more are "LFS": sha256, and served by another host


@dataclass(frozen=True)
class Request:
    """One request as the server saw it; `start` and `stop` are the bytes of the file it got."""

    method: str
    path: str
    start: int
    stop: int
    authorized: bool


@dataclass
class FakeHub:
    """Repositories and their behaviour. Fill it with `add`, read `requests` afterwards."""

    port: int = 0
    repositories: dict[str, dict[str, dict[str, bytes]]] = field(default_factory=dict)
    references: dict[tuple[str, str], str] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    ranges: bool = True
    cuts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    damaged: set[str] = field(default_factory=set)
    gated: set[str] = field(default_factory=set)
    private: set[str] = field(default_factory=set)
    forbidden: set[str] = field(default_factory=set)
    broken: dict[str, int] = field(default_factory=dict)

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def add(self, name: str, files: Mapping[str, bytes], branch: str = "main") -> str:
        """Commit files; returns the commit's hash."""
        digest = hashlib.sha1(repr(sorted(files.items())).encode()).hexdigest()
        self.repositories.setdefault(name, {})[digest] = dict(files)
        self.references[name, branch] = digest
        return digest

    def fetched(self, path: str) -> list[tuple[int, int]]:
        """Byte ranges of a file that were sent."""
        return [
            (request.start, request.stop)
            for request in self.requests
            if request.method == "GET" and request.path.endswith("/" + path) and request.stop
        ]

    def bytes_of(self, path: str) -> int:
        return sum(stop - start for start, stop in self.fetched(path))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    hub: FakeHub

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def log_message(self, *_: object) -> None:
        pass

    def _answer(self) -> None:
        url = urlsplit(self.path)
        path = unquote(url.path).strip("/")
        if path in self.hub.broken:
            return self._json({"error": "out of order"}, self.hub.broken[path])
        if path.startswith("api/models/"):
            return self._api(path.removeprefix("api/models/"), parse_qs(url.query))
        if path.startswith("api/"):  # what clients ask besides
            return self._json({}, 404)
        if path.startswith("cdn/"):
            _, organisation, repository, commit, file = path.split("/", 4)
            content = self.hub.repositories[f"{organisation}/{repository}"][commit][file]
            return self._content(file, content, {"ETag": '"an etag of the storage"'})
        organisation, repository, _, revision, file = path.split("/", 4)
        return self._resolve(f"{organisation}/{repository}", unquote(revision), file)

    def _commit(self, name: str, revision: str) -> str | None:
        """The commit a revision means; None once an error was sent."""
        if name in self.hub.gated:
            self._error(403, "GatedRepo", "Access to this model is restricted.")
        elif name in self.hub.forbidden:
            self._json({"error": "your token may not read this"}, 403)
        elif name in self.hub.private or name not in self.hub.repositories:
            self._error(401, "RepoNotFound", "Repository not found")
        else:
            commit = self.hub.references.get((name, revision), revision)
            if commit in self.hub.repositories[name]:
                return commit
            self._error(404, "RevisionNotFound", f"Invalid rev id: {revision}")
        return None

    def _api(self, path: str, query: Mapping[str, list[str]]) -> None:
        organisation, repository, *rest = path.split("/", 3)
        name = f"{organisation}/{repository}"
        kind, revision = (rest[0], unquote(rest[1])) if len(rest) == 2 else ("revision", "main")
        commit = self._commit(name, revision)
        if commit is None:
            return
        files = self.hub.repositories[name][commit]
        if kind == "tree":
            entries = [
                {"type": "file", "path": file, "size": len(content), **_identity(content, "oid")}
                for file, content in files.items()
            ]
            return self._json(entries)
        siblings = [
            {"rfilename": file}
            | ({"size": len(content), **_identity(content, "blobId")} if "blobs" in query else {})
            for file, content in files.items()
        ]
        self._json({"id": name, "modelId": name, "sha": commit, "siblings": siblings})

    def _resolve(self, name: str, revision: str, file: str) -> None:
        commit = self._commit(name, revision)
        if commit is None:
            return
        content = self.hub.repositories[name][commit].get(file)
        if content is None:
            return self._error(404, "EntryNotFound", "Entry not found", {"X-Repo-Commit": commit})
        identity = _identity(content, "oid")
        headers = {"X-Repo-Commit": commit, "ETag": f'"{identity["oid"]}"'}
        if "lfs" not in identity:
            return self._content(file, content, headers)
        sha256 = hashlib.sha256(content).hexdigest()
        headers |= {
            "X-Linked-ETag": f'"{sha256}"',
            "X-Linked-Size": str(len(content)),
            "Location": f"http://localhost:{self.hub.port}/cdn/{name}/{commit}/{file}",
        }
        self._send(302, headers, b"")

    def _content(self, file: str, content: bytes, headers: Mapping[str, str]) -> None:
        if file in self.hub.damaged:
            content = content[:-1] + bytes([content[-1] ^ 1])
        start, stop, status, extra = 0, len(content), 200, {"Accept-Ranges": "bytes"}
        asked = self.headers.get("Range")
        if asked and self.hub.ranges:
            first, last = asked.removeprefix("bytes=").split("-")
            start, stop = int(first), min(int(last or stop) + 1, len(content))
            status, extra = 206, {"Content-Range": f"bytes {start}-{stop - 1}/{len(content)}"}
        body = content[start:stop]
        if self.command == "GET" and self.hub.cuts[file]:
            body = body[: self.hub.cuts[file].pop(0)]
            self.close_connection = True
        self._send(status, {**headers, **extra}, body, stop - start, start)

    def _error(
        self, status: int, code: str, message: str, headers: Mapping[str, str] | None = None
    ) -> None:
        told = {"X-Error-Code": code, "X-Error-Message": message, **(headers or {})}
        self._json({"error": message}, status, told)

    def _json(self, value: object, status: int = 200, headers: Mapping[str, str] = {}) -> None:  # noqa: B006
        told = {**headers, "Content-Type": "application/json"}
        self._send(status, told, json.dumps(value).encode())

    def _send(
        self,
        status: int,
        headers: Mapping[str, str],
        body: bytes,
        length: int | None = None,
        start: int = 0,
    ) -> None:
        path = unquote(urlsplit(self.path).path)
        sent = start + len(body) if status in (200, 206) and self.command == "GET" else 0
        authorized = "Authorization" in self.headers
        self.hub.requests.append(Request(self.command, path, start, sent, authorized))
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        if self.command == "GET":
            with contextlib.suppress(ConnectionError):  # the client had read enough
                self.wfile.write(body)


def _identity(content: bytes, key: str) -> dict[str, object]:
    if len(content) < LARGE_BYTES:
        blob = b"blob %d\x00" % len(content) + content
        return {key: hashlib.sha1(blob).hexdigest()}
    sha256 = hashlib.sha256(content).hexdigest()
    lfs = {"oid": sha256, "sha256": sha256, "size": len(content), "pointerSize": 134}
    return {key: hashlib.sha1(sha256.encode()).hexdigest(), "lfs": lfs}


@contextlib.contextmanager
def serve() -> Iterator[FakeHub]:
    """Run a Hub in a thread."""
    hub = FakeHub()
    handler = type("Handler", (_Handler,), {"hub": hub})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        hub.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield hub
        finally:
            huggingface_hub.close_session()  # kept-alive connections hold handler threads
            server.shutdown()
            thread.join()


@contextlib.contextmanager
def connected(cache: Path) -> Iterator[FakeHub]:
    """Run a Hub and point this process's client at it, with a cache of its own and no waiting.

    The client reads its environment once, when it is imported; its constants are set instead.
    """
    with serve() as hub, pytest.MonkeyPatch.context() as patch:
        patch.setattr(constants, "ENDPOINT", hub.endpoint)
        template = hub.endpoint + "/{repo_id}/resolve/{revision}/{filename}"
        patch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)
        patch.setattr(constants, "HF_HUB_CACHE", str(cache))
        patch.setattr(constants, "HF_TOKEN_PATH", str(cache / "token"))
        patch.setattr(constants, "HF_HUB_OFFLINE", False)
        patch.setattr("time.sleep", lambda _: None)
        patch.delenv("HF_TOKEN", raising=False)
        yield hub
