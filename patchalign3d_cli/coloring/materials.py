"""What a glTF material says of the base colour of a surface."""

import io
import warnings
from collections.abc import Mapping
from typing import Any

from PIL import Image

from patchalign3d_cli.shapes.appearance import Appearance

_REPEAT = 10497  # glTF's code


def base_color(material: Mapping[str, Any]) -> tuple[list[float], Mapping[str, Any] | None]:
    """The factor of a base colour, three linear numbers, and the reference to its texture."""
    metal = mapping(material.get("pbrMetallicRoughness"))
    factor = metal.get("baseColorFactor")
    reference = metal.get("baseColorTexture")
    numbers = factor if isinstance(factor, list) and len(factor) == 4 else [1, 1, 1, 1]
    return numbers[:3], reference if isinstance(reference, Mapping) else None


def texture_of(appearance: Appearance, reference: Mapping[str, Any]) -> Mapping[str, Any]:
    """The texture that a reference names; empty where there is none."""
    number, textures = reference.get("index"), appearance.textures
    return textures[number] if isinstance(number, int) and 0 <= number < len(textures) else {}


def texture_source(texture: Mapping[str, Any]) -> int:
    """The number of a texture's image, -1 where it has none that browsers read."""
    webp = mapping(mapping(texture.get("extensions")).get("EXT_texture_webp"))
    source = webp.get("source", texture.get("source"))
    return source if isinstance(source, int) else -1


def texture_transform(reference: Mapping[str, Any], texture: Mapping[str, Any]) -> dict[str, Any]:
    """How a texture repeats, and its KHR_texture_transform."""
    sampler = mapping(texture.get("sampler"))
    transform = mapping(mapping(reference.get("extensions")).get("KHR_texture_transform"))
    return {
        "wrap": [sampler.get("wrapS", _REPEAT), sampler.get("wrapT", _REPEAT)],
        "offset": transform.get("offset", [0, 0]),
        "scale": transform.get("scale", [1, 1]),
        "rotation": transform.get("rotation", 0),
    }


def texture_image(appearance: Appearance, source: int, widest: int) -> Image.Image | None:
    """An image of an appearance as RGB or RGBA; None where it is missing or cannot be read.

    Args:
        appearance: How a shape looks.
        source: The image's number.
        widest: Pixels of its longer side; larger ones are shrunk.
    """
    image = appearance.images[source] if 0 <= source < len(appearance.images) else None
    if image is None:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(image.data)) as opened:
                shown = opened.convert("RGBA" if "A" in opened.getbands() else "RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning):
        return None
    shown.thumbnail((widest, widest))
    return shown


def mapping(value: object) -> Mapping[str, Any]:
    """A value where it is an object of JSON, else an empty one."""
    return value if isinstance(value, Mapping) else {}
