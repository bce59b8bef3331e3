"""Pipes: straight ones, bends, tees and crosses, with flanges, sockets and clamps."""

import numpy as np

from patchalign3d_training.synthesis.families.mechanics.flanges import flange
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    cylinder,
    join,
    pipe,
    polygon,
    prism,
    ring,
    rod,
    sweep,
)


def build(model: Assembly, dice: Dice) -> None:
    """A run of pipe of radius 1 with whatever joins it; lies along x, or stands."""
    run = model.group()
    dice.pick({_straight: 3, _bend: 4, _tee: 3})(run, dice)
    turn = dice.pick({0.0: 3, 90.0: 2})
    lean = dice.pick({0.0: 2, 90.0: 1})
    model.take(run, lambda mesh: mesh.turned("x", lean).turned("z", turn))


def _tube(dice: Dice, length: float) -> Mesh:
    """A length of pipe from the origin along +x: solid, or open with its wall."""
    if dice.chance(0.3):
        return rod((0, 0, 0), (length, 0, 0), 1.0, sides=20)
    return pipe(1.0, dice.between(0.7, 0.9), length, "x").moved(0.5 * length)


def _end(run: Assembly, dice: Dice, move_to: float, turn: float) -> None:
    """What is at a pipe's end at x = `move_to`, then turned about z."""
    kind = dice.pick({"flange": 4, "socket": 3, "nut": 2, "bare": 2})
    if kind == "bare":
        return
    end = run.group()
    if kind == "flange":
        rim = flange(
            dice.between(1.5, 2.0), 0.85, dice.between(0.25, 0.45), dice.pick({4: 1, 6: 1, 8: 1})
        )
        end.add("flange", rim.disc)
        if dice.chance(0.7):
            end.add("bolt", rim.bolts)
    elif kind == "socket":
        sleeve = pipe(dice.between(1.15, 1.3), 0.95, dice.between(0.8, 1.6)).under(0.1)
        end.add("fitting", sleeve)
        if dice.chance(0.6):
            end.add("fitting", ring(1.25, 0.12).moved(y=0.0))
    else:
        end.add("fitting", prism(polygon(dice.pick({6: 3, 8: 1}), 1.4), 0.9).under(0.0))
    run.take(end, lambda mesh: mesh.turned("z", -90.0).moved(move_to).turned("z", turn))


def _clamp(run: Assembly, dice: Dice, x: float) -> None:
    """A strap around the pipe on a foot or a rod."""
    strap = pipe(1.14, 1.0, 0.5, "x")
    ears = box(0.5, 0.15, 3.4)
    foot = box(0.5, dice.between(0.6, 1.6), 1.2).under(-0.95)
    run.add("clamp", join(strap, ears, foot, box(0.8, 0.2, 2.6).under(foot)).moved(x))


def _straight(run: Assembly, dice: Dice) -> None:
    """A straight pipe with ends, a coupling, clamps."""
    length = dice.between(4.0, 16.0)
    run.add("pipe", _tube(dice, length).moved(-0.5 * length))
    _end(run, dice, 0.5 * length, 0.0)
    _end(run, dice, 0.5 * length, 180.0)
    if dice.chance(0.5):
        at = dice.between(-0.25, 0.25) * length
        sleeve = cylinder(dice.between(1.15, 1.35), dice.between(0.8, 1.8), "x")
        run.add("fitting", sleeve.moved(at))
    if dice.chance(0.4):
        _clamp(run, dice, 0.35 * length)
        _clamp(run, dice, -0.35 * length)


def _bend(run: Assembly, dice: Dice) -> None:
    """Two or three straight pipes with bends between them."""
    first, second = dice.between(1.5, 7.0), dice.between(1.5, 7.0)
    radius = dice.between(1.3, 2.8)  # of the bend's middle line
    degrees = dice.pick({90.0: 5, 45.0: 1, 60.0: 1})
    angle = np.radians(np.linspace(0.0, degrees, 12))
    arc = np.stack([radius * np.sin(angle), radius * (1.0 - np.cos(angle)), 0.0 * angle], axis=1)
    thick = dice.pick({1.0: 2, 1.12: 2})
    run.add("elbow", sweep(arc, thick, sides=20))
    run.add("pipe", _tube(dice, first).moved(-first))
    _end(run, dice, first, 180.0)
    rest = run.group()
    rest.add("pipe", _tube(dice, second))
    _end(rest, dice, second, 0.0)
    if dice.chance(0.5):
        cuff = pipe(1.25, 0.98, 0.7, "x")
        run.add("fitting", cuff.moved(-0.2))
        rest.add("fitting", cuff.moved(0.2))
    if dice.chance(0.35):  # and back again: an offset or a U
        sign = dice.one_of(-1.0, 1.0)
        more = np.array([(second, 0, 0)]) + arc * (1.0, sign, 1.0)
        rest.add("elbow", sweep(more, thick, sides=20))
        last = _tube(dice, dice.between(1.5, 5.0)).turned("z", sign * degrees)
        rest.add("pipe", last.moved(*more[-1]))
    if dice.chance(0.3):
        _clamp(run, dice, -0.6 * first)
    end = arc[-1]
    run.take(rest, lambda mesh: mesh.turned("z", degrees).moved(*end))


def _tee(run: Assembly, dice: Dice) -> None:
    """A run with one branch, or a cross; a valve's blind end now and then."""
    length, side = dice.between(3.0, 9.0), dice.between(2.0, 5.0)
    run.add("pipe", _tube(dice, length).moved(-0.5 * length))
    size = dice.pick({1.0: 3, 0.7: 2})
    branch = _tube(dice, side).moved(0.4).scaled(size)
    ends = [90.0] if dice.chance(0.7) else [90.0, -90.0]
    for turn in ends:
        run.add("branch", branch.turned("z", turn))
    _end(run, dice, 0.5 * length, 0.0)
    _end(run, dice, 0.5 * length, 180.0)
    if size == 1.0:
        _end(run, dice, side + 0.4, 90.0)
    if dice.chance(0.6):
        run.add("fitting", cylinder(1.2, 3.2, "x"))
        stub = cylinder(1.2 * size, 2.2).moved(y=1.1)
        run.add("fitting", stub if len(ends) == 1 else stub.both("y"))
