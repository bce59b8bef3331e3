"""Rifles, shotguns and machine guns; the muzzle looks along +z, the bore is the axis y = 0."""

import numpy as np

from patchalign3d_training.synthesis.families.weapons.rifle.mounts import (
    add_bipod,
    add_magazine,
    add_sights,
    add_trigger,
)
from patchalign3d_training.synthesis.families.weapons.rifle.sizes import RifleSizes
from patchalign3d_training.synthesis.families.weapons.rifle.stocks import (
    add_butt,
    add_grip,
    add_wooden_stock,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    cylinder,
    join,
    pipe,
    prism,
    rod,
)

BARRELS = {"machine": (0.15, 0.35), "bolt": (0.5, 0.8), "musket": (0.7, 1.0)}
"""Length of the barrel before the receiver, from and to; 0.3 to 0.55 for what is not listed."""


def build(rifle: Assembly, dice: Dice) -> None:
    """Assault and sniper rifles, shotguns, machine pistols with stocks, muskets, ray rifles."""
    kind = dice.pick(
        {"assault": 5, "bolt": 4, "shotgun": 2, "machine": 2, "musket": 1, "science": 1}
    )
    toy = dice.between(1.2, 1.7) if dice.chance(0.3) else 1.0  # stout, as in cartoons
    rear = -dice.between(0.05, 0.14)
    front = dice.between(0.1, 0.22)
    sizes = RifleSizes(
        kind,
        muzzle=front + dice.between(*BARRELS.get(kind, (0.3, 0.55))) / toy,
        front=front,
        rear=rear,
        height=toy * dice.between(0.06, 0.1),
        thick=toy * dice.between(0.03, 0.05),
        bore=toy * dice.between(0.009, 0.016),
        sides=dice.pick({6: 1, 8: 1, 14: 2}),
    )
    _barrel(rifle, dice, sizes)
    wooden = kind == "musket" or (kind in ("bolt", "shotgun") and dice.chance(0.75))
    if wooden:
        add_wooden_stock(rifle, dice, sizes)
    else:
        add_butt(rifle, dice, sizes)
        add_grip(rifle, dice, sizes)
    if kind != "musket":
        _receiver(rifle, dice, sizes)
    if not wooden or kind == "shotgun":
        _handguard(rifle, dice, sizes)
    add_trigger(rifle, dice, sizes)
    if kind in ("assault", "machine") or (kind == "bolt" and dice.chance(0.4)):
        add_magazine(rifle, dice, sizes)
    add_sights(rifle, dice, sizes)
    if kind in ("assault", "bolt") and dice.chance(0.2):
        add_bipod(rifle, dice, sizes)


def _barrel(rifle: Assembly, dice: Dice, sizes: RifleSizes) -> None:
    """One tube, or two side by side; some with a brake, a silencer or a gas tube above."""
    length = sizes.muzzle - sizes.rear
    tube = pipe(sizes.bore, 0.6 * sizes.bore, length, "z", sides=sizes.sides)
    tube = tube.moved(z=0.5 * (sizes.muzzle + sizes.rear))
    if sizes.kind == "shotgun" and dice.chance(0.4):
        rifle.add("barrel", tube.moved(sizes.bore).both())
        return
    rifle.add("barrel", tube)
    end = dice.pick({"none": 4, "brake": 3, "silencer": 1})
    if sizes.kind in ("musket", "shotgun"):
        if dice.chance(0.6):  # the magazine's tube or the ramrod below
            below = sizes.bore * 1.9
            low = rod((0, -below, 0), (0, -below, 0.95 * sizes.muzzle), 0.7 * sizes.bore)
            rifle.add("barrel", low)
        return
    if end != "none":
        fat, long = (1.5, 0.07) if end == "brake" else (2.2, dice.between(0.12, 0.22))
        piece = pipe(fat * sizes.bore, 0.7 * sizes.bore, long, "z", sizes.sides)
        rifle.add("barrel", piece.moved(z=sizes.muzzle))
    if sizes.kind == "science":
        ring = pipe(2.6 * sizes.bore, sizes.bore, 0.02, "z", sizes.sides)
        step = 0.2 * (sizes.muzzle - sizes.front)
        middle = 0.6 * sizes.muzzle + 0.4 * sizes.front
        rifle.add("barrel", ring.in_row(dice.count(2, 4), step, "z").moved(z=middle))


def _receiver(rifle: Assembly, dice: Dice, sizes: RifleSizes) -> None:
    """A housing about the breech: round on hunting rifles, else a block of two halves."""
    length = sizes.front - sizes.rear
    if sizes.kind in ("bolt", "shotgun"):
        action = cylinder(1.5 * sizes.bore, length, "z", sides=sizes.sides)
        block = box(2.2 * sizes.bore, 1.6 * sizes.bore, length).under(0.0)
        rifle.add("body", join(action, block).moved(z=0.5 * (sizes.front + sizes.rear)))
    else:
        slope = dice.between(0.0, 0.06)
        upper = [(sizes.rear, sizes.roof), (sizes.rear, 0.0)]
        lower = [(sizes.rear + slope, sizes.bottom), (sizes.front, 0.7 * sizes.bottom)]
        side = np.array([*upper, *lower, (sizes.front, sizes.roof)])
        rifle.add("body", prism(side, sizes.thick, "x", 0.08 * sizes.thick))
        if dice.chance(0.4):
            port = box(0.004, 0.25 * sizes.height, 0.3 * length)
            rifle.add("body", port.moved(0.5 * sizes.thick, 0.1 * sizes.height, 0.3 * sizes.front))
    if dice.chance(0.6):
        side_x = 0.5 * sizes.thick
        lever = rod((0.6 * side_x, 0, 0), (side_x + 0.04, -0.01, 0), 0.006, sides=6)
        knob = cylinder(0.011, 0.02, "x", sides=8).moved(side_x + 0.04, -0.01)
        back = sizes.rear + 0.25 * length
        rifle.add("body", join(lever, knob).moved(z=back), detail="bolt")


def _handguard(rifle: Assembly, dice: Dice, sizes: RifleSizes) -> None:
    """What the other hand holds: a sleeve about the barrel, a pump below it, perhaps a rail."""
    reach = (sizes.muzzle - sizes.front) * dice.between(0.35, 0.75)
    middle = sizes.front + 0.5 * reach
    if sizes.kind == "shotgun":
        pump = cylinder(2.2 * sizes.bore, 0.6 * reach, "z", sides=sizes.sides)
        rifle.add("handguard", pump.moved(y=-2.0 * sizes.bore, z=middle))
        return
    tall = sizes.height * dice.between(0.5, 0.75)
    if dice.chance(0.5):
        sleeve = box(0.95 * sizes.thick, tall, reach, 0.1 * sizes.thick)
    else:
        sleeve = cylinder(0.5 * tall, reach, "z", sides=sizes.sides)
    rifle.add("handguard", sleeve.moved(y=-0.05 * sizes.height, z=middle))
    if dice.chance(0.35):
        tooth = box(0.4 * sizes.thick, 0.012, 0.012)
        rail = tooth.in_row(int(reach / 0.022) + 1, 0.02, "z").on(0.45 * tall)
        rifle.add("handguard", rail.moved(z=middle), detail="rail")
    if dice.chance(0.25):
        grip = box(0.7 * sizes.thick, 0.09, 0.04, 0.008).turned("x", dice.between(-10.0, 10.0))
        rifle.add("handguard", grip.under(-0.4 * tall).moved(z=middle))
