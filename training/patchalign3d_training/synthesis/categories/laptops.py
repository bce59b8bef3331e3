"""Laptops."""

import numpy as np

from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh, Mesh
from patchalign3d_training.synthesis.outlines import plane, rectangle
from patchalign3d_training.synthesis.skins import skin
from patchalign3d_training.synthesis.solids import box, cylinder, frame, prism

PARTS = {
    "keyboard": (
        "keyboard",
        "laptop keyboard",
        "base",
        "keyboard base",
        "bottom half",
        "lower part",
    ),
    "screen": ("screen", "laptop screen", "display", "monitor", "display panel", "upper part"),
}
DETAILS = {
    "key": ("key", "keys", "button", "buttons"),
    "touchpad": ("touchpad", "trackpad", "touch pad"),
    "hinge": ("hinge", "hinges", "joint"),
    "bezel": ("bezel", "screen frame", "screen border"),
}


def laptop(random: np.random.Generator) -> LabelledMesh:
    """A laptop opened by anything from a little to flat; the user sits at +z."""
    laptop = Assembly(PARTS, DETAILS)
    width = random.uniform(0.26, 0.42)
    depth = width * random.uniform(0.58, 0.8)
    thick = random.uniform(0.006, 0.025) if chance(random, 0.75) else random.uniform(0.025, 0.05)
    round_corner = random.uniform(0.0, 0.06) * width
    edge = random.uniform(0.0, 0.4) * thick
    outline = rectangle(width, depth, round_corner, 5)
    base = prism(outline, thick, "y", edge)
    if chance(random, 0.35):
        x, y, z = base.vertices.T
        wedge = 1.0 - random.uniform(0.2, 0.6) * (z / depth + 0.5)
        lower = (y - 0.5 * thick) * wedge + 0.5 * thick
        base = Mesh(np.stack([x, np.where(y > 0, y, lower), z], axis=1), base.faces)
    laptop.add("keyboard", base)
    top = 0.5 * thick
    _keys(laptop, random, width, depth, top)
    _screen(laptop, random, width, depth, thick, round_corner)
    if chance(random, 0.5):
        barrel = cylinder(0.4 * thick + 0.002, 0.12 * width, "x", sides=10)
        at = (0.3 * width, top, -0.5 * depth)
        whole = barrel.stretched(6.0).moved(0, top, -0.5 * depth)
        hinge = pick(random, barrel.moved(*at).both(), whole)
        laptop.add(pick(random, "keyboard", "screen"), hinge, detail="hinge")
    if chance(random, 0.2):
        inner = box(0.95 * width, 0.5 * thick, 0.93 * depth)
        laptop.add("keyboard", inner)
    if chance(random, 0.12):
        drive = box(0.02, 0.4 * thick, 0.4 * depth).moved(0.5 * width)
        pack = box(0.5 * width, 0.9 * thick, 0.06).moved(0, 0, -0.5 * depth - 0.02)
        laptop.add("keyboard", pick(random, drive, pack))
    if chance(random, 0.2):
        foot = box(0.02, 0.004, 0.01).moved(0.4 * width, -top - 0.002, 0.4 * depth)
        laptop.add("keyboard", foot.both("x").both("z"))
    return laptop.finish()


def _keys(
    laptop: Assembly, random: np.random.Generator, width: float, depth: float, top: float
) -> None:
    kind = pick(random, "keys", "keys", "plate", "well", "none")
    field_x, field_z = 0.9 * width, random.uniform(0.4, 0.52) * depth
    z0 = -random.uniform(0.1, 0.2) * depth
    if kind == "keys":
        columns, rows = int(random.integers(11, 16)), int(random.integers(4, 7))
        x = (np.arange(columns) + 0.5) / columns * field_x - 0.5 * field_x
        z = (np.arange(rows) + 0.5) / rows * field_z - 0.5 * field_z + z0
        places = np.stack(np.meshgrid(x, [top + 0.001], z, indexing="ij"), axis=-1).reshape(-1, 3)
        key = box(0.82 * field_x / columns, 0.004, 0.82 * field_z / rows)
        laptop.add("keyboard", key.at(places), detail="key")
    elif kind == "plate":
        laptop.add("keyboard", box(field_x, 0.003, field_z).moved(0, top, z0), detail="key")
    elif kind == "well":
        outer, inner = rectangle(field_x, field_z), rectangle(0.95 * field_x, 0.92 * field_z)
        laptop.add("keyboard", frame(outer, inner, 0.004).moved(0, top, z0))
    if chance(random, 0.75):
        pad = box(random.uniform(0.2, 0.4) * width, 0.002, random.uniform(0.2, 0.28) * depth)
        laptop.add("keyboard", pad.moved(0, top, 0.31 * depth), detail="touchpad")


def _screen(
    laptop: Assembly,
    random: np.random.Generator,
    width: float,
    depth: float,
    thick: float,
    round_corner: float,
) -> None:
    """The screen, hinged at the rear edge of the base."""
    thin = thick * random.uniform(0.3, 0.8)
    wide, tall = width * random.uniform(0.97, 1.0), depth * random.uniform(0.95, 1.03)
    opening = random.uniform(80.0, 135.0) if chance(random, 0.85) else random.uniform(0.0, 180.0)
    tilt = 90.0 - opening
    gap = random.uniform(-0.3, 0.8) * thick
    behind = random.uniform(-0.06, 0.02) * depth if chance(random, 0.4) else 0.0

    def hinged(piece: Mesh) -> Mesh:
        upright = piece.moved(0.0, 0.5 * tall + gap, 0.0)
        return upright.turned("x", tilt).moved(0.0, 0.5 * thick, -0.5 * depth - behind)

    outline = rectangle(wide, tall, round_corner, 5)
    laptop.add("screen", hinged(prism(outline, thin, "z", 0.2 * thin)))
    border = random.uniform(0.03, 0.09) * tall
    inner = rectangle(wide - 2 * border, tall - 2 * border)
    kind = pick(random, "face", "raised", "none", "recess", "inlay")
    if kind == "inlay":
        laptop.add("screen", hinged(prism(inner, 0.6 * thin, "z")))
    elif kind == "face":
        face = skin(np.stack([plane(inner * s, "z", 0.5 * thin + 0.001) for s in (1.0, 0.5)]))
        laptop.add("screen", hinged(face))
    elif kind == "raised":
        rim = frame(rectangle(wide, tall), inner, 0.3 * thin, "z").moved(0, 0, 0.6 * thin)
        laptop.add("screen", hinged(rim), detail="bezel")
    elif kind == "recess":
        rear = prism(rectangle(0.9 * wide, 0.9 * tall), 0.2 * thin, "z").moved(0, 0, -0.55 * thin)
        laptop.add("screen", hinged(rear))
