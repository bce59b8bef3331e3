"""Files of features: numbers for programs, and the shape in the features' colours."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.results import FeatureTables, ShapeFeatures
from patchalign3d_cli.results_io.colored import ColoredShape, write_colored_glb, write_colored_ply
from patchalign3d_cli.results_io.features.layout import ARCHIVE_SUFFIX, SUFFIX
from patchalign3d_cli.results_io.features.writer import write_features
from patchalign3d_cli.saving.registry import FormatRegistry, OutputFile, write_files


class ColoredFeatures(NamedTuple):
    """Features and a colour an element.

    Attributes:
        tables: The features.
        colors: (E, 3) sRGB.
    """

    tables: FeatureTables
    colors: NDArray[np.uint8]

    @property
    def shape(self) -> ColoredShape:
        """The shape in the colours."""
        notes = ("colors three principal components of the features as red, green, blue",)
        features = self.tables.features
        return ColoredShape(features.source, self.colors, "features", {}, notes, features.model)


def save_features(
    features: ShapeFeatures,
    path: str | Path,
    *,
    overwrite: bool = False,
    geometry: bool | None = None,
) -> None:
    """Write an encoded shape, so that `load_features` reads it back and it can be asked again.

    The file appears whole or not at all, and the same features give the same bytes.

    Args:
        features: What `Segmenter.encode` returned.
        path: Where; it ends in `.safetensors`.
        overwrite: Whether an existing file may be replaced.
        geometry: Whether the file holds the shape itself and can be moved without the shape's
            file; None for where it has at most 2,000,000 faces (points). Materials and colours
            stay in the shape's file.

    Raises:
        OutputError: The path has another suffix, the file exists, or it cannot be written.
    """
    path = Path(path)
    if path.suffix.lower() != SUFFIX:
        raise OutputError(f"{path} names no file of features; end it in {SUFFIX}")
    file = OutputFile(
        path, lambda temporary: write_features(features, temporary, geometry=geometry)
    )
    write_files([file], overwrite=overwrite)


def save_feature_tables(
    tables: FeatureTables,
    colors: NDArray[np.uint8],
    paths: Sequence[str | Path],
    *,
    overwrite: bool = False,
) -> tuple[Path, ...]:
    """Write features in several formats: all files appear, or none does.

    Args:
        tables: The features.
        colors: (E, 3) sRGB of the elements, as `asking.principal_colors` chooses them.
        paths: Where; one of the suffixes of `FEATURE_FORMATS` ends each.
        overwrite: Whether existing files may be replaced.

    Returns:
        The files.

    Raises:
        OutputError: A suffix is unknown, a file exists, or one cannot be written.
    """
    content = ColoredFeatures(tables, colors)
    files = [file for path in paths for file in FEATURE_FORMATS.files(content, Path(path))]
    return write_files(files, overwrite=overwrite)


def _write_picture(content: ColoredFeatures, path: Path, name: str) -> None:
    from PIL import Image

    from patchalign3d_cli.pictures.picture import render_shape

    source = content.tables.features.source
    pixels = render_shape(source, content.colors)
    Image.fromarray(pixels).save(path, format="PNG")


FEATURE_FORMATS: FormatRegistry[ColoredFeatures] = FormatRegistry(
    content="features",
    word="features",
    default=(SUFFIX, ".glb"),
    writers={
        SUFFIX: lambda content, path, _: write_features(
            content.tables.features, path, tables=content.tables
        ),
        ARCHIVE_SUFFIX: lambda content, path, _: write_features(
            content.tables.features, path, tables=content.tables
        ),
        ".glb": lambda content, path, _: write_colored_glb(content.shape, path),
        ".ply": lambda content, path, _: write_colored_ply(content.shape, path),
        ".png": _write_picture,
    },
)
