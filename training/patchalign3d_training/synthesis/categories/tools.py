"""Hand tools."""

import numpy as np

from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh
from patchalign3d_training.synthesis.outlines import superellipse
from patchalign3d_training.synthesis.solids import box, cylinder, lathe, prism
from patchalign3d_training.synthesis.sweeps import ring, rod, sweep

HAMMER = {
    "head": ("head", "hammer head", "striking head", "hammerhead", "metal head"),
    "handle": ("handle", "hammer handle", "shaft", "haft", "wooden handle"),
}
HAMMER_DETAILS = {
    "claw": ("claw", "nail puller", "hammer claw", "peen"),
    "face": ("striking face", "hammer face", "poll", "striking surface"),
}


def hammer(random: np.random.Generator) -> LabelledMesh:
    """A claw, ball-peen, sledge or club hammer or a mallet; the handle stands along y."""
    hammer = Assembly(HAMMER, HAMMER_DETAILS)
    long = random.uniform(0.9, 1.6)
    radius = random.uniform(0.03, 0.055)
    _shaft(hammer, random, long, radius)
    kind = pick(random, "claw", "claw", "claw", "ball", "sledge", "mallet", "cross")
    eye = box(2.6 * radius, 0.16, 2.8 * radius, 0.02)
    if kind in ("sledge", "mallet"):
        size = random.uniform(0.09, 0.18)
        reach = size * random.uniform(1.4, 2.2)
        barrel = cylinder(size, 2 * reach, "z", sides=pick(random, 20, 8))
        block = box(1.5 * size, 2 * size, 2 * reach, random.uniform(0.0, 0.03))
        hammer.add("head", pick(random, barrel, block).moved(0, long - size))
        hammer.add("head", ring(size, 0.02, "z").moved(0, long - size, 0.8 * reach).both("z"))
        return hammer.finish()
    hammer.add("head", eye.moved(0, long - 0.08))
    y = long - 0.08
    reach = random.uniform(0.16, 0.28)
    face = random.uniform(0.05, 0.075)
    necked = [(0, 0), (0.75 * face, 0), (0.6 * face, 0.45 * reach), (face, 0.65 * reach)]
    poll = lathe([*necked, (face, 0.95 * reach), (0.9 * face, reach), (0, reach)], 16)
    hammer.add("head", poll.turned("x", 90.0).moved(0, y, radius), detail="face")
    if kind == "claw":
        _claw(hammer, random, y, radius)
    elif kind == "ball":
        path = [(0, 0), (0.7, 0), (0.5, 0.8), (0.9, 1.4), (1.0, 2.0), (0.8, 2.7), (0, 3.0)]
        peen = lathe(np.array(path) * 0.9 * face, 14).turned("x", -90.0)
        hammer.add("head", peen.moved(0, y, -radius), detail="claw")
    else:
        wedge = sweep([(0, y, -radius), (0, y, -radius - reach)], [1.0, 0.9],
                      superellipse(1.6 * face, 1.6 * face, 4.0, 12))  # fmt: skip
        x, height, z = wedge.vertices.T
        share = np.clip((-z - radius) / reach, 0.0, 1.0)
        flat = np.stack([x, y + (height - y) * (1 - 0.85 * share), z], axis=1)
        hammer.add("head", type(wedge)(flat, wedge.faces), detail="claw")
    return hammer.finish()


def _shaft(hammer: Assembly, random: np.random.Generator, long: float, radius: float) -> None:
    levels = np.linspace(0.0, long, 8)
    swell = radius * np.array([1.25, 1.2, 1.3, 1.15, 0.9, 0.8, 0.85, 0.9])
    if chance(random, 0.4):
        swell = np.full(8, radius)
    section = superellipse(2.0, 2.0 * random.uniform(0.65, 1.0), random.uniform(2.0, 3.5), 14)
    path = np.stack([0 * levels, levels, 0 * levels], axis=1)
    hammer.add("handle", sweep(path, swell, section, normal=(0, 0, 1)))
    if chance(random, 0.5):
        sleeve = long * random.uniform(0.3, 0.5)
        thick = radius * random.uniform(1.3, 1.7)
        cover = prism(superellipse(2 * thick, 2.3 * thick, 2.6, 16), sleeve, "y", 0.3 * thick)
        hammer.add("handle", cover.moved(0, 0.5 * sleeve))
    if chance(random, 0.2):
        hammer.add("handle", rod((-radius, 0.08, 0), (radius, 0.08, 0), 0.012, sides=6))


def _claw(hammer: Assembly, random: np.random.Generator, y: float, radius: float) -> None:
    reach, drop = random.uniform(0.22, 0.34), random.uniform(0.0, 0.2)
    share = np.linspace(0.0, 1.0, 8)
    spread = random.uniform(0.03, 0.05)
    path = np.stack(
        [0.02 + spread * share, y + 0.03 - drop * share**2, -radius - reach * share], axis=1
    )
    profile = superellipse(0.045, 0.085, 4.0, 10)
    tine = sweep(path, 1.0 - 0.75 * share, profile, normal=(1, 0, 0))
    hammer.add("head", tine.both(), detail="claw")
