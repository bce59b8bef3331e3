"""The `asset` of a GLB: who made it, and of a labelled shape the record."""

from typing import Any

from patchalign3d_cli.results import ModelIdentity
from patchalign3d_cli.results_io.glb import keys
from patchalign3d_cli.results_io.json.record import GENERATOR, portable_name


def asset_record(
    model: ModelIdentity, segmentation: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The `asset` of a glTF document.

    Args:
        model: Which model made what the document shows.
        segmentation: The record of a labelled shape; None for anything else.
    """
    known: dict[str, Any] = {
        keys.MODEL: portable_name(model.name),
        keys.MODEL_LICENSE: model.license,
    }
    if segmentation is not None:
        known[keys.RECORD] = segmentation
    return {"version": "2.0", "generator": GENERATOR, "extras": known}
