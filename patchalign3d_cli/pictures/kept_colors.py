"""The colours that a shape's own file gives it, wherever a ray meets it."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.coloring.materials import (
    base_color,
    texture_image,
    texture_of,
    texture_source,
    texture_transform,
)
from patchalign3d_cli.shapes.appearance import Appearance, CornerValues, ElementAppearance
from patchalign3d_cli.shapes.srgb import srgb_to_linear

_WIDEST = 2048  # pixels of a texture; larger ones are shrunk
_CLAMPED, _MIRRORED = 33071, 33648  # glTF's codes


@dataclass(frozen=True, eq=False)
class _Texture:
    pixels: NDArray[np.float32]  # (h, w, 3) linear
    channel: str  # which texture coordinates it goes by
    placed: dict[str, Any]  # see texture_transform

    def at(self, coordinates: NDArray[np.float32]) -> NDArray[np.float32]:
        """Its nearest pixels at texture coordinates (Q, 2), (Q, 3)."""
        turn = float(self.placed["rotation"])
        u, v = (coordinates * np.array(self.placed["scale"], np.float32)).T
        across, down = self.placed["offset"]
        turned = (
            np.cos(turn) * u + np.sin(turn) * v + across,
            np.cos(turn) * v - np.sin(turn) * u + down,
        )
        height, width = self.pixels.shape[:2]
        column, row = (
            np.minimum((_wrapped(values, wrap) * size).astype(np.int64), size - 1)
            for values, wrap, size in zip(turned, self.placed["wrap"], (width, height), strict=True)
        )
        pixels: NDArray[np.float32] = self.pixels[row, column]
        return pixels


@dataclass(frozen=True, eq=False)
class KeptColors:
    """Base colours, base textures and vertex colours; transparency is left out.

    Attributes:
        elements: What is on the faces (points).
        factors: (M + 1, 3) linear colours of materials; the last is that of faces without one.
        textures: Of each material; None for none.
    """

    elements: ElementAppearance
    factors: NDArray[np.float32]
    textures: tuple[_Texture | None, ...]

    def take(self, elements: NDArray[Any]) -> "KeptColors":
        """The colours of some elements, by their indices or a mask."""
        return replace(self, elements=self.elements.take(elements))

    def of_points(self) -> NDArray[np.float32]:
        """Linear colours of the points of a cloud, (V, 3)."""
        return self.at(np.arange(len(self.elements.materials)), None)

    def at(
        self, elements: NDArray[np.int64], shares: NDArray[np.float32] | None
    ) -> NDArray[np.float32]:
        """Linear colours at positions on elements, (Q, 3).

        Args:
            elements: (Q,) which they are on.
            shares: (Q, 2) of the corners 1 and 2 of a face; None for points.
        """
        materials = self.elements.materials[elements]
        colors = self.factors[materials]  # (Q, 3); -1 is the last
        tint = self.elements.attributes.get("COLOR_0")
        if tint is not None:
            colors = colors * _at_corners(tint, elements, shares, 1.0)[:, :3]
        for number, texture in enumerate(self.textures):
            if texture is None or shares is None:
                continue
            mine = np.flatnonzero(materials == number)
            values = self.elements.attributes[texture.channel]
            colors[mine] *= texture.at(_at_corners(values, elements[mine], shares[mine], 0.0))
        return colors.astype(np.float32)


def kept_colors(appearance: Appearance) -> KeptColors:
    """Make the colours of a shape ready to be drawn; a texture that cannot be read is left out.

    Args:
        appearance: How the shape looks.
    """
    factors = np.ones((len(appearance.materials) + 1, 3), dtype=np.float32)
    textures = []
    for number, material in enumerate(appearance.materials):
        factors[number], reference = base_color(material)
        textures.append(None if reference is None else _texture(appearance, reference))
    return KeptColors(appearance.elements, factors, tuple(textures))


def _texture(appearance: Appearance, reference: Any) -> _Texture | None:
    channel = f"TEXCOORD_{reference.get('texCoord', 0)}"
    texture = texture_of(appearance, reference)
    image = texture_image(appearance, texture_source(texture), _WIDEST)
    if image is None or channel not in appearance.elements.attributes:
        return None
    pixels = srgb_to_linear(np.asarray(image)[..., :3]).astype(np.float32)
    return _Texture(pixels, channel, texture_transform(reference, texture))


def _at_corners(
    values: CornerValues,
    elements: NDArray[np.int64],
    shares: NDArray[np.float32] | None,
    missing: float,
) -> NDArray[np.float32]:
    """Values between the corners of elements, (Q, k); `missing` where a face has none."""
    table = np.append(values.values, np.full((1, values.values.shape[1]), missing), axis=0)
    corners = table.astype(np.float32)[values.corners[elements]]  # (Q, 3, k), of points (Q, k)
    if shares is None:
        return corners
    weights = np.column_stack([1 - shares.sum(axis=1), shares])  # (Q, 3)
    blended: NDArray[np.float32] = np.einsum("qc,qck->qk", weights, corners)
    return blended


def _wrapped(values: NDArray[np.float32], wrap: int) -> NDArray[np.float32]:
    """Texture coordinates of one axis brought into 0 to 1."""
    if wrap == _CLAMPED:
        return np.clip(values, 0, 1)
    if wrap == _MIRRORED:
        folded: NDArray[np.float32] = 1 - np.abs(values % 2 - 1)
        return folded
    return values % 1
