"""One page that shows a result: the one door to this folder."""

from patchalign3d_cli.page.page import (
    heat_page,
    mesh_block,
    notebook_frame,
    segmentation_page,
    sites_block,
    write_heat_page,
    write_html,
)

__all__ = [
    "heat_page",
    "mesh_block",
    "notebook_frame",
    "segmentation_page",
    "sites_block",
    "write_heat_page",
    "write_html",
]
