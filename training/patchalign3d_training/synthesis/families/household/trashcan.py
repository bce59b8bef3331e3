"""Bins."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    bow_handle,
    box,
    cylinder,
    ellipse,
    frame,
    grown,
    join,
    lathe,
    lengthwise,
    plane,
    prism,
    rectangle,
    ring,
    rod,
    sheet,
    skin,
)


@dataclass(frozen=True)
class Bin:
    """A container on the ground whose rim is about 2 wide."""

    rim: Points
    height: float
    foot: float  # its size at the ground against that of its rim
    square: bool

    @property
    def depth(self) -> float:
        """From the middle of the rim to its front."""
        return float(self.rim[:, 1].max())


def build(model: Assembly, dice: Dice) -> None:
    """A dust bin, pedal bin, wheeled bin, swing bin or basket; its rim is about 2 wide."""
    square = dice.chance(0.45)
    rounding = dice.pick({0.02: 1, 0.2: 3, 0.5: 1})
    flat = rectangle(2, dice.between(1.0, 2.0), rounding, 4)
    bin_ = Bin(
        rim=flat if square else ellipse(2, dice.pick({2.0: 4, 1.4: 1}), 28),
        height=dice.between(1.3, 3.6),
        foot=dice.between(0.65, 1.0),
        square=square,
    )
    kind = dice.pick({"plain": 6, "street": 2})
    if kind == "street":
        _street(model, dice, bin_)
    else:
        _body(model, dice, bin_)
        if dice.chance(0.85):
            _lid(model, dice, bin_)
        if dice.chance(0.4):
            _pedal(model, dice, bin_)
        if dice.chance(0.35):
            _wheels(model, dice, bin_)


def _body(model: Assembly, dice: Dice, bin_: Bin) -> None:
    """Walls and floor, perhaps with an inner pail, rims, a plinth and grips."""
    rim, height, foot = bin_.rim, bin_.height, bin_.foot
    low, high = plane(rim * foot, "y"), plane(rim, "y", height)
    model.add("body", skin(np.stack([low, high]), caps=False), sheet(rim * foot))
    if dice.chance(0.5):
        inner = [low * 0.97 + (0, 0.03, 0), high * (0.97, 1, 0.97)]
        model.add("body", skin(np.stack(inner), caps=False))
    if dice.chance(0.3):  # a pail within
        size, deep = dice.between(0.85, 0.95), dice.between(0.6, 0.95) * height
        walls = [plane(rim * foot * size, "y", height - deep), plane(rim * size, "y", height)]
        model.add(
            "body", skin(np.stack(walls), caps=False), sheet(rim * foot * size, at=height - deep)
        )
    if dice.chance(0.4):
        lip = frame(1.05 * rim, 0.97 * rim, dice.between(0.05, 0.14))
        model.add("body", lip.on(height - 0.05))
    if dice.chance(0.35):
        skirt = frame(grown(rim * foot, 0.04), 0.96 * foot * rim, dice.between(0.06, 0.2))
        model.add("body", skirt.on(0.0))
    if dice.chance(0.2):
        grip = bow_handle(0.5, 0.15, 0.05).turned("y", 90.0)
        side = 0.5 * (1.0 + foot) * 1.0
        model.add("body", grip.moved(side, 0.75 * height).both())


def _hinged(model: Assembly, dice: Dice, bin_: Bin, cover: Mesh, forward: float) -> None:
    """A lid that turns at the rear, perhaps open, its grip `forward` of its middle."""
    state = dice.pick({"shut": 5, "ajar": 1, "open": 2})
    degrees = {"shut": (0.0, 0.01), "ajar": (5.0, 30.0), "open": (30.0, 105.0)}[state]
    swing = dice.between(*degrees)
    lid = model.group()
    lid.add("lid", cover)
    if dice.chance(0.4):
        grip = bow_handle(0.4, 0.15, 0.04).turned("x", -90.0)
        lid.add("lid", grip.on(cover).moved(z=forward), detail="handle")
    hinge = (0.0, bin_.height, -bin_.depth)
    model.take(lid, lambda mesh: mesh.turned("x", -swing, at=hinge))


def _lid(model: Assembly, dice: Dice, bin_: Bin) -> None:
    """Flat or domed and hinged, sunk, of two leaves, or a hood with a flap that swings."""
    rim, height = bin_.rim, bin_.height
    kinds = {"flat": 5, "dome": 4, "hood": 3, "ring": 1} | ({"leaves": 3} if bin_.square else {})
    kind = dice.pick(kinds)
    thick = dice.between(0.05, 0.25)
    if kind == "dome":
        rows = [(1.05, 0.0), (1.03, 0.1), (0.7, dice.between(0.2, 0.5)), (0.0, 0.5)]
        shell = [plane(max(s, 1e-3) * rim, "y", height + y) for s, y in rows]
        _hinged(model, dice, bin_, skin(np.stack(shell)), 0.0)
    elif kind == "flat":
        size = dice.pick({1.05: 3, 0.97: 1})
        cover = prism(rim * size, thick, "y", dice.pick({0.0: 1, 0.4: 3}) * thick)
        cover = cover.on(height - (0.9 * thick if size < 1.0 else 0.0))
        _hinged(model, dice, bin_, cover, dice.one_of(0.0, 0.6) * bin_.depth)
    elif kind == "hood":
        _hood(model, dice, bin_)
    elif kind == "leaves":
        swing = dice.pick({0.0: 3, dice.between(10.0, 80.0): 2})
        board = box(1.0, 0.06, 1.9 * bin_.depth, 0.02).on(height).moved(0.5)
        model.add("lid", board.turned("z", swing, at=(1.0, height, 0.0)).both())
    else:
        hole = dice.between(0.4, 0.75)
        model.add("lid", frame(1.05 * rim, hole * rim, thick).on(height))


def _hood(model: Assembly, dice: Dice, bin_: Bin) -> None:
    """A cap with an opening in front and a flap in it."""
    tall = dice.between(0.4, 0.9)
    half = bin_.depth
    rows = [plane(bin_.rim * s, "y", bin_.height + y) for s, y in ((1.04, 0), (1.02, 0.1))]
    top = bin_.rim * (dice.between(0.5, 0.9), 0.55)
    rows.append(plane(top, "y", bin_.height + tall))
    hood = skin(np.stack(rows))
    model.add("body" if dice.chance(0.4) else "lid", hood)
    wide, high = 1.2, 0.65 * tall
    swing = dice.pick({0.0: 3, dice.between(-60.0, 60.0): 2})
    slope = np.degrees(np.arctan2(0.45 * half, tall))
    flap = box(wide, high, 0.05, 0.015).turned("x", swing)
    middle = bin_.height + 0.5 * tall
    front = flap.turned("x", -slope).moved(0.0, middle, 0.79 * half)
    model.add("lid", front)


def _pedal(model: Assembly, dice: Dice, bin_: Bin) -> None:
    """A tongue or a bar of wire at the foot's front."""
    front, level = bin_.depth * bin_.foot, dice.between(0.05, 0.2)
    kind = dice.pick({"tongue": 3, "plate": 2, "bar": 1})
    if kind == "tongue":
        tongue = lengthwise([(0.2, 0), (0.22, 0.2), (0.1, 0.3)], 14)  # half widths outwards
        pedal = prism(tongue, 0.06)
    elif kind == "plate":
        pedal = box(dice.between(0.3, 0.8), 0.06, 0.35, 0.02).moved(z=0.15)
    else:
        long = dice.between(0.4, 1.0)
        arm = rod((0.5 * long, 0, -0.1), (0.5 * long, 0, 0.3), 0.03, sides=8).both()
        pedal = join(arm, rod((-0.5 * long, 0, 0.3), (0.5 * long, 0, 0.3), 0.04))
    model.add("pedal", pedal.turned("x", dice.between(-8.0, 12.0)).moved(0.0, level, front))


