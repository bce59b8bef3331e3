"""Known failures, each with one line for the person who ran into it."""

INSTALL_TORCH = "add it with `pip install torch open_clip_torch accelerate`"
"""What to do where PyTorch is missing, which pa3d-light leaves out."""


class Pa3dError(Exception):
    """A failure that pa3d understands.

    The message is one line in three parts: what is wrong, where, and what to do about it.
    """


class ShapeError(Pa3dError):
    """A shape file cannot be read, or holds nothing that can be segmented."""


class PartsError(Pa3dError):
    """A list of part names is empty, too long or contradicts itself."""


class ModelError(Pa3dError):
    """A model is unknown, incomplete, damaged or cannot be fetched."""


class DataError(Pa3dError):
    """A data set is missing, incomplete or inconsistent."""


class ConfigError(Pa3dError):
    """An option or a configuration value is out of range or unknown."""


class OutputError(Pa3dError):
    """A result cannot be written where it was asked for."""
