"""Pistols."""

import numpy as np

from patchalign3d_training.synthesis.families.weapons.pistol.pieces import (
    BARREL,
    GRIP,
    TRIGGER,
    add_grip,
    add_mounts,
    add_trigger,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    box,
    cylinder,
    lathe,
    pipe,
    prism,
    ring,
    rod,
    smooth,
    sweep,
    tube,
    wing,
)


def build(pistol: Assembly, dice: Dice) -> None:
    """An automatic, a revolver, an old flintlock, a machine pistol or a ray gun.

    The muzzle looks along +z.
    """
    kinds = (*[_slide] * 6, *[_revolver] * 4, _machine, _ray, _flat)
    long, tall = dice.between(0.9, 1.55), dice.between(0.18, 0.34)
    thick = dice.between(0.09, 0.19)
    if dice.chance(0.16):
        _flintlock(pistol, dice, long, thick)
        return
    kind = dice.one_of(*kinds)
    kind(pistol, dice, long, tall, thick)
    add_grip(pistol, dice, tall, thick, kind is _revolver)
    add_trigger(pistol, dice, tall, thick)


def _slide(pistol: Assembly, dice: Dice, long: float, tall: float, thick: float) -> None:
    """An automatic: a slide over a frame."""
    rear = dice.between(0.12, 0.26)
    high = dice.between(0.45, 0.65) * tall
    x, y = 0.5 * thick, 0.5 * high
    cut, slope = dice.between(0.0, 0.5) * x, dice.between(0.0, 0.4) * high
    section = np.array([(x, -y), (x, y - cut), (x - cut, y), (cut - x, y), (-x, y - cut), (-x, -y)])
    slide = prism(section, long, "z").moved(0, 0.2 * tall, 0.5 * long - rear)
    v = slide.vertices
    nose = (v[:, 2] > long - rear - 0.01) & (v[:, 1] < 0.2 * tall)
    pistol.add(BARREL, Mesh(v + np.outer(nose * slope, (0.0, 1.0, 0.0)), slide.faces))
    if dice.chance(0.4):
        port = box(0.6 * thick, 0.02, 0.25, 0.0).moved(0.2 * thick, 0.2 * tall + y, 0.35 * long)
        pistol.add(BARREL, port)
    if dice.chance(0.4):
        rib = box(1.04 * thick, 0.7 * high, 0.012).moved(0, 0.2 * tall)
        pistol.add(BARREL, rib.at([(0, 0, 0.03 * i - rear + 0.04) for i in range(5)]))
    under = long * dice.between(0.4, 0.95)
    part = dice.pick({BARREL: 7, GRIP: 1})
    low = box(dice.between(0.75, 0.98) * thick, 0.45 * tall, under, 0.01)
    pistol.add(part, low.moved(0, -0.28 * tall, 0.5 * under - rear + 0.03))
    _inside(pistol, dice, long, rear, (thick, high, 0.2 * tall))
    if dice.chance(0.4):
        tang = [(0, 0.0, 0.05 - rear), (0, 0.02, -rear - 0.06), (0, -0.05, -rear - 0.12)]
        pistol.add(GRIP, sweep(tang, [0.07, 0.05, 0.03], sides=8))
    if dice.chance(0.45):
        spur = box(0.05, 0.11, 0.06, 0.01).turned("x", -20.0).moved(0, 0.25 * tall, -rear - 0.02)
        pistol.add(BARREL, spur, detail="hammer")
    add_mounts(pistol, dice, tall, thick, long - rear)


