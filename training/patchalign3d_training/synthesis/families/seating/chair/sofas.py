"""Sofas and easy chairs as showrooms model them: cushions on a base between walls, small feet."""

from typing import NamedTuple

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    box,
    centres,
    centroids,
    cylinder,
    prism,
    rectangle,
    rod,
    skin,
    sweep,
)


class _SofaSize(NamedTuple):
    """Lengths of a sofa, in metres: outside, under the base, seat, tops of arms and back, walls."""

    width: float
    depth: float
    foot: float
    seat: float
    arm: float
    top: float
    side: float
    rear: float


def settee(chair: Assembly, dice: Dice) -> None:
    """Blocks, rolls, a wall all around, an outer cage of tubes or arms of tube."""
    single = dice.chance(0.45)
    seat = dice.between(0.37, 0.47)
    arm = seat + dice.between(0.08, 0.28)
    kind = dice.pick({"block": 2, "round": 1, "wall": 3, "cage": 1, "tube": 1, "bare": 1})
    size = _SofaSize(
        width=dice.between(0.68, 1.0) if single else dice.between(1.25, 2.4),
        depth=dice.between(0.7, 1.0),
        foot=dice.between(0.03, 0.17),
        seat=seat,
        arm=arm,
        top=arm if kind == "wall" and dice.chance(0.4) else seat + dice.between(0.3, 0.55),
        side=0.0 if kind in ("bare", "tube") else dice.between(0.07, 0.2),
        rear=dice.between(0.08, 0.2),
    )
    _seat(chair, dice, size, whole=kind not in ("wall", "round") and dice.chance(0.3))
    if kind == "wall":
        _wall(chair, dice, size)
        if dice.chance(0.4):
            _pads(chair, dice, size)
    else:
        _back(chair, dice, size)
        _pads(chair, dice, size)
        _arms(chair, dice, size, kind)
    if kind in ("cage", "tube"):
        _tubes(chair, dice, size, kind == "tube")
    else:
        _feet(chair, dice, size)


def cushion(dice: Dice, wide: float, thick: float, deep: float, steps: int = 11) -> Mesh:
    """A stuffed cushion about the origin, thin in y, perhaps with buttons."""
    across = np.linspace(-1.0, 1.0, steps)
    u, v = np.meshgrid(across, across)  # v: rows, u: columns
    power = dice.between(2.5, 7.0)
    swell = ((1.0 - np.abs(u) ** power) * (1.0 - np.abs(v) ** power)) ** 0.5
    edge = dice.between(0.15, 0.95)
    level = edge + (1.0 - edge) * swell
    if dice.chance(0.3):
        count = dice.count(1, 2)
        pits = np.cos(np.pi * count * u) * np.cos(np.pi * count * v)
        level = level - 0.22 * np.maximum(pits, 0.0) ** 4 * swell
    upper = np.stack([0.5 * wide * u, 0.5 * thick * level, 0.5 * deep * v], axis=-1)
    lower = upper * (1.0, -1.0, 1.0)
    return skin(np.concatenate([upper, lower[:, ::-1]], axis=1)[::-1])


def _seat(chair: Assembly, dice: Dice, size: _SofaSize, whole: bool) -> None:
    """The base with its apron, cushions on it, and at times a chaise at one end."""
    inner = size.width - 2 * size.side
    high = size.foot + (size.seat - size.foot) * dice.between(0.3, 0.7)
    deep = size.depth - size.rear * dice.between(0.0, 1.0)
    wide = 0.98 * size.width if whole else inner
    base = box(wide, high - size.foot, deep).moved(0, 0.5 * (high + size.foot))
    chair.add("seat", base.moved(0, 0, 0.5 * (size.depth - deep)))
    long = size.depth - size.rear + dice.between(-0.05, 0.03)
    count = int(np.clip(round(inner / dice.between(0.55, 0.8)), 1, 4))
    count = 1 if dice.chance(0.2) else count
    thick = size.seat - high + 0.02
    pad = cushion(dice, 0.99 * inner / count, thick, long)
    z = 0.5 * size.depth - 0.5 * long + dice.between(-0.02, 0.02)
    y = size.seat - 0.5 * thick
    for x in centres(count, inner):
        chair.add("seat", pad.moved(x, y, z))
    if inner > 1.4 and dice.chance(0.15):
        out, part = dice.between(0.4, 0.8), inner / max(count, 2)
        x = 0.5 * (inner - part) * dice.one_of(-1.0, 1.0)
        front = 0.5 * size.depth + 0.5 * out
        chair.add(
            "seat", box(part, high - size.foot, out).moved(x, 0.5 * (high + size.foot), front)
        )
        chair.add("seat", cushion(dice, 0.99 * part, thick, out).moved(x, y, front))
        peg = rod((0, size.foot, 0), (0, 0, 0), 0.02, 0.015).moved(x, 0, front + 0.4 * out)
        chair.add("leg", peg.moved(0.4 * part), peg.moved(-0.4 * part))


