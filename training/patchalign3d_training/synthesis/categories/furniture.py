"""Sofas, stools and beds."""

import numpy as np

from patchalign3d_training.synthesis.categories.armchairs import club, tub
from patchalign3d_training.synthesis.categories.supports import casters, four_legs, pedestal
from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh
from patchalign3d_training.synthesis.outlines import ellipse, rectangle, superellipse
from patchalign3d_training.synthesis.solids import ball, box, cylinder, grid_bars, lathe, prism
from patchalign3d_training.synthesis.sweeps import ring, rod, sweep

SOFA = {
    "back": ("back", "sofa back", "back support", "couch back", "back panel", "rear"),
    "seat": ("seat", "sofa seat", "seating surface", "sitting area", "seat pad"),
    "leg": ("leg", "sofa leg", "legs", "foot", "feet"),
    "arm": ("arm", "sofa arm", "arms", "side arm", "elbow rest"),
}
SOFA_DETAILS = {
    "pillow": ("pillow", "throw pillow", "pillows"),
    "wheel": ("caster", "wheel", "caster wheel", "roller"),
}
STOOL = {
    "seat": ("seat", "stool seat", "seating surface", "sitting area", "seat pad"),
    "leg": ("leg", "stool leg", "legs", "foot", "base", "support"),
}
STOOL_DETAILS = {
    "footrest": ("footrest", "foot ring", "foot rest", "crossbar"),
    "wheel": ("caster", "wheel", "caster wheel", "roller"),
}
BED = {
    "mattress": ("mattress", "sleeping surface", "bed pad", "lying surface"),
    "headboard": ("headboard", "head board", "head end", "bed head"),
    "frame": ("frame", "bed frame", "bedstead", "base", "bed base"),
    "pillow": ("pillow", "pillows", "head pillow", "bed pillow"),
    "leg": ("leg", "bed leg", "legs", "foot", "feet", "bed post"),
}


def sofa(random: np.random.Generator) -> LabelledMesh:
    """A sofa, love seat, corner sofa or garden bench."""
    sofa = Assembly(SOFA, SOFA_DETAILS)
    if chance(random, 0.4):
        pick(random, club, club, club, tub)(sofa, random)
        return sofa.finish()
    if chance(random, 0.25):
        _bench(sofa, random)
        return sofa.finish()
    width, depth = random.uniform(1.3, 2.4), random.uniform(0.75, 1.0)
    foot, height = random.uniform(0.04, 0.18), random.uniform(0.38, 0.48)
    rear, rise = random.uniform(0.12, 0.28), random.uniform(0.3, 0.55)
    soft = random.uniform(0.01, 0.05)
    side = random.uniform(0.08, 0.25) if chance(random, 0.85) else 0.0
    inner, tall = width - 2 * side, height - foot
    count = int(random.integers(1, 4))
    base = box(inner, 0.55 * tall, depth - 0.5 * rear).moved(0, foot + 0.28 * tall, 0.25 * rear)
    sofa.add("seat", base)
    pad = box(inner / count * 0.985, 0.45 * tall, depth - rear, soft)
    cover = box(inner / count * 0.97, rise, 0.6 * rear, soft).turned("x", -8.0)
    split_back = chance(random, 0.6)
    for x in (np.arange(count) + 0.5) / count * inner - 0.5 * inner:
        sofa.add("seat", pad.moved(x, height - 0.22 * tall, 0.5 * rear))
        if split_back:
            sofa.add("back", cover.moved(x, height + 0.5 * rise, -0.5 * depth + 0.9 * rear))
    panel = box(width if chance(random, 0.5) else inner, rise + 0.8 * tall, 0.5 * rear, soft)
    sofa.add(
        "back", panel.moved(0, foot + 0.5 * (rise + 0.8 * tall) + 0.1, -0.5 * depth + 0.25 * rear)
    )
    if side:
        up = tall + random.uniform(0.08, 0.28)
        arm = box(side, up, depth, min(soft, 0.4 * side))
        sofa.add("arm", arm.moved(0.5 * (width - side), foot + 0.5 * up).both())
        if chance(random, 0.35):
            roll = cylinder(0.65 * side, 1.02 * depth, "z")
            sofa.add("arm", roll.moved(0.5 * (width - side), foot + up).both())
    if chance(random, 0.25):
        chaise = box(inner / count, tall, 0.7, soft)
        x = pick(random, -1, 1) * 0.5 * (inner - inner / count)
        sofa.add("seat", chaise.moved(x, foot + 0.5 * tall, 0.5 * depth + 0.3))
    if chance(random, 0.35):
        pillow = ball(0.2, 0.2, 0.07).turned("x", -15.0).moved(0.35 * inner, height + 0.2, -0.05)
        part = pick(random, "back", None)
        sofa.add(part, pillow.both() if chance(random, 0.5) else pillow, detail="pillow")
    peg = rod((0, foot + 0.02, 0), (0, 0, 0), random.uniform(0.02, 0.045), 0.02)
    x, z = 0.5 * width - 0.1, 0.5 * depth - 0.08
    sofa.add("leg", peg.at([(x, 0, z), (-x, 0, z), (x, 0, -z), (-x, 0, -z)]))
    return sofa.finish()


