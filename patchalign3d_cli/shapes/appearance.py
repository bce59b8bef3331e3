"""How a file's surface looks: materials, textures, and values at the corners of faces."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

_SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"\xabKTX 20\xbb\r\n\x1a\n": "image/ktx2",
}


class CornerValues(NamedTuple):
    """Values at the corners of faces, each stored once.

    Attributes:
        values: (T, k) float32, all finite.
        corners: (F, 3) int64 indices into `values`, -1 where a face has none; of a cloud (V,).
    """

    values: NDArray[np.float32]
    corners: NDArray[np.int64]


class ElementAppearance(NamedTuple):
    """What is on the elements of a geometry.

    Attributes:
        materials: (E,) int32 index of each element's material, -1 for none.
        attributes: By glTF's names: `TEXCOORD_0` ... (k = 2, v downwards), `COLOR_0` (k = 4,
            linear RGBA, 0 to 1), `NORMAL` (k = 3, unit length).
    """

    materials: NDArray[np.int32]
    attributes: Mapping[str, CornerValues]

    def take(self, elements: NDArray[Any]) -> "ElementAppearance":
        """The appearance of some elements, by their indices or a mask."""
        taken = {
            name: CornerValues(values, corners[elements])
            for name, (values, corners) in self.attributes.items()
        }
        return ElementAppearance(self.materials[elements], taken)


class TextureImage(NamedTuple):
    """An image file as it is.

    Attributes:
        data: Its bytes.
        mime: What they are: `image/png`, `image/jpeg`, `image/webp` or `image/ktx2`.
        name: A name for it; may be empty.
    """

    data: bytes
    mime: str
    name: str


@dataclass(frozen=True, eq=False)
class Appearance:
    """How a shape looks.

    Attributes:
        elements: What is on its faces (points).
        materials: Material objects as glTF 2.0 defines them.
        textures: Texture objects of glTF 2.0, with the sampler itself in place of its number.
        images: The images that textures name by number; None for one that was not found.
        warnings: What could not be read, a sentence each.
    """

    elements: ElementAppearance
    materials: tuple[Mapping[str, Any], ...] = ()
    textures: tuple[Mapping[str, Any], ...] = ()
    images: tuple[TextureImage | None, ...] = field(default=(), repr=False)
    warnings: tuple[str, ...] = ()


def image_kind(data: bytes) -> str:
    """The media type of an image by its first bytes; empty where glTF has no use for it."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in _SIGNATURES.items() if data.startswith(start)), "")


def join_appearances(
    pieces: Sequence[ElementAppearance | None], shapes: Sequence[tuple[int, ...]]
) -> ElementAppearance | None:
    """One appearance of many pieces, in their order; None where no piece has one.

    Args:
        pieces: Of each piece; None for a piece without any.
        shapes: Of each piece the shape of its corners, (F, 3), or (V,) of a cloud.
    """
    if not any(piece is not None for piece in pieces):
        return None
    names = dict.fromkeys(name for piece in pieces if piece for name in piece.attributes)
    materials = [
        piece.materials if piece else np.full(shape[0], -1, np.int32)
        for piece, shape in zip(pieces, shapes, strict=True)
    ]
    joined = {}
    for name in names:
        values: list[NDArray[np.float32]] = []
        corners: list[NDArray[np.int64]] = []
        start = 0
        for piece, shape in zip(pieces, shapes, strict=True):
            added = piece.attributes.get(name) if piece else None
            if added is None:
                corners.append(np.full(shape, -1, np.int64))
                continue
            values.append(added.values)
            corners.append(np.where(added.corners < 0, -1, added.corners + start))
            start += len(added.values)
        joined[name] = CornerValues(np.concatenate(values), np.concatenate(corners))
    return ElementAppearance(np.concatenate(materials), joined)
