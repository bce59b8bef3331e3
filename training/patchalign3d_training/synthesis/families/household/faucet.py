"""A tap for a kitchen or a basin."""

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    cylinder,
    rectangle,
    rod,
    sweep,
    tube,
)


def build(faucet: Assembly, dice: Dice) -> None:
    """A tap for a kitchen or a basin."""
    height, reach = dice.between(0.4, 1.6), dice.between(0.6, 1.1)
    thick = dice.between(0.06, 0.12)
    faucet.add("base", cylinder(1.8 * thick, 0.08).moved(0, 0.04))
    faucet.add("base", cylinder(1.3 * thick, 0.35).moved(0, 0.2))
    kind = dice.pick({"arch": 2, "straight": 1, "square": 1})
    if kind == "arch":
        path = [(0, 0.3, 0), (0, 0.75 * height + 0.2, 0), (0, height + 0.3, 0.5 * reach)]
        path += [(0, height, 0.95 * reach), (0, 0.8 * height - 0.05, reach)]
        faucet.add("spout", tube(path, 0.7 * thick, 26, 10))
    elif kind == "straight":
        faucet.add(
            "spout", rod((0, 0.3, 0), (0, 0.45 + 0.2 * height, reach), 0.9 * thick, 0.6 * thick)
        )
    else:
        path = [
            (0, 0.3, 0),
            (0, height + 0.3, 0),
            (0, height + 0.3, reach),
            (0, height + 0.15, reach),
        ]
        faucet.add("spout", sweep(path, thick, rectangle(1.6, 1.2), normal=(1, 0, 0)))
    twin = dice.chance(0.5)
    if twin:
        x = dice.between(0.35, 0.6)
        faucet.add("base", box(2 * x + 0.2, 0.06, 0.25, 0.02).moved(0, 0.03))
        cross = rod((-0.16, 0, 0), (0.16, 0, 0), 0.03, sides=6)
        post = cylinder(0.07, 0.25).moved(0, 0.15)
        top = [post, cross.moved(0, 0.3), cross.turned("y", 90.0).moved(0, 0.3)]
        if dice.chance(0.5):
            top = [post, rod((0, 0.28, 0), (0.3, 0.33, 0.05), 0.04)]
        faucet.add("switch", *(piece.moved(x).both() for piece in top))
    elif dice.chance(0.5):
        faucet.add("switch", rod((0, 0.4, -0.02), (0, 0.75, -0.3), 0.05, 0.03))
    else:
        lever = rod((thick, 0.25, 0), (0.45, dice.between(0.25, 0.6), 0), 0.05, 0.03)
        faucet.add("switch", lever, cylinder(0.08, 0.15, "x").moved(1.4 * thick, 0.25))
