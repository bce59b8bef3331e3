"""A helicopter with one main rotor; its nose looks along +z."""

from dataclasses import dataclass

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    cylinder,
    hull,
    join,
    rod,
    tube,
    wing,
)


@dataclass(frozen=True)
class HelicopterSizes:
    """Metres; the rotor stands above the origin."""

    width: float
    tall: float
    tail: float  # how far the tail's end lies behind the origin


def build(heli: Assembly, dice: Dice) -> None:
    """A cabin under a rotor, a boom with fins and a tail rotor, skids or wheels."""
    sizes = HelicopterSizes(
        dice.between(0.45, 0.7), dice.between(0.55, 0.8), dice.between(1.7, 2.3)
    )
    width, tall = sizes.width, sizes.tall
    tip = (0.95, 0.15 * width, 0.15 * tall, -0.12)
    windshield = (0.8, 0.6 * width, 0.6 * tall, -0.06)
    cabin, rear = (0.35, width, tall, 0.0), (-0.3, 0.95 * width, 0.9 * tall, 0.03)
    end = (-0.75, 0.3 * width, 0.35 * tall, 0.1)
    heli.add("body", hull([tip, windshield, cabin, rear, end], dice.between(2.0, 3.0)))
    front, hump = (0.3, 0.1, 0.1, 0.45 * tall), (0.0, 0.3, 0.25, 0.5 * tall)
    heli.add("body", hull([front, hump, (-0.5, 0.1, 0.1, 0.3)]))
    _tail(heli, dice, sizes)
    _rotor(heli, dice, sizes)
    low = -0.5 * tall - dice.between(0.12, 0.25)
    if dice.chance(0.7):
        _skids(heli, sizes, low)
    else:
        _wheels(heli, sizes, low)


def _tail(heli: Assembly, dice: Dice, sizes: HelicopterSizes) -> None:
    """A boom that tapers, a fin, mostly stabilisers, and the small rotor at its side."""
    end = -sizes.tail
    root = (-0.5, 0.3 * sizes.width, 0.3 * sizes.tall, 0.12)
    heli.add("tail", hull([root, (end, 0.08, 0.1, 0.16)]))
    fin = [(0.0, 0.1, end + 0.1), (0.0, 0.1 + dice.between(0.25, 0.5), end - 0.1)]
    heli.add("tail", wing(fin, [0.35, 0.2], 0.1, upright=True))
    if dice.chance(0.6):
        stabiliser = [(0.0, 0.15, end + 0.3), (dice.between(0.25, 0.45), 0.15, end + 0.25)]
        heli.add("tail", wing(stabiliser, [0.22, 0.16], 0.1).both())
    vane = box(0.05, 0.3, 0.02).moved(y=0.16)
    vanes = vane.around(dice.one_of(2, 4), "z").turned("y", 90.0)
    heli.add("tail", vanes.moved(0.08, 0.3, end), detail="tail rotor")


def _rotor(heli: Assembly, dice: Dice, sizes: HelicopterSizes) -> None:
    """Two to five blades about a hub on a mast."""
    reach = dice.between(1.3, 1.9)
    blade = box(reach, 0.02, dice.between(0.08, 0.14)).moved(0.5 * reach)
    blades = blade.around(dice.pick({2: 1, 3: 1, 4: 2, 5: 1}), start=dice.between(0.0, 90.0))
    top = 0.5 * sizes.tall + dice.between(0.12, 0.3)
    mast = rod((0.0, 0.4 * sizes.tall, 0.0), (0.0, top, 0.0), 0.04)
    heli.add("rotor", join(blades, cylinder(0.07, 0.08)).moved(y=top), mast)


def _skids(heli: Assembly, sizes: HelicopterSizes, low: float) -> None:
    """Two runners whose front ends turn up, each on two struts."""
    x = 0.55 * sizes.width
    runner = tube([(x, low + 0.1, 0.75), (x, low, 0.6), (x, low, -0.5)], 0.025, 12)
    strut = rod((0.3 * sizes.width, -0.4 * sizes.tall, 0.05), (x, low, 0.05), 0.02, sides=6)
    heli.add("skid", runner.both(), strut.both().in_row(2, 0.6, "z"))


def _wheels(heli: Assembly, sizes: HelicopterSizes, low: float) -> None:
    """A nose wheel and two main wheels."""
    x, nose_z, main_z = 0.4 * sizes.width, 0.6, -0.2
    wheel = cylinder(0.09, 0.06, "x")
    nose_leg = rod((0.0, -0.4 * sizes.tall, nose_z), (0.0, low, nose_z), 0.02)
    main_leg = rod((x, 0.0, main_z), (x, low, main_z), 0.02)
    heli.add("skid", wheel.moved(0.0, low, nose_z), nose_leg)
    heli.add("skid", wheel.moved(x, low, main_z).both(), main_leg.both())
