"""Models on this machine and on the Hub."""

from patchalign3d_cli.hub.conversion import convert_file
from patchalign3d_cli.hub.information import ModelInformation, model_info
from patchalign3d_cli.hub.pull import PulledModel, pull_model
from patchalign3d_cli.hub.registry import (
    PUBLISHED,
    DefaultModel,
    ModelEntry,
    PublishedModel,
    default_model,
    find_text_tower,
    list_models,
)
from patchalign3d_cli.hub.resolve import resolve_model, use_model
from patchalign3d_cli.hub.tower import TextDtype
from patchalign3d_cli.hub.verification import Check, VerifyReport, verify

__all__ = [
    "PUBLISHED",
    "Check",
    "DefaultModel",
    "ModelEntry",
    "ModelInformation",
    "PublishedModel",
    "PulledModel",
    "TextDtype",
    "VerifyReport",
    "convert_file",
    "default_model",
    "find_text_tower",
    "list_models",
    "model_info",
    "pull_model",
    "resolve_model",
    "use_model",
    "verify",
]
