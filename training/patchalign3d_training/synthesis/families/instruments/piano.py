"""Pianos and keyboards; the player sits at +z."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Points,
    beam,
    box,
    cylinder,
    four_legs,
    lathe,
    panel,
    prism,
    rod,
    smooth,
)

WHITE_OF_OCTAVE = 7
BLACK_AFTER = (0, 1, 3, 4, 5)  # white keys of an octave that a black key follows


@dataclass(frozen=True)
class PianoSizes:
    """A piano about x = 0.

    Attributes:
        width: Along x.
        level: Height of the keys' tops.
        front: Where the keys' front ends lie along z.
        octaves: How many the keyboard has.
    """

    width: float
    level: float
    front: float
    octaves: int


def build(piano: Assembly, dice: Dice) -> None:
    """A grand piano, an upright one, a toy, or an electric keyboard on its stand."""
    kind = dice.pick({"grand": 4, "upright": 4, "keyboard": 2})
    octaves = dice.pick({7: 3, 5: 2, 4: 1, 2: 1})
    stout = dice.between(1.0, 1.5) if octaves < 5 else 1.0
    width = stout * dice.between(0.17, 0.22) * octaves + 0.2
    level = dice.between(0.62, 0.75)
    sizes = PianoSizes(width, level, front=0.0, octaves=octaves)
    _keys(piano, dice, sizes)
    {"grand": _grand, "upright": _upright, "keyboard": _keyboard}[kind](piano, dice, sizes)
    if dice.chance(0.4):
        _stool(piano, dice, dice.between(0.25, 0.6))


def _keys(piano: Assembly, dice: Dice, sizes: PianoSizes) -> None:
    """White keys side by side, black ones between them; or one strip on simple models."""
    deep, thick = dice.between(0.13, 0.17), 0.02
    field = sizes.width - 0.18
    if dice.chance(0.15):
        strip = box(field, thick, deep).under(sizes.level).moved(z=sizes.front - 0.5 * deep)
        piano.add("key", strip)
    count = sizes.octaves * WHITE_OF_OCTAVE
    step = field / count
    white = box(0.92 * step, thick, deep).under(sizes.level)
    piano.add("key", white.in_row(count, step).moved(z=sizes.front - 0.5 * deep))
    black = box(0.5 * step, 0.014, 0.62 * deep).on(sizes.level - 0.002)
    black = black.moved(z=sizes.front - 0.68 * deep)
    for i in range(count - 1):
        if i % WHITE_OF_OCTAVE in BLACK_AFTER:
            x = (i + 1.0 - 0.5 * count) * step
            piano.add("key", black.moved(x), detail="black key")


def _keybed(piano: Assembly, sizes: PianoSizes, deep: float) -> None:
    """The board below the keys, the cheeks beside them and the rail before them."""
    bed = box(sizes.width, 0.06, deep).under(sizes.level - 0.02)
    piano.add("body", bed.moved(z=sizes.front + 0.05 - 0.5 * deep))
    cheek = box(0.085, 0.12, 0.24).on(sizes.level - 0.08)
    x = 0.5 * sizes.width - 0.0425
    piano.add("body", cheek.moved(x, 0.0, sizes.front - 0.08).both())


def _grand(piano: Assembly, dice: Dice, sizes: PianoSizes) -> None:
    """A wing-shaped case with its lid shut or propped open, on three legs."""
    length, tall = sizes.width * dice.between(0.8, 1.5), dice.between(0.24, 0.34)
    back = sizes.front - 0.15
    outline = _wing_outline(sizes.width, length) + (0.0, back)
    bottom = sizes.level - 0.1
    opened = dice.chance(0.6)
    case = prism(outline, tall, "y").on(bottom)
    piano.add("body", case)
    _keybed(piano, sizes, 0.3)
    lid = prism(1.01 * (outline - (0.0, back)) + (0.0, back), 0.02, "y")
    top = bottom + tall
    hinge = (-0.5 * sizes.width, top, 0.0)
    lift = dice.between(25.0, 50.0) if opened else 0.0
    piano.add("lid", lid.on(top + 0.002).turned("z", lift, at=hinge))
    if opened:
        foot = np.array([0.42 * sizes.width, top, back - 0.3 * length])
        reach = 0.9 * sizes.width
        turn = np.radians(lift)
        head = np.array(hinge) + (reach * np.cos(turn), reach * np.sin(turn), foot[2])
        piano.add("lid", rod(foot, head, 0.012, sides=6), detail="prop")
        inner = prism(0.93 * (outline - (0.0, back)) + (0.0, back), 0.01, "y").on(top)
        piano.add("body", inner)
    if dice.chance(0.7):
        rack = panel(0.4 * sizes.width, 0.22, 0.015, dice.one_of("plain", "slats"))
        rack = rack.turned("x", -18.0).on(top)
        piano.add("music stand", rack.moved(z=back - 0.12))
    _grand_legs(piano, dice, sizes, bottom, back - 0.75 * length)
    if dice.chance(0.75):
        _lyre(piano, dice, bottom, back)


def _wing_outline(width: float, length: float) -> Points:
    """The case from above: straight at the left, curved at the right, (n, 2) of (x, z <= 0)."""
    half = 0.5 * width
    bends = [(half, -0.25 * length), (0.75 * half, -0.5 * length), (0.1 * half, -0.75 * length)]
    tail = [(-0.35 * half, -0.97 * length), (-0.8 * half, -1.0 * length), (-half, -0.9 * length)]
    curve = smooth([*bends, *tail], 20)
    return np.concatenate([[(-half, 0.0), (half, 0.0)], curve])


def _grand_legs(piano: Assembly, dice: Dice, sizes: PianoSizes, height: float, rear: float) -> None:
    thick = dice.between(0.035, 0.07)
    kind = dice.pick({"turned": 2, "square": 2, "tapered": 1})
    if kind == "turned":
        profile = [(0, 0), (0.5, 0), (0.4, 0.1), (0.6, 0.3), (1.0, 0.75), (0.7, 0.9), (1.1, 1.0)]
        leg = lathe(np.array([*profile, (0, 1.0)]) * (thick, height), 12)
    elif kind == "square":
        leg = box(2 * thick, height, 2 * thick, 0.01).on(0.0)
    else:
        leg = cylinder(0.6 * thick, height, top=thick, sides=8).on(0.0)
    front = leg.moved(0.42 * sizes.width, 0.0, sizes.front - 0.12).both()
    piano.add("leg", front, leg.moved(-0.15 * sizes.width, 0.0, rear))


def _lyre(piano: Assembly, dice: Dice, height: float, back: float) -> None:
    """Two rods that carry a box with two or three pedals."""
    z = back - 0.05
    hanger = rod((0.06, height, z), (0.06, 0.1, z), 0.015, sides=6)
    piano.add("body", hanger.both(), box(0.26, 0.08, 0.1, 0.01).on(0.05).moved(z=z))
    count = dice.one_of(2, 3)
    pedal = box(0.03, 0.012, 0.14, 0.004).on(0.06).moved(z=z + 0.1)
    piano.add("pedal", pedal.in_row(count, 0.07))


def _upright(piano: Assembly, dice: Dice, sizes: PianoSizes) -> None:
    """A tall case behind the keys, its lower board, a fall that covers the keys or is open."""
    tall, deep = dice.between(1.0, 1.4), dice.between(0.28, 0.4)
    back = sizes.front - 0.16
    wall = box(sizes.width, tall, deep, dice.between(0.0, 0.02)).on(0.0)
    wall = wall.moved(z=back - 0.5 * deep)
    piano.add("body", wall)
    _keybed(piano, sizes, 0.3)
    top = box(1.03 * sizes.width, 0.03, 1.08 * deep, 0.008).on(tall).moved(z=back - 0.5 * deep)
    piano.add("lid", top)
    for low, high in ((0.2, sizes.level - 0.12), (sizes.level + 0.12, tall - 0.04)):
        if dice.chance(0.6) and high > low:
            board = panel(0.9 * sizes.width, high - low, 0.02, dice.one_of("framed", "raised"))
            piano.add("body", board.moved(0.0, 0.5 * (low + high), back + 0.012))
    if dice.chance(0.6):
        fall = box(0.95 * (sizes.width - 0.1), 0.14, 0.015).on(sizes.level + 0.01)
        piano.add("lid", fall.turned("x", -12.0, at=(0, sizes.level, back)).moved(z=back + 0.02))
    if dice.chance(0.6):
        rack = box(dice.between(0.3, 0.7) * sizes.width, 0.2, 0.012).on(sizes.level + 0.15)
        piano.add("music stand", rack.turned("x", -15.0, at=(0, sizes.level, back)))
    if dice.chance(0.8):
        leg = box(0.06, sizes.level - 0.09, 0.06, 0.01).on(0.0)
        piano.add("leg", leg.moved(0.46 * sizes.width, 0.0, sizes.front + 0.01).both())
        toe = box(0.08, 0.06, 0.3, 0.01).on(0.0).moved(0.46 * sizes.width, 0.0, sizes.front - 0.08)
        piano.add("leg", toe.both())
    if dice.chance(0.75):
        pedal = box(0.04, 0.015, 0.12, 0.005).on(0.06).moved(z=back + 0.05)
        piano.add("pedal", pedal.in_row(dice.one_of(2, 3), 0.09))


def _keyboard(piano: Assembly, dice: Dice, sizes: PianoSizes) -> None:
    """A flat case about the keys with a control strip, on crossed bars, on legs or on a table."""
    deep = dice.between(0.12, 0.25)
    _keybed(piano, sizes, 0.22)
    strip = box(sizes.width, 0.09, deep, 0.01).on(sizes.level - 0.07)
    piano.add("body", strip.moved(z=sizes.front - 0.16 - 0.5 * deep))
    if dice.chance(0.5):
        rack = box(0.35 * sizes.width, 0.22, 0.008).turned("x", -15.0).on(sizes.level + 0.01)
        piano.add("music stand", rack.moved(z=sizes.front - 0.14 - deep))
    low, half = sizes.level - 0.08, 0.4 * sizes.width
    stand = dice.pick({"cross": 2, "legs": 2, "none": 1})
    middle = sizes.front - 0.15
    if stand == "cross":
        bar = beam((-0.35, 0.02, 0.0), (0.35, low, 0.0), 0.03, 0.05).moved(z=middle - 0.1)
        mirrored = beam((0.35, 0.02, 0.0), (-0.35, low, 0.0), 0.03, 0.05).moved(z=middle + 0.1)
        foot = box(0.05, 0.04, 0.45, 0.01).on(0.0).moved(0.35, 0.0, middle).both()
        piano.add("leg", bar, mirrored, foot, foot.moved(y=low - 0.04))
    elif stand == "legs":
        legs = four_legs(dice, 2 * half, 0.3, low, stout=1.3)
        piano.add("leg", *(piece.moved(z=middle) for piece in (*legs.legs, *legs.bars)))
    if dice.chance(0.3) and stand != "none":
        piano.add("pedal", box(0.08, 0.03, 0.18, 0.01).on(0.0).moved(0.1, 0.0, 0.0))


def _stool(piano: Assembly, dice: Dice, away: float) -> None:
    """A bench or a round stool before the keys."""
    tall = dice.between(0.42, 0.52)
    if dice.chance(0.6):
        wide, deep = dice.between(0.45, 0.8), dice.between(0.28, 0.36)
        seat = box(wide, 0.07, deep, 0.02).on(tall - 0.07)
        leg = box(0.045, tall - 0.06, 0.045).on(0.0).at_corners(wide, deep, inset=0.04)
    else:
        seat = cylinder(0.18, 0.06, sides=20).on(tall - 0.06)
        leg = rod((0.03, tall - 0.05, 0), (0.2, 0.0, 0), 0.018, sides=6).around(4, start=45.0)
    piano.add("stool", seat.moved(z=away), leg.moved(z=away))
