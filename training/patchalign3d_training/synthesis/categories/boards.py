"""Skateboards."""

import numpy as np

from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh, Mesh, join
from patchalign3d_training.synthesis.outlines import Points, lengthwise, superellipse
from patchalign3d_training.synthesis.skins import skin
from patchalign3d_training.synthesis.solids import box, cylinder, pipe, prism
from patchalign3d_training.synthesis.sweeps import rod, sweep

PARTS = {
    "wheel": ("wheel", "wheels", "skateboard wheel", "roller", "rollers"),
    "deck": ("deck", "board", "skateboard deck", "standing surface", "platform", "plank"),
    "belt for foot": ("belt for foot", "foot strap", "strap", "foot belt", "binding"),
}
DETAILS = {"truck": ("truck", "axle", "wheel mount", "trucks")}


def skateboard(random: np.random.Generator) -> LabelledMesh:
    """A street deck, longboard, cruiser or old-school board."""
    board = Assembly(PARTS, DETAILS)
    length, width = random.uniform(0.65, 1.1), random.uniform(0.16, 0.26)
    thick = random.uniform(0.008, 0.025)
    outline = _outline(random, width, length)
    kick = random.uniform(0.0, 0.09)
    start = random.uniform(0.24, 0.36) * length
    dish = random.uniform(0.0, 0.012)
    rocker = random.uniform(-0.03, 0.03)
    ends = pick(random, (1.0, 1.0), (1.0, 1.0), (0.0, 1.0), (0.3, 1.0))

    def lift(mesh: Mesh) -> Mesh:
        x, y, z = mesh.vertices.T
        over = np.maximum(np.abs(z) - start, 0.0) / (0.5 * length - start)
        share = np.where(z > 0, ends[0], ends[1])
        up = kick * over**1.4 * share + dish * (2 * x / width) ** 2 + rocker * (2 * z / length) ** 2
        return Mesh(np.stack([x, y + up, z], axis=1), mesh.faces)

    board.add("deck", lift(_plate(outline, thick, length)))
    radius = random.uniform(0.022, 0.042)
    drop = radius + random.uniform(0.02, 0.045)
    wide = random.uniform(0.03, 0.05)
    x = 0.5 * width * random.uniform(0.7, 1.05) - 0.5 * wide
    round_wheel = cylinder(radius, wide, "x", sides=18)
    wheel = pick(random, round_wheel, round_wheel, pipe(radius, 0.35 * radius, wide, "x"))
    base = start * random.uniform(0.85, 1.05)
    for z in (base, -base):
        board.add("wheel", wheel.moved(x, -drop, z).both())
        _truck(board, random, x, drop, z)
    if chance(random, 0.2):
        y = random.uniform(0.02, 0.06)
        path = [
            (0.5 * width, 0, 0),
            (0.35 * width, y, 0),
            (-0.35 * width, y, 0),
            (-0.5 * width, 0, 0),
        ]
        profile = np.array([(1, -9.0), (1, 9.0), (-1, 9.0), (-1, -9.0)]) * 0.002
        strap = sweep(path, 1.0, profile, normal=(0, 1, 0))
        for z in (0.6 * start, -0.6 * start):
            board.add("belt for foot", strap.moved(0, 0.5 * thick, z))
    return board.finish()


def _outline(random: np.random.Generator, width: float, length: float) -> Points:
    kind = pick(random, "pill", "pill", "pill", "fish", "pin", "dropped")
    if kind == "pill":
        return superellipse(width, length, random.uniform(2.8, 5.0), 48)
    half = 0.5 * width
    sizes = {
        "fish": [0.45, 0.7, 0.8, 0.9, 1.0, 0.9, 0.3],
        "pin": [0.3, 0.7, 0.95, 1.0, 0.9, 0.6, 0.05],
        "dropped": [0.45, 0.5, 0.95, 1.0, 0.95, 0.5, 0.45],
    }[kind]
    levels = np.array([-0.5, -0.42, -0.25, 0.0, 0.25, 0.42, 0.5]) * length
    return lengthwise(np.stack([np.array(sizes) * half, levels], axis=1), 48)


def _plate(outline: Points, thick: float, length: float) -> Mesh:
    """A plate with stations along z so that it can be bent."""
    z = np.linspace(-0.4995, 0.4995, 25) * length
    right = outline[outline[:, 0] >= 0]
    right = right[np.argsort(right[:, 1])]
    half = np.interp(z, right[:, 1], right[:, 0])
    across = np.array([-1.0, -0.5, 0.0, 0.5, 1.0])
    top = np.stack(np.broadcast_arrays(half[:, None] * across, 0.5 * thick, z[:, None]), axis=-1)
    ring = np.concatenate([top, top[:, ::-1] - (0.0, thick, 0.0)], axis=1)
    return skin(ring)


def _truck(board: Assembly, random: np.random.Generator, x: float, drop: float, z: float) -> None:
    """Base plate, hanger and axle; annotators count them to the wheels or the deck."""
    part = pick(random, "wheel", "deck", "deck")
    plate = box(0.055, 0.008, 0.08).moved(0, -0.012, z)
    hanger = prism(np.array([(-0.05, -0.5), (0.05, -0.5), (0.02, 0.5), (-0.02, 0.5)]) * (1, drop),
                   0.03, "z").moved(0, -0.5 * drop, z)  # fmt: skip
    axle = rod((-x, -drop, z), (x, -drop, z), 0.006, sides=6)
    board.add(part, join(plate, hanger, axle), detail="truck")
