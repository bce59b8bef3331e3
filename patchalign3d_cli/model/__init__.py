"""The model: its configuration and files, and the network in PyTorch."""

from patchalign3d_cli.model.config import ModelConfig
from patchalign3d_cli.model.network_config import EncoderConfig, TextConfig

__all__ = ["EncoderConfig", "ModelConfig", "TextConfig"]
