"""Hand tools."""

import numpy as np

from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh, Mesh
from patchalign3d_training.synthesis.outlines import superellipse
from patchalign3d_training.synthesis.skins import skin
from patchalign3d_training.synthesis.solids import box, cylinder, lathe, prism
from patchalign3d_training.synthesis.sweeps import ring, rod, sweep, tube

HAMMER = {
    "head": ("head", "hammer head", "striking head", "hammerhead", "metal head"),
    "handle": ("handle", "hammer handle", "shaft", "haft", "wooden handle"),
}
HAMMER_DETAILS = {
    "claw": ("claw", "nail puller", "hammer claw", "peen"),
    "face": ("striking face", "hammer face", "poll", "striking surface"),
}


AXE = {
    "head": ("head", "axe head", "blade", "axe blade", "cutting edge", "metal head"),
    "handle": ("handle", "axe handle", "shaft", "haft", "wooden handle"),
}
SHOVEL = {
    "blade": ("blade", "shovel blade", "scoop", "shovel head", "spade blade"),
    "shaft": ("shaft", "shovel shaft", "stick", "pole", "stem"),
    "handle": ("handle", "shovel handle", "hand hold", "end handle"),
}
SCREWDRIVER = {
    "handle": ("handle", "screwdriver handle", "handhold", "plastic handle"),
    "shaft": ("shaft", "metal shaft", "rod", "shank", "blade"),
    "tip": ("tip", "screwdriver tip", "point", "bit"),
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
        hammer.add("head", Mesh(flat, wedge.faces), detail="claw")
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


def axe(random: np.random.Generator) -> LabelledMesh:
    """A felling axe, hatchet, battle axe or pickaxe; the handle stands along y."""
    axe = Assembly(AXE)
    long, radius = random.uniform(0.8, 1.8), random.uniform(0.03, 0.05)
    _shaft(axe, random, long, radius)
    tall, reach = random.uniform(0.14, 0.4), random.uniform(0.22, 0.45)
    thick, y = random.uniform(0.07, 0.1), long - 0.14
    edge = [
        (0.85 * reach, -tall),
        (reach, -0.4 * tall),
        (reach, 0.3 * tall),
        (0.9 * reach, 0.6 * tall),
    ]
    outline = np.array([(-0.08, -0.07), (0.05, -0.07), *edge, (0.05, 0.08), (-0.08, 0.08)])
    flat = prism(outline, thick, "x")
    share = np.clip(1.0 - flat.vertices[:, 2] / reach, 0.08, 1.0)
    taper = np.stack([share, 0 * share + 1, 0 * share + 1], axis=1)
    head = Mesh(flat.vertices * taper, flat.faces).moved(0, y)
    kind = pick(random, "axe", "axe", "double", "pick")
    axe.add("head", head.both("z") if kind == "double" else head)
    if kind == "pick":
        spike = sweep(
            [(0, y, -0.05), (0, y - 0.02, -0.25), (0, y - 0.1, -0.45)], [0.05, 0.035, 0.01]
        )
        axe.add("head", spike)
    return axe.finish()


def shovel(random: np.random.Generator) -> LabelledMesh:
    """A shovel, spade or trowel; it stands on its blade."""
    shovel = Assembly(SHOVEL)
    long, wide = random.uniform(0.6, 2.4), random.uniform(0.18, 0.32)
    tall = wide * random.uniform(1.1, 1.8)
    tip = random.uniform(0.05, 0.95)
    share = np.linspace(0.0, 1.0, 9)
    half = 0.5 * wide * np.interp(share, [0, 0.35, 0.9, 1], [tip, 1.0, 1.0, 0.5])
    across = np.linspace(-1.0, 1.0, 7)
    grid = np.zeros((9, 7, 3))
    grid[..., 0] = half[:, None] * across
    grid[..., 1] = (share * tall)[:, None]
    dish = random.uniform(0.02, 0.1)
    grid[..., 2] = dish * across**2 + 0.2 * (1 - share[:, None]) ** 2 * tall
    plate = skin(grid, closed=False)
    shovel.add("blade", plate, plate.moved(0, 0, -random.uniform(0.005, 0.02)))
    radius = random.uniform(0.015, 0.028)
    shovel.add("blade", rod((0, 0.75 * tall, -0.01), (0, 1.2 * tall, -0.01), 1.2 * radius))
    top = tall + long
    shovel.add("shaft", rod((0, tall, -0.01), (0, top, -0.01), radius))
    if chance(random, 0.7):
        path = [(0, top - 0.03, 0), (0.07, top + 0.04, 0), (0.06, top + 0.12, 0)]
        loop = tube(
            [*path, (-0.06, top + 0.12, 0), (-0.07, top + 0.04, 0), (0, top - 0.03, 0)], radius, 22
        )
        bar = rod((-0.1, top + 0.03, 0), (0.1, top + 0.03, 0), 1.2 * radius)
        shovel.add("handle", pick(random, loop, bar))
    else:
        sleeve = rod((0, top - 0.25 * long, -0.01), (0, top, -0.01), 1.5 * radius)
        shovel.add("handle", sleeve)
    return shovel.finish()


def screwdriver(random: np.random.Generator) -> LabelledMesh:
    """A screwdriver or chisel along y, its tip up."""
    driver = Assembly(SCREWDRIVER)
    long, radius = random.uniform(0.7, 1.1), random.uniform(0.1, 0.2)
    wave = np.array([0.75, 1.0, 1.0, 0.85, 0.95, 0.7, 0.5]) * random.uniform(0.85, 1.1, 7)
    path = np.stack([np.zeros(7), np.linspace(0, long, 7), np.zeros(7)], axis=1)
    lobes = int(random.integers(3, 9))
    angle = np.linspace(0, 2 * np.pi, 6 * lobes, endpoint=False)
    ripple = 1.0 + random.uniform(0.0, 0.12) * np.cos(lobes * angle)
    section = np.stack([np.cos(angle), np.sin(angle)], axis=1) * ripple[:, None]
    driver.add("handle", sweep(path, wave * radius, section))
    thin, reach = radius * random.uniform(0.22, 0.4), random.uniform(0.5, 1.8)
    end = long + reach
    driver.add("shaft", rod((0, long - 0.03, 0), (0, end, 0), thin))
    if chance(random, 0.5):
        flat = rod((0, end, 0), (0, end + 0.15, 0), thin).stretched(1.0, 1.0, 0.4)
        driver.add("tip", flat.stretched(x=random.uniform(1.0, 1.8)))
    else:
        driver.add("tip", rod((0, end, 0), (0, end + 0.12, 0), thin, 0.2 * thin))
    return driver.finish()
