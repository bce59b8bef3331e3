"""Results as the bytes of a file: what the command writes, in one answer."""

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from patchalign3d_cli.choices import ScaleKind
from patchalign3d_cli.options import OutputOptions
from patchalign3d_cli.results import PartSegmentation, ShapeHeat
from patchalign3d_cli.saving import (
    HEAT_FORMATS,
    SEGMENTATION_FORMATS,
    save_heat,
    save_segmentation,
)
from patchalign3d_cli.serving.uploads import scratch_folder

MEDIA_TYPES = {
    ".json": "application/json",
    ".glb": "model/gltf-binary",
    ".ply": "application/octet-stream",
    ".npz": "application/octet-stream",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".html": "text/html; charset=utf-8",
    ".zip": "application/zip",
}
"""By suffix; what else there is comes as bytes."""
_LONGEST_HEADER = 8192  # characters


def media_types() -> list[str]:
    """Every kind of file but JSON."""
    known = {"application/octet-stream", *MEDIA_TYPES.values()} - {MEDIA_TYPES[".json"]}
    return sorted(known)


class Document(NamedTuple):
    """A file to send.

    Attributes:
        name: What it is called.
        data: Its bytes.
        warnings: What the user should look at.
    """

    name: str
    data: bytes
    warnings: tuple[str, ...] = ()

    @property
    def media_type(self) -> str:
        """What kind of file it is."""
        return MEDIA_TYPES.get(Path(self.name).suffix, "application/octet-stream")

    @property
    def headers(self) -> dict[str, str]:
        """Its name and its warnings, in ASCII."""
        plain = "".join(c if c.isascii() and c not in '"\\' else "_" for c in self.name)
        headers = {"Content-Disposition": f'attachment; filename="{plain}"'}
        if self.warnings:
            headers["Pa3d-Warnings"] = json.dumps(_first(self.warnings))
        return headers


def _first(texts: Sequence[str]) -> list[str]:
    """As many as a header holds."""
    kept: list[str] = []
    for text in texts:
        if len(json.dumps([*kept, text])) > _LONGEST_HEADER:
            return [*kept, "there are more warnings than this answer holds"]
        kept.append(text)
    return kept


def segmentation_document(
    result: PartSegmentation, source: str, form: str, options: OutputOptions
) -> Document:
    """A labelled shape as the file that `pa3d segment` writes.

    Args:
        result: What to write.
        source: The name of the shape's file.
        form: The format.
        options: How it looks.

    Raises:
        OutputError: The format cannot hold it.
    """

    def save(folder: Path) -> Sequence[Path]:
        path = SEGMENTATION_FORMATS.default_path(folder / source, form)
        save_segmentation(result, path, options=options)
        return SEGMENTATION_FORMATS.paths(path)

    return _document(save, result.warnings)


def heat_document(heat: ShapeHeat, source: str, form: str, scale: ScaleKind, word: str) -> Document:
    """A heat as the file that `pa3d heatmap` writes; several files come as an archive.

    Args:
        heat: What to write.
        source: The name of the shape's file.
        form: The format.
        scale: What colours show.
        word: What stands before the suffix: `heat`, or `like` for a picked location.

    Raises:
        OutputError: The format cannot hold it.
    """

    def save(folder: Path) -> Sequence[Path]:
        path = replace(HEAT_FORMATS, word=word).default_path(folder / source, form)
        return save_heat(heat, [path], scale=scale)

    return _document(save, heat.source.warnings)


def _document(save: Callable[[Path], Sequence[Path]], warnings: tuple[str, ...]) -> Document:
    with scratch_folder() as folder:
        paths = save(folder)
        if len(paths) == 1:
            return Document(paths[0].name, paths[0].read_bytes(), warnings)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for path in paths:  # without their times, so that the same result has the same bytes
                entry = zipfile.ZipInfo(path.name)
                archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
        stem = paths[0].name.removesuffix(paths[0].suffix)
        return Document(f"{stem}.zip", packed.getvalue(), warnings)
