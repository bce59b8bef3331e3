"""Every choice that an option offers by name, and the check of one.

No import here is costly: the command line builds its help from these types.
"""

from typing import Any, Literal, get_args

from patchalign3d_cli.errors import ConfigError

UpAxis = Literal["x", "y", "z", "-x", "-y", "-z"]
"""An axis of a file."""
UpDirection = str
"""What points up in a file: an axis by name, or a direction of length 1 as `x,y,z`."""
UpChoice = str
"""Such a direction, or `auto`: all six axes are tried."""

Backend = Literal["auto", "light", "torch"]
"""What computes a model: numpy alone, PyTorch, or whichever suits."""
TextDtype = Literal["fp32", "fp16"]
"""Precision of a text tower on disk."""
Quality = Literal["fast", "balanced", "best"]
Assignment = Literal["interpolate", "nearest", "membership"]
Split = Literal["parts", "instances"]
"""How a result is split: whole parts, or their single pieces."""
AppearanceMode = Literal["recolor", "keep"]
Hints = Literal["auto", "none"]
"""Whether the structure and the names of a file count."""
MaterialMode = Literal["shared", "per-part", "variants"]
"""Kept materials as the file shares them, copied for each part, or also part colours beside."""
Unit = Literal["mm", "cm", "m", "inch"]
"""What a coordinate of 1 is."""
ScaleKind = Literal["cosine", "percentile"]
"""What the colours of a heat show."""

LabelledOn = Literal["faces", "vertices", "points"]
"""What the labels of a data set are on."""
BenchmarkProtocol = Literal["published", "standard"]
Prompts = Literal["part", "category", "ensemble"]
Rotate = Literal["none", "yaw", "so3"]
ShapeNetPartSplit = Literal["train", "val", "test"]
ScanObjectNNSplit = Literal["train", "test"]
ObjaverseSplit = Literal["seenclass", "unseen", "shapenetpart"]


RunEngine = Literal["local", "ray"]
"""What works on many shapes: processes of this machine, or a Ray cluster."""


def check_choice(name: str, value: object, choices: Any) -> None:
    """Make sure that a value is one of those that a `Literal` lists.

    Args:
        name: What the value is, for the message.
        value: The value.
        choices: The `Literal`.

    Raises:
        ConfigError: It is another value; the message lists the choices.
    """
    known = get_args(choices)
    if value not in known:
        raise ConfigError(f"unknown {name} {value!r}; choose one of {', '.join(known)}")
