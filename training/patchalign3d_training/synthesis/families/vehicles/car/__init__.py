"""Cars: one curved shell whose regions are body, hood and roof, over four wheels."""

from patchalign3d_training.synthesis.families.vehicles.car.fittings import add_fittings
from patchalign3d_training.synthesis.families.vehicles.car.insides import add_chassis, add_interior
from patchalign3d_training.synthesis.families.vehicles.car.oldtimers import add_oldtimer
from patchalign3d_training.synthesis.families.vehicles.car.racers import add_racer
from patchalign3d_training.synthesis.families.vehicles.car.shells import add_shell
from patchalign3d_training.synthesis.families.vehicles.car.silhouettes import (
    CarStance,
    draw_silhouette,
)
from patchalign3d_training.synthesis.families.vehicles.car.wheels import add_wheels
from patchalign3d_training.synthesis.kit import Assembly, Dice


def build(car: Assembly, dice: Dice) -> None:
    """A sedan, hatchback, SUV, van, pickup, sports or open car, an old-timer or a racing car."""
    add = dice.pick({_add_common: 17, add_oldtimer: 1, add_racer: 1})
    add(car, dice)


def _add_common(car: Assembly, dice: Dice) -> None:
    """A car of sheet metal."""
    form = draw_silhouette(dice)
    tall = form.kind in ("suv", "pickup", "box")
    radius = dice.between(0.31, 0.42) * (dice.between(1.05, 1.3) if tall else 1.0)
    stance = CarStance(
        radius=min(radius, 0.54 * form.hood),
        axles=(dice.between(0.16, 0.23), dice.between(0.77, 0.84)),
        clearance=dice.between(0.06, 0.28) + (0.1 if tall else 0.0),
    )
    add_shell(car, dice, form, stance)
    add_wheels(car, dice, form, stance)
    add_chassis(car, dice, form, stance.clearance)
    if dice.chance(0.85):
        add_fittings(car, dice, form, stance.clearance)
    if form.kind == "open" or dice.chance(0.7):
        add_interior(car, dice, form, stance.clearance)
