"""docs/generator.md shows a category as it is."""

from pathlib import Path

import patchalign3d_training.synthesis.kit as kit
from patchalign3d_training.synthesis.catalog import CATEGORIES, FAMILIES

PAGE = (Path(__file__).parents[3] / "docs" / "generator.md").read_text(encoding="utf-8")
STREET = FAMILIES / "street"


def test_the_example_is_a_category_of_thirty_to_sixty_lines():
    code = (STREET / "traffic_light.py").read_text(encoding="utf-8").strip()
    assert f"```python\n{code}\n```" in PAGE
    assert 30 <= len(code.splitlines()) <= 60
    assert "traffic-light" in CATEGORIES


def test_the_example_s_words_are_those_of_the_file():
    start = PAGE.index("```toml\n") + len("```toml\n")
    table = PAGE[start : PAGE.index("\n```", start)]
    assert table in (STREET / "words.toml").read_text(encoding="utf-8")


def test_the_page_names_the_whole_kit():
    builders = [name for name in kit.__all__ if name.islower() and callable(getattr(kit, name))]
    inner = {"centroids", "fill", "join", "strip_rows"}
    missing = [name for name in builders if f"`{name}" not in PAGE and name not in inner]
    assert not missing
