"""The workflow for the forge is well formed, and runs what this repository says it runs."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
WORKFLOW = ROOT / ".github" / "workflows" / "ci.yml"
SCHEMA = ("-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows")


def run(*command: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)


@pytest.fixture
def jobs() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    return document["jobs"]


def commands(job: dict[str, Any]) -> str:
    return "\n".join(step.get("run", "") for step in job["steps"])


def test_the_schema_of_workflows_is_kept(tmp_path: Path):
    done = run(sys.executable, *SCHEMA, WORKFLOW)
    assert done.returncode == 0, done.stdout
    broken = tmp_path / "ci.yml"
    broken.write_text(WORKFLOW.read_text(encoding="utf-8").replace("runs-on:", "runs_on:", 1))
    assert run(sys.executable, *SCHEMA, broken).returncode != 0


def test_the_linter_of_workflows_finds_nothing():
    zizmor = Path(sys.executable).with_name("zizmor")
    done = run(zizmor if zizmor.exists() else "zizmor", "--offline", "--no-config", WORKFLOW)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_supported_python_is_tried_on_three_systems(jobs: dict[str, Any]):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = re.findall(r"Python :: (3\.\d+)", "\n".join(project["classifiers"]))
    matrix = jobs["fast"]["strategy"]["matrix"]
    assert matrix["python"] == named and project["requires-python"] == f">={named[0]}"
    systems = {"ubuntu-latest", "macos-latest", "windows-latest"}
    assert set(matrix["os"]) == set(jobs["wheel"]["strategy"]["matrix"]["os"]) == systems


def test_it_checks_what_the_local_script_checks(jobs: dict[str, Any]):
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for line in ("ruff check .", "ruff format --check .", "mypy", "check-jsonschema", "zizmor"):
        assert line in commands(jobs["lint"]) and line in script
    for line in ("mkdocs build --strict",):
        assert line in commands(jobs["docs"]) and line in script
    assert "pytest" in commands(jobs["whole"]).splitlines()


def test_actions_are_pinned_and_see_no_secret(jobs: dict[str, Any]):
    for job in jobs.values():
        for step in job["steps"]:
            assert "uses" not in step or re.search(r"@[0-9a-f]{40}$", step["uses"]), step
    text = WORKFLOW.read_text(encoding="utf-8")
    assert "secrets." not in text and "contents: read" in text and "write" not in text
