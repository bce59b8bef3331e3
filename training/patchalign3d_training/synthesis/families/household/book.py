"""Books, shut or open."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    skin,
)


def build(model: Assembly, dice: Dice) -> None:
    """A book of height 1 along z that lies, stands, or lies open."""
    width, thick = dice.between(0.6, 0.85), dice.between(0.06, 0.35)
    board = dice.between(0.01, 0.03)
    book = model.group()
    kind = dice.pick({"open": 9, "shut": 9, "ajar": 4})
    if kind == "ajar":
        _ajar(book, dice, width, thick, board)
    elif kind == "open":
        _open(book, dice, width, 0.5 * thick, board)
    else:
        _shut(book, dice, width, thick, board)
    stands = dice.chance(0.35)
    lean = dice.between(0.0, 15.0) if stands else 0.0
    model.take(book, lambda mesh: mesh.turned("x", -90.0 - lean) if stands else mesh)


def _shut(book: Assembly, dice: Dice, width: float, thick: float, board: float) -> None:
    """Two boards around a block of pages; the spine is at -x, flat or round."""
    over = dice.between(0.0, 0.03)  # how far the boards stand out over the pages
    cover = box(width, board, 1.0)
    half = 0.5 * (thick + board)
    book.add("cover", cover.moved(y=half).both("y"))
    block = box(width - over - board, thick, 1.0 - 2 * over)
    book.add("pages", block.moved(0.5 * (board - over)))
    if dice.chance(0.5):
        angle = np.linspace(0.5 * np.pi, 1.5 * np.pi, 10)
        bulge = dice.between(0.1, 0.5) * thick
        outer = np.stack([bulge * np.cos(angle), (half + 0.5 * board) * np.sin(angle)], axis=1)
        rows = np.stack([np.insert(outer, 2, z, axis=1) for z in (-0.5, 0.5)])
        spine = skin(rows, closed=False).moved(-0.5 * width)
        book.add("spine", spine)
    else:
        book.add("spine", box(board, thick + 2 * board, 1.0).moved(-0.5 * width))
    if dice.chance(0.4):  # raised bands on the spine
        band = box(2 * board, thick + 2.4 * board, 0.03).in_row(4, 0.2, "z")
        book.add("spine", band.moved(-0.5 * width))
    if dice.chance(0.4):
        ribbon = box(0.05, 0.006, dice.between(0.1, 0.3)).moved(z=0.5)
        book.add("bookmark", ribbon.moved(-0.3 * width, 0.1 * thick))
    if dice.chance(0.35):
        strap = box(0.3 * width, thick + 2.6 * board, 0.06).moved(0.38 * width)
        corner = box(0.12, 1.4 * board, 0.12).moved(0.5 * width - 0.05, half).both("y")
        as_straps = dice.chance(0.5)
        book.add("clasp", strap.in_row(2, 0.5, "z") if as_straps else corner.in_row(2, 0.9, "z"))


def _ajar(book: Assembly, dice: Dice, width: float, thick: float, board: float) -> None:
    """A block of pages in a back cover, its front cover and some pages lifted."""
    lift, half = dice.between(12.0, 170.0), 0.5 * (thick + board)
    at = (-0.5 * width, half, 0.0)
    cover = box(width, board, 1.0)
    book.add("cover", cover.moved(y=-half), cover.moved(y=half).turned("z", lift, at=at))
    book.add("pages", box(0.96 * width, thick, 0.95))
    book.add("spine", box(board, thick + 2 * board, 1.0).moved(-0.5 * width))
    for _ in range(dice.count(0, 4)):
        page = box(0.95 * width, 0.003, 0.94).moved(y=half - board)
        book.add("pages", page.turned("z", dice.between(0.0, 1.0) * lift, at=at))


def _open(book: Assembly, dice: Dice, width: float, thick: float, board: float) -> None:
    """Both halves spread out, their pages bent up at the middle."""
    spread = dice.between(0.0, 25.0)  # degrees that the halves rise
    cover = box(width, board, 1.0).moved(0.5 * width + 0.5 * thick).turned("z", spread)
    book.add("cover", cover.both())
    book.add("spine", box(1.1 * thick, board, 1.0))
    share = np.linspace(0.0, 1.0, 12)
    x = 0.96 * width * share
    rise = thick * (0.35 + 0.65 * np.sin(np.pi * np.minimum(1.0, 0.18 + share)) ** 0.5)
    rise = np.maximum(rise * (1.0 - 0.55 * share), 0.2 * thick)
    rise[0] = 0.2 * thick
    side = np.stack([x, rise], axis=1)
    rim = np.concatenate([side, np.stack([x[::-1], 0.0 * x], axis=1)])
    ends = [np.insert(rim, 2, z, axis=1) for z in (-0.475, 0.475)]
    block = skin(np.stack(ends))
    book.add("pages", block.moved(y=0.5 * board).turned("z", spread).both())
    for _ in range(dice.count(0, 3)):
        lift = dice.between(20.0, 160.0)
        page = box(0.9 * width, 0.002, 0.93).moved(0.45 * width, 0.3 * thick).turned("z", lift)
        book.add("pages", page)
    if dice.chance(0.4):
        book.add("bookmark", box(0.05, 0.004, 0.9).moved(0.02, 0.55 * thick, 0.3))
