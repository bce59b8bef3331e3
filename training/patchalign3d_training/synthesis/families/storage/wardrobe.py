"""Wardrobes."""

from patchalign3d_training.synthesis.families.storage.carcass import (
    Case,
    add_block,
    add_case,
    add_dividers,
    add_stand,
)
from patchalign3d_training.synthesis.families.storage.leaves import (
    Field,
    Look,
    add_doors,
    add_drawer,
    add_shelves,
    look_of,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    edge_handle,
    lengthwise,
    panel,
    prism,
    rod,
    take_crooked,
)


def build(model: Assembly, dice: Dice) -> None:
    """One to four doors on hinges or rails, drawers below, a rail for clothes inside."""
    straight = model.group()
    _straight(straight, dice)
    take_crooked(model, straight, dice, chance=0.15, most=0.25)


def _straight(model: Assembly, dice: Dice) -> None:
    """The same as a carpenter would build it."""
    doors = dice.pick({1: 1, 2: 5, 3: 2, 4: 2})
    case = Case(
        width=doors * dice.between(0.38, 0.6),
        height=dice.between(1.5, 2.3),
        depth=dice.between(0.4, 0.65),
        wall=dice.between(0.015, 0.03),
        stand=dice.pick({0.0: 2, dice.between(0.04, 0.2): 3}),
    )
    solid = dice.chance(0.12)
    if solid:
        add_block(model, case)
    else:
        add_case(model, dice, case, back=0.95)
    inner = case.width - 2.0 * case.wall
    panels = {"plain": 4, "framed": 3, "raised": 2, "slats": 2, "glass": 1}
    look = look_of(dice, panels, before=solid)
    level = case.front + (1.6 * look.thick if solid else 0.0)
    front = Field(0.0, case.middle, level, inner, case.height - case.wall, case.depth)
    if dice.chance(0.4):
        share = dice.between(0.12, 0.3)
        low, front = front.rows([share, 1.0 - share])
        for row in low.rows([1.0] * dice.count(1, 2)):
            for field in row.columns(dice.one_of(1, doors)):
                add_drawer(model, dice, look, field)
        board = box(inner, 0.8 * case.wall, 0.9 * case.depth)
        model.add("body", board.moved(y=front.y - 0.5 * front.height))
    columns = front.columns(doors)
    if doors > 2:
        add_dividers(model, case, [columns[1].x + 0.5 * columns[1].width])
    _inside(model, dice, front, case.wall)
    if doors > 1 and dice.chance(0.25):
        _sliding(model, dice, look, front, doors)
    elif solid or dice.chance(0.93):
        for field in columns if doors % 2 else front.columns(doors // 2):
            add_doors(model, dice, look, field, 1 if doors % 2 else 2, open_share=0.25)
    add_stand(model, dice, case)
    if dice.chance(0.25):
        _crown(model, dice, case)


def _inside(model: Assembly, dice: Dice, front: Field, wall: float) -> None:
    """A shelf for hats with the rail below it, and often shelves at one side."""
    level = front.y + dice.between(0.28, 0.42) * front.height
    hats = box(front.width, 0.7 * wall, 0.9 * front.depth).moved(y=level)
    model.add("shelf", hats)
    half, drop = 0.5 * front.width, level - 0.06
    bar = rod((-half, drop, 0.0), (half, drop, 0.0), dice.between(0.01, 0.018))
    model.add("rail", bar)
    if front.width > 0.9 and dice.chance(0.5):
        side = front.columns(2)[dice.count(0, 1)]
        add_shelves(model, dice, side, dice.count(2, 5), 0.7 * wall)


def _sliding(model: Assembly, dice: Dice, look: Look, front: Field, doors: int) -> None:
    """Leaves that run one before the other, mirrored now and then."""
    mirrored = dice.chance(0.5)
    shift = dice.between(0.1, 0.8) if dice.chance(0.3) else 0.0
    for i, field in enumerate(front.columns(doors)):
        behind = 1.5 * look.thick * (i % 2)
        x = field.x + (shift * field.width if i == 0 else 0.0)
        width, height = 1.03 * field.width, front.height
        kind = "framed" if look.panel == "glass" else look.panel
        leaf = panel(width, height, look.thick, kind).moved(x, front.y, front.z - behind)
        model.add("door", leaf)
        if mirrored and i % 2 == 0:
            glass = box(0.8 * width, 0.9 * height, 0.004).moved(x, front.y).beside(leaf, "+z")
            model.add("door", glass, detail="mirror")
        strip = edge_handle(dice.between(0.2, 0.9) * height, 0.015, 0.02, "y")
        edge = (0.46 if i == 0 else -0.46) * width
        model.add("handle", strip.moved(x + edge, front.y).beside(leaf, "+z"))


def _crown(model: Assembly, dice: Dice, case: Case) -> None:
    """A moulding around the top, or an arched board over the front."""
    if dice.chance(0.5):
        rim = box(case.width + 0.08, 0.06, case.depth + 0.06, 0.02)
        model.add("body", rim.on(case.top), detail="top panel")
        return
    half, rise = 0.5 * case.width, dice.between(0.06, 0.2)
    outline = lengthwise([(half, 0.0), (0.9 * half, 0.4 * rise), (0.4 * half, rise)], 20)
    crest = prism(outline, 0.03, "z").on(case.top)
    model.add("body", crest.moved(z=case.front - 0.03))
