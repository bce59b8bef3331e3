"""Taps."""

from dataclasses import dataclass

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    box,
    cylinder,
    dome,
    join,
    lathe,
    pipe,
    rectangle,
    rod,
    spokes,
    sweep,
    tube,
)


@dataclass(frozen=True)
class Tap:
    """Sizes in units of about ten centimetres; the spout leaves the body's axis towards +z."""

    thick: float  # radius of the body
    body: float  # height of the body
    rise: float  # how far the spout climbs above the body
    reach: float  # how far forward it ends
    square: bool  # blocks and bars instead of round pieces


def build(model: Assembly, dice: Dice) -> None:
    """A tap for a kitchen or a basin; its spout reaches along +z."""
    tap = Tap(
        thick=dice.between(0.08, 0.2),
        body=dice.between(0.3, 1.3),
        rise=dice.between(0.1, 1.5),
        reach=dice.between(0.6, 1.4),
        square=dice.chance(0.25),
    )
    kind = dice.pick({"one": 6, "bridge": 2, "three pieces": 2, "wall": 2})
    if kind == "wall":
        _on_a_wall(model, dice, tap)
    else:
        _column(model, dice, tap, plate=dice.chance(0.35) or kind == "bridge")
        _spout(model, dice, tap, tap.body)
        if kind == "one":
            _lever(model, dice, tap)
        else:
            _pair(model, dice, tap, bridge=kind == "bridge")
    if dice.chance(0.15) and kind != "wall":
        shank = cylinder(0.6 * tap.thick, dice.between(0.3, 0.8)).under(0.0)
        nut = pipe(1.2 * tap.thick, 0.6 * tap.thick, 0.08, sides=6).under(-0.15)
        model.add("base", shank, nut)


def _post(tap: Tap, radius: float, height: float) -> Mesh:
    """A round or square piece that stands on y = 0."""
    if tap.square:
        return box(1.8 * radius, height, 1.8 * radius, 0.1 * radius).on(0.0)
    return cylinder(radius, height).on(0.0)


def _column(model: Assembly, dice: Dice, tap: Tap, plate: bool) -> None:
    """The body with a collar at its foot, straight or turned in curves, perhaps on a plate."""
    low = dice.between(0.03, 0.1)
    model.add("base", _post(tap, dice.between(1.2, 1.9) * tap.thick, low))
    if tap.square or dice.chance(0.5):
        model.add("base", _post(tap, tap.thick, tap.body))
    else:
        waist, swell = dice.between(0.6, 1.0), dice.between(1.0, 1.4)
        rows = [(1.5, 0.0), (1.1, 0.12), (waist, 0.4), (swell, 0.7), (0.9, 0.95), (0.0, 1.0)]
        model.add("base", lathe([(tap.thick * r, tap.body * y) for r, y in rows]))
    if plate:
        width = dice.between(1.0, 1.8)
        model.add("base", box(width, 0.05, 3.2 * tap.thick, 0.02).on(0.0))


def _spout(model: Assembly, dice: Dice, tap: Tap, top: float) -> None:
    """An arch, a bow, a straight beak, a square bar, a spring or an open channel."""
    thick, reach, end = 0.7 * tap.thick, tap.reach, top + tap.rise
    kinds = {"bar": 3, "channel": 1} if tap.square else {"arch": 4, "beak": 3, "bow": 2, "bend": 2}
    kind = dice.pick(kinds)
    tip = (0.0, top - 0.05, reach)
    if kind == "arch":
        climb = [(0, 0.8 * top, 0), (0, 0.4 * end + 0.6 * top, 0), (0, end, 0.15 * reach)]
        tip = (0.0, top + dice.between(-0.1, 0.5) * tap.rise, reach)
        fall = [(0, end + 0.15, 0.5 * reach), (0, end - 0.1, 0.9 * reach), tip]
        model.add("spout", tube([*climb, *fall], thick, 28, 12))
    elif kind == "beak":
        tip = (0.0, top + dice.between(-0.3, 0.4), reach)
        start, fine = (0.0, dice.between(0.6, 0.9) * top, 0.0), dice.between(0.5, 0.95)
        model.add("spout", rod(start, tip, 0.9 * tap.thick, fine * tap.thick))
    elif kind == "bow":
        tip = (0.0, dice.between(0.6, 1.0) * top, reach)
        over = (0, top + 0.3 * tap.rise, 0.45 * reach)
        model.add("spout", tube([(0, 0.7 * top, 0), over, tip], thick, 20, 12))
    elif kind == "bend":
        tip = (0.0, end - dice.between(0.05, 0.3), reach)
        path = [(0, 0.8 * top, 0), (0, end, 0), (0, end, reach), tip]
        model.add("spout", sweep(path, thick, sides=12))
    elif kind == "bar":
        tip = (0.0, end - dice.between(0.05, 0.3), reach)
        path = [(0, 0.8 * top, 0), (0, end, 0), (0, end, reach), tip]
        profile = rectangle(dice.between(1.4, 2.6), dice.between(0.8, 1.6))
        model.add("spout", sweep(path, thick, profile, normal=(1, 0, 0)))
    else:
        deep, wide = 0.5 * tap.thick, 2.2 * tap.thick
        floor = box(wide, 0.3 * deep, reach).moved(0.0, top, 0.5 * reach)
        side = box(0.15 * wide, deep, reach).moved(0.45 * wide, top + 0.5 * deep, 0.5 * reach)
        model.add("spout", floor, side.both())
    if kind != "channel" and dice.chance(0.5):  # the strainer, or a head to pull out
        long = dice.between(0.06, 0.4) if kind in ("arch", "bend") else 0.08
        head = cylinder(1.15 * thick, long, top=1.25 * thick).under(tip[1] + 0.04)
        model.add("spout", head.moved(z=tip[2]))


