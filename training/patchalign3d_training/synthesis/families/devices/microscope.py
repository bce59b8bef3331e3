"""Light microscopes."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    cylinder,
    ellipse,
    join,
    lathe,
    pipe,
    prism,
    rectangle,
    smooth,
    sweep,
)


@dataclass(frozen=True)
class _MicroscopeSizes:
    """Metres; the optical axis goes through x = z = 0, the arm stands behind it."""

    height: float  # of the arm's upper end
    stage: float  # height of the stage
    reach: float  # from the axis back to the arm
    thick: float  # of the arm


def build(model: Assembly, dice: Dice) -> None:
    """A microscope that stands on y = 0; one looks into it from +z."""
    height = dice.between(0.26, 0.36)
    size = _MicroscopeSizes(
        height,
        stage=height * dice.between(0.3, 0.42),
        reach=dice.between(0.07, 0.1),
        thick=dice.between(0.025, 0.045),
    )
    _base(model, dice, size)
    _arm(model, dice, size)
    _stage(model, dice, size)
    _head(model, dice, size)
    _knobs(model, dice, size)


def _base(model: Assembly, dice: Dice, size: _MicroscopeSizes) -> None:
    """A plate, a horseshoe or a block, with a lamp or a mirror under the stage."""
    wide, deep = dice.between(0.11, 0.17), dice.between(0.16, 0.22)
    tall = dice.between(0.015, 0.05)
    kind = dice.pick({"plate": 3, "horseshoe": 2, "oval": 1})
    if kind == "horseshoe":
        toe = box(0.3 * wide, tall, deep, 0.2 * tall).moved(x=0.35 * wide)
        heel = box(wide, tall, 0.3 * deep, 0.2 * tall).moved(z=-0.35 * deep)
        foot = join(toe.both(), heel)
    else:
        square = rectangle(wide, deep, 0.15 * wide, 5)
        outline = square if kind == "plate" else ellipse(wide, deep, 28)
        foot = prism(outline, tall, "y", 0.2 * tall)
    foot = foot.on(0.0).moved(z=0.45 * deep - size.reach - 0.3 * size.thick)
    model.add("base", foot)
    if kind != "horseshoe" and dice.chance(0.65):
        lamp = cylinder(0.022, 0.4 * (size.stage - tall), top=0.015).on(foot)
        model.add("light", lamp)
    else:
        mirror = cylinder(0.024, 0.006, "z", sides=20).turned("x", -45.0)
        fork = box(0.006, 0.05, 0.012).moved(x=0.027).both()
        level = 0.5 * (tall + size.stage)
        model.add("light", join(mirror, fork).moved(y=level))
        post = box(0.02, 0.012, size.reach).moved(y=level - 0.022, z=-0.5 * size.reach)
        model.add("arm", post)


def _arm(model: Assembly, dice: Dice, size: _MicroscopeSizes) -> None:
    """A bowed or an angular carrier from the base up and forward over the stage."""
    back, top = -size.reach, size.height
    low, bulge = (0.0, 0.01, back), dice.between(0.0, 0.05)
    middle = (0.0, 0.55 * top, back - bulge)
    bend, end = (0.0, 0.92 * top, back + 0.2 * size.reach), (0.0, 0.9 * top, 0.0)
    path = np.array([low, middle, bend, end])
    if dice.chance(0.6):
        path = smooth(path, 18)
    section = rectangle(dice.between(0.7, 1.1) * size.thick, size.thick, 0.2 * size.thick, 3)
    model.add("arm", sweep(path, 1.0, section, normal=(1, 0, 0)))


def _stage(model: Assembly, dice: Dice, size: _MicroscopeSizes) -> None:
    """A square or round table, its holder, clips and a slide."""
    half, thick = dice.between(0.045, 0.065), dice.between(0.005, 0.015)
    square, circle = rectangle(2 * half, 2 * half, 0.1 * half, 4), ellipse(2 * half, 2 * half, 28)
    table = prism(square if dice.chance(0.75) else circle, thick, "y").under(size.stage)
    bracket = box(0.4 * half, 2 * thick, size.reach).under(table).moved(z=-0.5 * size.reach)
    model.add("stage", table, bracket)
    if dice.chance(0.7):
        clip = box(0.006, 0.003, 0.9 * half).on(table).moved(0.5 * half, z=-0.1 * half)
        model.add("stage", clip.both())
    if dice.chance(0.6):
        slide = box(0.075, 0.002, 0.026).on(table)
        model.add("slide", slide)


def _head(model: Assembly, dice: Dice, size: _MicroscopeSizes) -> None:
    """The tube with its eyepieces above, and the revolving nosepiece with its objectives below."""
    top = 0.9 * size.height
    tilt = dice.between(0.0, 45.0)
    radius = dice.between(0.013, 0.02)
    holder = cylinder(1.7 * radius, 0.05).moved(y=top)
    model.add("tube", holder)
    long = dice.between(0.08, 0.14)
    upper = model.group()  # upright, its lower end in the origin
    count = dice.pick({1: 3, 2: 2})
    tube = cylinder(radius, long).on(0.0)
    rubber = pipe(1.15 * radius, 0.6 * radius, 0.03, "y", 20).on(tube).moved(y=-0.004)
    glass = cylinder(0.62 * radius, 0.006).on(tube)
    if count == 1:
        upper.add("tube", tube)
        upper.add("eyepiece", rubber, glass)
    else:
        housing = box(0.1, 0.5 * long, 0.05, 0.01).on(-0.01)
        upper.add("tube", housing, tube.moved(x=0.03).both())
        upper.add("eyepiece", rubber.moved(x=0.03).both(), glass.moved(x=0.03).both())
    model.take(upper, lambda mesh: mesh.turned("x", tilt).moved(y=top + 0.01))

    nose = lathe([(0, 0), (1.9 * radius, 0.0), (1.6 * radius, 0.02), (0, 0.02)], 20)
    turret = nose.turned("x", 180.0).turned("x", 12.0).moved(y=top - 0.02)
    gap = top - 0.045 - size.stage  # room for the objectives
    model.add("objective", turret)
    how_many = dice.count(1, 4)
    for i in range(how_many):
        reach = gap * (0.75 - 0.13 * i)
        lens = _objective(0.6 * radius, reach).turned("x", 0.0 if i == 0 else 22.0)
        model.add("objective", lens.turned("y", 360.0 * i / how_many).moved(y=top - 0.038))


def _objective(radius: float, length: float) -> Mesh:
    """A lens that hangs from the origin: a barrel that narrows to its tip."""
    tip = [(0, -1.0), (0.45, -1.0), (0.5, -0.8), (0.85, -0.6)]
    return lathe(np.array([*tip, (1.0, -0.5), (1.0, 0.0), (0, 0.0)]) * (radius, length), 16)


def _knobs(model: Assembly, dice: Dice, size: _MicroscopeSizes) -> None:
    """Coarse and fine focus at both sides of the arm; one under the stage."""
    level = dice.between(0.2, 0.5) * size.height
    radius = dice.between(0.014, 0.024)
    out = 0.5 * size.thick
    coarse = cylinder(radius, 0.018, "x", sides=20).moved(x=out + 0.012)
    fine = cylinder(0.6 * radius, 0.014, "x", sides=16).moved(x=out + 0.027)
    axle = cylinder(0.25 * radius, out + 0.01, "x", sides=10).moved(x=0.5 * out)
    pair = join(coarse, fine, axle) if dice.chance(0.7) else join(coarse, axle)
    model.add("knob", pair.both().moved(y=level, z=-size.reach))
    if dice.chance(0.4):
        drive = cylinder(0.008, 0.03, sides=12).under(size.stage - 0.012).moved(x=0.045, z=-0.02)
        model.add("knob", drive)
