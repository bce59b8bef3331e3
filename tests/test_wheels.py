"""The two distributions: what is in them, what they ask for, and that they work when installed."""

import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[1]
PIP_WHEEL = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation"]
PACKAGES = {"pa3d.py", "patchalign3d_cli", "patchalign3d_training", "patchalign3d_weights"}
PARTS = ["--parts", "seat,leg,back,armrest"]


def project(path: Path) -> dict:
    return tomllib.loads(path.read_text())["project"]


def test_light_asks_for_what_pa3d_does_less_torch():
    whole, light = project(ROOT / "pyproject.toml"), project(ROOT / "light" / "pyproject.toml")
    torch = light["optional-dependencies"]["torch"]
    packages = {"torch", "open_clip_torch", "accelerate", "huggingface_hub", "trimesh"}
    assert {entry.split(">")[0] for entry in torch} == packages
    assert set(light["dependencies"]) | set(torch) == set(whole["dependencies"])
    assert not set(light["dependencies"]) & set(torch)
    for key in ("requires-python", "license", "classifiers", "scripts", "authors", "urls"):
        assert light[key] == whole[key]
    for extra in ("draco", "las", "hdf5", "serve"):
        assert light["optional-dependencies"][extra] == whole["optional-dependencies"][extra]


@pytest.mark.parametrize("folder", [ROOT, ROOT / "light"], ids=["pa3d", "light"])
def test_images_are_built_from_all_that_the_wheel_holds(folder: Path):
    hatch = tomllib.loads((folder / "pyproject.toml").read_text())["tool"]["hatch"]
    included = hatch["build"]["targets"]["wheel"]["force-include"]
    copied = re.findall(r"^COPY (?!--)(.+) \S+$", (folder / "Dockerfile").read_text(), re.MULTILINE)
    sent = (ROOT / ".dockerignore").read_text().split()
    for name in included:
        path = (folder / name).resolve().relative_to(ROOT)
        over = {path.as_posix(), *(parent.as_posix() for parent in path.parents)}
        assert over & {word for words in copied for word in words.split()}, path
        assert over & {line.removeprefix("!") for line in sent if line.startswith("!")}, path


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Both wheels by name, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheels")
    for source in (ROOT, ROOT / "light"):
        subprocess.run([*PIP_WHEEL, "-w", folder, source], check=True)
    return {path.name.split("-")[0]: path for path in folder.glob("*.whl")}


@pytest.mark.slow
def test_the_wheels_hold_exactly_the_packages(wheels: dict[str, Path]):
    contents = {}
    for name in ("pa3d", "pa3d_light"):
        with zipfile.ZipFile(wheels[name]) as archive:
            infos = archive.infolist()
            code = {info.filename: info.CRC for info in infos if ".dist-info/" not in info.filename}
            assert any(info.filename.endswith("/LICENSE") for info in infos)
        assert {path.split("/")[0] for path in code} == PACKAGES
        assert sum(info.compress_size for info in infos) < 45e6
        contents[name] = code
    assert contents["pa3d"] == contents["pa3d_light"]
    for path in (
        "patchalign3d_weights/pa3d-mini/config.json",
        "patchalign3d_weights/pa3d-mini/model.safetensors",
        "patchalign3d_cli/text/clip_merges.txt.gz",
        "patchalign3d_cli/py.typed",
        "patchalign3d_cli/page/examples/teapot.glb",
    ):
        assert path in contents["pa3d"]


class Environment:
    """A fresh virtual environment outside of the checkout."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        self.programs = folder / ("Scripts" if os.name == "nt" else "bin")
        hidden = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
        self.variables = {key: os.environ[key] for key in os.environ if key not in hidden}

    def run(self, program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        command = [str(self.programs / program), *map(str, arguments)]
        return subprocess.run(
            command, capture_output=True, text=True, cwd=self.folder, env=self.variables
        )

    def pa3d(self, *arguments: object) -> str:
        """What a command prints, where it must succeed."""
        done = self.run("pa3d", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def labels(self, name: str) -> list[int]:
        """Labels of the repository's chair."""
        chair = ROOT / "docs" / "examples" / "chair.obj"
        self.pa3d("segment", chair, *PARTS, "-f", "glb,json,npz,png,html", "-o", name)
        files = {path.suffix for path in (self.folder / name).iterdir()}
        assert files == {".glb", ".json", ".npz", ".png", ".html"}
        labels: list[int] = json.loads((self.folder / name / "chair.parts.json").read_text())[
            "labels"
        ]
        return labels


