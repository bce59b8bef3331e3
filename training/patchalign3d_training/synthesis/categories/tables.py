"""Tables and desks."""

import numpy as np

from patchalign3d_training.synthesis.categories.case_tables import boxed, corner_desk
from patchalign3d_training.synthesis.categories.drawers import add_desk
from patchalign3d_training.synthesis.categories.framed_tables import (
    apron_table,
    flush,
    plates,
)
from patchalign3d_training.synthesis.categories.odd_tables import (
    framed_glass,
    game,
    kidney,
    nest,
    picnic,
    spider,
    waterfall,
)
from patchalign3d_training.synthesis.categories.table_stands import (
    on_columns,
    on_frames,
    on_legs,
    on_panels,
    on_trestles,
)
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
from patchalign3d_training.synthesis.solids import box, frame, prism, sheet

PARTS = {
    "desktop": ("desktop", "top", "table surface", "desk", "board", "countertop", "top panel"),
    "leg or support": ("leg or support", "leg", "table leg", "support", "legs", "base", "foot"),
    "drawer": (
        "drawer",
        "table drawer",
        "drawers",
        "desk drawer",
        "storage drawer",
        "compartment",
        "cabinet",
    ),  # fmt: skip
}
DETAILS = {
    "knob": ("drawer handle", "knob", "drawer knob", "drawer pull"),
    "shelf": ("shelf", "lower shelf", "storage shelf", "bottom shelf"),
    "stretcher": ("stretcher", "crossbar", "cross bar", "leg bar"),
}


def table(random: np.random.Generator) -> LabelledMesh:
    """A dining, coffee, side, conference, trestle, drop-leaf or writing table."""
    table = Assembly(PARTS, DETAILS)
    if chance(random, 0.36):
        pick(random, apron_table, apron_table, flush, plates, plates)(table, random)
    elif chance(random, 0.4):
        odd = (
            boxed,
            boxed,
            boxed,
            boxed,
            waterfall,
            framed_glass,
            framed_glass,
            spider,
            corner_desk,
        )
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
        "desk",
        "cube",
    )
    kind = pick(random, *kinds)
    outline, width, depth = _outline(random, height, kind in ("desk", "panels", "cube"))
    thick = random.uniform(0.012, 0.06)
    under = height - thick
    _top(table, random, outline, height, thick)
    if kind == "legs":
        on_legs(table, random, width, depth, under)
    elif kind == "column":
        on_columns(table, random, width, depth, under)
    elif kind == "panels":
        on_panels(table, random, width, depth, under)
    elif kind == "trestle":
        on_trestles(table, random, width, depth, under)
    elif kind == "cube":
        on_frames(table, random, width, depth, under)
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
