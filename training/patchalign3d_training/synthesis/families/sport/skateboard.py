"""Skateboards."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    box,
    cylinder,
    join,
    lathe,
    lengthwise,
    pipe,
    prism,
    rod,
    skin,
    superellipse,
    sweep,
)

TRUCK = "belt for foot"


@dataclass(frozen=True)
class Deck:
    """A deck about the origin, its nose at +z.

    Attributes:
        length: Along z.
        width: Along x.
        thick: Along y.
        bend: How far from the middle nose and tail begin to rise.
    """

    length: float
    width: float
    thick: float
    bend: float


@dataclass(frozen=True)
class SkateTruck:
    """A truck: half its axle's length, the axle's depth below the deck, 1 in front or -1."""

    half: float
    drop: float
    side: float


def build(board: Assembly, dice: Dice) -> None:
    """A street deck, longboard, cruiser, old-school board or, rarely, a board without wheels.

    The real set calls what joins wheels and deck by its third word, "belt for foot", on most
    boards; straps carry it where there are any.
    """
    length, width = dice.between(0.65, 1.1), dice.between(0.16, 0.26)
    thick = dice.one_of(dice.between(0.006, 0.015), dice.between(0.01, 0.03))
    deck = Deck(length, width, thick, bend=dice.between(0.24, 0.38) * length)
    bent = _bend(dice, deck)
    outline = _outline(dice, deck)
    board.add("deck", bent(_plate(outline, thick, length)))
    if dice.chance(0.3):
        tape = _plate(0.98 * outline, 0.001, length).moved(y=0.5 * thick + 0.001)
        board.add("deck", bent(tape))
    if dice.chance(0.06):
        _straps(board, deck, dice.between(0.5, 0.8) * deck.bend)
        return
    _rolling(board, dice, deck, bent)
    if dice.chance(0.05):
        _straps(board, deck, 0.6 * deck.bend)


def _rolling(board: Assembly, dice: Dice, deck: Deck, bent: Callable[[Mesh], Mesh]) -> None:
    """Wheels, trucks and bolts below a bent deck."""
    radius = dice.one_of(dice.between(0.022, 0.032), dice.between(0.028, 0.044))
    drop = radius * dice.between(0.7, 1.2) + dice.between(0.02, 0.04)
    tread = radius * dice.between(0.9, 1.6)
    track = 0.5 * deck.width * dice.between(0.6, 1.05) - 0.4 * tread  # half of it
    wheel = _wheel(dice, radius, tread).moved(track).both()
    base = deck.bend * dice.between(0.8, 1.05)
    part = dice.pick({TRUCK: 6, "wheel": 1, "deck": 1})
    for side in (1.0, -1.0):
        speck = bent(box(1e-3, 1e-3, 1e-3).moved(z=side * base))
        below = (0.0, float(speck.vertices[:, 1].mean()) - 0.5 * deck.thick, side * base)
        board.add("wheel", wheel.moved(y=-drop).at([below]))
        pieces = board.group()
        _truck(pieces, dice, part, SkateTruck(track, drop, side))
        if dice.chance(0.3):
            bolt = cylinder(0.004, deck.thick + 0.014, sides=6).moved(y=0.5 * deck.thick)
            pieces.add("deck", bolt.at_corners(0.04, 0.06), detail="bolt")
        board.take(pieces, partial(Mesh.moved, y=below[1], z=below[2]))


def _bend(dice: Dice, deck: Deck) -> Callable[[Mesh], Mesh]:
    """What lifts nose and tail, hollows the deck and gives it a rocker."""
    kick = dice.one_of(0.0, dice.between(0.02, 0.1), dice.between(0.04, 0.09))
    dish, rocker = dice.between(0.0, 0.012), dice.between(-0.03, 0.03)
    nose, tail = dice.pick({(1.0, 1.0): 2, (0.0, 1.0): 1, (0.3, 1.0): 1})  # shares of the kick
    sharp = dice.between(1.0, 1.8)

    def bent(mesh: Mesh) -> Mesh:
        x, y, z = mesh.vertices.T
        over = np.maximum(np.abs(z) - deck.bend, 0.0) / (0.5 * deck.length - deck.bend)
        lifted = kick * over**sharp * np.where(z > 0, nose, tail)
        hollow, bow = dish * (2 * x / deck.width) ** 2, rocker * (2 * z / deck.length) ** 2
        return Mesh(np.stack([x, y + lifted + hollow + bow, z], axis=1), mesh.faces)

    return bent


def _outline(dice: Dice, deck: Deck) -> Points:
    """The deck from above, (n, 2) of (x, z)."""
    kind = dice.pick({"pill": 4, "fish": 1, "pin": 1, "dropped": 1})
    if kind == "pill":
        return _pill(dice, deck)
    widths = {  # shares of the width from tail to nose
        "fish": [0.45, 0.7, 0.8, 0.9, 1.0, 0.9, 0.3],
        "pin": [0.3, 0.7, 0.95, 1.0, 0.9, 0.6, 0.05],
        "dropped": [0.45, 0.5, 0.95, 1.0, 0.95, 0.5, 0.45],
    }[kind]
    levels = np.array([-0.5, -0.42, -0.25, 0.0, 0.25, 0.42, 0.5]) * deck.length
    return lengthwise(np.stack([np.array(widths) * 0.5 * deck.width, levels], axis=1), 48)


def _pill(dice: Dice, deck: Deck) -> Points:
    """Straight sides between two round ends: half circles or squarer."""
    squarish = superellipse(deck.width, deck.length, dice.between(2.6, 6.0), 60)
    if not dice.chance(0.5):
        return squarish
    radius = 0.5 * deck.width
    z = np.linspace(-0.5, 0.5, 61) * deck.length
    from_end = np.minimum(0.5 * deck.length - np.abs(z), radius)
    x = np.sqrt(np.maximum(radius**2 - (radius - from_end) ** 2, 0.0))
    right, left = np.stack([x, z], axis=1), np.stack([-x, z], axis=1)[::-1]
    return np.concatenate([right, left])


def _plate(outline: Points, thick: float, length: float) -> Mesh:
    """A plate with stations along z, close at the ends, so that it can be bent and is round."""
    z = 0.4998 * length * np.sin(np.linspace(-0.5, 0.5, 33) * np.pi)
    right = outline[outline[:, 0] >= 0]
    right = right[np.argsort(right[:, 1])]
    half = np.interp(z, right[:, 1], right[:, 0])
    across = np.array([-1.0, -0.5, 0.0, 0.5, 1.0])
    top = np.stack(np.broadcast_arrays(half[:, None] * across, 0.5 * thick, z[:, None]), axis=-1)
    ring = np.concatenate([top, top[:, ::-1] - (0.0, thick, 0.0)], axis=1)
    return skin(ring)


def _wheel(dice: Dice, radius: float, width: float) -> Mesh:
    """A wheel about x: with rounded edges, with a core in its bore, or plain."""
    sides = dice.pick({8: 1, 16: 2, 20: 1})
    if dice.chance(0.4):
        half = 0.5 * width
        inner = [(0, -half), (0.75 * radius, -half), (radius, -0.5 * half)]
        outer = [(radius, 0.5 * half), (0.75 * radius, half), (0, 0.6 * half)]
        return lathe([*inner, *outer], sides).turned("z", -90.0)
    bored = pipe(radius, 0.35 * radius, width, "x", sides)
    core = cylinder(0.36 * radius, 0.7 * width, "x", sides=8)
    return dice.one_of(cylinder(radius, width, "x", sides=sides), join(bored, core))


def _truck(board: Assembly, dice: Dice, part: str, truck: SkateTruck) -> None:
    """Base plate, hanger, kingpin and axle below y = 0."""
    half, drop = truck.half, truck.drop
    plate = box(dice.between(0.04, 0.065), 0.008, dice.between(0.07, 0.1)).under(0.0)
    kind = dice.pick({"block": 1, "hanger": 2, "plain": 1})
    axle = rod((-1.1 * half, -drop, 0), (1.1 * half, -drop, 0), 0.006, sides=6)
    if kind == "block":
        wedge = np.array([(-0.03, 0.0), (0.03, 0.0), (0.015, -1.0), (-0.015, -1.0)]) * (1, drop)
        hanger = prism(wedge, dice.between(0.3, 1.6) * half, "x")
    elif kind == "hanger":
        hanger = _hanger(dice, truck)
    else:
        bar = box(1.4 * half, 0.012, 0.02).moved(y=0.004 - drop)
        hanger = join(bar, rod((0, 0, 0), (0, -drop, 0), 0.016, sides=8))
    board.add(part, plate)
    board.add(part, join(axle, hanger), detail="hanger")


def _hanger(dice: Dice, truck: SkateTruck) -> Mesh:
    """A swollen bar about the axle, its pivot, the kingpin and a bushing."""
    drop, side = truck.drop, truck.side
    along = np.array([-0.95, -0.5, -0.15, 0.15, 0.5, 0.95]) * truck.half
    radii = np.array([0.008, 0.012, 0.02, 0.02, 0.012, 0.008]) * dice.between(0.8, 1.3)
    hump = np.array([0, 0.0, 0.012, 0.012, 0.0, 0])  # its middle lies higher
    bar = sweep(np.stack([along, hump - drop, 0 * along], axis=1), radii, sides=8)
    pivot = rod((0, -0.005, -0.03 * side), (0, -drop, 0.012 * side), 0.011, sides=8)
    kingpin = rod((0, -0.005, 0.03 * side), (0, 0.01 - drop, 0), 0.008, sides=6)
    bushing = cylinder(0.017, 0.012, sides=10).moved(y=-0.45 * drop, z=-0.012 * side)
    return join(bar, pivot, kingpin, bushing)


def _straps(board: Assembly, deck: Deck, apart: float) -> None:
    """A bow over either foot, `apart` from the middle."""
    right = [(0.5, 0, 0), (0.35, 0.25, 0)]
    path = [*right, (-0.35, 0.25, 0), (-0.5, 0, 0)]  # shares of the width
    band = np.array([(1, -9.0), (1, 9.0), (-1, 9.0), (-1, -9.0)]) * 0.002
    bow = sweep(np.array(path) * deck.width, 1.0, band, normal=(0, 1, 0))
    board.add(TRUCK, bow.moved(y=0.5 * deck.thick).in_row(2, -2 * apart, "z"))
