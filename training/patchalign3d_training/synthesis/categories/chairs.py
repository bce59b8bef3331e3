"""Chairs of every build."""

from collections.abc import Callable

import numpy as np

from patchalign3d_training.synthesis.categories.chair_pieces import arms, back, panel_outline, seat
from patchalign3d_training.synthesis.categories.supports import (
    cantilever,
    casters,
    four_legs,
    pedestal,
    rockers,
    sled,
)
from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh, join
from patchalign3d_training.synthesis.outlines import (
    smooth,
    superellipse,
)
from patchalign3d_training.synthesis.skins import skin
from patchalign3d_training.synthesis.solids import ball, box, cylinder, prism
from patchalign3d_training.synthesis.sweeps import rod

PARTS = {
    "back": ("back", "chair back", "back support", "back panel", "back of the chair", "rear"),
    "seat": ("seat", "chair seat", "seating surface", "sitting area", "seat pad", "seat base"),
    "leg": ("leg", "chair leg", "legs", "foot", "base", "leg support", "feet"),
    "arm": ("arm", "chair arm", "arms", "side arm", "elbow rest", "arm support"),
}
DETAILS = {
    "wheel": ("caster", "wheel", "caster wheel", "roller"),
    "stretcher": ("stretcher", "crossbar", "leg bar", "rung"),
    "headrest": ("headrest", "head rest", "head support"),
}


def chair(random: np.random.Generator) -> LabelledMesh:
    """An office, dining, folding, rocking, cantilever, shell, bar or lounge chair."""
    builds: tuple[Callable[[np.random.Generator], LabelledMesh], ...] = (
        _framed,
        _club,
        _shell,
        _tub,
    )
    return pick(random, *builds[:1] * 9, *builds[1:2] * 3, *builds[2:])(random)


def _framed(random: np.random.Generator) -> LabelledMesh:
    chair = Assembly(PARTS, DETAILS)
    width, depth = random.uniform(0.38, 0.62), random.uniform(0.36, 0.56)
    height = random.uniform(0.36, 0.52) if chance(random, 0.85) else random.uniform(0.6, 0.8)
    thick = random.uniform(0.015, 0.05) if chance(random, 0.6) else random.uniform(0.05, 0.13)
    chair.add("seat", *seat(random, width, depth, height, thick))
    under = height - thick
    stand(chair, random, width, depth, under)
    rise = random.uniform(0.28, 0.75)
    lean = random.uniform(0.0, 22.0)
    pieces = back(random, width, rise)
    tilted = [piece.turned("x", -lean).moved(0.0, height, -0.46 * depth) for piece in pieces]
    chair.add("back", *tilted)
    if chance(random, 0.12):
        head = box(width * random.uniform(0.4, 0.7), 0.12, 0.06, 0.025).moved(0.0, rise + 0.07)
        posts = rod((0.05, rise - 0.1, 0.0), (0.05, rise + 0.05, 0.0), 0.008).both()
        both = join(head, posts).turned("x", -lean).moved(0.0, height, -0.46 * depth)
        chair.add("back", both, detail="headrest")
    if chance(random, 0.5):
        chair.add("arm", *arms(random, width, depth, height))
    return chair.finish()


def stand(
    chair: Assembly, random: np.random.Generator, width: float, depth: float, height: float
) -> None:
    """What carries the seat."""
    kind = pick(random, "legs", "legs", "legs", "legs", "star", "star", "sled", "rock", "folding")
    kind = pick(random, kind, kind, kind, kind, kind, "cantilever", "disc")
    if kind in ("star", "disc"):
        legs, wheels = pedestal(random, height, 0.5 * width + 0.06, kind == "star")
        chair.add("leg", *legs)
        chair.add("leg", *casters(*wheels), detail="wheel")
    elif kind == "sled":
        chair.add("leg", *sled(random, width, depth, height))
    elif kind == "cantilever":
        chair.add("leg", *cantilever(random, width, depth, height))
    elif kind == "rock":
        chair.add("leg", *four_legs(random, width, depth, height).legs)
        chair.add("leg", *rockers(random, width, depth))
    elif kind == "folding":
        radius = random.uniform(0.008, 0.018)
        x, z = 0.47 * width, 0.5 * depth
        chair.add("leg", rod((x, height, -z), (x, 0.0, z), radius).both())
        chair.add("leg", rod((0.93 * x, height, z), (0.93 * x, 0.0, -z), radius).both())
        chair.add("leg", rod((-x, 0.05, 0.9 * z), (x, 0.05, 0.9 * z), radius))
    else:
        support = four_legs(random, width, depth, height)
        chair.add("leg", *support.legs)
        chair.add("leg", *support.bars, detail="stretcher")


