"""The model: configuration, layers, encoder, heads."""

from patchalign3d_cli.model.config import EncoderConfig, ModelConfig, TextConfig
from patchalign3d_cli.model.patchalign3d import PatchAlign3D, PatchFeatures

__all__ = ["EncoderConfig", "ModelConfig", "PatchAlign3D", "PatchFeatures", "TextConfig"]
