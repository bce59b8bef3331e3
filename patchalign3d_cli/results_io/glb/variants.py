"""Two appearances in one GLB: the materials of the shape's file, and the colours of the parts."""

from typing import Any

VARIANTS = "KHR_materials_variants"
_NAMES = ("original", "parts")


def variants_extension() -> dict[str, Any]:
    """What the `extensions` of the document say: the names of the variants."""
    return {VARIANTS: {"variants": [{"name": name} for name in _NAMES]}}


def with_variants(primitive: dict[str, Any], part_material: int) -> dict[str, Any]:
    """A primitive that shows its own material as `original`, and another one as `parts`.

    Args:
        primitive: Has a `material`, which viewers without the extension show.
        part_material: The material in the colour of its part.
    """
    materials = (primitive["material"], part_material)
    mappings = [{"material": m, "variants": [i]} for i, m in enumerate(materials)]
    return {**primitive, "extensions": {VARIANTS: {"mappings": mappings}}}