def _club(random: np.random.Generator) -> LabelledMesh:
    """An upholstered armchair."""
    chair = Assembly(PARTS, DETAILS)
    width, depth = random.uniform(0.55, 0.85), random.uniform(0.55, 0.8)
    foot, height = random.uniform(0.03, 0.18), random.uniform(0.32, 0.45)
    side, rear = random.uniform(0.06, 0.16), random.uniform(0.08, 0.2)
    soft = random.uniform(0.01, 0.05)
    inner = width - 2 * side
    base = box(inner, 0.5 * (height - foot), depth - rear, soft)
    pad = box(inner, 0.5 * (height - foot), depth - rear, 1.2 * soft)
    z = 0.5 * rear
    chair.add("seat", base.moved(0, foot + 0.25 * (height - foot), z))
    chair.add("seat", pad.moved(0, foot + 0.75 * (height - foot), z))
    rise = random.uniform(0.35, 0.75)
    wide = width if chance(random, 0.5) else inner
    panel = prism(panel_outline(random, wide, rise + height - foot), rear, "z", soft)
    lean = random.uniform(0.0, 14.0)
    chair.add(
        "back",
        panel.moved(0, 0.5 * (rise + height - foot))
        .turned("x", -lean)
        .moved(0, foot, -0.5 * depth + 0.5 * rear),
    )
    up = random.uniform(0.12, 0.3)
    arm = box(side, up + height - foot, depth, min(soft, 0.3 * side))
    chair.add("arm", arm.moved(0.5 * (width - side), 0.5 * (up + height + foot), 0.0).both())
    if chance(random, 0.35):
        roll = cylinder(0.6 * side, depth, "z").moved(0.5 * (width - side), height + up)
        chair.add("arm", roll.both())
    if chance(random, 0.25):
        legs, wheels = pedestal(random, foot + 0.1, 0.42 * width, chance(random, 0.5))
        chair.add("leg", *legs)
        chair.add("leg", *casters(*wheels), detail="wheel")
    else:
        peg = rod((0, foot, 0), (0, 0, 0), random.uniform(0.015, 0.04), random.uniform(0.01, 0.03))
        x, z = 0.5 * width - 0.07, 0.5 * depth - 0.07
        chair.add("leg", peg.at([(x, 0, z), (-x, 0, z), (x, 0, -z), (-x, 0, -z)]))
    return chair.finish()


def _shell(random: np.random.Generator) -> LabelledMesh:
    """Seat and back bent out of one sheet."""
    chair = Assembly(PARTS, DETAILS)
    width, depth = random.uniform(0.42, 0.6), random.uniform(0.4, 0.5)
    height, rise = random.uniform(0.34, 0.48), random.uniform(0.3, 0.55)
    front, rear = 0.5 * depth, -0.45 * depth
    side = [(front, -0.03), (0.7 * front, 0.01), (0.0, -0.01), (0.8 * rear, 0.0)]
    side += [(rear - 0.04, 0.1 * rise), (rear - 0.08, 0.6 * rise), (rear - 0.14, rise)]
    curve = smooth(side, 25)  # (25, 2): z, y
    across = np.linspace(-1.0, 1.0, 13)
    share = np.linspace(0.0, 1.0, 25)
    narrow = 1.0 - random.uniform(0.0, 0.4) * np.maximum(share - 0.6, 0.0) / 0.4
    cup = random.uniform(0.02, 0.12) * across[None] ** 2 * np.sin(np.pi * share)[:, None]
    grid = np.zeros((25, 13, 3))
    grid[..., 0] = 0.5 * width * narrow[:, None] * across
    grid[..., 1] = curve[:, None, 1] + cup * (1.0 - 0.6 * share[:, None])
    grid[..., 2] = curve[:, None, 0] + 0.8 * cup * share[:, None]
    sheet = skin(grid, closed=False).moved(0.0, height)
    if chance(random, 0.7):
        thick = random.uniform(0.006, 0.02)
        sheet = join(sheet, sheet.moved(0.0, -thick, -0.5 * thick))
    middle = sheet.vertices[sheet.faces].mean(axis=1)
    upright = (middle[:, 2] < 0.93 * rear) & (middle[:, 1] > height + 0.03)
    chair.split(sheet, {"back": upright}, rest="seat")
    stand(chair, random, 0.85 * width, 0.85 * depth, height - 0.02)
    if chance(random, 0.3):
        chair.add("arm", *arms(random, width, depth, height))
    if chance(random, 0.2):
        chair.add("leg", ball(0.02).moved(0.0, height - 0.03))
    return chair.finish()


def _tub(random: np.random.Generator) -> LabelledMesh:
    """An armchair whose back runs round into the arms in one wall."""
    chair = Assembly(PARTS, DETAILS)
    width, depth = random.uniform(0.55, 0.75), random.uniform(0.55, 0.72)
    foot, height = random.uniform(0.05, 0.25), random.uniform(0.36, 0.46)
    wall, soft = random.uniform(0.03, 0.13), random.uniform(0.005, 0.04)
    rise, arm = random.uniform(0.3, 0.5), random.uniform(0.1, 0.28)
    angle = np.linspace(np.radians(-40.0), np.radians(220.0), 33)
    turn = np.clip((np.abs(angle - 0.5 * np.pi) - 0.9) / 0.9, 0.0, 1.0)
    top = height + rise + (arm - rise) * turn * turn * (3.0 - 2.0 * turn)
    low = foot if chance(random, 0.6) else height - 0.12
    around = np.stack([np.cos(angle), -np.sin(angle)], axis=1) * (0.5 * width, 0.5 * depth)
    inner = around * (1.0 - 2.0 * wall / width, 1.0 - 2.0 * wall / depth)
    lean = random.uniform(0.0, 0.15)
    floor = np.full(len(angle), low)
    rows = []
    for flat, level in ((inner, floor), (around, floor), (around, top), (inner, top)):
        spread = 1.0 + lean * (level - low)
        rows.append(np.stack([flat[:, 0] * spread, level, flat[:, 1] * spread], axis=1))
    shell = skin(np.stack(rows, axis=1))
    middle = shell.vertices[shell.faces].mean(axis=1)
    behind = middle[:, 2] < -random.uniform(0.1, 0.22) * depth
    chair.split(shell, {"back": behind}, rest="arm")
    outline = superellipse(width - 2 * wall, depth - 2 * wall, random.uniform(2.3, 4.0), 28)
    thick = random.uniform(0.1, height - foot)
    pad = prism(outline, thick, "y", min(soft, 0.4 * thick))
    chair.add("seat", pad.moved(0, height - 0.5 * thick, random.uniform(0.0, 0.06)))
    stand(chair, random, 0.8 * width, 0.8 * depth, max(height - thick, foot, 0.06))
    return chair.finish()
