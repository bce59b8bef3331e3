"""A wheelbarrow, hand truck or shopping cart; it is pushed towards +z."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    cylinder,
    plane,
    rectangle,
    rod,
    sheet,
    skin,
    sweep,
)


@dataclass(frozen=True)
class CartSizes:
    """Metres: the rim of the basket, how deep it is, how high its floor lies."""

    width: float
    length: float
    depth: float
    floor: float
    wheel: float  # radius

    @property
    def rim(self) -> float:
        """Height of the basket's upper edge."""
        return self.floor + self.depth


def build(cart: Assembly, dice: Dice) -> None:
    """A basket that widens upwards, on one wheel and two legs or on four casters."""
    barrow = dice.chance(0.5)
    sizes = CartSizes(
        width=dice.between(0.5, 0.7),
        length=dice.between(0.7, 1.0),
        depth=dice.between(0.2, 0.45),
        floor=dice.between(0.35, 0.55),
        wheel=dice.between(0.1, 0.2),
    )
    _basket(cart, dice, sizes)
    if barrow:
        _barrow(cart, sizes)
    else:
        _trolley(cart, sizes)


def _basket(cart: Assembly, dice: Dice, sizes: CartSizes) -> None:
    """Four leaning walls and a floor; some have a second wall inside."""
    lower = plane(rectangle(0.7 * sizes.width, 0.65 * sizes.length), "y", sizes.floor)
    upper = plane(rectangle(sizes.width, sizes.length), "y", sizes.rim)
    bottom = sheet(lower[:, [0, 2]], "y", sizes.floor)
    cart.add("basket", skin(np.stack([lower, upper]), caps=False), bottom)
    if dice.chance(0.4):
        lining = np.stack([lower * (0.97, 1.01, 0.97), upper * (0.97, 1.0, 0.97)])
        cart.add("basket", skin(lining, caps=False))


def _barrow(cart: Assembly, sizes: CartSizes) -> None:
    """One wheel in front; two shafts run from its axle to the hands."""
    axle_z, bend_z = 0.55 * sizes.length, -0.4 * sizes.length
    axle = (0.05, sizes.wheel, axle_z)
    bend = (0.3 * sizes.width, sizes.floor - 0.02, bend_z)
    hand = (0.36 * sizes.width, sizes.floor + 0.35, -1.1 * sizes.length)
    hip = (0.28 * sizes.width, sizes.floor, -0.3 * sizes.length)
    ground = (0.3 * sizes.width, 0.0, -0.35 * sizes.length)
    wheel = cylinder(sizes.wheel, 0.06, "x")
    cart.add("wheel", wheel.on(0.0).moved(z=axle_z))
    cart.add("leg", rod(axle, bend, 0.02).both(), rod(hip, ground, 0.018).both())
    cart.add("handle", rod(bend, hand, 0.022).both())


def _trolley(cart: Assembly, sizes: CartSizes) -> None:
    """Four posts with casters, and a bar to push across the rear."""
    caster = 0.6 * sizes.wheel
    top = (0.32 * sizes.width, sizes.floor, 0.3 * sizes.length)
    foot = (0.38 * sizes.width, caster, 0.38 * sizes.length)
    cart.add("leg", rod(top, foot, 0.016).both("x").both("z"))
    wheel = cylinder(caster, 0.05, "x").on(0.0)
    cart.add("wheel", wheel.at_corners(0.76 * sizes.width, 0.76 * sizes.length))
    side, grip = 0.45 * sizes.width, 0.42 * sizes.width
    rear, far = -0.45 * sizes.length, -0.65 * sizes.length
    low, high = sizes.rim - 0.1, sizes.rim + 0.15
    path = [(side, low, rear), (grip, high, far), (-grip, high, far), (-side, low, rear)]
    cart.add("handle", sweep(path, 0.02))
