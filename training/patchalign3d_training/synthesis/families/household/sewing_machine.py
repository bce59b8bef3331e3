"""Sewing machines."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    button,
    cylinder,
    dial,
    hull,
    join,
    lathe,
    pipe,
    rack,
    ring,
    rod,
    sweep,
    wheel,
)


def build(model: Assembly, dice: Dice) -> None:
    """A plastic or a black iron machine in metres, some on a table with a treadle.

    Its operator sits at +z; the needle is at the left, -x, the handwheel at the right.
    """
    length, depth = dice.between(0.36, 0.46), dice.between(0.14, 0.2)
    bed_height = dice.between(0.04, 0.09)
    tall = bed_height + dice.between(0.19, 0.24)
    is_old = dice.chance(0.4)
    machine = model.group()
    machine.add("bed", box(length, bed_height, depth, dice.between(0.0, 0.02)).on(0.0))
    (_cast if is_old else _plastic)(machine, dice, length, bed_height, tall)
    _needle(machine, dice, -0.38 * length, bed_height, tall)
    spool = lathe(
        [(0, 0), (1, 0), (1, 0.1), (0.6, 0.15), (0.6, 0.85), (1, 0.9), (1, 1), (0, 1)], 14
    )
    reel = spool.stretched(0.018, 0.045, 0.018).on(tall - 0.005)
    pin = rod((0, tall - 0.01, 0), (0, tall + 0.06, 0), 0.002)
    if dice.chance(0.75):
        machine.add("spool", reel.moved(0.1 * length), pin.moved(0.1 * length))
    if is_old and dice.chance(0.6):
        under = _table(model, dice, length, depth)
        model.take(machine, lambda mesh: mesh.moved(y=under))
    else:
        model.take(machine)
        if dice.chance(0.3):
            pedal = box(0.1, 0.025, 0.14, 0.01).turned("x", 8.0).on(0.0)
            model.add("pedal", pedal.moved(0.2 * length, 0.0, depth + 0.1))


def _plastic(machine: Assembly, dice: Dice, length: float, low: float, tall: float) -> None:
    """Soft boxes: a column at the right, an arm over the bed, a head at its left end."""
    deep, arm = dice.between(0.1, 0.14), dice.between(0.085, 0.12)  # the arm's height
    rounding = dice.one_of(0.004, 0.015, 0.035)
    wide = dice.between(0.09, 0.12)
    right = 0.5 * length - 0.5 * wide
    column = box(wide, tall - low - 0.7 * arm, 0.98 * deep, rounding).on(low).moved(right)
    body = box(length, arm, deep, rounding).under(tall)
    head = box(0.08, arm + 0.03, deep, rounding).under(tall).moved(0.04 - 0.5 * length)
    machine.add("column", column)
    machine.add("arm", body, head)
    radius = dice.between(0.035, 0.05)
    hand = cylinder(radius, 0.03, "x", sides=22).moved(0.5 * length + 0.014, tall - 0.5 * arm)
    machine.add("handwheel", hand)
    front, mid = 0.5 * deep, tall - 0.5 * arm
    if dice.chance(0.8):
        knob = dial(dice.between(0.016, 0.028), 0.014, dice.between(-90.0, 90.0))
        count = dice.count(1, 2)
        machine.add(
            "dial", knob.in_row(count, 0.06, dice.one_of("x", "y")).moved(right, mid, front)
        )
    if dice.chance(0.7):
        key = button(0.014, 0.009, 0.005, dice.one_of(0.0, 0.006))
        machine.add("button", key.in_row(dice.count(2, 5), 0.022).moved(-0.1 * length, mid, front))
    if dice.chance(0.4):
        lever = box(0.02, 0.012, 0.02, 0.003).moved(right, low + 0.07, front + 0.008)
        machine.add("button", lever)


def _cast(machine: Assembly, dice: Dice, length: float, low: float, tall: float) -> None:
    """A slender iron arm that swells towards its column, a spoked wheel at its end."""
    thin, thick = dice.between(0.055, 0.07), dice.between(0.08, 0.1)
    ends = (-0.5 * length, -0.36 * length, 0.3 * length, 0.46 * length)
    rows = [
        (ends[0], 0.8, 1.1),
        (ends[1], 1.0, 1.2),
        (0.0, 1.0, 1.0),
        (ends[2], 1.3, 1.3),
        (ends[3], 0.9, 1.0),
    ]
    mid = tall - 0.5 * thin
    arm = hull([(z, thin * w, thin * h, 0.0) for z, w, h in rows], 2.6).turned("y", 90.0)
    machine.add("arm", arm.moved(y=mid))
    face = box(0.05, 0.5 * (tall - low), 1.05 * thin, 0.01).under(tall + 0.005)
    machine.add("arm", face.moved(ends[1] - 0.008))
    column = lathe([(1.3, 0.0), (0.9, 0.2), (0.8, 0.6), (1.0, 1.0)], 18)
    column = column.stretched(0.5 * thick, mid - low, 0.5 * thick).moved(ends[2], low)
    machine.add("column", column)
    radius = dice.between(0.06, 0.08)
    machine.add(
        "handwheel",
        wheel(radius, 0.022, dice.pick({0: 1, 5: 2, 6: 1}), 0.22).moved(0.5 * length, mid),
    )
    if dice.chance(0.5):
        crank = rod((0.5 * length, mid, 0), (0.5 * length + 0.02, mid + radius, 0), 0.006)
        grip = rod((0, 0, 0), (0.05, 0, 0), 0.008).moved(0.5 * length + 0.02, mid + radius)
        machine.add("handwheel", crank, grip)
    if dice.chance(0.5):
        machine.add("dial", dial(0.012, 0.012).moved(ends[1], mid, 0.55 * thin))


def _needle(machine: Assembly, dice: Dice, x: float, low: float, tall: float) -> None:
    """The needle with its bar, the foot beside it on its own bar, the plate below."""
    mid = low + 0.5 * (tall - low)
    bar = rod((x, mid + 0.02, 0), (x, low + 0.035, 0), 0.004)
    machine.add("needle", bar, rod((x, low + 0.04, 0), (x, low + 0.004, 0), 0.0016, 0.0008))
    rest = low + dice.between(0.004, 0.02)
    toe = box(0.006, 0.003, 0.034).moved(0.006).both().moved(x, rest, 0.006)
    heel = box(0.018, 0.004, 0.014).moved(x, rest + 0.002, -0.004)
    machine.add("presser foot", toe, heel, rod((x, rest, -0.012), (x, mid + 0.02, -0.012), 0.004))
    machine.add("bed", box(0.05, 0.003, 0.08).on(low).moved(x))


def _table(model: Assembly, dice: Dice, length: float, depth: float) -> float:
    """A table with cast side frames and a treadle; returns the height of its top."""
    width, deep, top = length + dice.between(0.3, 0.5), depth + 0.25, dice.between(0.68, 0.76)
    board = box(width, 0.025, deep).under(top)
    model.add("table", board)
    if dice.chance(0.5):
        model.add("table", box(0.2, 0.1, 0.8 * deep).under(board).moved(0.38 * width).both())
    side = 0.36 * width
    model.add("leg", _side_frame(top - 0.03, 0.85 * deep).moved(side).both())
    model.add("leg", rod((-side, 0.2, 0), (side, 0.2, 0), 0.01))
    model.add("pedal", rack(0.32, 0.24, 6, 0.007).turned("x", 8.0).moved(y=0.1))
    big = join(
        ring(0.15, 0.01, "x"),
        pipe(0.03, 0.01, 0.04, "x"),
        rod((0, -0.15, 0), (0, 0.15, 0), 0.006).around(3, "x"),
    )
    model.add("handwheel", big.moved(0.8 * side, 0.4, -0.05))
    return top


def _side_frame(height: float, depth: float) -> Mesh:
    """Two bent feet with a cross between them, in the plane x = 0."""
    z = 0.5 * depth
    foot = np.array(
        [(0, height, 0.7 * z), (0, 0.5 * height, 0.35 * z), (0, 0.1 * height, 0.8 * z), (0, 0, z)]
    )
    upright = sweep(foot, 0.014).both("z")
    cross = rod((0, 0.8 * height, 0.5 * z), (0, 0.25 * height, -0.6 * z), 0.008).both("z")
    return join(upright, cross, rod((0, height, z), (0, height, -z), 0.01))