def _handle(dice: Dice, tap: Tap) -> Mesh:
    """What is turned, about y with its foot in y = 0: lever, cross, wheel, knob or blade."""
    size = dice.between(0.15, 0.28)
    stem = cylinder(0.5 * tap.thick, 0.12).on(0.0)
    kind = dice.pick({"lever": 4, "cross": 3, "wheel": 1, "knob": 3, "blade": 2})
    if kind == "lever":
        far = (2.0 * size, 0.1 + dice.between(-0.02, 0.15), 0.0)
        return join(stem, rod((0.0, 0.1, 0.0), far, 0.05, dice.between(0.02, 0.05)))
    if kind == "cross":
        bar = rod((-size, 0.0, 0.0), (size, 0.0, 0.0), 0.035, sides=8).moved(y=0.14)
        tips = ball(0.05, sides=8).moved(size, 0.14).around(4)
        return join(stem, bar, bar.turned("y", 90.0), tips)
    if kind == "wheel":
        rim = pipe(size, 0.8 * size, 0.06).moved(y=0.14)
        return join(stem, rim, spokes(4, 0.02, 0.85 * size, 0.04, 0.03).moved(y=0.14))
    if kind == "knob":
        sides = dice.pick({20: 3, 6: 1, 8: 1})
        tall = dice.between(0.12, 0.3)
        body = cylinder(0.75 * size, tall, top=dice.between(0.5, 0.8) * size, sides=sides)
        return join(stem, body.on(0.08))
    return join(stem, box(2.2 * size, 0.05, 0.12, 0.015).on(stem).moved(0.7 * size))


def _lever(model: Assembly, dice: Dice, tap: Tap) -> None:
    """One lever: on top of the body, at its side, or at the back."""
    spot = dice.pick({"top": 5, "side": 5, "stem": 1})
    length, slope = dice.between(0.35, 1.0), dice.between(-10.0, 55.0)
    bar: Mesh
    if tap.square or dice.chance(0.4):
        bar = box(dice.between(0.08, 0.25), dice.between(0.03, 0.06), length, 0.01)
        bar = bar.moved(z=0.5 * length)
    else:
        bar = rod((0, 0, 0), (0, 0, length), 0.06, dice.between(0.03, 0.06))
    handle = model.group()
    if spot == "side":
        out, level = tap.thick + 0.1, dice.between(0.3, 0.8) * tap.body
        hub = cylinder(dice.between(0.5, 0.9) * tap.thick, 0.25, "x")
        handle.add("switch", hub, bar.turned("x", -slope - 40.0 * dice.count(0, 1)).moved(0.08))
        side = dice.one_of(-1.0, 1.0)
        model.take(handle, lambda mesh: mesh.moved(side * out, level))
        return
    cap = dome(1.02 * tap.thick, 0.8 * tap.thick, sides=20)
    if tap.square:
        cap = box(1.9 * tap.thick, 0.1, 1.9 * tap.thick).on(0.0)
    handle.add("switch", cap, bar.turned("x", -slope).moved(y=0.06))
    facing = dice.pick({180.0: 3, 0.0: 2, 90.0: 1}) + dice.between(-25.0, 25.0)
    back = -0.9 * tap.thick if spot == "stem" else 0.0
    model.take(handle, lambda mesh: mesh.turned("y", facing).moved(0.0, tap.body, back))


def _pair(model: Assembly, dice: Dice, tap: Tap, bridge: bool) -> None:
    """Hot and cold: a post each with a handle on top, perhaps joined to the body by a pipe."""
    aside = dice.between(0.35, 0.75)
    post = join(_post(tap, 1.3 * tap.thick, 0.05), _post(tap, 0.8 * tap.thick, 0.3))
    model.add("base", post.moved(aside).both())
    if bridge:
        model.add("base", cylinder(0.5 * tap.thick, 2.0 * aside, "x").moved(y=0.18))
    turn = dice.between(-60.0, 60.0)
    handle = _handle(dice, tap).on(0.29)
    if dice.chance(0.5):
        turn = 0.0
    model.add("switch", handle.turned("y", turn).moved(aside).both())


def _on_a_wall(model: Assembly, dice: Dice, tap: Tap) -> None:
    """Plates on a wall at -z, a level body before it, a spout and one handle or two."""
    aside, out = dice.between(0.4, 0.8), dice.between(0.2, 0.5)
    rose = join(cylinder(0.24, 0.06, "z"), cylinder(0.09, out, "z").moved(z=0.5 * out))
    model.add("base", rose.moved(aside, 0.0, -out).both())
    model.add("base", cylinder(tap.thick, 2.0 * aside, "x"))
    low = Tap(tap.thick, 0.2, tap.rise, tap.reach, tap.square)
    _spout(model, dice, low, 0.0)
    if dice.chance(0.6):
        handle = _handle(dice, tap).turned("z", -90.0)
        model.add("switch", handle.moved(aside).both())
    else:
        _lever(model, dice, low)
