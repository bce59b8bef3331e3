"""`pa3d segment --parts auto`."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from patchalign3d_cli.cli.app import app

CHAIR = Path(__file__).parents[2] / "docs" / "examples" / "chair.obj"


def run(*arguments: object):
    return CliRunner().invoke(app, ["segment", *map(str, arguments)])


@pytest.mark.slow
def test_a_saved_tree_gives_another_level(tmp_path: Path):
    chair = tmp_path / "chair.obj"
    shutil.copy(CHAIR, chair)
    light = ("--backend", "light", "-f", "json")
    assert run(chair, "--parts", "auto", "--count", 3, *light).exit_code == 0
    saved = tmp_path / "chair.parts.json"
    first = saved.read_bytes()
    assert len(json.loads(first)["parts"]) == 3
    assert run(saved, "--parts", "auto", "--count", 8, *light, "--force").exit_code == 0
    recut = saved.read_bytes()
    assert len(json.loads(recut)["parts"]) == 8
    assert run(chair, "--parts", "auto", "--count", 8, *light, "--force").exit_code == 0
    assert saved.read_bytes() == recut


def test_a_count_wants_auto():
    outcome = run(CHAIR, "--parts", "seat,leg", "--count", 3)
    assert outcome.exit_code != 0


def test_options_about_words_are_refused():
    outcome = run(CHAIR, "--parts", "auto", "--threshold", "0.5")
    assert outcome.exit_code != 0
