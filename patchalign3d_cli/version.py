"""The version, alone: files name what wrote them without loading anything else."""

__version__ = "0.1.0"
