"""Suitcases and briefcases."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    bow_handle,
    box,
    button,
    cylinder,
    frame,
    join,
    prism,
    rectangle,
    rod,
    tray,
    wheel,
)


@dataclass(frozen=True)
class Sizes:
    """A case standing on its edge: its large faces look along z; lengths in metres."""

    width: float
    height: float
    depth: float
    low: float  # height of its underside: on wheels it stands higher

    @property
    def top(self) -> float:
        """Height of its upper side."""
        return self.low + self.height


def build(model: Assembly, dice: Dice) -> None:
    """A trolley of shells or cloth, an old leather case or a briefcase; some lie open."""
    kind = dice.pick({"shell": 4, "cloth": 3, "leather": 3, "briefcase": 2})
    if kind in ("leather", "briefcase"):
        _lying(model, dice, brief=kind == "briefcase")
    else:
        _trolley(model, dice, cloth=kind == "cloth")


def _trolley(model: Assembly, dice: Dice, cloth: bool) -> None:
    """It stands on wheels; a bar is pulled out of its rear."""
    radius = dice.between(0.02, 0.04)
    wheels = dice.pick({4: 3, 2: 2})
    size = Sizes(
        width=dice.between(0.32, 0.5),
        height=dice.between(0.48, 0.78),
        depth=dice.between(0.18, 0.32),
        low=1.7 * radius,
    )
    round_edge = dice.between(0.02, 0.09)
    outline = rectangle(size.width, size.height, round_edge, 4)
    middle = size.low + 0.5 * size.height
    half = 0.5 * size.depth
    hump = dice.between(0.1, 0.45) * half
    if dice.chance(0.3):
        model.add("body", prism(outline, size.depth, "z", hump).moved(y=middle))
    else:  # two halves that meet at the zip
        shell = prism(outline, half - 0.003, "z", min(hump, 0.4 * half)).moved(z=0.5 * half)
        model.add("body", shell.moved(y=middle).both("z"))
    seam = dice.pick({0.0: 3, 0.5: 2}) * half  # where the zip runs
    ribbon = frame(1.004 * outline, 0.97 * outline, 0.012, "z").moved(y=middle, z=seam)
    model.add("zipper", ribbon)
    slider = box(0.012, 0.035, 0.02).moved(0.505 * size.width, middle, seam)
    model.add("zipper", slider.in_row(dice.count(1, 2), 0.06, "y"))
    if cloth:
        _pockets(model, dice, size, half)
    elif dice.chance(0.7):
        _ribs(model, dice, size, half, middle)
    _wheels(model, dice, size, radius, wheels)
    _bars(model, dice, size)
    grip = bow_handle(dice.between(0.13, 0.2), 0.03, 0.009)
    model.add("handle", grip.turned("x", -90.0).moved(y=size.top))
    if dice.chance(0.6):
        side = bow_handle(0.16, 0.03, 0.009, "y").turned("y", 90.0)
        model.add("handle", side.moved(0.5 * size.width, middle))
    if dice.chance(0.4):
        lock = box(0.02, 0.05, 0.06, 0.004).moved(0.5 * size.width, middle + 0.1)
        model.add("lock", lock)


def _ribs(model: Assembly, dice: Dice, size: Sizes, half: float, middle: float) -> None:
    """Raised lines in the hard shell."""
    count = dice.count(3, 8)
    upright = dice.chance(0.7)
    long = 0.8 * (size.height if upright else size.width)
    step = 0.75 * (size.width if upright else size.height) / count
    rib = box(0.45 * step, long, 0.008, 0.003) if upright else box(long, 0.45 * step, 0.008)
    row = rib.in_row(count, step, "x" if upright else "y").moved(y=middle, z=half)
    model.add("body", row.both("z"), detail="rib")


def _pockets(model: Assembly, dice: Dice, size: Sizes, half: float) -> None:
    """One or two bags sewn to the front, each with its zip."""
    count = dice.count(1, 2)
    shares = [0.8] if count == 1 else [0.5, 0.28]
    level = size.low + 0.06 * size.height
    for share in shares:
        tall, deep = share * size.height, dice.between(0.02, 0.06)
        pocket = prism(rectangle(0.85 * size.width, tall, 0.03), deep, "z", 0.4 * deep)
        pocket = pocket.on(level).moved(z=half + 0.4 * deep)
        model.add("pocket", pocket)
        zip_row = box(0.75 * size.width, 0.01, 0.012).moved(y=level + 0.85 * tall)
        model.add("zipper", zip_row.beside(pocket, "+z", gap=-0.008))
        level += tall + 0.03 * size.height


def _wheels(model: Assembly, dice: Dice, size: Sizes, radius: float, count: int) -> None:
    """Twin casters at four corners, or two fixed wheels at the rear with feet in front."""
    x, z = 0.5 * size.width - 0.05, 0.5 * size.depth - 0.04
    one = wheel(radius, 0.6 * radius).on(0.0)
    if count == 4:
        twin = one.moved(0.4 * radius).both()
        fork = cylinder(0.6 * radius, 1.2 * radius, sides=12).under(size.low + 0.01)
        model.add("wheel", twin.at_corners(2.0 * x, 2.0 * z), fork.at_corners(2.0 * x, 2.0 * z))
        return
    model.add("wheel", one.moved(x, 0.0, -z).both())
    block = box(0.06, size.low + 0.02, 0.03, 0.005).on(0.0)
    model.add("foot", block.moved(x, z=z).both())


def _bars(model: Assembly, dice: Dice, size: Sizes) -> None:
    """The pull handle: two tubes at the rear and a grip, drawn out or pushed in."""
    out = dice.between(0.25, 0.55) if dice.chance(0.6) else 0.02
    half, rear = dice.between(0.06, 0.12), -0.5 * size.depth + 0.03
    pole = rod((half, size.top - 0.02, rear), (half, size.top + out, rear), 0.007)
    grip = box(2.0 * half + 0.03, 0.03, 0.03, 0.008).moved(y=size.top + out, z=rear)
    model.add("handle", pole.both(), grip, detail="pull handle")
    if dice.chance(0.4):
        groove = box(0.02, 0.9 * size.height, 0.01).on(size.low).moved(half, z=-0.5 * size.depth)
        model.add("body", groove.both())


def _lying(model: Assembly, dice: Dice, brief: bool) -> None:
    """A case of two halves with a hinge; shut it stands, open it lies."""
    width, height = dice.between(0.4, 0.65), dice.between(0.28, 0.45)
    depth = dice.between(0.07, 0.13) if brief else dice.between(0.14, 0.25)
    rounding = dice.between(0.0, 0.05)
    share = dice.between(0.5, 0.75)  # of the depth that the lower half has
    base, lid = model.group(), model.group()
    hollow = dice.chance(0.7)
    lower, upper = share * depth, (1.0 - share) * depth
    if hollow and rounding < 0.02:
        base.add("body", tray(width, lower, height, 0.008).on(0.0))
        lid.add("lid", tray(width, upper, height, 0.008).turned("x", 180.0).on(lower))
    else:
        outline = rectangle(width, height, rounding, 4)
        base.add("body", prism(outline, lower, "y", 0.1 * lower).on(0.0))
        lid.add("lid", prism(outline, upper, "y", 0.1 * upper).on(lower))
    front = 0.5 * height
    swing = dice.between(40.0, 180.0) if dice.chance(0.4) else 0.0
    if not (brief or swing) and dice.chance(0.7):
        _straps(base, lid, dice, np.array([width, lower, height, depth]))
    if dice.chance(0.6):
        cap_size = 0.13 * width
        cap = box(cap_size, (lower if swing else depth) + 0.008, cap_size, 0.01).on(-0.004)
        base.add("corner", cap.at_corners(width, height, inset=0.46 * cap_size))
    clasp = join(box(0.03, 0.035, 0.008), button(0.014, 0.014, 0.012, 0.01))
    base.add("lock", clasp.moved(y=lower, z=front).in_row(2, dice.between(0.45, 0.7) * width))
    grip = bow_handle(dice.between(0.1, 0.16), dice.between(0.03, 0.05), 0.009)
    base.add("handle", grip.moved(y=0.6 * lower, z=front))
    whole = model.group()
    whole.take(base)
    whole.take(lid, lambda mesh: mesh.turned("x", -swing, at=(0.0, lower, -front)))
    if swing or dice.chance(0.3):
        model.take(whole)
    else:  # it stands on its hinge, handle up
        model.take(whole, lambda mesh: mesh.turned("x", -90.0))


def _straps(base: Assembly, lid: Assembly, dice: Dice, size: np.ndarray) -> None:
    """Two belts around a leather case, with buckles."""
    width, lower, height, depth = size
    outer = rectangle(height + 0.012, depth + 0.012)
    belt = frame(outer, rectangle(height, depth), 0.035, "x").moved(y=0.5 * depth)
    step = dice.between(0.4, 0.65) * width
    base.add("strap", belt.in_row(2, step))
    rim = frame(rectangle(0.05, 0.04), rectangle(0.035, 0.025), 0.006, "z")
    base.add("strap", rim.moved(y=lower, z=0.5 * height + 0.01).in_row(2, step), detail="buckle")
