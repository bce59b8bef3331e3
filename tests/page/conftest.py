"""Pages opened in Debian's Chromium, without a display and without a network."""

import io
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from patchalign3d_cli.results import PartSegmentation, ShapeHeat
from patchalign3d_cli.saving import save_heat, save_segmentation
from support.live_pages import LivePage, LiveServer

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--no-sandbox --use-gl=angle --use-angle=swiftshader --enable-unsafe-swiftshader"
    " --disable-quic --no-first-run --disable-background-networking --disable-component-update"
    " --disable-sync"
)


class Opened:
    """A page in the browser, with all that it said and asked for."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.said: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("dialog", lambda dialog: self.said.append(f"dialog {dialog.message}"))

    def wait(self) -> None:
        """Until the shape is there and drawn."""
        self.page.wait_for_selector("html[data-state]", state="attached")
        assert self.page.evaluate("document.documentElement.dataset.state") == "ready", self.said
        self.draw()

    def draw(self) -> None:
        """Until what was asked is painted."""
        frame = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        self.page.evaluate(frame)

    def pixels(self) -> NDArray[np.int64]:
        """What is on the screen, (height, width, 3)."""
        picture = Image.open(io.BytesIO(self.page.screenshot())).convert("RGB")
        return np.asarray(picture).astype(np.int64)

    def hover(self, x: float, y: float) -> str:
        """What the page says about a position; empty for the background."""
        self.page.mouse.move(x, y)
        self.draw()
        tip = self.page.locator("#tip")
        return str(tip.inner_text()) if tip.is_visible() else ""


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    program = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if program is None:
        pytest.skip("no Chromium on this machine")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=program, args=_FLAGS.split())
        yield chromium
        chromium.close()


@pytest.fixture
def show(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Write a result as a page and open it."""
    pages = []

    def opened(result: PartSegmentation | ShapeHeat, **settings: Any) -> Opened:
        path = tmp_path / f"page {len(pages)}.html"
        if isinstance(result, ShapeHeat):
            save_heat(result, [path])
        else:
            save_segmentation(result, path)
        page = browser.new_page(viewport={"width": 900, "height": 600}, **settings)
        pages.append(page)
        shown = Opened(page)
        page.goto(path.as_uri())
        shown.wait()
        return shown

    yield opened
    for page in pages:
        page.close()


@pytest.fixture(scope="session")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """`pa3d app` as a process of its own; it must end cleanly."""
    pytest.importorskip("fastapi")
    command = [sys.executable, "-m", "patchalign3d_cli", "app", "--no-browser", "-m", "pa3d-mini"]
    told = tmp_path_factory.mktemp("app") / "told"
    with told.open("w") as err:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=err, text=True)
        assert process.stdout is not None
        yield LiveServer(process.stdout.readline().strip())
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
        process.stdout.close()
    assert told.read_text() == "Ctrl-C ends it\n"


@pytest.fixture
def live(browser: Any, live_server: LiveServer) -> Iterator[Callable[..., LivePage]]:
    """Open the live page."""
    contexts = []

    def opened(address: str | None = None, **settings: Any) -> LivePage:
        size = {"viewport": {"width": 900, "height": 600}, "accept_downloads": True}
        contexts.append(browser.new_context(**{**size, **settings}))
        shown = Opened(contexts[-1].new_page())
        shown.page.goto(address or live_server.address)
        shown.wait()
        return LivePage(shown, live_server)

    yield opened
    for context in contexts:
        context.close()
