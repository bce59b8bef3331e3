"""Pistols."""

from patchalign3d_training.synthesis.families.weapons.pistol.automatics import (
    add_blocks,
    add_machine_pistol,
    add_slide,
)
from patchalign3d_training.synthesis.families.weapons.pistol.oldtimers import (
    add_flintlock,
    add_ray_gun,
    add_revolver,
)
from patchalign3d_training.synthesis.families.weapons.pistol.pieces import (
    PistolSizes,
    add_grip,
    add_trigger,
)
from patchalign3d_training.synthesis.kit import Assembly, Dice


def build(pistol: Assembly, dice: Dice) -> None:
    """An automatic, a revolver, an old flintlock, a machine pistol or a ray gun.

    The muzzle looks along +z.
    """
    length, height = dice.between(0.9, 1.55), dice.between(0.18, 0.34)
    sizes = PistolSizes(length, height, thick=dice.between(0.09, 0.19))
    if dice.chance(0.16):
        add_flintlock(pistol, dice, sizes)
        return
    add_barrel = dice.pick(
        {add_slide: 6, add_revolver: 4, add_machine_pistol: 1, add_ray_gun: 1, add_blocks: 1}
    )
    add_barrel(pistol, dice, sizes)
    add_grip(pistol, dice, sizes, curved=add_barrel is add_revolver)
    add_trigger(pistol, dice, sizes)
