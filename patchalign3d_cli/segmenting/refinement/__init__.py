"""A mesh whose faces end where its parts do: subdivided near borders, then cut along them."""

from patchalign3d_cli.segmenting.refinement.refine import Refinement, Scored, refine_borders
from patchalign3d_cli.segmenting.refinement.rounds import FINEST, subdivide_mixed

__all__ = ["FINEST", "Refinement", "Scored", "refine_borders", "subdivide_mixed"]