def _back(chair: Assembly, dice: Dice, size: _SofaSize) -> None:
    """The panel behind everything, from the base to the top."""
    wide = size.width - (2 * size.side if dice.chance(0.5) else 0.0)
    low = size.foot if dice.chance(0.8) else size.seat - 0.12
    thick, tall = size.rear * dice.between(0.5, 1.0), size.top - low
    round_off = dice.between(0.0, 0.45) * thick
    panel = prism(rectangle(wide, tall, round_off, 4), thick, "z", round_off).on()
    lean = dice.between(0.0, 14.0) if low > size.foot or dice.chance(0.4) else 0.0
    chair.add("back", panel.turned("x", -lean).moved(0, low, 0.5 * (thick - size.depth)))


def _pads(chair: Assembly, dice: Dice, size: _SofaSize) -> None:
    """Cushions against the back and pillows thrown on them."""
    inner = size.width - 2 * size.side
    if dice.chance(0.75):
        count = int(np.clip(round(inner / dice.between(0.55, 0.85)), 1, 4))
        tall = (size.top - size.seat) * dice.between(0.75, 1.2)
        pad = cushion(dice, 0.98 * inner / count, dice.between(0.1, 0.24), tall)
        tilt = pad.turned("x", 90.0 - dice.between(4.0, 20.0))
        z = -0.5 * size.depth + size.rear + dice.between(0.05, 0.12)
        for x in centres(count, inner):
            chair.add("back", tilt.moved(x, size.seat + 0.48 * tall, z))
    for _ in range(dice.count(1, 5) if dice.chance(0.3) else 0):
        side = dice.between(0.3, 0.48)
        pillow = cushion(dice, side, dice.between(0.08, 0.18), side, 9)
        pillow = pillow.turned("y", dice.between(-20.0, 20.0)).turned("x", 70.0)
        pillow = pillow.turned("y", dice.between(-25.0, 25.0))
        x = dice.between(-0.5, 0.5) * max(inner - side, 0.0)
        z = -0.5 * size.depth + size.rear + 0.2
        chair.add("back", pillow.moved(x, size.seat + 0.45 * side, z))


def _arms(chair: Assembly, dice: Dice, size: _SofaSize, kind: str) -> None:
    """Side blocks from the base up, their upper edge square, round or a roll."""
    if kind in ("bare", "tube"):
        return
    long = size.depth * dice.between(0.86, 1.02)
    low = size.foot if dice.chance(0.85) else 0.0
    tall = size.arm - low
    x, z = 0.5 * (size.width - size.side), 0.5 * (size.depth - long) * dice.one_of(1, -1)
    soft = 0.45 * size.side if kind == "round" else dice.between(0.0, 0.2) * size.side
    outline = rectangle(size.side, tall, soft, 5)
    block = prism(outline, long, "z", 0.5 * soft).on(low).moved(x, z=z)
    chair.add("arm", block.both())
    if kind == "round" and dice.chance(0.6):
        thick = size.side * dice.between(0.5, 0.8)
        roll = cylinder(thick, 1.01 * long, "z", sides=16).moved(x + 0.3 * thick, size.arm, z)
        chair.add("arm", roll.both())
    elif dice.chance(0.25):
        pad = cushion(dice, 1.1 * size.side, 0.06, 0.9 * long).moved(x, size.arm + 0.02, z)
        chair.add("arm", pad.both())


