"""Cabinets."""

import numpy as np

from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh
from patchalign3d_training.synthesis.solids import ball, box
from patchalign3d_training.synthesis.sweeps import rod

CABINET = {
    "door": ("door", "cabinet door", "doors", "closet door", "front panel"),
    "drawer": ("drawer", "drawers", "sliding drawer", "storage drawer"),
    "body": ("body", "cabinet body", "frame", "case", "carcass", "cabinet frame"),
    "shelf": ("shelf", "shelves", "shelf board", "rack"),
    "leg": ("leg", "cabinet leg", "legs", "foot", "feet", "base"),
}
CABINET_DETAILS = {"handle": ("handle", "knob", "door handle", "pull")}


def cabinet(random: np.random.Generator) -> LabelledMesh:
    """A wardrobe, dresser, sideboard, book case, refrigerator or locker; it opens to +z."""
    cabinet = Assembly(CABINET, CABINET_DETAILS)
    width, height = random.uniform(0.4, 1.8), random.uniform(0.5, 2.0)
    depth = random.uniform(0.3, 0.6)
    foot = random.uniform(0.04, 0.25) if chance(random, 0.5) else 0.0
    wall = 0.02
    middle = foot + 0.5 * height
    cabinet.add("body", box(wall, height, depth).moved(0.5 * width, middle).both())
    for y in (foot, foot + height):
        cabinet.add("body", box(width + wall, wall, depth).moved(0, y))
    if chance(random, 0.9):
        cabinet.add("body", box(width, height, 0.01).moved(0, middle, -0.5 * depth))
    columns = int(np.clip(round(width / random.uniform(0.35, 0.8)), 1, 4))
    each = width / columns
    for column in range(columns):
        x = (column + 0.5) * each - 0.5 * width
        if column:
            cabinet.add("body", box(wall, height, 0.95 * depth).moved(x - 0.5 * each, middle))
        _column(cabinet, random, x, each, foot, height, depth)
    if foot:
        peg = rod((0, foot, 0), (0, 0, 0), random.uniform(0.015, 0.04), 0.015)
        x, z = 0.5 * width - 0.05, 0.5 * depth - 0.05
        cabinet.add("leg", peg.at([(x, 0, z), (-x, 0, z), (x, 0, -z), (-x, 0, -z)]))
    return cabinet.finish()


def _column(
    cabinet: Assembly,
    random: np.random.Generator,
    x: float,
    width: float,
    foot: float,
    height: float,
    depth: float,
) -> None:
    """What stands behind and in one front: a door, drawers, or open shelves."""
    front = 0.5 * depth
    y = foot
    while y < foot + 0.93 * height:
        left = foot + height - y
        kind = pick(random, "door", "door", "drawer", "drawer", "shelf")
        tall = min(
            left, height * random.uniform(0.5, 1.0) if kind == "door" else random.uniform(0.15, 0.4)
        )
        if left - tall < 0.1:
            tall = left
        level = y + 0.5 * tall
        if kind == "door":
            angle = random.uniform(20.0, 110.0) if chance(random, 0.15) else 0.0
            leaf = box(0.96 * width, 0.97 * tall, 0.02).moved(0.48 * width)
            knob = ball(0.018).moved(0.88 * width, 0.0, 0.03)
            for piece, detail in ((leaf, None), (knob, "handle")):
                swung = piece.turned("y", -angle).moved(x - 0.48 * width, level, front)
                cabinet.add("door", swung, detail=detail)
            for share in (0.35, 0.7):
                if tall > 0.5 and chance(random, 0.4):
                    cabinet.add(
                        "shelf", box(0.95 * width, 0.015, 0.9 * depth).moved(x, y + share * tall)
                    )
        elif kind == "drawer":
            out = random.uniform(0.1, 0.6) * depth if chance(random, 0.12) else 0.0
            tray = box(0.9 * width, 0.7 * tall, 0.9 * depth).moved(x, level, out - 0.02)
            plate = box(0.96 * width, 0.95 * tall, 0.02).moved(x, level, front + out)
            cabinet.add("drawer", plate, *([tray] if chance(random, 0.4) or out else []))
            bar = rod((x - 0.15 * width, level, front + out + 0.03),
                      (x + 0.15 * width, level, front + out + 0.03), 0.008)  # fmt: skip
            cabinet.add("drawer", bar, detail="handle")
        cabinet.add(
            "shelf" if kind == "shelf" else "body", box(width, 0.015, 0.95 * depth).moved(x, y)
        )
        y += tall
