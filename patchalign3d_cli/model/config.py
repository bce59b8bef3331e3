"""What a model is, in numbers: the content of its `config.json`."""

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.machine.atomic import atomic_path
from patchalign3d_cli.model.config_checks import (
    build_checked,
    check_flag,
    check_number,
    check_object,
    check_text,
    check_texts,
    check_whole,
)
from patchalign3d_cli.model.network_config import WIDEST, EncoderConfig, TextConfig
from patchalign3d_cli.model.region_sizes import HEAD_WIDTH
from patchalign3d_cli.model.trust_weights import TrustWeights

CONFIG_FILE = "config.json"
FORMAT_VERSION = 1
_COLDEST, _HOTTEST = 1e-4, 1e4  # temperatures
INITIAL_TEMPERATURE = 0.07  # tau of CLIP and of the published training, before it is learned


@dataclass(frozen=True)
class ModelConfig:
    """Everything that a model directory says about itself.

    Attributes:
        name: The model's name.
        encoder: Sizes of the encoder.
        head: `text` (aligned with language) or `distill` (stage 1: image features).
        feature_dim: D, width of a patch feature behind the head.
        temperature: tau; a score is cosine / tau. 0.07 for the published checkpoint.
        confidence_temperature: tau instead of `temperature` where the model was calibrated, so
            that of the elements with a confidence of 0.8 about 80 percent are right; None where it
            was not.
        other_cosine: Best cosine below which a place is rather none of the parts that were asked
            for; None where it was not measured.
        trust: How the trust in a shape follows from its scores; None where it was not fitted.
        point_neighbors: J, patches that the point decoder hears at a point; 0, as published, for
            no decoder: patches alone have features. (Ours, not published.)
        local_geometry: Whether the point decoder reads how the surface lies around a point. (Ours.)
        region_depth: Blocks of the region decoder, which corrects features of points by the nodes,
            materials and shells of a mesh; 0, as published, for none. (Ours.)
        region_width: C, width of its tokens; a multiple of 32.
        text: The text encoder; None for a stage-1 model, which answers no words.
        license: Licence of the weights (SPDX where there is one).
        provenance: Where the weights come from: free text by key.
        format_version: Version of this file's layout.
    """

    name: str
    encoder: EncoderConfig = field(default_factory=EncoderConfig)
    head: Literal["text", "distill"] = "text"
    feature_dim: int = 1280
    temperature: float = INITIAL_TEMPERATURE
    point_neighbors: int = 0
    local_geometry: bool = False
    region_depth: int = 0
    region_width: int = 128
    text: TextConfig | None = field(default_factory=TextConfig)
    license: str = "unknown"
    provenance: Mapping[str, str] = field(default_factory=dict)
    confidence_temperature: float | None = None
    other_cosine: float | None = None
    trust: TrustWeights | None = None
    format_version: int = FORMAT_VERSION

    def __post_init__(self) -> None:
        check_text("name", self.name, empty=False)
        check_whole(f"{self.name}: format_version", self.format_version, 1, 10**6)
        if self.format_version > FORMAT_VERSION:
            raise ModelError(
                f"{self.name}: config.json has format_version {self.format_version}, this pa3d"
                f" reads up to {FORMAT_VERSION}; upgrade pa3d"
            )
        if self.head not in ("text", "distill"):
            raise ModelError(f"{self.name}: head must be 'text' or 'distill', not {self.head!r}")
        check_whole(f"{self.name}: feature_dim", self.feature_dim, 1, WIDEST)
        check_number(f"{self.name}: temperature", self.temperature, _COLDEST, _HOTTEST)
        check_whole(f"{self.name}: point_neighbors", self.point_neighbors, 0, 16)
        check_flag(f"{self.name}: local_geometry", self.local_geometry)
        if self.local_geometry and not self.point_neighbors:
            raise ModelError(f"{self.name}: local_geometry needs point_neighbors of 1 or more")
        check_whole(f"{self.name}: region_depth", self.region_depth, 0, 64)
        check_whole(f"{self.name}: region_width", self.region_width, HEAD_WIDTH, WIDEST)
        if self.region_width % HEAD_WIDTH:
            raise ModelError(
                f"{self.name}: region_width must be a multiple of {HEAD_WIDTH}, not"
                f" {self.region_width}"
            )
        if self.region_depth and not self.point_neighbors:
            raise ModelError(f"{self.name}: region_depth needs point_neighbors of 1 or more")
        calibrated = self.confidence_temperature
        if calibrated is not None:
            check_number(f"{self.name}: confidence_temperature", calibrated, _COLDEST, _HOTTEST)
        if self.other_cosine is not None:
            check_number(f"{self.name}: other_cosine", self.other_cosine, -1, 1)
        check_text(f"{self.name}: license", self.license)
        check_texts(f"{self.name}: provenance", self.provenance)
        if self.text is not None and self.text.dimension != self.feature_dim:
            raise ModelError(
                f"{self.name}: feature_dim is {self.feature_dim} but the text encoder's dimension"
                f" is {self.text.dimension}; they must be equal"
            )

    @property
    def answer_temperature(self) -> float:
        """Tau of what is answered: the calibrated one where there is one."""
        return self.confidence_temperature or self.temperature

    @property
    def none_level(self) -> float | None:
        """Score (cosine / tau) below which a place is rather none of the parts, if measured."""
        return None if self.other_cosine is None else self.other_cosine / self.answer_temperature

    def to_dict(self) -> dict[str, Any]:
        """The configuration as JSON-ready values."""
        values = dataclasses.asdict(self)
        values["provenance"] = dict(self.provenance)
        values["encoder"]["point_widths"] = list(self.encoder.point_widths)
        return values

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "ModelConfig":
        """Read what `to_dict` gave.

        Raises:
            ModelError: A key is unknown, missing or of the wrong kind; each is named.
        """
        values = dict(values)
        name = values.get("name", "model")
        check_text("name", name, empty=False)
        if "encoder" in values:
            encoder = dict(check_object(values["encoder"], f"{name}: encoder"))
            if isinstance(encoder.get("point_widths"), list):
                encoder["point_widths"] = tuple(encoder["point_widths"])
            values["encoder"] = build_checked(EncoderConfig, encoder, f"{name}: encoder")
        if values.get("text") is not None:
            values["text"] = build_checked(
                TextConfig, check_object(values["text"], name), f"{name}: text"
            )
        if values.get("trust") is not None:
            values["trust"] = build_checked(
                TrustWeights, check_object(values["trust"], f"{name}: trust"), f"{name}: trust"
            )
        config = build_checked(cls, values, name)
        assert isinstance(config, cls)
        return config

    def save(self, directory: Path) -> None:
        """Write `config.json` into `directory`, whole or not at all."""
        text = json.dumps(self.to_dict(), indent=2, sort_keys=False) + "\n"
        with atomic_path(directory / CONFIG_FILE) as temporary:
            temporary.write_text(text, encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> "ModelConfig":
        """Read a configuration.

        Args:
            path: A model directory, which holds `config.json`, or such a file by any name.

        Raises:
            ModelError: The file is missing, is not JSON or does not describe a model.
        """
        directory, path = path, path if path.is_file() else path / CONFIG_FILE
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise ModelError(
                f"no model in {directory}: {CONFIG_FILE} cannot be read; give a model directory,"
                " a name that `pa3d weights list` shows, or a Hub repository (org/name)"
            ) from error
        except (ValueError, RecursionError) as error:
            raise ModelError(
                f"{path} is not valid JSON: {error}; fetch or convert the model again"
            ) from error
        try:
            return cls.from_dict(check_object(values, "it"))
        except ModelError as error:
            raise ModelError(f"{path}: {error}") from error
