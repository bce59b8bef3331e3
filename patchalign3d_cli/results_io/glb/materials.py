"""Materials of a GLB: part colours, or those of the shape's own file with their textures."""

from collections.abc import Callable, Mapping
from typing import Any

from patchalign3d_cli.results_io.glb.container import GlbBuffer
from patchalign3d_cli.shapes.appearance import Appearance

_ROUGHNESS = 0.8
_CORE_IMAGES = ("image/png", "image/jpeg")
_IMAGE_EXTENSIONS = {"image/webp": "EXT_texture_webp", "image/ktx2": "KHR_texture_basisu"}


def plain_material(name: str, light: list[float]) -> dict[str, Any]:
    """A matt material seen from both sides, of a linear RGB base colour."""
    return {
        "name": name,
        "doubleSided": True,
        "pbrMetallicRoughness": {
            "baseColorFactor": [*light, 1.0],
            "metallicFactor": 0.0,
            "roughnessFactor": _ROUGHNESS,
        },
    }


class KeptMaterials:
    """The materials of a shape's file, written as far as they are used.

    Args:
        appearance: How the shape looks.
        buffer: Where image bytes go, unchanged.
    """

    def __init__(self, appearance: Appearance, buffer: GlbBuffer) -> None:
        self._source = appearance
        self._buffer = buffer
        self._materials: dict[tuple[int, str | None], int] = {}
        self._textures: dict[int, int] = {}
        self._images: dict[int, int] = {}
        self._extensions: set[str] = set()
        self._required: set[str] = set()
        self._lists: dict[str, list[dict[str, Any]]] = {
            "materials": [],
            "textures": [],
            "samplers": [],
            "images": [],
        }

    def use(self, number: int, part: str | None = None) -> int:
        """The index of a material in the file that is written.

        Args:
            number: Of the source; below 0 for glTF's default material.
            part: The part that has a copy of its own; None for a material that parts share.
        """
        if (number, part) not in self._materials:
            material = {} if number < 0 else self._rewritten(self._source.materials[number])
            if part is not None:
                name = material.get("name")
                material["name"] = f"{part} / {name}" if name else part
            self._materials[number, part] = self.add(material)
        return self._materials[number, part]

    def add(self, material: dict[str, Any]) -> int:
        """Add a material that is not of the source, and return its index."""
        return self._append("materials", material)

    def add_extension(self, name: str) -> None:
        """Note an extension that the file uses."""
        self._extensions.add(name)

    def coordinate_sets(self, number: int) -> int:
        """How many sets of texture coordinates a material asks for."""
        wanted = [-1]

        def look(info: Mapping[str, Any]) -> Mapping[str, Any]:
            transform = info.get("extensions", {}).get("KHR_texture_transform", {})
            wanted.append(int(transform.get("texCoord", info.get("texCoord", 0))))
            return info

        _each_texture(self._source.materials[number], look)
        return max(wanted) + 1

    def document(self) -> dict[str, Any]:
        """The lists of the glTF JSON that are not empty."""
        lists: dict[str, Any] = {key: value for key, value in self._lists.items() if value}
        if self._extensions:
            lists["extensionsUsed"] = sorted(self._extensions)
        if self._required:
            lists["extensionsRequired"] = sorted(self._required)
        return lists

    def _append(self, kind: str, value: dict[str, Any]) -> int:
        self._lists[kind].append(value)
        return len(self._lists[kind]) - 1

    def _rewritten(self, material: Mapping[str, Any]) -> dict[str, Any]:
        self._note_extensions(material)
        rewritten: dict[str, Any] = _each_texture(material, self._texture_info)
        return rewritten

    def _texture_info(self, info: Mapping[str, Any]) -> Mapping[str, Any] | None:
        number = info.get("index")
        if not isinstance(number, int) or not 0 <= number < len(self._source.textures):
            return None
        if number not in self._textures:
            texture = self._texture(self._source.textures[number])
            if texture is None:
                return None
            self._textures[number] = self._append("textures", texture)
        return {**info, "index": self._textures[number]}

    def _texture(self, texture: Mapping[str, Any]) -> dict[str, Any] | None:
        """A texture of the source; None where no image of it was found."""
        written = {key: texture[key] for key in ("name", "extras") if key in texture}
        extensions = texture.get("extensions")
        sources = [texture.get("source")]
        if isinstance(extensions, dict):
            sources += [item.get("source") for item in extensions.values() if _is_object(item)]
        for number in sources:
            image = self._image(number)
            if image is None:
                continue
            mime = self._lists["images"][image]["mimeType"]
            if mime in _CORE_IMAGES:
                written["source"] = image
            else:
                extension = _IMAGE_EXTENSIONS[mime]
                self._extensions.add(extension)
                written.setdefault("extensions", {})[extension] = {"source": image}
        if "source" not in written and "extensions" not in written:
            return None
        if "source" not in written:
            self._required.update(written["extensions"])
        sampler = texture.get("sampler")
        if isinstance(sampler, dict):
            samplers = self._lists["samplers"]
            known = sampler in samplers
            written["sampler"] = (
                samplers.index(sampler) if known else self._append("samplers", sampler)
            )
        return written

    def _image(self, number: Any) -> int | None:
        if not isinstance(number, int) or not 0 <= number < len(self._source.images):
            return None
        if number not in self._images:
            image = self._source.images[number]
            if image is None:
                return None
            view = self._buffer.add_view(image.data)
            written = {"mimeType": image.mime, "bufferView": view}
            self._images[number] = self._append(
                "images", {"name": image.name, **written} if image.name else written
            )
        return self._images[number]

    def _note_extensions(self, value: Any) -> None:
        if _is_object(value):
            named = value.get("extensions")
            self._extensions.update(named if _is_object(named) else ())
            for inner in value.values():
                self._note_extensions(inner)


def _each_texture(
    value: Any, change: Callable[[Mapping[str, Any]], Mapping[str, Any] | None]
) -> Any:
    """A material with each of its texture infos changed, or left out where that gives None.

    glTF calls every texture info `<something>Texture`, in extensions too.
    """
    if not _is_object(value):
        return value
    changed = {}
    for key, inner in value.items():
        if key == "extras":
            changed[key] = inner
        elif key.endswith("Texture") and _is_object(inner):
            info = change(inner)
            if info is not None:
                changed[key] = info
        else:
            changed[key] = _each_texture(inner, change)
    return changed


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)
