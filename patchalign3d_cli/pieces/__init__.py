"""Results taken apart: single pieces, small ones absorbed, each as its own mesh, apart."""

from patchalign3d_cli.pieces.absorb import absorb_small
from patchalign3d_cli.pieces.cap import capped
from patchalign3d_cli.pieces.explode import exploded
from patchalign3d_cli.pieces.extract import extract
from patchalign3d_cli.pieces.split import split

__all__ = ["absorb_small", "capped", "exploded", "extract", "split"]
