"""Pistols that load themselves, and plain blocks for them: what lies over the grip."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.families.weapons.pistol.pieces import (
    BARREL,
    GRIP,
    PistolSizes,
    add_mounts,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    cylinder,
    pipe,
    prism,
    sweep,
    tube,
)


@dataclass(frozen=True)
class Slide:
    """The slide of an automatic.

    Attributes:
        length: Along z.
        rear: How far it reaches behind the grip's axis, z = 0.
        width: Along x.
        height: Along y.
        y: Height of its middle.
    """

    length: float
    rear: float
    width: float
    height: float
    y: float

    @property
    def middle(self) -> float:
        """Where its middle lies along z."""
        return 0.5 * self.length - self.rear

    @property
    def muzzle(self) -> float:
        """Where its front lies along z."""
        return self.length - self.rear


def add_slide(pistol: Assembly, dice: Dice, sizes: PistolSizes) -> None:
    """An automatic: a slide over a frame."""
    rear, height = dice.between(0.12, 0.26), dice.between(0.45, 0.65) * sizes.height
    slide = Slide(sizes.length, rear, sizes.thick, height, 0.2 * sizes.height)
    pistol.add(BARREL, _slide(dice, slide))
    if dice.chance(0.4):
        port = box(0.6 * slide.width, 0.02, 0.25)
        top = (0.2 * slide.width, slide.y + 0.5 * slide.height, 0.35 * slide.length)
        pistol.add(BARREL, port.centred(at=top, axes="xyz"))
    if dice.chance(0.4):
        serration = box(1.04 * slide.width, 0.7 * slide.height, 0.012)
        field = (0.0, slide.y, 0.1 - rear)  # of the serrations, near the rear end
        pistol.add(BARREL, serration.in_row(5, 0.03, "z").at([field]))
    long_frame = slide.length * dice.between(0.4, 0.95)
    part = dice.pick({BARREL: 7, GRIP: 1})
    frame = box(dice.between(0.75, 0.98) * sizes.thick, 0.45 * sizes.height, long_frame, 0.01)
    below = (0.0, -0.28 * sizes.height, 0.5 * long_frame - rear + 0.03)
    pistol.add(part, frame.centred(at=below, axes="xyz"))
    _inside(pistol, dice, slide)
    if dice.chance(0.4):  # the tang that guards the hand from the slide
        tang = [(0, 0.0, 0.05 - rear), (0, 0.02, -rear - 0.06), (0, -0.05, -rear - 0.12)]
        pistol.add(GRIP, sweep(tang, [0.07, 0.05, 0.03], sides=8))
    if dice.chance(0.45):
        spur = box(0.05, 0.11, 0.06, 0.01).turned("x", -20.0)
        behind = (0.0, 0.25 * sizes.height, -rear - 0.02)
        pistol.add(BARREL, spur.at([behind]), detail="hammer")
    add_mounts(pistol, dice, sizes, slide.muzzle)


def _slide(dice: Dice, slide: Slide) -> Mesh:
    """A bar with its upper edges cut off; its nose slopes up from below."""
    x, y = 0.5 * slide.width, 0.5 * slide.height
    cut, slope = dice.between(0.0, 0.5) * x, dice.between(0.0, 0.4) * slide.height
    right = [(x, -y), (x, y - cut), (x - cut, y)]
    left = [(cut - x, y), (-x, y - cut), (-x, -y)]
    bar = prism(np.array([*right, *left]), slide.length, "z").moved(0, slide.y, slide.middle)
    at_front, below = bar.vertices[:, 2] > slide.muzzle - 0.01, bar.vertices[:, 1] < slide.y
    lifted = np.outer(at_front & below, (0.0, slope, 0.0))
    return Mesh(bar.vertices + lifted, bar.faces)


def _inside(pistol: Assembly, dice: Dice, slide: Slide) -> None:
    """What detailed models hide in the slide, and a lamp below it."""
    underside = slide.y - 0.5 * slide.height
    if dice.chance(0.35):
        walls = box(0.8 * slide.width, 0.85 * slide.height, 0.96 * slide.length)
        pistol.add(BARREL, walls.moved(0, slide.y, slide.middle))
    if dice.chance(0.35):
        bore = pipe(0.3 * slide.width, 0.2 * slide.width, 0.6 * slide.length, "z", 12)
        bore = bore.moved(0, slide.y, 0.68 * slide.length - slide.rear)
        spring = cylinder(0.15 * slide.width, 0.7 * slide.length, "z", sides=8)
        pistol.add(BARREL, bore, spring.moved(0, underside, slide.middle))
    if dice.chance(0.2):
        lamp = box(0.7 * slide.width, dice.between(0.06, 0.14), 0.3 * slide.length, 0.02)
        pistol.add(BARREL, lamp.moved(0, underside - 0.12, 0.8 * slide.length - slide.rear))


def add_machine_pistol(pistol: Assembly, dice: Dice, sizes: PistolSizes) -> None:
    """A machine pistol: a box with a short barrel, a magazine, perhaps a stock."""
    length, height, thick = sizes.length, sizes.height, sizes.thick
    receiver = box(thick, dice.between(0.8, 1.3) * height, 0.8 * length, 0.02)
    pistol.add(BARREL, receiver.moved(0, 0.1 * height, 0.3 * length))
    muzzle = pipe(0.3 * thick, 0.2 * thick, 0.4 * length, "z", 12)
    pistol.add(BARREL, muzzle.moved(0, 0.2 * height, 0.85 * length))
    clip_length = dice.between(0.3, 0.7)
    clip_z = dice.one_of(0.0, 0.55 * length)  # in the grip, or before the trigger
    clip_top = -0.5 * height - (0.0 if clip_z else 0.5)
    clip = box(0.6 * thick, clip_length, 0.18).under(clip_top).moved(z=clip_z)
    part = dice.one_of(BARREL, GRIP) if clip_z else GRIP
    pistol.add(part, clip, detail="magazine")
    if dice.chance(0.4):
        stock = [(0.0, 0.2 * height, -0.1), (0.0, 0.25 * height, -0.7), (0.0, -0.3, -0.72)]
        pistol.add(GRIP, tube(stock, 0.025, 12, 6).moved(0.3 * thick).both())
    add_mounts(pistol, dice, sizes, length)


def add_blocks(pistol: Assembly, dice: Dice, sizes: PistolSizes) -> None:
    """Clip art: a few plain blocks."""
    block = box(sizes.thick, sizes.height, sizes.length)
    pistol.add(BARREL, block.moved(0, 0.1 * sizes.height, 0.5 * sizes.length - 0.18))
    if dice.chance(0.5):
        muzzle = box(0.6 * sizes.thick, 0.5 * sizes.height, 0.3)
        pistol.add(BARREL, muzzle.moved(0, 0.15 * sizes.height, sizes.length - 0.1))
