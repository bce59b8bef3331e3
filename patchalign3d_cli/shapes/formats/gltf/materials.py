"""Materials, textures and images of a glTF file, as they stand there."""

from typing import Any

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes.appearance import (
    Appearance,
    ElementAppearance,
    TextureImage,
    image_kind,
)
from patchalign3d_cli.shapes.formats.gltf.document import GltfDocument
from patchalign3d_cli.shapes.formats.gltf.material_checks import checked_material, checked_texture


def read_appearance(document: GltfDocument, elements: ElementAppearance) -> Appearance:
    """How a file's shape looks; what cannot be read is left out, with a warning."""
    images: list[TextureImage | None] = []
    warnings = []
    for index, image in enumerate(document.items("images")):
        try:
            images.append(_image(document, image, index))
        except ShapeError as error:
            images.append(None)
            warnings.append(f"a texture was left out: {error}")
    samplers = document.items("samplers")
    materials = [checked_material(item) for item in document.items("materials")]
    textures = [checked_texture(item, samplers) for item in document.items("textures")]
    if any(lost for _, lost in (*materials, *textures)):
        warnings.append("a material has values that glTF does not allow; they were left out")
    return Appearance(
        elements,
        tuple(material for material, _ in materials),
        tuple(texture for texture, _ in textures),
        tuple(images),
        (*document.appearance_notes, *warnings, *document.references.warnings),
    )


def _image(document: GltfDocument, image: dict[str, Any], index: int) -> TextureImage:
    if image.get("bufferView") is not None:
        data = bytes(document.view(document.whole(image, "bufferView"))[0])
    else:
        data = document.fetch(image.get("uri"), f"image {index}")
    kind = image_kind(data)
    if not kind:
        raise document.damaged(f"its image {index} is no PNG, JPEG, WebP or KTX2")
    return TextureImage(data, kind, document.name(image))
