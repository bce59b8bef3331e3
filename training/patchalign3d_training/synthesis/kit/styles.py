"""How realistic a living thing is drawn."""

from dataclasses import dataclass

from patchalign3d_training.synthesis.kit.dice import Dice


@dataclass(frozen=True)
class Style:
    """Proportions and fineness of one object.

    Attributes:
        name: "realistic", "stylised", "cartoon" or "low-poly".
        head: Factor on the size of heads, eyes, ears, hands and feet.
        limb: Factor on the thickness of limbs; below 1 they are long and thin.
        cells: Cells of a blend's grid along the longest side.
        sides: Corners around a tube.
    """

    name: str
    head: float
    limb: float
    cells: int
    sides: int


def style_of(dice: Dice) -> Style:
    """A style: realistic half of the time."""
    name = dice.pick({"realistic": 4, "stylised": 2, "cartoon": 2, "low-poly": 1})
    if name == "stylised":
        return Style(name, dice.between(1.15, 1.5), dice.between(0.7, 1.3), 36, 10)
    if name == "cartoon":
        return Style(name, dice.between(1.5, 2.3), dice.between(0.9, 1.5), 34, 12)
    if name == "low-poly":
        return Style(name, dice.between(0.95, 1.4), dice.between(0.9, 1.2), dice.count(15, 22), 5)
    return Style(name, dice.about(1.0), dice.about(1.0), 38, 12)
