"""Materials, textures and images of a glTF file, as they stand there."""

import json
from collections.abc import Mapping
from typing import Any

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes.appearance import (
    Appearance,
    ElementAppearance,
    TextureImage,
    image_kind,
)
from patchalign3d_cli.shapes.formats.gltf.document import GltfDocument


def read_appearance(document: GltfDocument, elements: ElementAppearance) -> Appearance:
    """How a file's shape looks; a texture that cannot be read is left out, with a warning."""
    images: list[TextureImage | None] = []
    warnings = []
    for index, image in enumerate(document.items("images")):
        try:
            images.append(_image(document, image, index))
        except ShapeError as error:
            images.append(None)
            warnings.append(f"a texture was left out: {error}")
    samplers = document.items("samplers")
    textures = []
    for texture in document.items("textures"):
        number = texture.get("sampler", -1)
        known = isinstance(number, int) and 0 <= number < len(samplers)
        rest = {key: value for key, value in texture.items() if key != "sampler"}
        textures.append({**rest, "sampler": samplers[number]} if known else rest)
    return Appearance(
        elements,
        tuple(_writable(material) for material in document.items("materials")),
        tuple(_writable(texture) for texture in textures),
        tuple(images),
        tuple(warnings),
    )


def _image(document: GltfDocument, image: dict[str, Any], index: int) -> TextureImage:
    if "bufferView" in image:
        data = bytes(document.view(document.whole(image, "bufferView"))[0])
    else:
        data = document.fetch(image.get("uri"), f"image {index}")
    kind = image_kind(data)
    if not kind:
        raise document.damaged(f"its image {index} is no PNG, JPEG, WebP or KTX2")
    return TextureImage(data, kind, document.name(image))


def _writable(value: dict[str, Any]) -> Mapping[str, Any]:
    """`value`, or nothing where it holds numbers that JSON has no place for."""
    try:
        json.dumps(value, allow_nan=False)
    except ValueError:
        return {}
    return value
