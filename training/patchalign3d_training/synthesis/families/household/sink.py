"""Sinks: on a pedestal, in a counter, on a cabinet, on the wall."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    any_handle,
    box,
    case,
    cylinder,
    dome,
    frame,
    join,
    panel,
    pipe,
    plane,
    rod,
    skin,
    superellipse,
    sweep,
    tube,
)


def build(model: Assembly, dice: Dice) -> None:
    """A sink in metres whose rim is in y = 0.85; its user stands at +z."""
    kind = dice.pick({"pedestal": 3, "cabinet": 3, "wall": 2, "kitchen": 3})
    rim = 0.85
    width, depth = dice.between(0.4, 0.65), dice.between(0.34, 0.48)
    power = dice.one_of(2.0, 3.0, 8.0)
    deep = dice.between(0.12, 0.2)
    outline = superellipse(width, depth, power, 32)
    back = -0.5 * depth
    if kind == "kitchen":
        basins, step = dice.pick({1: 2, 2: 2}), width + 0.06
        hollow = _basin(outline, deep, shell=0.0)
        model.add("basin", hollow.moved(y=rim).in_row(basins, step))
        drain = cylinder(0.035, 0.012).on(rim - deep).in_row(basins, step)
        model.add("drain", drain)
        wide = basins * step + dice.between(0.1, 0.8)
        board = frame(superellipse(wide, depth + 0.14, 30.0, 32), 1.02 * outline, 0.03)
        if basins == 2:
            ends = box(0.5 * (wide - 2 * step) + 0.06, 0.03, depth + 0.14)
            middle = box(0.08, 0.03, depth + 0.14)
            rails = box(wide, 0.03, 0.07).moved(z=0.5 * depth + 0.035).both("z")
            far = 0.5 * wide - 0.25 * (wide - 2 * step) - 0.03
            board = join(ends.moved(far).both(), middle, rails)
        model.add("counter", board.moved(y=rim))
        if dice.chance(0.5):
            _cabinet(model, dice, wide, rim - 0.02, depth + 0.1)
    else:
        whole = _basin(outline, deep, shell=dice.between(0.02, 0.05))
        model.add("basin", whole.moved(y=rim))
        model.add("drain", cylinder(0.025, 0.012).on(rim - deep))
        shelf = box(0.9 * width, 0.06, 0.12, 0.02).under(rim + 0.005).moved(z=back)
        model.add("basin", shelf)
        if kind == "pedestal":
            rows = [(0.0, 1.2), (0.05, 1.0), (0.5, 0.75), (0.9, 1.0), (1.0, 1.4)]
            wide, top = dice.between(0.16, 0.22), rim - deep
            rings = [
                plane(superellipse(wide * s, 0.8 * wide * s, power, 20), "y", y * top)
                for y, s in rows
            ]
            model.add("pedestal", skin(np.stack(rings)).moved(z=-0.1 * depth))
        elif kind == "cabinet":
            _cabinet(model, dice, width * dice.between(0.9, 1.5), rim - 0.6 * deep, depth)
        else:
            low = rim - deep
            trap = [(0, low, 0), (0, low - 0.18, 0), (0, low - 0.22, -0.05), (0, low - 0.12, -0.1)]
            model.add("pipe", tube([*trap, (0, low - 0.12, back)], 0.02, 22, 10))
            model.add("pipe", cylinder(0.03, 0.05).under(low))
    _faucet(model, dice, rim, back + 0.02)


def _basin(outline: np.ndarray, deep: float, shell: float) -> Mesh:
    """The hollow below y = 0; with an outside `shell` thick if that is above 0."""
    inside = [(1.0, 0.0), (0.94, -0.3 * deep), (0.8, -0.85 * deep), (0.3, -deep), (0.0, -deep)]
    rings = [plane(outline * size, "y", y) for size, y in inside]
    if shell:
        outer = [
            (0.05, -deep - shell),
            (0.6, -0.95 * deep - shell),
            (1.05, -0.4 * deep),
            (1.12, 0.0),
        ]
        rings = [*(plane(outline * size, "y", y) for size, y in outer), *rings]
    return skin(np.stack(rings), caps=False)


def _cabinet(model: Assembly, dice: Dice, width: float, height: float, depth: float) -> None:
    """A cupboard below with one to three doors."""
    legs = dice.between(0.0, 0.12)
    body = case(width, height - legs, 0.95 * depth, 0.018).on(legs)
    model.add("cabinet", body)
    count = dice.count(1, 3) if width < 0.9 else dice.count(2, 4)
    wide, tall = width / count, height - legs - 0.03
    style = dice.one_of("plain", "framed", "slats")
    leaf = panel(wide - 0.008, tall, 0.02, style).moved(y=legs + 0.5 * tall + 0.01, z=0.48 * depth)
    model.add("door", leaf.in_row(count, wide))
    grip = any_handle(dice, 0.12, dice.one_of("x", "y"))
    row = grip.moved(0.3 * wide, legs + 0.75 * tall, 0.48 * depth + 0.01).in_row(count, wide)
    model.add("handle", row)


def _faucet(model: Assembly, dice: Dice, rim: float, back: float) -> None:
    """A bent tube at the rear with one lever, or with a knob at each side."""
    rise, reach, thick = dice.between(0.1, 0.34), dice.between(0.1, 0.2), dice.between(0.009, 0.016)
    path = [(0, rim, back), (0, rim + 0.8 * rise, back), (0, rim + rise, back + 0.35 * reach)]
    tip = [(0, rim + 0.85 * rise, back + 0.9 * reach), (0, rim + 0.7 * rise, back + reach)]
    model.add("faucet", tube([*path, *tip], thick, 20, 10))
    model.add("faucet", pipe(2.0 * thick, 0.9 * thick, 0.02).moved(0, rim + 0.01, back))
    if dice.chance(0.5):
        lever = rod((0, rim + 0.5 * rise, back), (0.07, rim + 0.55 * rise, back), 0.007)
        model.add("handle", lever)
        return
    side = dice.between(0.07, 0.11)
    stem = cylinder(0.014, 0.04).on(0.0)
    turn = dice.one_of(0.0, 45.0)
    cross = sweep([(-0.03, 0.05, 0), (0.03, 0.05, 0)], 0.007).around(2).turned("y", turn)
    top = cross if dice.chance(0.5) else dome(0.024, 0.02).moved(y=0.035)
    model.add("handle", join(stem, top).moved(side, rim, back).both())
