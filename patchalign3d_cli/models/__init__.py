"""Models on this machine and on the Hub."""

from patchalign3d_cli.hub.tower import TextDtype
from patchalign3d_cli.models.conversion import convert_file
from patchalign3d_cli.models.information import ModelInformation, model_info
from patchalign3d_cli.models.pull import PulledModel, pull_model
from patchalign3d_cli.models.registry import (
    PUBLISHED,
    DefaultModel,
    ModelEntry,
    PublishedModel,
    default_model,
    find_text_tower,
    list_models,
)
from patchalign3d_cli.models.resolve import resolve_model, use_model
from patchalign3d_cli.models.verification import Check, VerifyReport, verify

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
