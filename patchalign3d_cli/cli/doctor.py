"""`pa3d doctor`: what is here, and whether it works."""

import importlib.metadata
import os
import platform
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer

from patchalign3d_cli.cli import shared_arguments as shared
from patchalign3d_cli.cli.console import FAILED, guarded, out, print_json
from patchalign3d_cli.errors import describe
from patchalign3d_cli.version import __version__

SCHEMA = "pa3d.doctor/1"  # of what --json prints
PACKAGES = (
    "torch",
    "open_clip_torch",
    "huggingface_hub",
    "safetensors",
    "accelerate",
    "numpy",
    "scipy",
    "trimesh",
    "mapbox_earcut",
    "embreex",
    "pillow",
    "DracoPy",
    "lazrs",
)

VARIABLES = (
    *("PA3D_HOME", "PA3D_MODEL", "HF_HUB_OFFLINE", "HF_HOME", "HF_ENDPOINT"),
    *("OMP_NUM_THREADS", "CUDA_VISIBLE_DEVICES", "PYTHONPATH", "LANG", "NO_COLOR"),
)
"""What of the environment changes how pa3d runs; --verbose shows it."""

OPTIONAL = ("DracoPy", "lazrs")  # readers of Draco-compressed glTF and of LAZ
NOT_INSTALLED = "not installed"


@guarded
def doctor(
    model: shared.Model = None, as_json: shared.Json = False, verbose: shared.Verbose = False
) -> None:
    """Show versions, devices, models and caches, and try one tiny forward pass."""
    facts: dict[str, Any] = {
        "pa3d": __version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "packages": {name: _version(name) for name in PACKAGES},
    }
    if verbose:
        facts["installed"] = str(Path(__file__).parents[1])
        facts["interpreter"] = sys.executable
        facts["environment"] = {name: os.environ[name] for name in VARIABLES if name in os.environ}
    checks: dict[str, Callable[[], Any]] = {
        "devices": _devices,
        "home": _home,
        "models": _models,
        "text cache": _text_cache,
        "forward pass": lambda: _forward_pass(model),
    }
    failures = {}
    for title, check in checks.items():
        try:
            facts[title] = check()
        except Exception as error:
            failures[title] = facts[title] = f"failed: {describe(error)}"
    if as_json:
        print_json({"schema": SCHEMA, **facts, "ok": not failures})
    else:
        _show(facts)
        missing = [name for name in OPTIONAL if facts["packages"][name] == NOT_INSTALLED]
        if missing:
            hint = f"optional      {', '.join(missing)}: see `pip install '.[formats]'`"
            out.print(hint, markup=False)
        out.print("all checks passed" if not failures else f"failed: {', '.join(failures)}")
    if failures:
        raise typer.Exit(FAILED)


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return NOT_INSTALLED


def _devices() -> list[str]:
    from patchalign3d_cli.light.backends import has_torch

    devices = [f"cpu ({os.cpu_count()} cores)"]
    if not has_torch():
        return devices
    import torch

    if torch.cuda.is_available():
        count = torch.cuda.device_count()
        devices += [f"cuda:{i} ({torch.cuda.get_device_name(i)})" for i in range(count)]
    if torch.backends.mps.is_available():
        devices.append("mps")
    return devices


def _home() -> str:
    from patchalign3d_cli.machine.home import home_directory

    return str(home_directory())


def _models() -> list[str]:
    from patchalign3d_cli.models.registry import list_models

    lines = []
    for item in list_models():
        notes = (item.is_default and "default", item.place == "hub" and "not here", item.problem)
        remarks = ", ".join(note for note in notes if note)
        lines.append(f"{item.name} ({remarks})" if remarks else item.name)
    return lines


def _text_cache() -> str:
    from patchalign3d_cli.machine.home import text_cache_directory

    files = [path for path in text_cache_directory().rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    return f"{len(files)} files, {size / 1e6:.1f} MB"


def _forward_pass(model: str | None) -> str:
    import numpy as np

    from patchalign3d_cli.errors import ModelError
    from patchalign3d_cli.segmenting.loading import load_segmenter
    from patchalign3d_cli.shapes import Shape

    segmenter = load_segmenter(model, offline=True)
    points = np.random.default_rng(0).standard_normal((512, 3))
    features = segmenter.encode(Shape(points))
    where = f"{segmenter.identity.name} on {segmenter.where}"
    if not np.isfinite(features.features).all():
        raise ModelError(f"{where} gives features that are no numbers; see `pa3d weights verify`")
    sizes = " x ".join(str(size) for size in features.features.shape)
    return f"{where}: {sizes}, finite"


def _show(facts: dict[str, Any]) -> None:
    for title, value in facts.items():
        if isinstance(value, dict):
            value = ", ".join(f"{name} {version}" for name, version in value.items())
        elif isinstance(value, list):
            value = ", ".join(value) or "none"
        out.print(f"{title:13} {value}", markup=False)
