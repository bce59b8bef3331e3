"""Fans."""

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    cylinder,
    lathe,
    ring,
    rod,
    tube,
    wing,
)

AXLE_BACK = -0.35  # z of the pole behind the rotor


def build(model: Assembly, dice: Dice) -> None:
    """A table, floor or ceiling fan of radius 1; the air flows along +z."""
    along = [(0.15, 0, 0), (0.5, 0, 0), (0.92, 0, 0)]  # the blade's stations from hub to tip
    blade = wing(along, [0.3, dice.between(0.4, 0.6), dice.between(0.3, 0.5)], 0.06)
    blade = blade.turned("x", dice.between(15.0, 35.0)).moved(z=0.05)
    count = dice.count(3, 5)
    if dice.chance(0.25):
        _ceiling_fan(model, dice, blade, count)
    else:
        _standing_fan(model, dice, blade, count)


def _ceiling_fan(model: Assembly, dice: Dice, blade: Mesh, count: int) -> None:
    drop = dice.between(0.3, 0.8)
    long_blade = blade.stretched(dice.between(1.2, 2.0), 1, 0.7)
    model.add("blade", long_blade.around(count).moved(y=-drop))
    model.add("motor", cylinder(0.22, 0.2).centred(at=(0, -drop, 0)))
    model.add("pole", rod((0, -drop, 0), (0, 0, 0), 0.035))
    model.add("base", cylinder(0.15, 0.1, top=0.1).under(0.03))


def _standing_fan(model: Assembly, dice: Dice, blade: Mesh, count: int) -> None:
    height, tilt = dice.between(1.2, 3.5), dice.between(0.0, 25.0)
    head = model.group()
    head.add("blade", blade.turned("x", 90.0).around(count, "z"))
    head.add("blade", cylinder(0.14, 0.2, "z").moved(z=0.05))
    head.add("motor", cylinder(0.2, 0.5, "z").moved(z=-0.3))
    if dice.chance(0.85):
        _cage(head, dice)
    model.take(head, lambda mesh: mesh.turned("x", -tilt).moved(y=height))

    model.add("pole", rod((0, 0.05, -0.3), (0, height, AXLE_BACK), dice.between(0.05, 0.1)))
    if dice.chance(0.67):
        foot = lathe([(0, 0), (0.6, 0), (0.6, 0.06), (0.15, 0.16), (0, 0.16)])
    else:
        foot = box(1.4, 0.08, 0.12).on(0.0).around(2)
    model.add("base", foot.moved(z=-0.3))


def _cage(head: Assembly, dice: Dice) -> None:
    """Wires from the middle to a rim on both sides of the rotor."""
    bulge, thin = dice.between(0.15, 0.3), 0.012
    wire = tube([(0.08, 0, bulge), (0.6, 0, bulge), (1.08, 0, 0)], thin, 7, 5)
    head.add("cage", wire.around(dice.count(10, 21), "z").both("z"))
    head.add("cage", ring(1.08, 0.03, "z", 30, 6))
    head.add("cage", ring(0.6, thin, "z", 24, 5).moved(z=bulge).both("z"))
