"""Cabinets: dressers, sideboards, kitchen units, lockers, filing and shoe cabinets."""

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
    add_door,
    add_doors,
    add_drawer,
    add_shelves,
    look_of,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    ellipse,
    prism,
    rectangle,
    sheet,
    take_crooked,
)


def build(model: Assembly, dice: Dice) -> None:
    """A case with doors, drawers, flaps and open fields; it opens to +z."""
    straight = model.group()
    _straight(straight, dice)
    take_crooked(model, straight, dice, chance=0.12, most=0.2)


def _straight(model: Assembly, dice: Dice) -> None:
    """The same as a carpenter would build it."""
    forms = {"chest": 3, "sideboard": 3, "unit": 3, "tall": 2, "locker": 1, "mixed": 5}
    form = dice.pick(forms)
    case = _case(dice, form)
    solid = dice.chance(0.15)
    if solid:
        add_block(model, case)
    else:
        add_case(model, dice, case)
    look = look_of(dice, before=solid)
    whole = Field(
        0.0,
        case.middle,
        case.front,
        case.width - (2.0 * case.wall if look.inset else 0.0),
        case.height - (2.0 * case.wall if look.inset else 0.0),
        case.depth,
    )
    columns = _columns(dice, form, case.width)
    even = form in ("locker", "chest") or dice.chance(0.6)
    shares = [1.0 if even else dice.between(0.5, 1.6) for _ in range(columns)]
    fields = whole.uneven(shares)
    if columns > 1:
        add_dividers(model, case, [field.x + 0.5 * field.width for field in fields[:-1]])
    alike = dice.chance(0.6)  # all columns are the same
    plan = _plan(dice, form)
    ajar = dice.pick({0.0: 4, 0.25: 3, 0.7: 2})  # the chance that a leaf or a drawer stands open
    for field in fields:
        _column(model, dice, look, field, plan if alike else _plan(dice, form), case.wall, ajar)
    add_stand(model, dice, case)
    if form == "unit" and dice.chance(0.6):
        _worktop(model, dice, case)


def _case(dice: Dice, form: str) -> Case:
    widths = {"chest": (0.4, 1.4), "sideboard": (1.0, 2.2), "unit": (0.4, 2.4), "tall": (0.4, 0.9)}
    heights = {"chest": (0.6, 1.3), "sideboard": (0.45, 0.95), "unit": (0.65, 0.9)}
    heights |= {"tall": (1.4, 2.3), "locker": (1.5, 1.9)}
    return Case(
        width=dice.between(*widths.get(form, (0.4, 1.8))),
        height=dice.between(*heights.get(form, (0.4, 2.0))),
        depth=dice.between(0.28, 0.62),
        wall=dice.between(0.012, 0.035),
        stand=dice.pick({0.0: 3, dice.between(0.03, 0.12): 4, dice.between(0.12, 0.25): 2}),
    )


def _columns(dice: Dice, form: str, width: float) -> int:
    if form == "locker":
        return dice.count(2, 5)
    return min(5, max(1, round(width / dice.between(0.35, 0.9))))


def _plan(dice: Dice, form: str) -> list[tuple[str, float]]:
    """What a column holds from below, each with its share of the height."""
    if form == "chest":
        even = dice.chance(0.5)
        return [
            ("drawer", 1.0 if even else dice.between(0.6, 1.5)) for _ in range(dice.count(2, 8))
        ]
    if form == "locker":
        return [("door", 1.0)] * dice.count(1, 4)
    if form == "unit":
        return dice.one_of(
            [("door", 1.0)],
            [("door", dice.between(2.0, 5.0)), ("drawer", 1.0)],
            [("drawer", 2.0), ("drawer", 2.0), ("drawer", 1.0)],
            [("drawer", 1.0)] * 4,
        )
    if form == "tall":
        lower, upper = dice.one_of("door", "drawers", "open"), dice.one_of("door", "door", "open")
        return [(lower, dice.between(0.3, 1.0)), (upper, dice.between(0.8, 1.5))]
    kinds = {"door": 4, "drawer": 3, "drawers": 2, "open": 2, "flap": 1}
    return [(dice.pick(kinds), dice.between(0.5, 1.5)) for _ in range(dice.count(1, 4))]


def _column(
    model: Assembly,
    dice: Dice,
    look: Look,
    column: Field,
    plan: list[tuple[str, float]],
    wall: float,
    open_share: float,
) -> None:
    fields = column.rows([share for _, share in plan])
    for level, ((kind, _), field) in enumerate(zip(plan, fields, strict=True)):
        if level and dice.chance(0.6):
            rail = box(field.width, 0.7 * wall, 0.95 * field.depth)
            part = "shelf" if "open" in (kind, plan[level - 1][0]) else "body"
            model.add(part, rail.moved(field.x, field.y - 0.5 * field.height))
        if kind == "drawers":
            for row in field.rows([1.0] * dice.count(2, 4)):
                add_drawer(model, dice, look, row, open_share)
        elif kind == "drawer":
            add_drawer(model, dice, look, field, open_share)
        elif kind == "flap":
            ajar = dice.between(10.0, 90.0) if dice.chance(open_share) else 0.0
            add_door(model, dice, look, field, dice.one_of("bottom", "top"), ajar)
        else:
            count = min(5, round(field.height / dice.between(0.25, 0.5)))
            if count and (kind == "open" or dice.chance(0.6)):
                add_shelves(model, dice, field, count, 0.7 * wall)
            if kind == "door":
                wings = 2 if field.width > dice.between(0.5, 0.8) else 1
                add_doors(model, dice, look, field, wings, open_share)


def _worktop(model: Assembly, dice: Dice, case: Case) -> None:
    """A slab over a kitchen unit, at times with a basin or with a hob let in."""
    thick, over = dice.between(0.02, 0.06), dice.between(0.01, 0.05)
    slab = box(case.width + over, thick, case.depth + over, 0.2 * thick * dice.count(0, 1))
    slab = slab.on(case.top).moved(z=0.5 * over)
    model.add("body", slab, detail="top panel")
    kind = dice.pick({"plain": 3, "hob": 1, "upstand": 1})
    if kind == "hob":
        size = min(0.5, 0.8 * case.width)
        plate = prism(rectangle(size, 0.8 * case.depth), 0.004).on(slab)
        rings = sheet(ellipse(0.3 * size, 0.3 * size)).on(plate).moved(y=0.001)
        step = 0.45 * size
        model.add("body", plate, rings.in_row(2, step).in_row(2, 0.4 * case.depth, "z"))
    elif kind == "upstand":
        board = box(case.width, dice.between(0.05, 0.4), 0.015).on(slab)
        model.add("body", board.moved(z=-case.front), detail="back panel")
