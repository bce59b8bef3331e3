"""Whether a model directory is whole, sound and works; and what it says of itself."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.light.encoder import LightEncoder, load_light_encoder
from patchalign3d_cli.light.tensors import TensorFiles
from patchalign3d_cli.machine.digests import file_sha256
from patchalign3d_cli.model.config import ModelConfig
from patchalign3d_cli.model.tensors import TEXT_BANK_FILE, TEXT_DIRECTORY, WEIGHTS_FILE
from patchalign3d_cli.models.label_encoders import load_tower
from patchalign3d_cli.text.bank import load_text_bank

SEED = 0
PROBE = "chair"


@dataclass(frozen=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: What it is.
        passed: Whether it is as it must be.
        detail: What was seen, or what is wrong.
    """

    name: str
    passed: bool
    detail: str


@dataclass(frozen=True)
class VerifyReport:
    """What verification found.

    Attributes:
        directory: The model directory.
        checks: Everything that was looked at, in order.
        sha256: Hex digest of each of its files, by path in the directory.
    """

    directory: Path
    checks: tuple[Check, ...]
    sha256: Mapping[str, str]

    @property
    def passed(self) -> bool:
        """Whether every check passed."""
        return all(check.passed for check in self.checks)


def verify(directory: Path) -> VerifyReport:
    """Look at everything that a model directory must be. Problems are reported, not raised."""
    paths = sorted(path for path in directory.rglob("*") if path.is_file())
    digests = {path.relative_to(directory).as_posix(): file_sha256(path) for path in paths}
    return VerifyReport(directory, _run_checks(directory), digests)


def require_sound(directory: Path, name: str) -> None:
    """Refuse a model that does not pass.

    Raises:
        ModelError: A check failed; the first one is told.
    """
    failed = [check for check in _run_checks(directory) if not check.passed]
    if failed:
        raise ModelError(f"{name} did not pass its {failed[0].name} check: {failed[0].detail}")


def _run_checks(directory: Path) -> tuple[Check, ...]:
    config: ModelConfig | None = None
    model: LightEncoder | None = None

    def check_config() -> str:
        nonlocal config
        config = ModelConfig.load(directory)
        return f"{config.name}, {config.head} head, {config.feature_dim} numbers a patch"

    def check_weights() -> str:
        nonlocal model
        encoder = load_light_encoder(directory)
        tensors = TensorFiles([directory / WEIGHTS_FILE], "fetch it again")
        wrong = [name for name, values in tensors.items() if not np.isfinite(values).all()]
        if wrong:
            raise ModelError(f"values that are not finite in {', '.join(wrong)}; fetch it again")
        model = encoder
        return f"{sum(math.prod(shape) for shape in tensors.shapes.values()):,} numbers, all finite"

    checks = [_run("configuration", check_config), _run("weights", check_weights)]
    if model is not None:
        checks.append(_run("forward pass", lambda: _check_forward(model)))
    if config is not None:
        checks += _check_text(directory, config)
    return tuple(checks)


def _run(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, True, look())
    except ModelError as error:
        return Check(name, False, str(error))


def _check_forward(model: LightEncoder) -> str:
    """One pass over points of a seeded ball, twice."""
    points = np.random.default_rng(SEED).standard_normal((model.config.encoder.points, 3))
    points = (points / np.linalg.norm(points, axis=1).max()).astype(np.float32)
    first, second = (model.encode([points]).features for _ in range(2))  # (1, P, D)
    if not np.isfinite(first).all():
        raise ModelError("it gives values that are not finite; fetch or convert the model again")
    if not np.array_equal(first, second):
        raise ModelError("two passes over the same points differ; run it on another machine")
    return f"{first.shape[1]} patches, finite, the same twice"


def _check_text(directory: Path, config: ModelConfig) -> list[Check]:
    checks = []
    bank, tower = directory / TEXT_BANK_FILE, directory / TEXT_DIRECTORY
    if bank.is_file():
        checks.append(_run("text bank", lambda: _check_bank(bank, config)))
    if tower.is_dir():
        checks.append(_run("text tower", lambda: _check_tower(tower, config)))
    elif config.text is not None:
        checks.append(Check("text tower", True, f"{config.text.name} is not in this model"))
    return checks


def _check_bank(path: Path, config: ModelConfig) -> str:
    bank = load_text_bank(path)
    _require_dimension(bank.dimension, config)
    return f"{len(bank.keys)} labels of {bank.text_model}"


def _check_tower(directory: Path, config: ModelConfig) -> str:
    tower = load_tower(directory)
    _require_dimension(tower.dimension, config)
    tower.embed([PROBE])  # raises where the weights give no numbers
    return f"{tower.dimension} numbers a word, finite"


def _require_dimension(dimension: int, config: ModelConfig) -> None:
    if dimension != config.feature_dim:
        raise ModelError(
            f"it gives {dimension} numbers a word and the model {config.feature_dim} a patch; use"
            " the text encoder that the model was aligned with"
        )
