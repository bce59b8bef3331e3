"""Wrist and pocket watches."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.families.devices.slabs import key_of
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    cylinder,
    join,
    lathe,
    pipe,
    prism,
    rectangle,
    ring,
    superellipse,
    sweep,
)


@dataclass(frozen=True)
class _WatchCase:
    """A watch's case about the origin, looking along +z; metres."""

    radius: float
    thick: float
    round: bool

    @property
    def front(self) -> float:
        """The z of its front."""
        return 0.5 * self.thick


def build(model: Assembly, dice: Dice) -> None:
    """A wrist watch, a smart watch or a pocket watch; its face looks along +z, twelve is up."""
    radius = dice.between(0.014, 0.023)
    kind = dice.pick({"hands": 6, "smart": 3, "digital": 2, "pocket": 2})
    is_round = kind == "pocket" or dice.chance(0.75 if kind == "hands" else 0.3)
    case = _WatchCase(radius, radius * dice.between(0.35, 0.75), is_round)
    _add_case(model, dice, case)
    if kind in ("smart", "digital"):
        _digital_face(model, dice, case, buttons=kind == "digital")
    else:
        _face(model, dice, case)
    if kind == "pocket":
        _chain(model, dice, case)
    else:
        _strap(model, dice, case)


def _add_case(model: Assembly, dice: Dice, case: _WatchCase) -> None:
    """A drum or a rounded block with a rim, lugs for the strap, a crown at its right."""
    outline = (
        superellipse(2 * case.radius, 2 * case.radius, 2.0, 32)
        if case.round
        else rectangle(2 * case.radius, 2.25 * case.radius, dice.between(0.1, 0.7) * case.radius, 6)
    )
    body = prism(outline, case.thick, "z", dice.between(0.05, 0.35) * case.thick)
    model.add("case", body)
    if case.round and dice.chance(0.6):
        bezel = pipe(0.97 * case.radius, 0.8 * case.radius, 0.25 * case.thick, "z", 32)
        model.add("case", bezel.beside(body, "+z", gap=-0.05 * case.thick))
    crown = cylinder(0.25 * case.thick, 0.22 * case.radius, "x", sides=14)
    crown = crown.beside(body, "+x", gap=-0.04 * case.radius)
    model.add("crown", crown)
    if dice.chance(0.3):
        pusher = crown.scaled(0.85).beside(body, "+x", gap=-0.2 * case.radius)
        model.add("crown", pusher.moved(y=0.5 * case.radius).both("y"))


def _face(model: Assembly, dice: Dice, case: _WatchCase) -> None:
    """A dial with marks, small dials on some, and two or three hands."""
    radius = 0.82 * case.radius
    dial = cylinder(radius, 0.06 * case.thick, "z", sides=32)
    dial = dial.moved(z=case.front + 0.02 * case.thick)
    model.add("face", dial)
    lift = 0.05 * case.thick
    mark = box(0.06 * radius, 0.16 * radius, lift).moved(y=0.85 * radius)
    if dice.chance(0.8):
        model.add("face", mark.around(dice.pick({12: 4, 4: 1}), "z").beside(dial, "+z"))
    if dice.chance(0.25):
        small = ring(0.22 * radius, 0.02 * radius, "z", 18, 5).moved(y=-0.42 * radius)
        model.add("face", small.around(dice.count(1, 3), "z").beside(dial, "+z"))
    hands = [(0.5, 0.1), (0.78, 0.07)] + [(0.85, 0.025)] * dice.chance(0.6)
    for layer, (length, width) in enumerate(hands):
        pointer = box(width * radius, 1.15 * length * radius, lift).moved(y=0.42 * length * radius)
        pointer = pointer.turned("z", dice.between(0.0, 360.0))
        model.add("hand", pointer.beside(dial, "+z", gap=(1.0 + 1.4 * layer) * lift))


def _digital_face(model: Assembly, dice: Dice, case: _WatchCase, buttons: bool) -> None:
    """A screen over nearly all of the front; buttons around it on older ones."""
    share = dice.between(1.1, 1.4) if buttons else dice.between(1.6, 1.85)
    wide = share * case.radius
    tall = wide if case.round else wide * dice.between(0.8, 1.15)
    power = 2.0 if case.round and not buttons else 8.0
    glass = prism(superellipse(wide, tall, power, 32), 0.12 * case.thick, "z", 0.04 * case.thick)
    model.add("screen", glass.moved(z=case.front + 0.03 * case.thick))
    if buttons:
        key = key_of(dice, 0.22 * case.radius, 0.16 * case.radius)
        key = key.turned("y", 90.0).moved(x=0.97 * case.radius, y=0.45 * case.radius)
        model.add("crown", key.both().both("y"))


