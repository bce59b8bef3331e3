"""Helmets for sports; the face looks along +z."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    ball,
    cylinder,
    skin,
    smooth,
    superellipse,
    sweep,
    tube,
)


@dataclass(frozen=True)
class HelmetSizes:
    """A helmet about a head: half-axes, how thick it is, and how far its edge hangs.

    Attributes:
        width: Half-axis along x.
        height: Half-axis along y, upwards.
        depth: Half-axis along z.
        thick: Of the shell.
        brow: Angle of the front edge below the horizon, degrees; negative above it.
        side: The same at the ears.
        nape: The same behind.
    """

    width: float
    height: float
    depth: float
    thick: float
    brow: float
    side: float
    nape: float

    def point(self, turn: float, dip: float, out: float = 1.0) -> tuple[float, float, float]:
        """A point on the outside, `turn` degrees from the front and `dip` below the horizon."""
        a, b = np.radians(turn), np.radians(dip)
        level = np.cos(b) * out
        return (
            float(self.width * level * np.sin(a)),
            float(-self.height * np.sin(b) * out),
            float(self.depth * level * np.cos(a)),
        )


EDGES = {  # brow, side and nape of each build, degrees below the horizon
    "bicycle": (-25.0, 5.0, 15.0),
    "football": (-20.0, 62.0, 50.0),
    "motorcycle": (60.0, 62.0, 55.0),
    "hockey": (-25.0, 45.0, 35.0),
    "baseball": (-20.0, 55.0, 35.0),
    "ski": (-22.0, 50.0, 40.0),
    "skate": (-15.0, 25.0, 30.0),
}


def build(helmet: Assembly, dice: Dice) -> None:
    """Helmets for cycling, football, motorcycles, hockey, baseball, skiing and skating."""
    common, rare = ("bicycle", "football", "motorcycle"), ("hockey", "baseball", "ski", "skate")
    kind = dice.pick(dict.fromkeys(common, 3) | dict.fromkeys(rare, 1))
    brow, side, nape = (angle + dice.between(-6.0, 6.0) for angle in EDGES[kind])
    long = 1.25 if kind == "bicycle" else 1.12
    sizes = HelmetSizes(
        width=1.0,
        height=dice.between(0.95, 1.2),
        depth=long * dice.between(0.95, 1.1),
        thick=dice.between(0.06, 0.14),
        brow=brow,
        side=side,
        nape=nape,
    )
    open_face = dice.between(14.0, 30.0) if kind == "motorcycle" else 0.0  # half the window
    _shell(helmet, dice, sizes, kind)
    if kind == "bicycle" or (kind in ("ski", "hockey", "skate") and dice.chance(0.5)):
        _vents(helmet, dice, sizes)
    if kind == "motorcycle":
        _visor(helmet, dice, sizes, open_face)
    if kind == "football" or (kind == "hockey" and dice.chance(0.7)):
        _cage(helmet, dice, sizes)
    elif kind == "hockey" or (kind == "ski" and dice.chance(0.7)):
        _visor(helmet, dice, sizes, 18.0)
    if kind == "baseball" or (kind in ("bicycle", "motorcycle") and dice.chance(0.3)):
        _brim(helmet, dice, sizes, kind)
    if kind in ("ski", "hockey", "football", "baseball") and dice.chance(0.5):
        pad = ball(0.12, 0.32, 0.28).at([sizes.point(90.0, 28.0)])
        helmet.add("ear cover", pad.both())
    if kind != "football" and dice.chance(0.6):
        _strap(helmet, dice, sizes)


def _edge(sizes: HelmetSizes, turn: Points) -> Points:
    """Where the shell ends below the horizon at each angle from the front, degrees."""
    return np.interp(
        np.abs(turn),
        [0.0, 40.0, 75.0, 110.0, 180.0],
        [sizes.brow, sizes.brow, sizes.side, sizes.side, sizes.nape],
    )


def _dome(sizes: HelmetSizes, shrink: float, bumps: float = 0.0) -> Mesh:
    """A cap from the crown down to the edge; `bumps` makes ridges along it."""
    turn = np.linspace(-180.0, 180.0, 37)[:-1]
    edge = _edge(sizes, turn)
    share = np.linspace(0.02, 1.0, 12)[:, None]
    dip = np.radians(-90.0 + share * (90.0 + edge))
    a = np.radians(turn)
    ridge = 1.0 + bumps * np.cos(9.0 * a) * np.sin(np.pi * share)
    level = np.cos(dip) * shrink * ridge
    x, z = sizes.width * level * np.sin(a), sizes.depth * level * np.cos(a)
    y = -sizes.height * np.sin(dip) * shrink
    return skin(np.stack(np.broadcast_arrays(x, y, z), axis=-1), caps=False)


def _shell(helmet: Assembly, dice: Dice, sizes: HelmetSizes, kind: str) -> None:
    """Outside, inside and the edge between; often with padding within and a rim or ridge."""
    bumps = dice.between(0.01, 0.04) if kind == "bicycle" else 0.0
    outside, inside = _dome(sizes, 1.0, bumps), _dome(sizes, 1.0 - sizes.thick)
    helmet.add("shell", outside)
    lining = "padding" if dice.chance(0.6) else "shell"
    helmet.add(lining, Mesh(inside.vertices, inside.faces[:, ::-1]))
    rim = np.stack([outside.vertices[-36:], inside.vertices[-36:]])
    helmet.add("shell", skin(rim, caps=False))
    if dice.chance(0.3):
        path = [sizes.point(0.0, dip, 1.01) for dip in np.linspace(sizes.brow, -90.0, 8)]
        path += [sizes.point(180.0, dip, 1.01) for dip in np.linspace(-80.0, sizes.nape, 8)]
        band = superellipse(0.04, 0.25, 3.0, 8)
        helmet.add("shell", sweep(np.array(path), 1.0, band, normal=(0, 0, 1)))
    if dice.chance(0.3):
        pad = ball(0.13, 0.13, 0.13, 10)
        for turn in (0.0, 120.0, -120.0):
            place = sizes.point(turn, -45.0, 0.88 - sizes.thick)
            helmet.add("padding", pad.turned("y", turn).at([place]))


def _vents(helmet: Assembly, dice: Dice, sizes: HelmetSizes) -> None:
    """Long dark slots over the crown, drawn as thin lozenges on the shell."""
    rows = dice.pick({(0.0, 35.0): 2, (0.0, 30.0, 60.0): 2, (20.0,): 1})
    long, wide = dice.between(0.25, 0.5), dice.between(0.08, 0.14)
    slot = ball(wide, 0.03, long, 10)
    for aside in rows:
        for back in dice.one_of((-35.0, 15.0), (-40.0, 0.0, 40.0)):
            vent = slot.moved(y=1.0).turned("x", back).turned("z", -aside)
            placed = vent.stretched(sizes.width, sizes.height, sizes.depth)
            helmet.add("shell", placed.both() if aside else placed, detail="vent")


def _visor(helmet: Assembly, dice: Dice, sizes: HelmetSizes, half: float) -> None:
    """A curved pane before the face, shut or lifted, on two round hinges."""
    turn = np.radians(np.linspace(-75.0, 75.0, 15))
    closed = sizes.brow > 0.0  # a full-face helmet: the pane lies on the shell
    top, bottom = (-half, half) if closed else (sizes.brow - 5.0, sizes.brow + 2.2 * half)
    dips = np.radians(np.linspace(top, bottom, 6))[:, None]
    out = 1.03
    level = np.maximum(np.cos(dips), 0.9) * out
    x, z = sizes.width * level * np.sin(turn), sizes.depth * level * np.cos(turn)
    y = np.broadcast_to(-sizes.height * np.sin(dips) * out, x.shape)
    pane = skin(np.stack([x, y, z], axis=-1), closed=False)
    lifted = dice.between(20.0, 60.0) if dice.chance(0.3) else 0.0
    helmet.add("visor", pane.turned("x", -lifted), pane.scaled(0.985).turned("x", -lifted))
    hinge = cylinder(0.12, 0.08, "x", sides=12).at([sizes.point(85.0, 0.0, 1.03)])
    helmet.add("visor" if dice.chance(0.6) else "shell", hinge.both())


def _cage(helmet: Assembly, dice: Dice, sizes: HelmetSizes) -> None:
    """Bent bars before the face, joined by upright ones."""
    thick, out = dice.between(0.025, 0.05), dice.between(1.2, 1.5)
    levels = np.linspace(sizes.brow + 20.0, 62.0, dice.count(3, 5))
    for dip in levels:
        ends = sizes.point(72.0, dip, 1.0)
        ahead = sizes.depth * out
        middle = (0.0, ends[1] - 0.03, ahead)
        side = (0.75 * ends[0], ends[1], 0.75 * ahead)
        right = [ends, side]
        left = [(-x, y, z) for x, y, z in reversed(right)]
        helmet.add("face guard", tube([*right, middle, *left], thick, 16, 6))
    low, high = sizes.point(0.0, levels[-1])[1], sizes.point(0.0, levels[0])[1]
    upright = tube(
        [(0, high, sizes.depth * out), (0, 0.5 * (low + high), 1.03 * sizes.depth * out)]
        + [(0, low, sizes.depth * out)],
        thick,
        8,
        6,
    )
    for aside in dice.one_of((0.0,), (0.25,), (0.0, 0.35)):
        bar = upright.moved(aside, 0.0, -0.25 * aside)
        helmet.add("face guard", bar.both() if aside else bar)


def _brim(helmet: Assembly, dice: Dice, sizes: HelmetSizes, kind: str) -> None:
    """A peak over the brow."""
    reach, half = dice.between(0.3, 0.6), dice.between(45.0, 65.0)
    turn = np.linspace(-half, half, 13)
    dip = -25.0 if kind == "motorcycle" else sizes.brow - 4.0
    inner = np.array([sizes.point(a, dip, 1.0) for a in turn])
    forward = np.cos(np.radians(turn) * 90.0 / half)
    outer = inner + np.stack([0 * turn, -0.15 * forward, reach * forward], axis=1)
    top = np.stack([inner, 0.5 * (inner + outer) + (0, 0.04, 0), outer])
    under = top[::-1] - (0.0, 0.05, 0.0)
    helmet.add("brim", skin(np.concatenate([top, under]).transpose(1, 0, 2)))


def _strap(helmet: Assembly, dice: Dice, sizes: HelmetSizes) -> None:
    """A band from both sides to below the chin, with its buckle."""
    start = sizes.point(80.0, sizes.side - 5.0, 0.95)
    chin = (0.0, -sizes.height * dice.between(1.15, 1.5), 0.35 * sizes.depth)
    bend = (0.75 * start[0], 0.6 * chin[1] + 0.2 * start[1], 0.6 * chin[2])
    path = smooth([start, bend, chin], 10)
    band = superellipse(0.03, 0.14, 3.0, 6)
    helmet.add("strap", sweep(path, 1.0, band, normal=(1, 0, 0)).both())
    if dice.chance(0.4):
        buckle = cylinder(0.1, 0.08, "z", sides=4).at([path[7]])
        helmet.add("strap", buckle)
