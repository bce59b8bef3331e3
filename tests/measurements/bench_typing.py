"""From the last key of a word to its heat in the picture: how quick the live page is.

    python tests/measurements/bench_typing.py [SHAPE] [--pause 0.06] [--through-webgl]

Starts `pa3d app SHAPE`, types words as a person does and prints, for each burst of keys, the
milliseconds from its last key until the server's answer stood in the page and until the frame
with it was over. Packages: playwright, and a Chromium on the path. Chromium draws WebGL by
SwiftShader on the processor here; with `--through-webgl` the rest of the page is composed by
SwiftShader too, which costs some 60 ms a frame.
"""

import argparse
import re
import shutil
import subprocess
import sys
import time
from typing import Any

from playwright.sync_api import Page, sync_playwright

WORDS = ("leg", "headrest", "cushion", "armrest pad", "caster")
FLAGS = "--no-sandbox --use-gl=angle --use-angle=swiftshader --enable-unsafe-swiftshader"
SETTLED = 0.8  # seconds after a burst, in which all that it started comes to its end

# Frames start in time order: the one after next starts when the one that shows the answer is over.
WATCH = """() => {
  window.bursts = [];
  document.addEventListener("input", () => (window.pressed = performance.now()), true);
  new MutationObserver(() => {
    const { pressed } = window;
    const answered = performance.now() - pressed;
    const over = () => window.bursts.push([answered, performance.now() - pressed]);
    requestAnimationFrame(() => requestAnimationFrame(over));
  }).observe(document.documentElement, { attributes: true, attributeFilter: ["data-words"] });
}"""


def started(shape: str) -> tuple[subprocess.Popen[str], str]:
    """The server of the page, and the page's address."""
    command = [sys.executable, "-m", "patchalign3d_cli", "app", shape, "--no-browser"]
    server = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1
    )
    assert server.stdout is not None
    for line in server.stdout:
        if address := re.search(r"http://\S+", line):
            return server, address.group(0).rstrip(".")
    raise SystemExit("pa3d app ended before it said its address")


def typed(page: Page, word: str, pause: float) -> list[float]:
    """Type one word; milliseconds from its last key to [answered, drawn]."""
    for letter in word:
        page.keyboard.type(letter)
        time.sleep(pause)
    time.sleep(SETTLED)
    bursts: Any = page.evaluate("window.bursts.splice(0)")
    page.keyboard.press("Enter")
    time.sleep(SETTLED)
    page.evaluate("window.bursts.splice(0)")
    return list(bursts[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shape", nargs="?", default="docs/examples/chair.obj")
    parser.add_argument("--pause", type=float, default=0.06, help="seconds between two keys")
    parser.add_argument("--through-webgl", action="store_true")
    options = parser.parse_args()
    flags = FLAGS.split() + ([] if options.through_webgl else ["--disable-gpu-compositing"])
    server, address = started(options.shape)
    try:
        with sync_playwright() as tools:
            chromium = shutil.which("chromium") or shutil.which("google-chrome")
            browser = tools.chromium.launch(executable_path=chromium, args=flags)
            page = browser.new_page()
            page.goto(address)
            page.wait_for_selector("html[data-state]", state="attached")
            time.sleep(2)  # the first encoding
            page.evaluate(WATCH)
            page.locator("#entry input").click()
            print(f"{'word':14} answered   drawn (ms after the last key)")
            for word in WORDS:
                answered, drawn = typed(page, word, options.pause)
                print(f"{word:14} {answered:8.0f} {drawn:7.0f}", flush=True)
            browser.close()
    finally:
        server.terminate()


if __name__ == "__main__":
    main()
