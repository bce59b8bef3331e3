"""The model: its configuration and files, and the network in PyTorch."""

from patchalign3d_cli.model.config import EncoderConfig, ModelConfig, TextConfig

__all__ = ["EncoderConfig", "ModelConfig", "TextConfig"]