def _inside(
    pistol: Assembly,
    dice: Dice,
    long: float,
    rear: float,
    section: tuple[float, float, float],
) -> None:
    """What detailed models hide in the slide: its inner walls, the barrel, the spring's rod."""
    thick, high, y = section
    middle = 0.5 * long - rear
    if dice.chance(0.35):
        pistol.add(BARREL, box(0.8 * thick, 0.85 * high, 0.96 * long).moved(0, y, middle))
    if dice.chance(0.35):
        bore = pipe(0.3 * thick, 0.2 * thick, 0.6 * long, "z", 12)
        spring = cylinder(0.15 * thick, 0.7 * long, "z", sides=8)
        pistol.add(
            BARREL, bore.moved(0, y, 0.68 * long - rear), spring.moved(0, y - 0.5 * high, middle)
        )
    if dice.chance(0.2):
        lamp = box(0.7 * thick, dice.between(0.06, 0.14), 0.3 * long, 0.02)
        pistol.add(BARREL, lamp.moved(0, y - 0.5 * high - 0.12, 0.8 * long - rear))


def _machine(pistol: Assembly, dice: Dice, long: float, tall: float, thick: float) -> None:
    """A machine pistol: a box with a short barrel, a magazine, perhaps a stock."""
    body = box(thick, dice.between(0.8, 1.3) * tall, 0.8 * long, 0.02)
    pistol.add(BARREL, body.moved(0, 0.1 * tall, 0.3 * long))
    muzzle = pipe(0.3 * thick, 0.2 * thick, 0.4 * long, "z", 12)
    pistol.add(BARREL, muzzle.moved(0, 0.2 * tall, 0.85 * long))
    long_clip = dice.between(0.3, 0.7)
    z = dice.one_of(0.0, 0.55 * long)
    clip = box(0.6 * thick, long_clip, 0.18).moved(0, -0.5 * (tall + long_clip) - 0.5 * (z == 0), z)
    pistol.add(dice.one_of(BARREL, GRIP) if z else GRIP, clip, detail="magazine")
    if dice.chance(0.4):
        wire = [(0.0, 0.2 * tall, -0.1), (0.0, 0.25 * tall, -0.7), (0.0, -0.3, -0.72)]
        pistol.add(GRIP, tube(wire, 0.025, 12, 6).moved(0.3 * thick).both())
    add_mounts(pistol, dice, tall, thick, long)


def _ray(pistol: Assembly, dice: Dice, long: float, tall: float, thick: float) -> None:
    """A ray gun: turned lumps, rings, fins, a ball at the tip."""
    z = np.linspace(-0.2, 0.6 * long, 7)
    radii = np.maximum(dice.many(0.3, 1.0, 7) * tall, 0.03)
    body = smooth(np.stack([radii, z], axis=1), 20)
    body[:, 0] = np.maximum(body[:, 0], 0.02)
    pistol.add(BARREL, lathe([(0, z[0]), *body, (0, z[-1])], 14).turned("x", 90.0))
    pistol.add(BARREL, cylinder(0.25 * tall, 0.5 * long, "z").moved(0, 0, 0.8 * long))
    for place in dice.many(0.6, 1.0, dice.count(0, 3)):
        pistol.add(BARREL, ring(0.45 * tall, 0.03, "z", 18, 6).moved(0, 0, place * long))
    if dice.chance(0.6):
        pistol.add(BARREL, ball(dice.between(0.3, 0.5) * tall).moved(0, 0, 1.05 * long))
    if dice.chance(0.4):
        fin = wing([(0, 0.3 * tall, 0.2), (0, tall, 0.0)], [0.4, 0.2], 0.08, upright=True)
        pistol.add(BARREL, fin.around(dice.one_of(1, 3), "z"))


def _flat(pistol: Assembly, dice: Dice, long: float, tall: float, thick: float) -> None:
    """Clip art: a few plain blocks."""
    pistol.add(BARREL, box(thick, tall, long).moved(0, 0.1 * tall, 0.5 * long - 0.18))
    if dice.chance(0.5):
        pistol.add(BARREL, box(0.6 * thick, 0.5 * tall, 0.3).moved(0, 0.15 * tall, long - 0.1))


