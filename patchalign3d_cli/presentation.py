"""How a result shows itself, told from above: `results` stands below the rooms that write.

The package's index registers a function a form when it is imported, so every form is known
wherever a result is.
"""

from collections.abc import Callable, Sequence
from typing import Any, Literal

Form = Literal["document", "notebook"]
"""`document`: what the JSON file of a result holds; `notebook`: HTML for a notebook's cell."""

_LISTED = 10  # in a line
_PRESENTERS: dict[Form, Callable[[Any], Any]] = {}


def register(form: Form, presenter: Callable[[Any], Any]) -> None:
    """Say how results take a form."""
    _PRESENTERS[form] = presenter


def present(form: Form, result: Any) -> Any:
    """Bring a result into a form."""
    return _PRESENTERS[form](result)


def shortened(words: Sequence[str]) -> str:
    """Words with commas between them; of very many the first, and how many follow."""
    more = len(words) - _LISTED
    return ", ".join(words[:_LISTED]) + (f" and {more:,} more" if more > 0 else "")


def up_words(up: str) -> str:
    """What points up, short enough for a sentence: `z`, or `(0, -0.849, -0.529)`."""
    if "," not in up:
        return up
    return f"({', '.join(f'{round(float(number), 3) + 0.0:g}' for number in up.split(','))})"
