"""Materials and textures of a glTF file, without what is not of the kind that glTF asks for."""

import math
from collections.abc import Callable, Mapping
from typing import Any

_DEEPEST = 16  # objects within objects; materials of glTF have five
_ALPHA_MODES = ("OPAQUE", "MASK", "BLEND")
_SAMPLER = ("magFilter", "minFilter", "wrapS", "wrapT")

Check = Callable[[Any], bool]


def checked_material(value: Mapping[str, Any]) -> tuple[dict[str, Any], bool]:
    """A material of which every reader can make sense, and whether something was left out."""
    kept = _object(value, _DEEPEST)
    return kept, kept != value


def checked_texture(
    value: Mapping[str, Any], samplers: list[dict[str, Any]]
) -> tuple[dict[str, Any], bool]:
    """A texture with its sampler in place of the sampler's number, and whether something was lost.

    Args:
        value: The texture.
        samplers: Of the file.
    """
    kept: dict[str, Any] = {}
    if _is_text(value.get("name")):
        kept["name"] = value["name"]
    if _is_index(value.get("source")):
        kept["source"] = value["source"]
    extensions = value.get("extensions")
    if isinstance(extensions, dict):
        kept["extensions"] = {
            name: {"source": item["source"]}
            for name, item in extensions.items()
            if isinstance(item, dict) and _is_index(item.get("source"))
        }
    number = value.get("sampler")
    if isinstance(number, int) and _is_index(number) and number < len(samplers):
        sampler = samplers[number]
        kept["sampler"] = {key: sampler[key] for key in _SAMPLER if _is_index(sampler.get(key))}
    lost = any(key not in kept for key in ("source", "sampler", "extensions") if key in value)
    return kept, lost


def _object(value: Mapping[str, Any], depth: int) -> dict[str, Any]:
    """An object without the members that are of the wrong kind."""
    kept: dict[str, Any] = {}
    for key, inner in value.items():
        if key == "extensions":
            if isinstance(inner, dict):
                kept[key] = {
                    name: _object(item, depth - 1)
                    for name, item in inner.items()
                    if isinstance(item, dict) and depth > 0
                }
        elif key == "extras":
            if _is_plain(inner, depth):
                kept[key] = inner
        elif key.endswith("Texture"):
            if isinstance(inner, dict) and _is_index(inner.get("index")):
                kept[key] = _texture_info(inner)
        elif key in _KINDS:
            if _KINDS[key](inner):
                kept[key] = inner
        elif isinstance(inner, dict) or key == "pbrMetallicRoughness":
            if isinstance(inner, dict) and depth > 0:
                kept[key] = _object(inner, depth - 1)
        elif _is_plain(inner, depth):
            kept[key] = inner
    return kept


def _texture_info(value: Mapping[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {"index": value["index"]}
    for key, check in (("texCoord", _is_set), ("scale", _is_number), ("strength", _is_number)):
        if key in value and check(value[key]):
            kept[key] = value[key]
    extensions = value.get("extensions")
    transform = extensions.get("KHR_texture_transform") if isinstance(extensions, dict) else None
    if isinstance(transform, dict):
        kinds: dict[str, Check] = {
            "offset": _numbers(2),
            "scale": _numbers(2),
            "rotation": _is_number,
            "texCoord": _is_set,
        }
        kept["extensions"] = {
            "KHR_texture_transform": {
                key: transform[key]
                for key, check in kinds.items()
                if key in transform and check(transform[key])
            }
        }
    if "extras" in value and _is_plain(value["extras"], _DEEPEST):
        kept["extras"] = value["extras"]
    return kept


def _is_plain(value: Any, depth: int) -> bool:
    """Whether JSON can hold a value again, which is not nested endlessly."""
    if isinstance(value, dict):
        return depth > 0 and all(_is_plain(inner, depth - 1) for inner in value.values())
    if isinstance(value, list):
        return depth > 0 and all(_is_plain(inner, depth - 1) for inner in value)
    return value is None or isinstance(value, bool | str) or _is_number(value)


def _is_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) if isinstance(value, float) else abs(value) < 2**63


def _is_index(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31


def _is_set(value: Any) -> bool:
    return _is_index(value) and value < 8


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _numbers(count: int) -> Check:
    def check(value: Any) -> bool:
        return isinstance(value, list) and len(value) == count and all(map(_is_number, value))

    return check


_KINDS: dict[str, Check] = {
    "name": _is_text,
    "baseColorFactor": _numbers(4),
    "metallicFactor": _is_number,
    "roughnessFactor": _is_number,
    "emissiveFactor": _numbers(3),
    "alphaMode": lambda value: value in _ALPHA_MODES,
    "alphaCutoff": _is_number,
    "doubleSided": lambda value: isinstance(value, bool),
}
"""What members that glTF itself defines have to be."""
