"""Rockets and missiles."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.families.aircraft.boosters import (
    add_boosters,
    add_nozzles,
    add_orbiter,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Points,
    ball,
    box,
    cylinder,
    join,
    lathe,
    prism,
    ring,
    sheet,
    smooth,
    tube,
    wing,
)

_SLENDERNESS = {"missile": (6.0, 20.0), "cartoon": (2.5, 4.5), "ogive": (3.0, 7.0)}
"""Length over about twice the radius, from and to; 4 to 9 for what is not listed."""


@dataclass(frozen=True, eq=False)
class RocketSizes:
    """A rocket that stands on y = 0.

    Attributes:
        kind: Its build.
        radius: Of the body.
        length: From tail to tip.
        seam: Height where the nose begins.
        profile: (n, 2) radius and height of the body from the tail up.
    """

    kind: str
    radius: float
    length: float
    seam: float
    profile: Points

    @property
    def foot(self) -> float:
        """The radius of the tail."""
        return float(self.profile[0, 0])

    def radius_at(self, height: float) -> float:
        """The body's radius at a height."""
        return float(np.interp(height, self.profile[:, 1], self.profile[:, 0]))


def build(whole: Assembly, dice: Dice) -> None:
    """A missile, launcher, shuttle, toy or cartoon rocket; it stands on its tail or lies."""
    rocket = whole.group()
    kind = dice.pick(
        {"missile": 3, "launcher": 2, "toy": 1, "cartoon": 2, "ogive": 2, "shuttle": 1}
    )
    length = dice.between(*_SLENDERNESS.get(kind, (4.0, 9.0)))
    radius = dice.between(0.4, 0.6)
    body = _smooth_body if kind == "ogive" else _staged_body
    sizes = body(rocket, dice, kind, radius, length)
    _fins(rocket, dice, sizes)
    if dice.chance(0.55):
        add_nozzles(rocket, dice, radius, sizes.foot)
    if kind == "launcher" and dice.chance(0.6):
        add_boosters(rocket, dice, radius, sizes.seam)
    if kind == "shuttle":
        add_boosters(rocket, dice, radius, 0.8 * sizes.seam)
        add_orbiter(rocket, dice, radius, 0.7 * sizes.seam)
    _trimmings(rocket, dice, sizes)
    lies = dice.chance(0.5)
    whole.take(rocket, lambda mesh: mesh.turned("x", 90.0) if lies else mesh)


def _staged_body(
    rocket: Assembly, dice: Dice, kind: str, radius: float, length: float
) -> RocketSizes:
    """A turned body with a nose of its own; some have a second wall inside."""
    nose = min(radius * dice.between(0.8, 4.0), 0.3 * length)
    seam = length - nose
    profile = _stages(dice, kind) * (radius, seam)
    wall = np.concatenate([[(0.0, 0.0)], profile])
    sides = dice.one_of(6, 8, 10, 12, 16, 20)
    rocket.add("body", lathe(wall, sides))
    if dice.chance(0.2):
        rocket.add("body", lathe(wall * (0.92, 0.98) + (0.0, 0.02), 16))
    sizes = RocketSizes(kind, radius, length, seam, profile)
    _nose(rocket, dice, sizes, sides)
    return sizes


def _stages(dice: Dice, kind: str) -> Points:
    """The outline of the body as shares of radius and height, from the tail, (n, 2)."""
    if kind == "cartoon":
        foot, belly, neck = dice.between(0.4, 0.8), dice.between(0.95, 1.15), 0.85
        return smooth([(foot, 0.0), (belly, 0.35), (belly, 0.65), (neck, 1.0)], 14)
    if kind == "launcher" and dice.chance(0.7):
        points, size, height = [(1.0, 0.0)], 1.0, 0.0
        for _ in range(dice.count(1, 3)):
            height += dice.between(0.15, 0.35)
            above = size * dice.between(0.6, 1.1)
            points += [(size, height), (above, height + 0.04)]
            size = above
        return np.array([*points, (size, 1.0)])
    if dice.chance(0.2):
        skirt = dice.between(1.05, 1.4)
        return np.array([(skirt, 0.0), (1.0, 0.12), (1.0, 1.0)])
    return np.array([(1.0, 0.0), (1.0, 0.5), (1.0, 1.0)])


def _nose(rocket: Assembly, dice: Dice, sizes: RocketSizes, sides: int) -> None:
    """A cone, ogive or dome, some swollen as a payload's cover; perhaps with a spike."""
    tall = sizes.length - sizes.seam
    blunt = dice.between(0.8, 2.6)
    share = np.linspace(0.0, 1.0, 3 if sides < 12 else 9)
    out = float(sizes.profile[-1, 0]) * (1.0 - share**blunt)
    if dice.chance(0.3):
        out *= 1.0 + 0.25 * np.sin(np.pi * np.minimum(1.5 * share, 1.0))
    out[-1] = 0.0
    rocket.add("nose", lathe(np.stack([out, sizes.seam + tall * share], axis=1), sides))
    if dice.chance(0.25):
        spike = cylinder(0.06 * sizes.radius, 0.5 * tall + 0.05, sides=8)
        rocket.add("nose", spike.on(sizes.length - 0.05))