def _bench(sofa: Assembly, random: np.random.Generator) -> None:
    """A garden bench of slats."""
    width, depth, height = random.uniform(1.0, 1.8), random.uniform(0.38, 0.5), 0.44
    count = int(random.integers(3, 8))
    slat = box(width, 0.02, 0.8 * depth / count)
    for z in (np.arange(count) + 0.5) / count * depth - 0.5 * depth:
        sofa.add("seat", slat.moved(0, height, z))
    support = four_legs(random, width, depth, height - 0.01, 1.3)
    sofa.add("leg", *support.legs, *support.bars)
    rise = random.uniform(0.3, 0.5)
    if chance(random, 0.5):
        rows = int(random.integers(2, 6))
        backs = [
            box(width, 0.7 * rise / rows, 0.02).moved(0, y) for y in np.linspace(0.1, rise, rows)
        ]
    else:
        bars = grid_bars(0.95 * width, rise, int(random.integers(8, 16)), 2, 0.012)
        backs = [bars.moved(0, 0.5 * rise)]
    posts = box(0.05, rise + 0.1, 0.04).moved(0.45 * width, 0.5 * rise).both()
    for piece in (*backs, posts):
        sofa.add("back", piece.turned("x", -10.0).moved(0, height, -0.5 * depth))
    if chance(random, 0.7):
        x, y = 0.48 * width, height + 0.2
        path = [(x, height, 0.45 * depth), (x, y, 0.45 * depth), (x, y, -0.55 * depth)]
        sofa.add("arm", sweep(path, 0.02, rectangle(2.5, 1.5), normal=(1, 0, 0)).both())


def stool(random: np.random.Generator) -> LabelledMesh:
    """A bar stool, milking stool, drum or swivel stool: a chair without a back."""
    stool = Assembly(STOOL, STOOL_DETAILS)
    height = random.uniform(0.35, 0.85)
    width = random.uniform(0.28, 0.45)
    thick = random.uniform(0.02, 0.12)
    outline = pick(
        random, ellipse(width, width, 28), ellipse(width, width, 28), rectangle(width, width, 0.03),
        superellipse(1.2 * width, 0.8 * width, 3.5, 28),
    )  # fmt: skip
    seat = prism(outline, thick, "y", random.uniform(0.0, 0.4) * thick)
    stool.add("seat", seat.moved(0, height - 0.5 * thick))
    under = height - thick
    kind = pick(random, "legs", "legs", "three", "pedestal", "pedestal", "drum")
    if kind == "legs":
        support = four_legs(random, 0.75 * width, 0.75 * width, under)
        stool.add("leg", *support.legs, *support.bars)
    elif kind == "three":
        foot = 0.5 * width * random.uniform(0.9, 1.3)
        radius = random.uniform(0.01, 0.022)
        leg = rod((0.3 * width, under, 0), (foot, 0, 0), radius)
        stool.add("leg", leg.around(pick(random, 3, 3, 4), start=45.0))
    elif kind == "pedestal":
        pieces, wheels = pedestal(random, under, random.uniform(0.2, 0.3), chance(random, 0.5))
        stool.add("leg", *pieces)
        stool.add("leg", *casters(*wheels), detail="wheel")
    else:
        radii = 0.45 * width * random.uniform(0.6, 1.1, 5)
        stool.add("leg", lathe(np.stack([radii, np.linspace(0, under, 5)], axis=1)))
    if under > 0.5 and kind != "drum" and chance(random, 0.6):
        loop = ring(random.uniform(0.35, 0.45) * width, 0.01).moved(
            0, random.uniform(0.25, 0.45) * under
        )
        stool.add("leg", loop, detail="footrest")
    return stool.finish()


def bed(random: np.random.Generator) -> LabelledMesh:
    """A single, double or four-poster bed; its foot end looks along +z."""
    bed = Assembly(BED)
    width, long = random.uniform(0.85, 1.9), random.uniform(1.9, 2.15)
    low, rail = random.uniform(0.05, 0.3), random.uniform(0.1, 0.25)
    thick = random.uniform(0.12, 0.3)
    top = low + rail
    bed.add("frame", box(width, rail, long, 0.01).moved(0, low + 0.5 * rail))
    bed.add(
        "mattress", box(0.95 * width, thick, 0.96 * long, 0.05).moved(0, top + 0.5 * thick, 0.02)
    )
    if chance(random, 0.4):
        bed.add(
            "mattress", box(1.02 * width, 0.05, 0.6 * long, 0.02).moved(0, top + thick, 0.2 * long)
        )
    high = top + thick + random.uniform(0.15, 0.6)
    rear = -0.5 * long - 0.03
    if chance(random, 0.9):
        if chance(random, 0.3):
            bars = grid_bars(width, high - low, int(random.integers(6, 14)), 3, 0.012)
            bed.add("headboard", bars.moved(0, 0.5 * (high + low), rear))
        else:
            outline = superellipse(1.05 * width, 2 * (high - low), random.uniform(2.5, 9.0), 40)
            outline = outline[outline[:, 1] >= -1e-9]
            panel = prism(outline, random.uniform(0.03, 0.12), "z", 0.01)
            bed.add("headboard", panel.moved(0, low, rear))
    if chance(random, 0.4):
        foot = box(1.03 * width, random.uniform(0.5, 1.1) * (top + thick) - low + 0.02, 0.05)
        bed.add("frame", foot.moved(0, 0.5 * (top + thick), 0.5 * long + 0.02))
    pillow = ball(0.3, 0.08, 0.2).moved(0, top + thick + 0.06, -0.5 * long + 0.28)
    if chance(random, 0.75):
        bed.add("pillow", pillow.moved(0.24 * width).both() if width > 1.2 else pillow)
    x, z = 0.5 * width - 0.04, 0.5 * long - 0.04
    tall = top + (random.uniform(1.0, 1.6) if chance(random, 0.12) else 0.0)
    post = rod((x, 0, z), (x, tall, z), random.uniform(0.02, 0.05))
    bed.add("leg", post.both("x").both("z"))
    return bed.finish()
