"""Views that come with a data set: its pictures and which face each of their pixels shows."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from patchalign3d_cli.errors import DataError
from patchalign3d_cli.machine.unpickling import read_plain
from patchalign3d_training.features.sightings import sighting_of_faces
from patchalign3d_training.features.views import SightedImage

_SUFFIXES = (".png", ".jpg", ".jpeg")


def find_images(folder: Path) -> tuple[Path, ...]:
    """The pictures of a folder by name; empty where there is none."""
    if not folder.is_dir():
        return ()
    return tuple(sorted(path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES))


def published_views(
    images: tuple[Path, ...],
    pixel_faces: Path,
    point_faces: NDArray[np.int64],
    *,
    count: int,
    size: int,
    grid: int,
) -> Iterator[SightedImage]:
    """Read a data set's own views.

    Pictures and face maps are brought to `size` by their shorter side and cut to a square, as the
    published preparation does. A picture belongs to the map that the number in its name says.

    Args:
        images: The pictures.
        pixel_faces: `pix2face.pt`: (V, H, W) face ids, negative for the background.
        point_faces: (N,) the face of each point.
        count: How many views at most.
        size: Side of the views in pixels.
        grid: Side of the teacher's token grid.

    Raises:
        DataError: A file is damaged, or pictures and maps do not fit together.
    """
    maps = read_plain(pixel_faces, "the face maps", DataError, "make them again")
    if not isinstance(maps, Tensor) or maps.ndim != 3 or maps.is_floating_point():
        raise DataError(f"{pixel_faces} holds no face ids (V, H, W); make it again")
    for path in images[:count]:
        number = _number(path, len(maps))
        picture = _square_picture(path, size)
        face_map = _square_map(maps[number].numpy(), size)
        yield SightedImage(picture, sighting_of_faces(face_map, point_faces, grid))


def _number(path: Path, count: int) -> int:
    digits = "".join(re.findall(r"\d", path.stem))
    if not digits or int(digits) >= count:
        raise DataError(
            f"{path} belongs to none of the {count} face maps; name pictures by the map's number"
            " (000.png, 001.png ...)"
        )
    return int(digits)


def _square_picture(path: Path, size: int) -> NDArray[np.uint8]:
    try:
        with Image.open(io.BytesIO(path.read_bytes())) as file:
            image = file.convert("RGB")
    except OSError as error:
        raise DataError(f"cannot read the picture {path}: {error}; make it again") from error
    scale = size / min(image.size)
    wide, high = (max(size, round(side * scale)) for side in image.size)
    image = image.resize((wide, high), Image.Resampling.BICUBIC)
    left, top = (wide - size) // 2, (high - size) // 2
    return np.asarray(image.crop((left, top, left + size, top + size)))


def _square_map(faces: NDArray[np.integer], size: int) -> NDArray[np.integer]:
    """Nearest pixels of the middle square, (S, S)."""
    scale = size / min(faces.shape)
    rows, columns = (_nearest(side, scale, size) for side in faces.shape)
    return faces[rows[:, None], columns]


def _nearest(side: int, scale: float, size: int) -> NDArray[np.int64]:
    start = (max(size, round(side * scale)) - size) // 2
    pixels = (start + np.arange(size) + 0.5) / scale
    return np.clip(pixels.astype(np.int64), 0, side - 1)