def _wheels(model: Assembly, dice: Dice, bin_: Bin) -> None:
    """Two at the rear on an axle, or four casters below."""
    if dice.chance(0.75):
        radius = dice.between(0.15, 0.32)
        axle = (0.8 * bin_.foot, radius - 0.05, -bin_.depth * bin_.foot)
        wheel = cylinder(radius, 0.14, "x").at([axle])
        model.add("wheel", wheel.both())
        if dice.chance(0.5):
            model.add("body", cylinder(0.04, 1.6 * bin_.foot, "x").moved(0.0, axle[1], axle[2]))
    else:
        caster = cylinder(0.1, 0.08, "x").on(-0.18)
        fork = cylinder(0.05, 0.16).on(-0.14)
        spread = (2.0 * bin_.foot, 2.0 * bin_.depth * bin_.foot)
        model.add("wheel", caster.at_corners(*spread, inset=0.25))
        model.add("wheel", fork.at_corners(*spread, inset=0.25))


def _street(model: Assembly, dice: Dice, bin_: Bin) -> None:
    """A bin of a street or a park: slats or a drum with a roof on posts, perhaps on a stand."""
    size, stand = 0.85, dice.pick({0.0: 3, 0.4: 2})
    height = 0.8 * bin_.height
    outline = size * bin_.rim
    if dice.chance(0.4):
        count = 16
        slat = box(0.2, height, 0.06).on(stand).moved(z=0.9)
        model.add("body", slat.around(count), ring(0.9, 0.05).moved(y=stand + 0.1))
        model.add("body", ring(0.9, 0.05).moved(y=stand + height - 0.1))
        model.add("body", lathe([(0.0, 0.0), (0.8, 0.0), (0.8, 0.9 * height)]).on(stand))
    else:
        walls = [plane(outline, "y", y) for y in (stand, stand + height)]
        model.add("body", skin(np.stack(walls), caps=False), sheet(outline, at=stand))
        model.add("body", frame(1.06 * outline, 0.95 * outline, 0.1).on(stand + height - 0.05))
    if stand:
        post = dice.one_of(cylinder(0.12, stand), box(0.2, stand, 0.2))
        spread = (1.4 * size, 1.4 * size * bin_.depth)
        model.add("body", post.on(0.0).at_corners(*spread, inset=0.1))
    if dice.chance(0.8):
        gap = dice.between(0.4, 0.9)
        post = rod((0.75, stand + height, 0), (0.75, stand + height + gap, 0), 0.05).both()
        model.add("body", post)
        roof = dice.one_of(
            prism(1.1 * outline, 0.1, "y", 0.03),
            lathe([(1.0, 0.0), (0.8, 0.25), (0.0, 0.4), (0.0, 0.35), (0.95, 0.0)]),
        )
        model.add("lid", roof.on(stand + height + gap))
