"""Name the parts of any 3D object in plain words."""

__version__ = "0.1.0"
