"""Materials of USD: a preview surface for each part, or for each material of the shape's file."""

import io
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.shapes.appearance import Appearance, TextureImage
from patchalign3d_cli.shapes.srgb import srgb_to_linear

_ROUGHNESS = 0.8
_SUFFIXES = {"image/png": "png", "image/jpeg": "jpg"}
# Inputs of a preview surface, by the texture of a glTF material: with their channels.
_TEXTURES = {
    "baseColorTexture": (("diffuseColor", "rgb"),),
    "metallicRoughnessTexture": (("roughness", "g"), ("metallic", "b")),
    "emissiveTexture": (("emissiveColor", "rgb"),),
    "occlusionTexture": (("occlusion", "r"),),
    "normalTexture": (("normal", "rgb"),),
}
_IN_COLOR = ("baseColorTexture", "emissiveTexture")


class StageMaterials:
    """The materials of a stage, written as far as they are used.

    Args:
        stage: The stage.
        folder: Path of the prim that they stand below.
        appearance: Of the shape's file; None where it has none.
        textures: Whether images can go along.

    Attributes:
        images: Contents of the images by their paths.
    """

    def __init__(
        self, stage: Any, folder: str, appearance: Appearance | None, *, textures: bool
    ) -> None:
        self._stage, self._folder, self._appearance = stage, folder, appearance
        self._with_textures = textures
        self._made: dict[str, Any] = {}
        self.images: dict[str, bytes] = {}

    def plain(self, name: str, color: NDArray[np.uint8]) -> Any:
        """A matt material of an sRGB colour."""
        if name not in self._made:
            material, surface = self._surface(name)
            light = srgb_to_linear(color).astype(float).round(6).tolist()
            self._set(surface, diffuseColor=light, roughness=_ROUGHNESS, metallic=0.0)
            self._made[name] = material
        return self._made[name]

    def kept(self, number: int) -> Any:
        """A material of the shape's file."""
        assert self._appearance is not None
        name = f"material_{number}"
        if name not in self._made:
            source = self._appearance.materials[number]
            material, surface = self._surface(name)
            if source.get("name"):
                material.GetPrim().SetDisplayName(stage_text(str(source["name"])))
            self._fill(material, surface, source)
            self._made[name] = material
        return self._made[name]

    def _surface(self, name: str) -> tuple[Any, Any]:
        from pxr import Sdf, UsdShade

        material = UsdShade.Material.Define(self._stage, f"{self._folder}/{name}")
        surface = UsdShade.Shader.Define(self._stage, f"{self._folder}/{name}/surface")
        surface.CreateIdAttr("UsdPreviewSurface")
        output = surface.CreateOutput("surface", Sdf.ValueTypeNames.Token)
        material.CreateSurfaceOutput().ConnectToSource(output)
        return material, surface

    def _set(self, shader: Any, **values: Any) -> None:
        from pxr import Gf, Sdf

        for name, value in values.items():
            if isinstance(value, list):
                kind, held = Sdf.ValueTypeNames.Color3f, Gf.Vec3f(*value[:3])
            else:
                kind, held = Sdf.ValueTypeNames.Float, float(value)
            shader.CreateInput(name, kind).Set(held)

    def _fill(self, material: Any, surface: Any, source: Mapping[str, Any]) -> None:
        """Set what glTF 2.0 says of a material; its defaults where it says nothing."""
        metal = source.get("pbrMetallicRoughness", {})
        color = metal.get("baseColorFactor", [1.0, 1.0, 1.0, 1.0])
        values: dict[str, Any] = {
            "diffuseColor": list(color),
            "metallic": metal.get("metallicFactor", 1.0),
            "roughness": metal.get("roughnessFactor", 1.0),
            "emissiveColor": list(source.get("emissiveFactor", [0.0, 0.0, 0.0])),
        }
        mode = source.get("alphaMode", "OPAQUE")
        if mode != "OPAQUE":
            values["opacity"] = color[3]
        if mode == "MASK":
            values["opacityThreshold"] = source.get("alphaCutoff", 0.5)
        self._set(surface, **values)
        for key, inputs in _TEXTURES.items():
            info = metal.get(key, source.get(key))
            path = self._image_of(info)
            if info is None or path is None:
                continue
            texture = self._texture(material, key, info, path, values)
            for name, channel in inputs:
                _connect(surface, name, texture, channel)
            if key == "baseColorTexture" and mode != "OPAQUE":
                _connect(surface, "opacity", texture, "a")

    def _texture(
        self, material: Any, key: str, info: Mapping[str, Any], path: str, values: dict[str, Any]
    ) -> Any:
        from pxr import Gf, Sdf, UsdShade

        below = material.GetPath()
        reader = UsdShade.Shader.Define(self._stage, f"{below}/{key}_coordinates")
        reader.CreateIdAttr("UsdPrimvarReader_float2")
        name = primvar_name(int(info.get("texCoord", 0)))
        reader.CreateInput("varname", Sdf.ValueTypeNames.String).Set(name)
        result = reader.CreateOutput("result", Sdf.ValueTypeNames.Float2)
        texture = UsdShade.Shader.Define(self._stage, f"{below}/{key}")
        texture.CreateIdAttr("UsdUVTexture")
        texture.CreateInput("file", Sdf.ValueTypeNames.Asset).Set(Sdf.AssetPath(path))
        texture.CreateInput("st", Sdf.ValueTypeNames.Float2).ConnectToSource(result)
        space = "sRGB" if key in _IN_COLOR else "raw"
        texture.CreateInput("sourceColorSpace", Sdf.ValueTypeNames.Token).Set(space)
        for axis in ("wrapS", "wrapT"):
            texture.CreateInput(axis, Sdf.ValueTypeNames.Token).Set("repeat")
        scale = Gf.Vec4f(1, 1, 1, 1)
        if key == "baseColorTexture":
            scale = Gf.Vec4f(*values["diffuseColor"][:4])
        elif key == "emissiveTexture":
            scale = Gf.Vec4f(*values["emissiveColor"][:3], 1)
        elif key == "metallicRoughnessTexture":
            scale = Gf.Vec4f(1, values["roughness"], values["metallic"], 1)
        elif key == "normalTexture":
            scale = Gf.Vec4f(2, 2, 2, 1)
            texture.CreateInput("bias", Sdf.ValueTypeNames.Float4).Set(Gf.Vec4f(-1, -1, -1, 0))
        texture.CreateInput("scale", Sdf.ValueTypeNames.Float4).Set(scale)
        return texture

    def _image_of(self, info: Any) -> str | None:
        """The path of the image that a texture info names, and the image along with it."""
        if not (self._with_textures and isinstance(info, dict)) or self._appearance is None:
            return None
        number = info.get("index")
        if not isinstance(number, int) or not 0 <= number < len(self._appearance.textures):
            return None
        source = self._appearance.textures[number].get("source")
        if not isinstance(source, int) or not 0 <= source < len(self._appearance.images):
            return None
        image = self._appearance.images[source]
        written = None if image is None else _usable_image(image)
        if written is None:
            return None
        path = f"textures/{source}.{written[0]}"
        self.images[path] = written[1]
        return path


def primvar_name(number: int) -> str:
    """The name of a set of texture coordinates."""
    return "st" if number == 0 else f"st{number}"


def stage_text(text: str) -> str:
    """A text as USD takes it: valid UTF-8 without zeros."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "?")


def _usable_image(image: TextureImage) -> tuple[str, bytes] | None:
    """Suffix and bytes of an image as USDZ allows it; None for what cannot be made one."""
    if image.mime in _SUFFIXES:
        return _SUFFIXES[image.mime], image.data
    if image.mime != "image/webp":
        return None
    from PIL import Image

    stream = io.BytesIO()
    Image.open(io.BytesIO(image.data)).save(stream, format="PNG")
    return "png", stream.getvalue()


def _connect(surface: Any, name: str, texture: Any, channel: str) -> None:
    from pxr import Sdf

    types = Sdf.ValueTypeNames
    kind = types.Float if len(channel) == 1 else types.Float3
    output = texture.GetOutput(channel) or texture.CreateOutput(channel, kind)
    if name == "normal":
        wanted = types.Normal3f
    else:
        wanted = types.Float if len(channel) == 1 else types.Color3f
    surface.CreateInput(name, wanted).ConnectToSource(output)