def _wall(chair: Assembly, dice: Dice, size: _SofaSize) -> None:
    """Arms and back in one wall whose rim is a roll, level or rising to the back."""
    corner = dice.between(0.12, 0.48) * min(size.width, size.depth)
    x, z = 0.5 * size.width - 0.5 * size.side, 0.5 * size.depth - 0.5 * size.side
    front = 0.5 * size.depth - dice.between(0.0, 0.08)
    angle = np.linspace(0.0, 0.5 * np.pi, 9)
    bow = np.stack([x - corner + corner * np.cos(angle), corner - z - corner * np.sin(angle)], 1)
    side = np.stack([np.full(7, x), np.linspace(front, corner - z, 7)], axis=1)
    half = np.concatenate([side, bow[1:]])
    rear = np.linspace(half[-1], half[-1] * (-1.0, 1.0), 9)[1:-1]
    path = np.concatenate([half, rear, half[::-1] * (-1.0, 1.0)])  # (n, 2)
    out = np.gradient(path, axis=0)[:, ::-1] * (1.0, -1.0)
    out *= -1.0 / np.linalg.norm(out, axis=1, keepdims=True)
    out *= np.sign((out[0] * (1.0, 0.0)).sum())
    begin = dice.between(-0.4, 0.3) * size.depth
    rise = np.clip((begin - path[:, 1]) / max(begin + z, 0.1), 0.0, 1.0)
    top = size.arm + (size.top - size.arm) * rise**2 * (3.0 - 2.0 * rise)  # (n,)
    half_side, roll = 0.5 * size.side, size.side * dice.between(0.45, 0.75)
    turn = np.linspace(-0.15 * np.pi, 1.15 * np.pi, 11)
    shift = dice.between(0.0, 0.6) * roll
    rim = np.stack([shift + roll * np.cos(turn), roll * np.sin(turn) - 0.5 * roll], axis=1)
    flare = dice.between(0.0, 0.1) if dice.chance(0.4) else 0.0
    half_side = max(half_side, shift + flare) if dice.chance(0.6) else half_side
    rows = [(half_side, None), *((o + flare, up) for o, up in rim), (-0.5 * size.side, None)]
    sections = []
    for offset, up in rows:
        level = np.full(len(path), size.foot) if up is None else top + up
        flat = path + offset * out
        sections.append(np.stack([flat[:, 0], level, flat[:, 1]], axis=1))
    wall = skin(np.stack(sections, axis=1))
    middle = centroids(wall)
    edge = corner * dice.between(0.3, 0.9) - z
    chair.split(wall, {"back": middle[:, 2] < edge}, rest="arm")


def _tubes(chair: Assembly, dice: Dice, size: _SofaSize, armed: bool) -> None:
    """Loops of tube at both ends and rails between them; above the seat they may be arms."""
    x, z = 0.5 * size.width + 0.02, 0.45 * size.depth
    thick = dice.between(0.012, 0.03)
    path = [(x, 0, z), (x, size.arm, z), (x, size.arm, -z), (x, 0, -z)]
    loop = sweep(path, thick, sides=8) if dice.chance(0.5) else _slab(path, thick)
    both = loop.both()
    upper = centroids(both)[:, 1] > size.seat - 0.02
    chair.split(both, {"arm": upper & armed}, rest="leg")
    for side in (z, -z):
        rail = rod((-x, size.foot + 0.02, side), (x, size.foot + 0.02, side), thick)
        chair.add("leg", rail)
    if not armed and dice.chance(0.5):
        chair.add("leg", rod((-x, size.arm, -z), (x, size.arm, -z), thick))


def _slab(path: list[tuple[float, float, float]], thick: float) -> Mesh:
    section = rectangle(thick, 3.0 * thick)
    return sweep(path, 1.0, section, normal=(1.0, 0.0, 0.0))


def _feet(chair: Assembly, dice: Dice, size: _SofaSize) -> None:
    """Four to six small feet near the corners: cones, blocks, balls or bent metal."""
    x = 0.5 * size.width * (1.0 - dice.between(0.06, 0.3))
    z = 0.5 * size.depth * (1.0 - dice.between(0.06, 0.3))
    wide = dice.between(0.012, 0.045)
    kind = dice.pick({"cone": 2, "slant": 1, "block": 1, "ball": 1})
    if kind == "block":
        foot = box(2 * wide, size.foot, 2 * wide).on()
    elif kind == "ball":
        foot = ball(wide, 0.55 * size.foot, wide, 10).moved(0, 0.5 * size.foot)
    else:
        out = dice.between(0.2, 0.6) * size.foot if kind == "slant" else 0.0
        end = wide * dice.between(0.4, 0.9)
        foot = rod((0, size.foot + 0.01, 0), (out, 0, out), wide, end)
    corner = foot.moved(x, 0, z)
    chair.add("leg", corner.both("x").both("z"))
    if size.width > 1.6 and dice.chance(0.4):
        chair.add("leg", foot.moved(0, 0, z), foot.moved(0, 0, -z))
