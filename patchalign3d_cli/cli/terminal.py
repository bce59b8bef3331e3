"""Text that a terminal shows as it is, whoever wrote it.

Names of files, nodes, parts and models come from strangers. An escape code in one can move the
cursor, change the title or hide what was printed; an override of the writing direction makes a
name read as another.
"""

import re
from collections.abc import Iterable
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

_LONGEST = 2000  # characters of one message

# Control characters (C0 but for line ends, DEL and C1), marks and overrides of direction, line and
# paragraph separators, halves of surrogate pairs (bytes of a name that are no UTF-8), tags.
_UNSHOWN = re.compile(
    "[\0-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def shown(text: str) -> str:
    r"""The text with what a terminal would obey, or not show, written out: `\x1b`, `\u202e`."""
    return _UNSHOWN.sub(_written_out, text)


def shown_line(text: str) -> str:
    """The same on one line, and no longer than a person would read."""
    line = shown(" ".join(text.split(" "))).replace("\n", "\\n")
    return line if len(line) <= _LONGEST else line[:_LONGEST] + " ..."


def _written_out(match: "re.Match[str]") -> str:
    code = ord(match[0])
    if code < 256:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"


class SafeConsole(Console):
    """A console that writes out whatever in its texts a terminal would obey."""

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Render as Rich does; its own control codes pass, those in texts do not."""
        for segment in super().render(renderable, options):
            if segment.control or _UNSHOWN.search(segment.text) is None:
                yield segment
            else:
                yield Segment(shown(segment.text), segment.style)

    def print(self, *objects: Any, **options: Any) -> None:
        """Print as Rich does, with lone surrogates written out before it measures them."""
        safe = (shown(item) if isinstance(item, str) else item for item in objects)
        super().print(*safe, **options)
