"""A server under load: `python tests/measurements/load_server.py [--clients 8] [--requests 500]`.

Starts `pa3d serve` and asks it, first as one person does, one question at a time, then by several
clients at once: meshes of 20,000 faces to segment, words of a kept shape, heats, suggestions,
uploads, and now and then a file that is none. Prints how long each took, what the server computed
for it (which a busy machine does not change), how many failed, and the memory of the server with
its readers along the way. It reads /proc, so it runs on Linux.
"""

import argparse
import itertools
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import numpy as np
from bench_segment import write_mesh

ALONE = 20
KNOWN = ("seat", "leg", "back", "armrest", "handle", "wheel", "lid", "shelf", "screen", "door")


class Client:
    """Asks one server, and keeps the times."""

    def __init__(self, url: str, mesh: bytes) -> None:
        self.url, self.mesh = url, mesh
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.failed: list[str] = []
        self.busy = 0
        self.numbers = itertools.count()
        self.shape = json.loads(self.ask("upload", "/v1/shapes", {}, mesh))["id"]

    def ask(
        self, what: str, route: str, form: dict[str, str], file: bytes | None = None, wanted=200
    ) -> bytes:
        """Ask until there is an answer; how long the last attempt took counts."""
        kind, body = "application/x-www-form-urlencoded", urlencode(form).encode()
        if file is not None:
            kind, body = "multipart/form-data; boundary=x", multipart(form, file)
        request = urllib.request.Request(self.url + route, body, {"Content-Type": kind})
        while True:
            began = time.perf_counter()
            try:
                with urllib.request.urlopen(request, timeout=120) as answer:
                    status, data = answer.status, answer.read()
            except urllib.error.HTTPError as error:
                status, data = error.code, error.read()
            except OSError as error:
                self.failed.append(f"{what}: {error}")
                return b""
            if status != 503:
                break
            self.busy += 1
            time.sleep(0.2)
        self.seconds[what].append(time.perf_counter() - began)
        if status not in (wanted, 201):
            self.failed.append(f"{what}: {status} {data[:200]!r}")
        return data

    def known_word(self) -> None:
        word = random.choice(KNOWN)
        self.ask("known word", f"/v1/shapes/{self.shape}/words", {"words": word})

    def new_word(self) -> None:
        word = f"flux capacitor {next(self.numbers)}"
        self.ask("new word", f"/v1/shapes/{self.shape}/words", {"words": word})

    def segment_mesh(self) -> None:
        parts = {"parts": ",".join(random.sample(KNOWN, 3))}
        self.ask("segment a mesh", "/v1/segment", parts, self.mesh)

    def segment_kept(self) -> None:
        parts = {"parts": ",".join(random.sample(KNOWN, 3)), "shape": self.shape}
        self.ask("segment a kept shape", "/v1/segment", parts)

    def heat(self) -> None:
        self.ask("heat", "/v1/heat", {"text": random.choice(KNOWN), "shape": self.shape})

    def suggest(self) -> None:
        self.ask("suggest", "/v1/suggest", {"shape": self.shape})

    def upload(self) -> None:
        self.ask("upload", "/v1/shapes", {}, self.mesh)

    def nonsense(self) -> None:
        self.ask("a file that is none", "/v1/segment", {"parts": "a,b"}, b"\xff" * 999, 400)


MIX: tuple[tuple[Callable[[Client], None], int], ...] = (
    (Client.known_word, 40),
    (Client.new_word, 10),
    (Client.segment_mesh, 20),
    (Client.segment_kept, 10),
    (Client.heat, 8),
    (Client.suggest, 4),
    (Client.upload, 6),
    (Client.nonsense, 2),
)


def multipart(form: dict[str, str], file: bytes) -> bytes:
    head = 'Content-Disposition: form-data; name="{}"'
    parts = [f"{head.format(name)}\r\n\r\n{value}".encode() for name, value in form.items()]
    parts.append(f'{head.format("file")}; filename="mesh.obj"\r\n\r\n'.encode() + file)
    return b"".join(b"--x\r\n" + part + b"\r\n" for part in parts) + b"--x--\r\n"


def processes(server: int) -> list[Path]:
    """The folders in /proc of a server and its readers; none where there is no /proc."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(folder.name) == server or int(fields[1]) == server:
            found.append(folder)
    return found


def megabytes(server: int) -> float:
    """Resident memory of a server and its readers."""
    page = resource.getpagesize()
    return (
        sum(int((one / "statm").read_text().split()[1]) for one in processes(server)) * page / 1e6
    )


def processor_seconds(server: int) -> float:
    """What a server and its readers computed so far."""
    ticks = 0
    for one in processes(server):
        ticks += sum(map(int, (one / "stat").read_text().rpartition(")")[2].split()[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def show(client: Client, computed: dict[str, float]) -> None:
    print(f"{'':24}{'count':>6}{'median':>10}{'95 %':>10}{'longest':>10}{'computed':>10}")
    for what, seconds in client.seconds.items():
        figures = [np.median(seconds), np.quantile(seconds, 0.95), max(seconds)]
        figures += [computed[what]] if what in computed else []
        line = "".join(f"{1000 * one:7.0f} ms" for one in figures)
        print(f"{what:24}{len(seconds):6}{line}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--requests", type=int, default=500)
    parser.add_argument("--faces", type=int, default=20_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mesh.obj"
        write_mesh(path, options.faces)
        mesh = path.read_bytes()
    command = [sys.executable, "-m", "patchalign3d_cli", "serve", "--port", "0", "--keep", "4"]
    began = time.perf_counter()
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr is not None
        line = server.stderr.readline()
        print(f"{line.strip()}: after {time.perf_counter() - began:.2f} s")
        url = next(word for word in line.split() if word.startswith("http")).rstrip("/")
        measure(server.pid, url, mesh, options)
    finally:
        server.terminate()
        print(f"ended with {server.wait()}")


def measure(process: int, url: str, mesh: bytes, options: Any) -> None:
    alone = Client(url, mesh)
    for ask, _ in MIX:
        ask(alone)  # what is computed once is
    alone.seconds.clear()
    computed = {}
    for ask, _ in MIX:
        before = processor_seconds(process)
        for _ in range(ALONE):
            ask(alone)
        what = list(alone.seconds)[-1]
        computed[what] = (processor_seconds(process) - before) / ALONE
    print("\none at a time")
    show(alone, computed)
    print(f"server and readers: {megabytes(process):.0f} MB")

    random.seed(0)
    jobs = random.choices(
        [ask for ask, _ in MIX], [weight for _, weight in MIX], k=options.requests
    )
    crowd = Client(url, mesh)
    memory = [megabytes(process)]
    lock = threading.Lock()
    source = enumerate(jobs, 1)

    def run() -> None:
        while True:
            with lock:
                number, ask = next(source, (0, None))
            if ask is None:
                return
            ask(crowd)
            if number % max(1, options.requests // 10) == 0:
                memory.append(megabytes(process))

    threads = [threading.Thread(target=run) for _ in range(options.clients)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    print(f"\n{options.clients} clients, {options.requests} requests in {seconds:.1f} s")
    show(crowd, {})
    print(f"sent away and asked again: {crowd.busy}; failed: {len(crowd.failed)}")
    for line in crowd.failed[:5]:
        print(line)
    print("memory along the way, MB:", *(f"{one:.0f}" for one in memory))


if __name__ == "__main__":
    main()
