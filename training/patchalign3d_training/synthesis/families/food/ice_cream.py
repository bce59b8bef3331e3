"""Ice cream."""

from patchalign3d_training.synthesis.kit import Assembly, Dice, ball, box, bumpy, cylinder, lathe


def build(model: Assembly, dice: Dice) -> None:
    """Scoops or soft ice in a cone or cup, or an ice lolly on its stick."""
    kind = dice.pick({"cone": 5, "cup": 2, "lolly": 2})
    radius = dice.between(0.3, 0.45)
    if kind == "lolly":
        width, height, thick = 2 * radius, dice.between(1.0, 1.5), dice.between(0.2, 0.35)
        block = box(width, thick, height, 0.45 * width).turned("x", 90.0).on(0.0)
        model.add("ice cream", block)
        stick = box(0.25 * width, dice.between(0.4, 0.7), 0.08).under(0.1)
        model.add("stick", stick)
        return
    if kind == "cone":
        length = dice.between(0.9, 1.6)
        model.add("cone", lathe([(0, -length), (0.06, -length), (radius, 0), (0.9 * radius, 0)]))
        if dice.chance(0.3):
            model.add("cone", cylinder(0.95 * radius, 0.2, top=1.1 * radius))
    else:
        wall = [(0, -0.5), (0.7 * radius, -0.5), (1.15 * radius, 0), (radius, 0), (0, -0.3)]
        model.add("cone", lathe(wall))
    ice = model.group()
    if dice.chance(0.3):
        turns = dice.count(3, 5)
        for i in range(turns):
            size = radius * (1.1 - i / turns)
            layer = ball(size, 0.2, size).moved(0.02, 0.05 + 0.22 * i)
            ice.add("ice cream", layer)
        top = 0.05 + 0.22 * turns
    else:
        scoops = dice.count(1, 3)
        size = radius * dice.between(0.95, 1.15)
        ice.add(
            "ice cream", ball(size).in_row(scoops, 1.3 * size, "y").moved(y=0.65 * size * scoops)
        )
        top = 0.65 * size * scoops + 0.65 * size * (scoops - 1) + size
    model.take(ice, bumpy(dice, 0.2, 0.02) if dice.chance(0.4) else lambda mesh: mesh)
    if dice.chance(0.4):
        model.add("cherry", ball(dice.between(0.08, 0.13)).moved(y=top))
    if dice.chance(0.4):
        wafer = cylinder(0.06, 0.7).turned("z", -25.0).moved(0.6 * radius, top - 0.15, 0.0)
        model.add("stick", wafer)
