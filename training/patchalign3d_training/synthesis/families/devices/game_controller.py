"""Game controllers: pads with two handles, flat retro pads, joysticks."""

from dataclasses import dataclass

from patchalign3d_training.synthesis.families.devices.slabs import key_of
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Blend,
    Dice,
    Mesh,
    ball,
    box,
    button,
    cylinder,
    join,
    lathe,
    prism,
    rectangle,
    rod,
    tube,
)


@dataclass(frozen=True)
class _PadLayout:
    """Where the controls of a pad lie: x of its halves, y of its rows, z of its front."""

    half: float
    high: float
    low: float
    front: float


def build(model: Assembly, dice: Dice) -> None:
    """A controller whose controls look along +z and whose triggers are on top."""
    kind = dice.pick({_two_handles: 8, _flat_pad: 3, _joystick: 3})
    kind(model, dice)


def _two_handles(model: Assembly, dice: Dice) -> None:
    """A modern pad: two thumbsticks, a direction pad, four buttons, triggers."""
    half = dice.between(0.045, 0.055)  # from the middle to either cluster
    tall, deep = dice.between(0.026, 0.036), dice.between(0.014, 0.02)
    pad = _PadLayout(half, high=0.25 * tall, low=-0.55 * tall, front=deep)
    blend = Blend(seam=dice.between(0.004, 0.012))
    blend.ball("body", (0.0, 0.0, 0.0), (1.05 * half, tall, deep))
    blend.ball("body", (half, 0.1 * tall, 0.0), (0.75 * tall, 0.85 * tall, 0.95 * deep), both=True)
    reach, out = dice.between(1.5, 2.1) * tall, dice.between(0.0, 0.02)
    shoulder, end = (1.2 * half, -0.4 * tall, 0.0), (1.2 * half + out, -reach, -0.3 * deep)
    thick = dice.between(0.8, 1.0) * deep
    blend.limb("handle", [shoulder, end], [thick, 0.8 * thick], both=True)
    blend.into(model, dice.pick({20: 1, 34: 2, 42: 2}))

    stick = _thumbstick(dice, 0.3 * tall)
    level = pad.front - 0.003
    even = dice.chance(0.5)  # both sticks below, or the left one above
    lower = stick.moved(0.5 * half, pad.low, level)
    if even:
        model.add("thumbstick", lower.both())
    else:
        model.add("thumbstick", lower, stick.moved(-half, pad.high, 0.92 * level))
    cross = _cross(dice, 0.42 * tall)
    at = (-half, pad.high) if even else (-0.5 * half, pad.low)
    model.add("direction pad", cross.moved(*at, 0.92 * level))
    size = dice.between(0.24, 0.32) * tall
    key = button(size, size, 0.006, size).moved(y=0.38 * tall)
    model.add("button", key.around(4, "z").moved(half, pad.high, 0.9 * level))
    small = key_of(dice, 0.3 * tall, 0.14 * tall).moved(0.3 * half, pad.high, level - 0.001)
    model.add("button", small.both())
    if dice.chance(0.5):
        home = button(0.3 * tall, 0.3 * tall, 0.004, tall)
        model.add("button", home.moved(y=0.55 * tall, z=0.8 * level))
    bumper = box(0.7 * half, 0.25 * tall, 0.5 * deep, 0.08 * tall).turned("z", -8.0)
    bumper = bumper.moved(half, 0.83 * tall, 0.25 * deep)
    trigger = ball(0.3 * half, 0.25 * tall, 0.5 * deep, 12).moved(half, 0.72 * tall, -0.6 * deep)
    model.add("trigger", bumper.both(), trigger.both())
    if dice.chance(0.3):
        touchpad = prism(rectangle(0.9 * half, 0.5 * tall, 0.1 * tall), 0.003, "z")
        model.add("button", touchpad.moved(y=0.45 * tall, z=0.93 * level))
    if dice.chance(0.3):
        _cord(model, dice, top=0.9 * tall)


def _thumbstick(dice: Dice, radius: float) -> Mesh:
    """A mushroom on a stem in a collar, its foot in z = 0, perhaps tilted."""
    tall = dice.between(1.1, 1.8) * radius
    profile = [(0, 0), (0.5, 0), (0.45, 0.6), (1.0, 0.75), (1.0, 0.95), (0.6, 0.88), (0, 0.88)]
    cap = lathe([(r * radius, h * tall) for r, h in profile], 16).turned("x", 90.0)
    tilt = dice.between(-18.0, 18.0)
    collar = cylinder(1.35 * radius, 0.25 * tall, "z").moved(z=0.12 * tall)
    return join(cap.turned("x", tilt).turned("y", dice.between(-18.0, 18.0)), collar)


