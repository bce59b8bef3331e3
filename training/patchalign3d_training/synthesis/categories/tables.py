"""Tables and desks."""

import numpy as np

from patchalign3d_training.synthesis.categories.case_tables import boxed, corner_desk
from patchalign3d_training.synthesis.categories.drawers import add_desk, add_drawer_row
from patchalign3d_training.synthesis.categories.odd_tables import (
    framed_glass,
    game,
    kidney,
    nest,
    picnic,
    spider,
    waterfall,
)
from patchalign3d_training.synthesis.categories.supports import four_legs, pedestal
from patchalign3d_training.synthesis.categories.work_tables import (
    computer_desk,
    counter,
    drawing_board,
    work_bench,
)
from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh
from patchalign3d_training.synthesis.outlines import (
    Points,
    ellipse,
    grown,
    lengthwise,
    polygon,
    rectangle,
    superellipse,
)
from patchalign3d_training.synthesis.solids import box, cylinder, frame, lathe, prism, sheet
from patchalign3d_training.synthesis.sweeps import beam, rod

PARTS = {
    "desktop": ("desktop", "top", "table surface", "desk", "board", "countertop", "top panel"),
    "leg or support": ("leg or support", "leg", "table leg", "support", "legs", "base", "foot"),
    "drawer": ("drawer", "table drawer", "drawers", "desk drawer", "storage drawer"),
}
DETAILS = {
    "knob": ("drawer handle", "knob", "drawer knob", "drawer pull"),
    "shelf": ("shelf", "lower shelf", "storage shelf", "bottom shelf"),
    "stretcher": ("stretcher", "crossbar", "cross bar", "leg bar"),
}


def table(random: np.random.Generator) -> LabelledMesh:
    """A dining, coffee, side, conference, trestle, drop-leaf or writing table."""
    table = Assembly(PARTS, DETAILS)
    if chance(random, 0.37):
        odd = (boxed, boxed, boxed, waterfall, framed_glass, framed_glass, spider, corner_desk)
        rare = (kidney, picnic, game, nest, counter, drawing_board, work_bench)
        pick(random, *odd, *odd, computer_desk, computer_desk, *rare)(table, random)
    else:
        _plated(table, random)
    return table.finish()


def _plated(table: Assembly, random: np.random.Generator) -> None:
    """A plate on legs, columns, panels, trestles, frames or cases of drawers."""
    height = random.uniform(0.25, 0.55) if chance(random, 0.35) else random.uniform(0.6, 0.85)
    kinds = ("legs",) * 6 + (
        "column",
        "column",
        "panels",
        "trestle",
        "desk",
        "desk",
        "desk",
        "cube",
    )
    kind = pick(random, *kinds)
    outline, width, depth = _outline(random, height, kind in ("desk", "panels", "cube"))
    thick = random.uniform(0.012, 0.06)
    under = height - thick
    _top(table, random, outline, height, thick)
    if kind == "legs":
        _on_legs(table, random, width, depth, under)
    elif kind == "column":
        _on_columns(table, random, width, depth, under)
    elif kind == "panels":
        _on_panels(table, random, width, depth, under)
    elif kind == "trestle":
        _on_trestles(table, random, width, depth, under)
    elif kind == "cube":
        _on_frames(table, random, width, depth, under)
    else:
        add_desk(table, random, width, depth, under)


def _outline(
    random: np.random.Generator, height: float, square: bool
) -> tuple[Points, float, float]:
    width = random.uniform(0.5, 2.2) * (0.6 + 0.6 * height)
    depth = width * random.uniform(0.4, 1.0)
    round_kinds = ("rounded", "oval", "circle", "circle", "soft", "boat", "poly")
    kind = (
        "plain" if square and chance(random, 0.8) else pick(random, *("plain",) * 6, *round_kinds)
    )
    if kind == "plain":
        return rectangle(width, depth), 0.97 * width, 0.97 * depth
    if kind == "rounded":
        return (
            rectangle(width, depth, random.uniform(0.05, 0.4) * depth, 6),
            0.93 * width,
            0.93 * depth,
        )
    if kind == "oval":
        return ellipse(width, depth, 32), 0.7 * width, 0.7 * depth
    if kind == "circle":
        return ellipse(width, width, 32), 0.7 * width, 0.7 * width
    if kind == "soft":
        power = random.uniform(3.0, 5.0)
        return superellipse(width, depth, power, 36), 0.85 * width, 0.85 * depth
    if kind == "poly":
        return polygon(pick(random, 6, 8, 8), 0.5 * width, 22.5), 0.5 * width, 0.5 * width
    half = 0.5 * depth * np.array([0.75, 0.95, 1.0, 0.95, 0.75])
    levels = np.linspace(-0.5, 0.5, 5) * width
    boat = lengthwise(np.stack([half, levels], axis=1), 36)[:, ::-1]
    return boat, 0.9 * width, 0.75 * depth


