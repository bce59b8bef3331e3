"""CHANGELOG.md keeps its form, and agrees with the version of the package."""

import datetime
import re
from pathlib import Path

import pytest

import patchalign3d_cli

ROOT = Path(__file__).parents[2]
GROUPS = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")
RELEASE = re.compile(r"\[(\d+)\.(\d+)\.(\d+)\] - (\d{4}-\d{2}-\d{2})")


def sections() -> dict[str, str]:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    _, *parts = re.split(r"^## ", text, flags=re.MULTILINE)
    return {title: body for title, body in (part.split("\n", 1) for part in parts)}


def test_sections_are_unreleased_and_dated_versions_the_newest_first():
    first, *releases = sections()
    assert first == "[Unreleased]"
    matches = [RELEASE.fullmatch(title) for title in releases]
    assert matches and all(matches), releases
    versions = [tuple(map(int, match.group(1, 2, 3))) for match in matches if match]
    dates = [datetime.date.fromisoformat(match[4]) for match in matches if match]
    assert versions == sorted(versions, reverse=True)
    assert dates == sorted(dates, reverse=True)
    assert ".".join(map(str, versions[0])) == patchalign3d_cli.__version__


@pytest.mark.parametrize("title", sections())
def test_entries_stand_in_groups_and_take_one_line(title: str):
    _, *groups = re.split(r"^### ", sections()[title], flags=re.MULTILINE)
    names = [group.split("\n", 1)[0] for group in groups]
    assert set(names) <= set(GROUPS) and len(names) == len(set(names))
    for group in groups:
        for line in group.splitlines()[1:]:
            assert not line or line.startswith("- "), f"an entry takes one line: {line!r}"


def test_the_citation_names_the_released_version():
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {patchalign3d_cli.__version__}\n" in citation