def _strap(model: Assembly, dice: Dice, case: _WatchCase) -> None:
    """A band closed about the wrist or laid out flat, plain or of links, with its buckle."""
    wide = case.radius * dice.between(0.85, 1.3)
    thick = case.radius * dice.between(0.08, 0.16)
    narrow = dice.between(0.7, 1.0)
    flat = dice.chance(0.3)
    path = _laid_out(case, dice) if flat else _about_wrist(case, dice)
    links = dice.chance(0.35)
    for half in path:
        if links:
            model.add("strap", *_links(half, wide, thick, narrow))
        else:
            widths = np.linspace(1.0, narrow, len(half)) * wide
            section = rectangle(1.0, thick / wide)
            model.add("strap", sweep(half, widths, section, normal=(1, 0, 0)))
    end = path[0][-1]
    along = path[0][-1] - path[0][-2]
    buckle = box(1.1 * wide, 0.5 * wide, 1.6 * thick, 0.4 * thick)
    if dice.chance(0.6):
        buckle = join(
            box(1.15 * wide * narrow, 1.4 * thick, 1.4 * thick).moved(y=0.35 * wide).both("y"),
            box(1.4 * thick, 0.7 * wide, 1.4 * thick).moved(x=0.57 * wide * narrow).both(),
        )
    model.add("buckle", buckle.oriented(end, along))
    if not flat and dice.chance(0.4) and not links:
        keeper = box(1.1 * wide * narrow, 0.25 * wide, 2.2 * thick)
        middle = len(path[0]) - 6
        model.add("strap", keeper.oriented(path[0][middle], path[0][middle] - path[0][middle - 1]))


def _about_wrist(case: _WatchCase, dice: Dice) -> list[np.ndarray]:
    """The upper and the lower half of an oval behind the case, from the case on, (n, 3) each."""
    tall = case.radius * dice.between(1.35, 1.7)  # half the wrist's width
    deep = tall * dice.between(0.75, 1.0)
    start = np.arcsin(min(0.98 * case.radius / tall, 0.95))
    angle = np.linspace(start, np.pi, 22)
    behind = case.front - 0.6 * case.thick - deep * np.cos(start)
    upper = np.stack([0 * angle, tall * np.sin(angle), behind + deep * np.cos(angle)], axis=1)
    return [upper, upper * (1.0, -1.0, 1.0)]


def _laid_out(case: _WatchCase, dice: Dice) -> list[np.ndarray]:
    """Two straight halves, up and down, (n, 3) each; the lower one is the longer."""
    length = case.radius * dice.between(2.5, 3.6)
    y = np.linspace(0.95 * case.radius, case.radius + length, 16)
    droop = -0.2 * case.thick - dice.between(0.0, 0.15) * (y - y[0]) ** 2 / length
    upper = np.stack([0 * y, y, droop], axis=1)
    return [upper, upper * (1.0, -dice.between(1.0, 1.3), 1.0)]


def _links(path: np.ndarray, wide: float, thick: float, narrow: float) -> list[Mesh]:
    """Blocks along a band, every other one in three pieces."""
    steps = np.linalg.norm(np.diff(path, axis=0), axis=1).sum() / 12
    middle, side = box(0.4 * wide, 0.9 * steps, 1.2 * thick), box(0.26 * wide, 0.9 * steps, thick)
    link = join(middle, side.moved(x=0.35 * wide).both())
    at = np.linspace(0, len(path) - 1.001, 12)
    pieces = []
    for i, position in enumerate(at):
        low = int(position)
        along = path[low + 1] - path[low]
        point = path[low] + (position - low) * along
        size = 1.0 + (narrow - 1.0) * i / 11
        pieces.append(link.stretched(x=size).oriented(point, along))
    return pieces


def _chain(model: Assembly, dice: Dice, case: _WatchCase) -> None:
    """A pocket watch's bow on top, its chain, and perhaps its lid standing open."""
    bow = ring(0.3 * case.radius, 0.05 * case.radius, "z", 20, 6).moved(y=1.45 * case.radius)
    stem = cylinder(0.1 * case.radius, 0.3 * case.radius, sides=12).on(0.95 * case.radius)
    model.add("crown", stem, bow)
    link = ring(0.16 * case.radius, 0.045 * case.radius, "z", 10, 5).stretched(y=1.4)
    count, bend = dice.count(8, 22), dice.between(-12.0, 12.0)
    point, heading = np.array([0.0, 1.75 * case.radius, 0.0]), dice.between(-60.0, 60.0)
    pieces = []
    for i in range(count):
        along = np.array([np.sin(np.radians(heading)), np.cos(np.radians(heading)), 0.0])
        across = (1, 0, 0) if i % 2 else (0, 0, 1)
        pieces.append(link.oriented(point, along, across))
        point = point + 0.3 * case.radius * along
        heading += bend
    model.add("strap", *pieces)
    if dice.chance(0.4):
        lid = lathe([(0, 0.12), (0.7, 0.1), (1.0, 0.0), (1.0, -0.04)], 28).scaled(case.radius)
        lid = lid.turned("x", 90.0)
        angle = dice.between(70.0, 130.0)
        edge = (-case.radius, 0.0, case.front)
        model.add("case", lid.moved(z=case.front).turned("y", -angle, at=edge))