@pytest.mark.slow
def test_light_does_everything_without_torch(wheels: dict[str, Path], tmp_path: Path):
    light = Environment(tmp_path / "light")
    installed = light.run("python", "-m", "pip", "install", "-q", wheels["pa3d_light"])
    if installed.returncode:
        pytest.skip(f"no package index here: {installed.stderr.strip().splitlines()[-1]}")
    files = [path for path in light.folder.rglob("*") if path.is_file()]
    # Byte code is Python's cache, written by some installers and not by others.
    size = sum(path.stat().st_size for path in files if path.suffix != ".pyc")
    assert size < 350e6
    for package in (
        "torch",
        "torchvision",
        "open_clip",
        "accelerate",
        "huggingface_hub",
        "trimesh",
    ):
        assert light.run("python", "-c", f"import {package}").returncode == 1
    assert np.array_equal(light.labels("out"), here())
    assert "all checks passed" in light.pa3d("doctor")
    assert "ok     text tower" in light.pa3d("weights", "verify", "pa3d-mini")
    chair = ROOT / "docs" / "examples" / "chair.obj"
    assert "back" in light.pa3d("suggest", chair, "-q")
    light.pa3d("heatmap", chair, "--text", "a flux capacitor", "-o", "heat")
    light.pa3d("heatmap", chair, "--pick", "face:12", "-o", "picked")
    light.pa3d("features", chair, "-o", "features")
    light.pa3d("benchmark", "synthetic", "--limit", 1, "-o", "benchmark")
    light.pa3d("train", "synthesize", "--as-folder", "--count", 1, "-o", "shapes")
    for refused in (
        ["segment", chair, *PARTS, "--backend", "torch", "-o", "torch"],
        ["segment", chair, *PARTS, "--device", "cuda", "-o", "cuda"],
        ["train", "synthesize", "--count", 1, "-o", "tensors"],
        ["train", "align", "--data", "shapes", "-o", "run"],
        ["weights", "convert", chair, "converted"],
    ):
        done = light.run("pa3d", *refused)
        assert done.returncode == 1 and done.stdout == ""
        line = done.stderr.strip()
        assert "\n" not in line and "torch" in line.lower() and "pip install torch" in line
        assert not (light.folder / str(refused[-1])).exists()

    fetch = light.run("pa3d", "weights", "pull", "patchalign3d")
    assert fetch.returncode == 1 and "pip install huggingface_hub" in fetch.stderr
    assert fetch.stderr.strip().count("\n") == 0


@pytest.mark.slow
def test_pa3d_works_from_its_wheel(wheels: dict[str, Path], tmp_path: Path):
    """Its requirements, which are gigabytes, are those of the environment that runs the tests."""
    whole = Environment(tmp_path / "whole")
    install = ["install", "-q", "--no-deps", wheels["pa3d"]]
    assert whole.run("python", "-m", "pip", *install).returncode == 0
    where = whole.run("python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))")
    ours = [path for path in sys.path if path.endswith("site-packages")]
    (Path(where.stdout.strip()) / "requirements.pth").write_text("\n".join(ours) + "\n")
    code = "import patchalign3d_cli; print(patchalign3d_cli.__file__)"
    assert str(whole.folder) in whole.run("python", "-c", code).stdout
    assert np.array_equal(whole.labels("out"), here())
    assert "torch" in whole.pa3d("doctor")


def here() -> list[int]:
    """Labels of the chair by the code of this checkout."""
    from patchalign3d_cli import SegmentRequest, segment_file

    chair = ROOT / "docs" / "examples" / "chair.obj"
    result = segment_file(chair, PARTS[1], SegmentRequest())
    labels: list[int] = result.labels.tolist()
    return labels
