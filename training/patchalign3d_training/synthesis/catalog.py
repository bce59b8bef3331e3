"""Every category by name, and the words that training never sees.

A category is a table in `families/<family>/words.toml` and a function `build` in the module of the
same name beside it; see docs/generator.md.
"""

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from patchalign3d_cli.errors import ConfigError
from patchalign3d_training.synthesis.kit import Assembly, Dice, LabelledMesh
from patchalign3d_training.synthesis.words import Words, read_words

FAMILIES = Path(__file__).parent / "families"
"""Where the families lie."""

HELD_OUT_NAMES: Mapping[str, Mapping[str, str]] = {
    "airplane": {"fuselage": "body", "tail fin": "tail"},
    "car": {"bonnet": "hood", "tyre": "wheel"},
    "chair": {"backrest": "back", "cushion": "seat", "armrest": "arm"},
    "guitar": {"fretboard": "neck"},
    "knife": {"grip": "handle"},
    "laptop": {"keypad": "keyboard", "lid": "screen"},
    "motorbike": {"handgrip": "handles or handlebars", "tyre": "wheel"},
    "table": {"tabletop": "desktop"},
}
"""Words by category that no generated part is called, each with the primary name of the part it
means: unseen words to test with. All but "grip" and "lid", which other categories use, occur
nowhere."""


@dataclass(frozen=True)
class Category:
    """A kind of object that can be generated.

    Attributes:
        name: What it is called: "teddy-bear".
        family: The folder that it lies in: "creatures".
        words: Its parts' names, and how often it is drawn.
    """

    name: str
    family: str
    words: Words

    @property
    def module(self) -> str:
        """The module whose `build` makes its objects."""
        base = "patchalign3d_training.synthesis.families"
        return f"{base}.{self.family}.{self.name.replace('-', '_')}"

    def make(self, random: np.random.Generator) -> LabelledMesh:
        """One object; `random` decides everything about it."""
        build: Callable[[Assembly, Dice], None] = importlib.import_module(self.module).build
        model = Assembly(self.words.parts, self.words.details)
        build(model, Dice(random))
        return model.finish()


def _gathered() -> dict[str, Category]:
    categories: dict[str, Category] = {}
    for path in sorted(FAMILIES.glob("*/words.toml")):
        for name, words in read_words(path).items():
            if name in categories:
                raise ValueError(f"{path}: {name} is in family {categories[name].family} too")
            categories[name] = Category(name, path.parent.name, words)
    return dict(sorted(categories.items()))


CATEGORIES: Mapping[str, Category] = _gathered()
"""Every category by name, in alphabetical order."""


def category_named(name: str) -> Category:
    """A category.

    Raises:
        ConfigError: There is no such category.
    """
    if name not in CATEGORIES:
        raise ConfigError(
            f"unknown category {name!r} of generated shapes; choose from: " + ", ".join(CATEGORIES)
        )
    return CATEGORIES[name]


def generate(category: str, seed: int) -> LabelledMesh:
    """One object.

    Args:
        category: A key of `CATEGORIES`.
        seed: Decides everything about it.

    Raises:
        ConfigError: There is no such category.
    """
    return category_named(category).make(np.random.default_rng(seed))
