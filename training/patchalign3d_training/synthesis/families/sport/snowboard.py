"""Snowboards and surfboards; they lie along z, the nose at +z."""

from functools import partial

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    cable,
    cylinder,
    lengthwise,
    prism,
    rectangle,
    skin,
    smooth,
    sweep,
    wing,
)


def build(model: Assembly, dice: Dice) -> None:
    """A snowboard with its bindings, or a surfboard with fins and a leash."""
    surf = dice.chance(0.45)
    board = model.group()
    length = dice.between(1.6, 2.8) if surf else dice.between(1.3, 1.7)
    width = length * (dice.between(0.17, 0.3) if surf else dice.between(0.15, 0.2))
    if surf:
        _surfboard(board, dice, length, width)
    else:
        _snowboard(board, dice, length, width)
    upright = dice.chance(0.4)
    model.take(board, lambda mesh: mesh.turned("x", -90.0) if upright else mesh)


def _bent(mesh: Mesh, length: float, start: float, rise: float) -> Mesh:
    """A flat board whose ends, from `start` of its half length on, rise to `rise`."""
    x, y, z = mesh.vertices.T
    over = np.maximum(np.abs(z) / (0.5 * length) - start, 0.0) / (1.0 - start)
    return Mesh(np.stack([x, y + rise * over**1.6, z], axis=1), mesh.faces)


def _across(mesh: Mesh, turn: float, z: float) -> Mesh:
    return mesh.turned("y", turn).moved(z=z)


def _plate(outline: list[tuple[float, float]], thick: float, crown: float) -> Mesh:
    """A board through level stations along z; `crown` is how much thicker it is in the middle."""
    rows = smooth(outline, 30)
    half = np.maximum(rows[:, 0], 0.004)
    across = np.array([-1.0, -0.8, 0.0, 0.8, 1.0])
    body = thick * (1.0 + crown * (1.0 - across**2))
    top = np.stack(np.broadcast_arrays(half[:, None] * across, 0.5 * body, rows[:, 1:]), axis=-1)
    low = top[:, ::-1] * (1.0, -1.0, 1.0)
    return skin(np.concatenate([top, low], axis=1))


def _snowboard(board: Assembly, dice: Dice, length: float, width: float) -> None:
    """Round or blunt ends that bend up, a waist; two bindings across it."""
    half, end = 0.5 * width, 0.5 * length
    waist, blunt = dice.between(0.8, 0.95), dice.between(0.2, 0.6)
    tail = [(blunt * half, -end), (half, -0.78 * end)]
    nose = [(half, 0.78 * end), (blunt * half, end)]
    flat = _plate([*tail, (waist * half, 0.0), *nose], dice.between(0.008, 0.016), 0.0)
    board.add("board", _bent(flat, length, dice.between(0.6, 0.75), dice.between(0.04, 0.1)))
    if dice.chance(0.8):
        stance = dice.between(0.42, 0.55) * 0.5
        for side in (1.0, -1.0):
            binding = board.group()
            _binding(binding, dice, width)
            turn = side * dice.between(0.0, 20.0) - 90.0
            board.take(binding, partial(_across, turn=turn, z=side * stance))
    if dice.chance(0.4):
        board.add("pad", cylinder(0.06, 0.012, sides=12).on(0.005).moved(z=0.05))


def _binding(binding: Assembly, dice: Dice, width: float) -> None:
    """A base plate with cheeks, a high back and two straps; its toe at +z."""
    half, long = 0.055, min(0.9 * width, 0.26)
    low = 0.008
    binding.add("binding", box(2 * half, 0.015, long, 0.01).on(low))
    cheek = box(0.012, 0.05, 0.75 * long, 0.004).on(low).moved(half, 0.0, -0.05 * long)
    binding.add("binding", cheek.both())
    lean, tall = dice.between(0.0, 20.0), dice.between(0.15, 0.24)
    turn = np.linspace(0.0, np.pi, 9)
    rim = np.stack([half * np.cos(turn), -0.4 * long - 0.045 * np.sin(turn)], axis=1)
    inside = 0.85 * rim[::-1] - (0.0, 0.06 * long)
    back = prism(np.concatenate([rim, inside]), tall, "y").on(low + 0.01)
    binding.add("binding", back.turned("x", lean, at=(0, low, -0.4 * long)))
    for z, rise in ((-0.12 * long, 0.11), (0.28 * long, 0.07)):
        bow = smooth(
            [
                (half, low + 0.03, z),
                (0.6 * half, low + rise, z + 0.01),
                (-0.6 * half, low + rise, z + 0.01),
                (-half, low + 0.03, z),
            ],
            10,
        )
        binding.add("strap", sweep(bow, 1.0, rectangle(0.008, 0.04), normal=(0, 1, 0)))


def _surfboard(board: Assembly, dice: Dice, length: float, width: float) -> None:
    """A long, a short or a fish board: pointed or round nose; one to five fins below."""
    half, end = 0.5 * width, 0.5 * length
    nose, tail = dice.between(0.02, 0.5), dice.between(0.1, 0.7)
    middle = dice.between(-0.1, 0.2) * end
    rows = [(tail * half, -end), (0.75 * half, -0.7 * end), (half, middle), (0.7 * half, 0.7 * end)]
    flat = _plate([*rows, (nose * half, end)], dice.between(0.03, 0.06), 0.6)
    board.add("board", _bent(flat, length, 0.3, dice.between(0.03, 0.14)))
    size, count = dice.between(0.1, 0.2), dice.pick({1: 2, 3: 3, 2: 1})
    fin = wing([(0, 0, 0), (0, -size, -0.5 * size)], [0.9 * size, 0.3 * size], 0.1, upright=True)
    rear = -0.82 * end
    if count != 2:
        board.add("fin", fin.moved(z=rear))
    if count > 1:
        pair = fin.turned("z", 10.0).moved(0.5 * half, 0.0, rear + 0.25)
        board.add("fin", pair.both())
    if dice.chance(0.4):
        pad = lengthwise([(0.4 * half, -0.12), (0.45 * half, 0.12)], 12)
        board.add("pad", prism(pad, 0.01, "y").moved(y=0.03, z=rear + 0.05))
    if dice.chance(0.4):
        cord = cable((0, 0.04, rear), (0.6 * width, 0.02, rear - 0.5), 0.05, 0.008)
        cuff = cylinder(0.05, 0.05, sides=12).moved(0.6 * width, 0.02, rear - 0.5)
        board.add("strap", cord, cuff)
