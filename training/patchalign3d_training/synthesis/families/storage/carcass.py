"""The case of a piece of furniture: boards, their second skins, and what it stands on.

Every category that uses it has a part `body` with the details `side panel`, `back panel`,
`top panel`, `bottom panel` and `divider`, and a part `leg`.
"""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    beam,
    box,
    cylinder,
    foot,
    rectangle,
    rod,
    sheet,
)


@dataclass(frozen=True)
class Case:
    """A case about the y axis whose front is at z = depth / 2; lengths in metres."""

    width: float
    height: float  # without what it stands on
    depth: float
    wall: float  # how thick its boards are
    stand: float = 0.0  # height of its underside over the ground

    @property
    def top(self) -> float:
        """Height of its upper side over the ground."""
        return self.stand + self.height

    @property
    def middle(self) -> float:
        """Height of its middle over the ground."""
        return self.stand + 0.5 * self.height

    @property
    def front(self) -> float:
        """Where its front is along z."""
        return 0.5 * self.depth


def add_case(model: Assembly, dice: Dice, case: Case, back: float = 0.9) -> None:
    """Boards around an inside open to the front; `back` is the chance of a rear board."""
    inner = case.width - 2.0 * case.wall
    over = dice.between(0.005, 0.04) if dice.chance(0.35) else 0.0  # how far the top juts out
    capped = over > 0.0 or dice.chance(0.4)  # the top lies on the sides, or between them
    side_height = case.height - (case.wall if capped else 0.0)
    side = box(case.wall, side_height, case.depth).on(case.stand)
    aside = 0.5 * (case.width - case.wall)
    model.add("body", side.moved(aside).both(), detail="side panel")

    lid_width = case.width + 2.0 * over if capped else inner
    rounding = 0.3 * case.wall if over and dice.chance(0.4) else 0.0
    lid = box(lid_width, case.wall, case.depth + over, rounding).under(case.top)
    model.add("body", lid.moved(z=0.5 * over), detail="top panel")
    floor = box(inner, case.wall, 0.98 * case.depth).on(case.stand)
    model.add("body", floor, detail="bottom panel")
    if dice.chance(back):
        thick = dice.pick({0.004: 2, 0.5 * case.wall: 1, case.wall: 1})
        rear = box(inner, case.height - 2.0 * case.wall, thick).moved(y=case.middle)
        model.add("body", rear.moved(z=0.5 * thick - case.front), detail="back panel")
    if dice.chance(0.12):
        _lining(model, case)


def _lining(model: Assembly, case: Case) -> None:
    """Sheets inside the boards, as models of double walls have."""
    gap = 0.3 * case.wall
    width, height = case.width - 2.0 * case.wall - gap, case.height - 2.0 * case.wall - gap
    wall = sheet(rectangle(case.depth, height), "x", 0.5 * width).moved(y=case.middle)
    model.add("body", wall.both(), detail="side panel")
    rear = sheet(rectangle(width, height), "z", 0.02 - case.front).moved(y=case.middle)
    model.add("body", rear, detail="back panel")


def add_block(model: Assembly, case: Case) -> None:
    """A closed box instead of boards, as plain models have; what opens is put before it."""
    block = box(case.width, case.height, case.depth).on(case.stand)
    corners = block.vertices[block.faces]  # (F, 3, 3)
    normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    axis, positive = np.abs(normal).argmax(axis=1), normal.sum(axis=1) > 0.0
    faces: list[tuple[str | None, np.ndarray]] = [
        ("side panel", axis == 0),
        ("top panel", (axis == 1) & positive),
        ("bottom panel", (axis == 1) & ~positive),
        ("back panel", (axis == 2) & ~positive),
        (None, (axis == 2) & positive),
    ]
    for detail, chosen in faces:
        model.add("body", Mesh(block.vertices, block.faces[chosen]), detail=detail)


def add_dividers(model: Assembly, case: Case, at: list[float]) -> None:
    """Upright boards between columns, at these places along x."""
    board = box(case.wall, case.height - 2.0 * case.wall, 0.95 * case.depth).moved(y=case.middle)
    for x in at:
        model.add("body", board.moved(x), detail="divider")


def add_stand(model: Assembly, dice: Dice, case: Case) -> None:
    """Feet at the corners, slanted legs, a plinth, rails, a frame or casters below the case."""
    height = case.stand
    if height <= 0.0:
        return
    low, high = height < 0.08, height > 0.12
    kinds = {"feet": 3, "plinth": 4 if low else 2, "blocks": 2}
    kinds |= {"slanted": 3, "frame": 2} if high else {"casters": 1}
    kind = dice.pick(kinds)
    if kind == "plinth":
        inset = dice.between(0.0, 0.05)
        board = box(case.width - 2.0 * inset, height, 0.02).on(0.0)
        sides = box(0.02, height, case.depth - 2.0 * inset).on(0.0)
        model.add("leg", board.moved(z=case.front - inset - 0.01).both("z"))
        model.add("leg", sides.moved(0.5 * case.width - inset - 0.01).both())
    elif kind == "blocks":
        size = dice.between(0.03, 0.07)
        block = box(size, height, size).on(0.0)
        model.add("leg", block.at_corners(case.width, case.depth, inset=0.5 * size))
    elif kind == "slanted":
        lean, thick = dice.between(0.0, 0.3) * height, dice.between(0.012, 0.025)
        peg = rod((0.0, height, 0.0), (lean, 0.0, lean), thick, 0.6 * thick)
        model.add("leg", peg.at_corners(case.width, case.depth, inset=0.06))
    elif kind == "frame":
        thick = dice.between(0.015, 0.035)
        x, z = 0.5 * (case.width - thick), 0.5 * (case.depth - thick)
        post = beam((x, height, z), (x, 0.0, z), thick, thick)
        rail = beam((x, 0.3 * height, -z), (x, 0.3 * height, z), thick, thick)
        model.add("leg", post.both("x").both("z"), rail.both())
    elif kind == "casters":
        wheel = cylinder(0.4 * height, 0.25 * height, "x", sides=12).on(0.0)
        fork = box(0.4 * height, 0.4 * height, 0.5 * height).under(height)
        model.add("leg", wheel.at_corners(case.width, case.depth, 0.05), detail="caster")
        model.add("leg", fork.at_corners(case.width, case.depth, 0.05), detail="caster")
    else:
        one_foot = foot(dice, height, dice.between(0.015, 0.035))
        model.add("leg", one_foot.at_corners(case.width, case.depth, inset=0.045))
