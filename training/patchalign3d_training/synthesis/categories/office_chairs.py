"""Padded chairs on a column, as in offices, and the same seats on other stands."""

import numpy as np

from patchalign3d_training.synthesis.categories.chair_pieces import arms
from patchalign3d_training.synthesis.categories.supports import casters, pedestal
from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.lofts import strip
from patchalign3d_training.synthesis.mesh import Assembly, Mesh
from patchalign3d_training.synthesis.outlines import rectangle, smooth
from patchalign3d_training.synthesis.solids import box, grid_bars, prism
from patchalign3d_training.synthesis.sweeps import beam, ring, sweep, tube


def office(chair: Assembly, random: np.random.Generator) -> None:
    """A task, executive or drafting chair."""
    width, depth = random.uniform(0.44, 0.56), random.uniform(0.42, 0.54)
    height = random.uniform(0.42, 0.56) if chance(random, 0.88) else random.uniform(0.6, 0.8)
    thick = random.uniform(0.04, 0.13)
    chair.add("seat", *_seat(random, width, depth, height, thick))
    _back(chair, random, width, depth, height)
    under = height - thick
    reach = random.uniform(0.26, 0.36)
    legs, wheels = pedestal(random, under, reach, chance(random, 0.9))
    chair.add("leg", *legs)
    chair.add("leg", *casters(*wheels), detail="wheel")
    if height > 0.6 and chance(random, 0.6):
        foot = ring(random.uniform(0.18, 0.26), 0.01).moved(0, 0.4 * under)
        chair.add("leg", foot, detail="stretcher")
    if chance(random, 0.65):
        kind = pick(random, None, "tee", "tee", "ring")
        pieces = (
            _ring_arms(random, width, height)
            if kind == "ring"
            else arms(random, width, depth, height, kind)
        )
        chair.add("arm", *pieces)


def _seat(
    random: np.random.Generator, width: float, depth: float, height: float, thick: float
) -> list[Mesh]:
    """A pad whose front edge falls off, with or without a pan below."""
    front, fall = 0.5 * depth, random.uniform(0.0, 0.06)
    side = [(front, -fall - 0.01), (0.75 * front, 0.0), (0.0, -0.012), (-0.8 * front, 0.0)]
    side.append((-front, random.uniform(0.0, 0.05)))
    curve = smooth(side, 14)
    share = np.linspace(0.0, 1.0, 14)
    waist = 1.0 - random.uniform(0.0, 0.25) * (2 * share - 1.0) ** 4 - 0.1 * share
    pad = strip(curve[::-1], (width * waist)[::-1], thick, random.uniform(0.0, 0.03))
    pieces = [pad.moved(0, height)]
    if chance(random, 0.3):
        pan = box(0.85 * width, 0.02, 0.8 * depth, 0.008).moved(0, height - thick - 0.01)
        pieces.append(pan)
    return pieces


def _back(
    chair: Assembly, random: np.random.Generator, width: float, depth: float, height: float
) -> None:
    """A back with the curve of a spine, and what ties it to the seat."""
    rise = random.uniform(0.42, 0.85)
    gap = random.uniform(-0.03, 0.2)
    rear, lean = -0.5 * depth + random.uniform(-0.04, 0.03), random.uniform(0.05, 0.25)
    hollow = random.uniform(0.0, 0.05)
    levels = np.array([gap, gap + 0.3 * (rise - gap), gap + 0.65 * (rise - gap), rise])
    side = [(rear - lean * y, y) for y in levels]
    side[1] = (side[1][0] + hollow, side[1][1])
    curve = smooth(side, 16)
    share = np.linspace(-1.0, 1.0, 16)
    wide = width * random.uniform(0.8, 1.05)
    power = random.uniform(2.0, 8.0)
    ends = (1.0 - random.uniform(0.1, 0.7) * np.abs(share) ** (2 * power)) ** 0.8
    taper = 1.0 - random.uniform(-0.1, 0.3) * 0.5 * (share + 1.0)
    thick = random.uniform(0.015, 0.1)
    cup = random.uniform(0.0, 0.1)
    kind = pick(random, "pad", "pad", "pad", "split", "mesh")
    if kind == "mesh":
        middle = 0.5 * (gap + rise)
        turn = -np.degrees(np.arctan(lean))
        tall = rise - gap
        size = int(random.integers(6, 12))
        net = grid_bars(0.95 * wide, 0.95 * tall, size, size, 0.003)
        rim = sweep(
            [(x, y, 0.0) for x, y in rectangle(wide, tall, 0.1, 5)], 0.014, sides=6, loop=True
        )
        for piece in (net, rim):
            chair.add("back", piece.turned("x", turn).moved(0, height + middle, rear - lean * 0.3))
    else:
        pad = strip(curve[::-1], (wide * ends * taper)[::-1], thick, cup)
        chair.add("back", pad.moved(0, height))
    if kind == "split":
        top = rise + 0.1
        head = box(0.6 * wide, 0.14, 0.05, 0.02).moved(0, height + top, rear - lean * top + 0.01)
        chair.add("back", head, detail="headrest")
        stem = beam((0, height + rise - 0.05, rear - lean * rise),
                    (0, height + top, rear - lean * top), 0.05, 0.015)  # fmt: skip
        chair.add("back", stem)
    if gap > 0.02 or chance(random, 0.5):
        behind = rear - lean * 0.3 - 0.02 - (thick if kind != "mesh" else 0.0)
        low = height - random.uniform(0.06, 0.1)
        path = [(0, low, 0.0), (0, low, 0.9 * behind), (0, height + 0.5 * gap, behind)]
        flat = rectangle(random.uniform(0.04, 0.12), 0.016)
        spine = sweep([*path, (0, height + 0.55 * rise, behind)], 1.0, flat, normal=(1, 0, 0))
        chair.add("back", spine)


def _ring_arms(random: np.random.Generator, width: float, height: float) -> list[Mesh]:
    """Closed loops beside the seat."""
    up, deep = random.uniform(0.2, 0.28), random.uniform(0.25, 0.4)
    x = 0.5 * width + 0.03
    low = height - 0.05
    path = [(x - 0.05, low, 0.4 * deep), (x, height + up, 0.5 * deep)]
    path += [(x, height + up, -0.5 * deep), (x - 0.05, low, -0.4 * deep)]
    if chance(random, 0.5):
        flat = rectangle(random.uniform(0.03, 0.05), 0.02)
        return [sweep(path, 1.0, flat, loop=True, normal=(1, 0, 0)).both()]
    pieces = [tube(path, 0.014, 20, 6).both()]
    pad = prism(rectangle(0.05, 0.9 * deep, 0.02), 0.025).moved(x, height + up)
    return [*pieces, pad.both()]