def _revolver(pistol: Assembly, dice: Dice, long: float, tall: float, thick: float) -> None:
    radius = thick * dice.between(0.25, 0.4)
    start = 0.38
    barrel = pipe(radius, 0.6 * radius, long - start, "z", 14)
    pistol.add(BARREL, barrel.moved(0, 0.25 * tall, 0.5 * (long + start)))
    if dice.chance(0.6):
        lug = box(1.2 * radius, 1.5 * radius, 0.8 * (long - start), 0.01)
        pistol.add(BARREL, lug.moved(0, 0.25 * tall - 1.4 * radius, start + 0.4 * (long - start)))
    top = box(0.5 * thick, 0.2 * tall, 0.55, 0.01).moved(0, 0.5 * tall, 0.12)
    low = box(0.5 * thick, 0.25 * tall, 0.5, 0.01).moved(0, -0.45 * tall, 0.12)
    rear = box(0.6 * thick, 1.1 * tall, 0.15, 0.01).moved(0, 0, -0.1)
    pistol.add(BARREL, top, low)
    pistol.add(dice.one_of(BARREL, GRIP), rear)
    angle = np.linspace(0.0, 2.0 * np.pi, 36, endpoint=False)
    flute = 1.0 - dice.between(0.0, 0.12) * np.cos(6.0 * angle) ** 2
    rim = dice.between(0.4, 0.55) * tall * flute[:, None]
    drum = prism(rim * np.stack([np.cos(angle), np.sin(angle)], axis=1), 0.28, "z")
    part = dice.pick({BARREL: 3, GRIP: 1})
    pistol.add(part, drum.moved(0, 0.05 * tall, 0.16), detail="cylinder")
    spur = tube(
        [(0, 0.3 * tall, -0.14), (0, 0.65 * tall, -0.2), (0, 0.75 * tall, -0.3)], 0.03, 8, 6
    )
    pistol.add(dice.pick({BARREL: 2, GRIP: 1}), spur, detail="hammer")
    if dice.chance(0.7):
        sight = box(0.02, 0.07, 0.1).moved(0, 0.25 * tall + radius, long - 0.08)
        pistol.add(BARREL, sight, detail="sight")


def _flintlock(pistol: Assembly, dice: Dice, long: float, thick: float) -> None:
    radius = 0.4 * thick
    pistol.add(
        BARREL, cylinder(radius, 1.1 * long, "z", top=0.75 * radius).moved(0, 0.08, 0.5 * long)
    )
    drop = dice.between(0.2, 0.45)
    path = [(0, 0, 0.75 * long), (0, -0.01, 0.1), (0, -0.08, -0.15), (0, -drop, -0.45)]
    curve = smooth([*path, (0, -drop - 0.1, -0.52)], 20)
    if dice.chance(0.5):
        pistol.add(GRIP, ball(0.65 * thick).moved(0, -drop - 0.1, -0.52))
    radii = np.interp(np.linspace(0, 1, 20), [0, 0.5, 0.8, 1], [0.5, 0.65, 0.55, 0.8]) * thick
    pistol.add(GRIP, sweep(curve, radii, sides=12))
    add_trigger(pistol, dice, 0.12, thick)
    if dice.chance(0.5):
        stick = rod((0, -0.06, 0.3 * long), (0, -0.02, 0.95 * long), 0.02, sides=6)
        pistol.add(dice.one_of(BARREL, GRIP), stick)
    if dice.chance(0.3):
        pistol.add(BARREL, pipe(1.5 * radius, radius, 0.12, "z").moved(0, 0.08, 1.05 * long))
    lock = box(0.04, 0.08, 0.3, 0.01).moved(0.5 * thick, 0.04, 0.0)
    cock = tube(
        [(0.5 * thick, 0.05, -0.02), (0.5 * thick, 0.18, -0.05), (0.5 * thick, 0.2, 0.05)],
        0.025,
        8,
        6,
    )
    pistol.add(dice.one_of(BARREL, TRIGGER), lock, cock, detail="hammer")
