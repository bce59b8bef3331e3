"""The page of `pa3d app` in a browser, and its server asked directly."""

import base64
import json
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

DROP = """([name, data]) => {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], name));
  for (const type of ["dragenter", "dragover", "drop"]) {
    const settings = { dataTransfer, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new DragEvent(type, settings));
  }
}"""


class LiveServer:
    """A running `pa3d app`.

    Attributes:
        url: Of the page, without what stands behind the #.
        token: What the server wants to hear.
    """

    def __init__(self, address: str) -> None:
        self.url, _, behind = address.partition("#")
        self.token = urllib.parse.parse_qs(behind)["token"][0]

    @property
    def address(self) -> str:
        """What one opens to get the page without a shape."""
        return f"{self.url}#token={self.token}"

    def ask(self, path: str, fields: dict[str, Any] | None = None, method: str = "POST") -> Any:
        """Ask the server itself; its JSON."""
        data = None if fields is None else urllib.parse.urlencode(fields, doseq=True).encode()
        head = {"Authorization": f"Bearer {self.token}"}
        request = urllib.request.Request(f"{self.url}{path}", data, head, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            text = answer.read()
        return json.loads(text) if text else None


class LivePage:
    """The page, with what people do to it."""

    def __init__(self, opened: Any, server: LiveServer) -> None:
        self.opened, self.page, self.server = opened, opened.page, server

    def drop(self, path: Path) -> None:
        """Drop a file, and wait until it is looked at."""
        self.page.evaluate(DROP, [path.name, base64.b64encode(path.read_bytes()).decode()])

    def example(self) -> None:
        """Take the example, and wait until words are suggested."""
        self.page.get_by_role("button", name="Take the example").click()
        self.page.locator("#suggested .chip").first.wait_for(timeout=60_000)
        self.opened.draw()

    def type(self, text: str, *words: str) -> None:
        """Type into the new word, and wait until these words are drawn."""
        self.page.get_by_label("New word").focus()
        self.page.keyboard.type(text)
        self.asked(*words)

    def asked(self, *words: str) -> None:
        """Wait until these words, and no others, are drawn."""
        self.page.locator(f'html[data-words="{",".join(words)}"]').wait_for(
            state="attached", timeout=60_000
        )
        self.opened.draw()

    def words(self) -> list[str]:
        """The words of the list."""
        return [box.input_value() for box in self.page.locator("#words input").all()]

    def shape_id(self) -> str:
        """The shape's id, from the address."""
        return self.remembered("shape")

    def remembered(self, name: str) -> str:
        """Wait until the address says something behind its #, and read it."""
        for _ in range(300):
            values = urllib.parse.parse_qs(urllib.parse.urlparse(self.page.url).fragment)
            if name in values:
                return values[name][0]
            self.page.wait_for_timeout(20)
        raise AssertionError(f"{name} is not in {self.page.url}")

    def slide(self, name: str, value: float) -> None:
        """Move a slider and let it go."""
        self.page.locator(f"#{name}").evaluate(
            "(slider, value) => { slider.value = value;"
            " for (const type of ['input', 'change'])"
            " slider.dispatchEvent(new Event(type, { bubbles: true })); }",
            value,
        )
        self.opened.draw()

    def tips(self) -> dict[int, tuple[int, int, list[str]]]:
        """What the tip says over a grid: by element, the position and the lines."""
        tips = {}
        for x in range(60, 560, 70):
            for y in range(90, 560, 60):
                lines = self.opened.hover(x, y).splitlines()
                if lines:
                    number = int("".join(filter(str.isdigit, lines[-1])))
                    tips[number] = (x, y, lines)
        return tips

    def colors(self, tips: dict[int, tuple[int, int, list[str]]]) -> dict[int, NDArray[np.int64]]:
        """The colour at each of those positions, with the pointer out of the way."""
        self.page.mouse.move(5, 590)
        self.opened.draw()
        pixels = self.opened.pixels()
        return {number: pixels[y, x] for number, (x, y, _) in tips.items()}