def _cross(dice: Dice, radius: float) -> Mesh:
    """Four directions as one cross or as four keys, its back in z = 0."""
    out = dice.between(0.15, 0.3) * radius
    if dice.chance(0.6):
        bar = box(2 * radius, 0.66 * radius, out, 0.1 * out).moved(z=0.5 * out)
        cross = join(bar, bar.turned("z", 90.0))
        if dice.chance(0.4):
            cross = join(cross, cylinder(1.2 * radius, 0.5 * out, "z").moved(z=0.25 * out))
        return cross
    key = box(0.55 * radius, 0.6 * radius, out, 0.1 * out)
    return key.moved(y=0.65 * radius, z=0.5 * out).around(4, "z")


def _flat_pad(model: Assembly, dice: Dice) -> None:
    """A pad of the eighties: a flat box, a cross, two to six buttons and a cord."""
    width = dice.between(0.11, 0.15)
    height, depth = width * dice.between(0.4, 0.5), dice.between(0.012, 0.022)
    corner = dice.pick({0.05: 2, 0.5: 2}) * height
    case = prism(rectangle(width, height, corner, 6), depth, "z", 0.2 * depth)
    model.add("body", case)
    half = 0.32 * width
    model.add("direction pad", _cross(dice, 0.25 * height).moved(-half, z=0.5 * depth))
    size = dice.between(0.2, 0.28) * height
    key = button(size, size, 0.2 * depth, size)
    cluster = dice.pick({"two": 2, "four": 2, "six": 1})
    if cluster == "four":
        keys = key.moved(y=0.28 * height).around(4, "z")
    else:
        keys = key.in_grid(
            2 if cluster == "two" else 3, 1 if cluster == "two" else 2, (1.3 * size, 1.3 * size)
        )
    model.add("button", keys.moved(half, z=0.5 * depth))
    small = key_of(dice, 0.08 * width, 0.07 * height).in_row(2, 0.12 * width)
    model.add("button", small.moved(y=-0.1 * height, z=0.5 * depth))
    if dice.chance(0.5):
        bumper = box(0.3 * width, 0.15 * height, 0.6 * depth, 0.1 * depth)
        model.add("trigger", bumper.moved(half).beside(case, "+y", gap=-0.06 * height).both())
    if dice.chance(0.65):
        _cord(model, dice, top=0.5 * height)


def _joystick(model: Assembly, dice: Dice) -> None:
    """A stick on a base that stands on a desk, with a trigger and buttons."""
    width = dice.between(0.12, 0.2)
    depth, tall = width * dice.between(0.8, 1.2), dice.between(0.03, 0.06)
    base = prism(rectangle(width, depth, dice.between(0.05, 0.4) * width, 5), tall, "y", 0.2 * tall)
    base = base.on(0.0)
    upright = model.group()  # the stick, its foot in the origin
    height = dice.between(0.12, 0.2)
    model.add("body", base)
    if dice.chance(0.35):  # a ball on a rod, as in an arcade
        upright.add("thumbstick", rod((0, 0, 0), (0, 0.6 * height, 0), 0.006))
        upright.add("thumbstick", ball(0.02).moved(y=0.6 * height))
    else:
        profile = [(0.6, 0.0), (0.5, 0.15), (0.75, 0.3), (0.6, 0.55), (0.8, 0.8), (0.95, 0.95)]
        grip = lathe([(0, 0), *[(0.026 * r, h * height) for r, h in profile], (0, height)], 18)
        upright.add("thumbstick", grip)
        top = button(0.02, 0.02, 0.01, 0.02).turned("x", -90.0).moved(y=height - 0.001)
        upright.add("button", top)
        trigger = box(0.012, 0.03, 0.016, 0.003).moved(y=0.72 * height, z=-0.028)
        upright.add("trigger", trigger)
    tilt, turn = dice.between(-18.0, 18.0), dice.between(-18.0, 18.0)
    model.take(
        upright,
        lambda mesh: mesh.turned("x", tilt).turned("z", turn).moved(y=tall, z=-0.05 * depth),
    )
    key = button(0.022, 0.022, 0.008, 0.022).turned("x", -90.0).on(tall - 0.002)
    row = key.in_row(dice.count(2, 4), 0.03).moved(z=0.32 * depth)
    model.add("button", row)
    if dice.chance(0.5):
        model.add("button", row.moved(z=-0.64 * depth))
    if dice.chance(0.4):
        rubber = cylinder(0.008, 0.006, sides=10).under(0.002)
        model.add("body", rubber.at_corners(0.8 * width, 0.8 * depth))


def _cord(model: Assembly, dice: Dice, top: float) -> None:
    """A cable from the upper edge."""
    bend, end = (0.01, top + 0.04, 0.0), (dice.between(-0.06, 0.06), top + 0.09, -0.01)
    model.add("cord", tube([(0.0, top - 0.004, 0.0), bend, end], 0.0022, 16, 6))