def _top(
    table: Assembly, random: np.random.Generator, outline: Points, height: float, thick: float
) -> None:
    kind = pick(random, "solid", "solid", "solid", "solid", "glass", "sheet", "planks", "double")
    if kind == "glass":
        inner = grown(outline, -random.uniform(0.02, 0.06))
        table.add("desktop", frame(outline, inner, thick).moved(0, height - 0.5 * thick))
        table.add("desktop", prism(inner, 0.4 * thick).moved(0, height - 0.3 * thick))
    elif kind == "sheet":
        table.add("desktop", sheet(outline, "y", height))
        rim = frame(grown(outline, -0.02), grown(outline, -0.03), thick)
        table.add("desktop", rim.moved(0, height - 0.5 * thick))
    elif kind == "planks" and len(outline) == 4:
        low, high = outline.min(axis=0), outline.max(axis=0)
        size, count = high - low, int(random.integers(3, 9))
        plank = box(size[0], thick, size[1] / count * 0.93)
        for z in low[1] + size[1] * (np.arange(count) + 0.5) / count:
            table.add("desktop", plank.moved(0, height - 0.5 * thick, z))
    else:
        bevel = random.uniform(0.0, 0.45) * thick if chance(random, 0.6) else 0.0
        table.add("desktop", prism(outline, thick, "y", bevel).moved(0, height - 0.5 * thick))
        if kind == "double":
            lower = prism(grown(outline, -0.03), 0.6 * thick)
            table.add("desktop", lower.moved(0, height - 1.3 * thick))


def _on_legs(
    table: Assembly, random: np.random.Generator, width: float, depth: float, under: float
) -> None:
    support = four_legs(random, width, depth, under, stout=random.uniform(1.0, 2.2))
    table.add("leg or support", *support.legs)
    table.add("leg or support", *support.bars, detail="stretcher")
    if chance(random, 0.3):
        shelf = box(0.88 * width, 0.02, 0.88 * depth).moved(0, random.uniform(0.1, 0.5) * under)
        table.add("leg or support", shelf, detail="shelf")
    if chance(random, 0.25):
        add_drawer_row(table, random, 0.8 * width, 0.8 * depth, under, random.uniform(0.07, 0.14))


def _on_columns(
    table: Assembly, random: np.random.Generator, width: float, depth: float, under: float
) -> None:
    places = [0.0] if width < 1.6 * depth else [-0.28 * width, 0.28 * width]
    reach = 0.45 * min(width, depth) + 0.03
    if chance(random, 0.4):
        pieces, _ = pedestal(random, under, reach, chance(random, 0.5))
    elif chance(random, 0.5):
        levels = np.linspace(0.0, under, 9)
        radii = reach * random.uniform(0.12, 0.5, 9)
        radii[0] = reach * random.uniform(0.5, 0.9)
        pieces = [lathe([(0, 0), *zip(radii, levels, strict=True), (0, under)])]
    else:
        column = cylinder(0.15 * reach, 0.95 * under).moved(0, 0.52 * under)
        foot = beam((0, 0.3 * under, 0), (reach, 0.02, 0), 0.05, 0.06, 0.6)
        pieces = [column, foot.around(pick(random, 3, 4), start=45.0)]
    for x in places:
        table.add("leg or support", *(piece.moved(x) for piece in pieces))


def _on_panels(
    table: Assembly, random: np.random.Generator, width: float, depth: float, under: float
) -> None:
    thick = random.uniform(0.015, 0.07)
    inset = random.uniform(0.0, 0.15) * width
    panel = box(thick, under, depth * random.uniform(0.7, 1.0))
    table.add("leg or support", panel.moved(0.5 * (width - thick) - inset, 0.5 * under).both())
    if chance(random, 0.5):
        tall = random.uniform(0.2, 0.9) * under
        rear = box(width - 2 * inset, tall, 0.02).moved(0, under - 0.5 * tall, -0.3 * depth)
        table.add("leg or support", rear)
    if chance(random, 0.35):
        board = box(width - 2 * inset, 0.02, 0.8 * depth).moved(0, random.uniform(0.1, 0.6) * under)
        table.add("leg or support", board, detail="shelf")
    if chance(random, 0.2):
        add_drawer_row(table, random, 0.8 * width - 2 * inset, 0.8 * depth, under, 0.12)


def _on_trestles(
    table: Assembly, random: np.random.Generator, width: float, depth: float, under: float
) -> None:
    x, z = random.uniform(0.3, 0.45) * width, 0.45 * depth
    thick = random.uniform(0.025, 0.06)
    kind = pick(random, "a", "x", "t")
    if kind == "a":
        legs = beam((x, under, 0.1 * z), (x, 0, z), thick, thick).both("z")
        legs = legs.both()
        bar = beam((x, 0.4 * under, 0.6 * z), (x, 0.4 * under, -0.6 * z), thick, thick).both()
    elif kind == "x":
        legs = beam((x, under, z), (x, 0, -z), thick, thick).both("z").both()
        bar = rod((-x, 0.5 * under, 0), (x, 0.5 * under, 0), 0.4 * thick)
    else:
        post = beam((x, 0, 0), (x, under, 0), 1.5 * thick, 1.5 * thick)
        legs = post.both()
        bar = box(1.5 * thick, thick, 1.8 * z).moved(x, 0.5 * thick).both()
    table.add("leg or support", legs, bar)
    if chance(random, 0.5):
        table.add("leg or support", beam((-x, 0.35 * under, 0), (x, 0.35 * under, 0), 0.08, 0.03))


def _on_frames(
    table: Assembly, random: np.random.Generator, width: float, depth: float, under: float
) -> None:
    bar = random.uniform(0.02, 0.06)
    outer = rectangle(depth, under)
    inner = rectangle(depth - 2 * bar, under - 2 * bar)
    loop = frame(outer, inner, bar, "x").moved(0.5 * (width - bar), 0.5 * under)
    table.add("leg or support", loop.both())
    if chance(random, 0.5):
        y = pick(random, bar, under - bar)
        table.add("leg or support", beam((-0.5 * width, y, 0), (0.5 * width, y, 0), bar, bar))