def _smooth_body(
    rocket: Assembly, dice: Dice, kind: str, radius: float, length: float
) -> RocketSizes:
    """One smooth body, as of a V2, whose upper end is the nose."""
    foot, belly = dice.between(0.4, 0.8), dice.between(0.35, 0.55)
    lower, upper = (0.9, 0.5 * belly), (0.7, 0.5 * (1.0 + belly))
    controls = [(foot, 0.0), lower, (1.0, belly), upper, (0.0, 1.0)]
    profile = np.maximum(smooth(controls, 22), 0.0) * (radius, length)
    body = lathe([(0.0, 0.0), *profile], dice.one_of(10, 20))
    lowest = body.vertices[body.faces][:, :, 1].min(axis=1)  # (F,)
    seam = length * dice.between(0.72, 0.88)
    rocket.split(body, {"nose": lowest > seam}, rest="body")
    return RocketSizes(kind, radius, length, seam, profile)


def _trimmings(rocket: Assembly, dice: Dice, sizes: RocketSizes) -> None:
    """Bands about the body, cable ducts along it, portholes."""
    radius, seam = sizes.radius, sizes.seam
    if dice.chance(0.4):
        for height in seam * dice.many(0.1, 0.9, dice.count(1, 4)):
            band = ring(sizes.radius_at(height), 0.05 * radius, "y", 20, 5)
            rocket.add("body", band.moved(y=float(height)))
    if sizes.kind in ("missile", "launcher") and dice.chance(0.3):
        duct = box(0.12 * radius, 0.7 * seam, 0.1 * radius).on(0.1 * seam).moved(radius)
        rocket.add("body", duct.around(dice.one_of(1, 2, 4)))
    if sizes.kind in ("cartoon", "ogive") and dice.chance(0.5):
        rim = ring(0.3 * radius, 0.08 * radius, "z", 16, 6)
        window = join(rim, cylinder(0.3 * radius, 0.1 * radius, "z"))
        for height in (0.7 * seam, 0.5 * seam)[: dice.pick({1: 2, 2: 1})]:
            front = 0.97 * sizes.radius_at(height)
            rocket.add("body", window.moved(0.0, height, front), detail="window")


def _fins(rocket: Assembly, dice: Dice, sizes: RocketSizes) -> None:
    """One to three rings of three to six fins; some launchers have none."""
    missile = sizes.kind == "missile"
    count, start = dice.pick({4: 3, 3: 2, 6: 1}), dice.between(0.0, 90.0)
    rings = dice.pick({1: 1, 2: 2, 3: 1}) if missile else 1
    bare = dice.chance(0.4)
    grow = dice.between(1.0, 2.2 if sizes.length > 10.0 * sizes.radius else 1.4)
    if sizes.kind in ("launcher", "shuttle") and dice.chance(0.25):
        return
    for level in range(rings):
        span = sizes.radius * dice.between(0.8, 1.9) * grow
        chord = sizes.radius * dice.between(1.0, 2.6) * grow
        low = 0.0 if level == 0 else sizes.length * dice.between(0.3, 0.78)
        if level < 2 and missile and dice.chance(0.2):  # a long, low strake
            chord, span = min(0.45 * sizes.length, 4.0 * chord), 0.7 * span
            low = min(low, 0.5 * sizes.length)
        fin = _fin(dice, sizes, Fin(span, chord, low, chord * dice.between(0.15, 0.9)), bare)
        rocket.add("fin", fin.around(count, start=start))


@dataclass(frozen=True)
class Fin:
    """Sizes of one fin; `low` is the height of its root's lower end."""

    span: float
    chord: float
    low: float
    tip: float  # length of its outer edge


def _fin(dice: Dice, sizes: RocketSizes, fin: Fin, bare: bool) -> Mesh:
    """A plate, a bare sheet, an aerofoil or a bent tube that stands out along +x."""
    cartoon = sizes.kind == "cartoon"
    slope = dice.between(-1.0, -0.2) if cartoon else dice.between(-0.6, 0.4)
    root = 0.9 * sizes.foot if sizes.kind in ("cartoon", "ogive") else 0.95 * sizes.radius
    end, top, drop = root + fin.span, fin.low + fin.chord, fin.low + slope * fin.span
    outer_edge = [(end, drop), (end, drop + fin.tip)]
    outline = np.array([(root, top), (root, fin.low), *outer_edge])
    if bare:
        flat = sheet(outline, "z")
        mesh = join(flat, flat.moved(z=0.02 * sizes.radius)) if dice.chance(0.4) else flat
    elif dice.chance(0.25):
        chords = [fin.chord, fin.tip + 0.1]
        foil = wing([(root, 0, 0), (end, 0, 0)], chords, thickness=0.1)
        mesh = foil.turned("x", -90.0).moved(y=fin.low + 0.6 * fin.chord)
    elif cartoon and dice.chance(0.5):
        elbow, toe = (end, fin.low + 0.3 * fin.chord, 0.0), (end, fin.low - 0.4, 0.0)
        path = [(root, top, 0.0), elbow, toe]
        mesh = tube(path, 0.16 * sizes.radius, 12, 8).stretched(z=0.6)
    else:
        mesh = prism(outline, sizes.radius * dice.between(0.04, 0.14), "z")
    if sizes.kind != "missile" and dice.chance(0.15):
        pod = ball(0.3 * sizes.radius, 0.7 * sizes.radius, 0.3 * sizes.radius, 10)
        outer_end = (end, drop + 0.5 * fin.tip, 0.0)
        mesh = join(mesh, pod.at([outer_end]))
    return mesh
