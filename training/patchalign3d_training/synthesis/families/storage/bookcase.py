"""Bookcases and shelving units."""

from patchalign3d_training.synthesis.families.storage.carcass import (
    Case,
    add_case,
    add_dividers,
    add_stand,
)
from patchalign3d_training.synthesis.families.storage.leaves import Field
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    beam,
    box,
    join,
    rectangle,
    rod,
    sheet,
    take_crooked,
)


def build(model: Assembly, dice: Dice) -> None:
    """A case of shelves, a rack of boards on posts, a ladder shelf or a grid of cubes."""
    straight = model.group()
    _straight(straight, dice)
    take_crooked(model, straight, dice, chance=0.15, most=0.25)


def _straight(model: Assembly, dice: Dice) -> None:
    """The same as a carpenter would build it."""
    form = dice.pick({"case": 4, "cubes": 2, "rack": 3, "ladder": 1})
    width = dice.between(0.4, 1.6)
    case = Case(
        width=width,
        height=dice.between(0.7, 2.2),
        depth=dice.between(0.2, 0.42),
        wall=dice.between(0.012, 0.04),
        stand=dice.between(0.03, 0.15) if dice.chance(0.4) else 0.0,
    )
    rows = max(2, round(case.height / dice.between(0.26, 0.42)))
    columns = 1
    if form == "cubes":
        columns = max(2, round(width / 0.38))
    elif form == "case" and width > 0.8 and dice.chance(0.6):
        columns = dice.count(2, 3)
    inner = case.width - 2.0 * case.wall
    front = Field(0.0, case.middle, case.front, inner, case.height - case.wall, case.depth)
    if form in ("case", "cubes"):
        add_case(model, dice, case, back=0.7)
        fields = front.columns(columns)
        add_dividers(model, case, [field.x + 0.5 * field.width for field in fields[:-1]])
        _boards(model, dice, case, front.rows([1.0] * rows)[1:])
        add_stand(model, dice, case)
        compartments = [row for field in fields for row in field.rows([1.0] * rows)]
    else:
        compartments = _open_rack(model, dice, case, rows, ladder=form == "ladder")
    if dice.chance(0.55):
        share = dice.between(0.3, 0.95)  # of the compartments that hold books
        for compartment in compartments:
            if dice.chance(share):
                _books(model, dice, compartment)


def _boards(model: Assembly, dice: Dice, case: Case, rows: list[Field]) -> None:
    """The shelves of a case; sheets without thickness now and then."""
    deep = dice.between(0.85, 0.98) * case.depth
    board = box(case.width - 2.0 * case.wall, dice.between(0.5, 1.0) * case.wall, deep)
    if dice.chance(0.1):
        board = sheet(rectangle(case.width - 2.0 * case.wall, deep))
    for row in rows:
        model.add("shelf", board.moved(y=row.y - 0.5 * row.height))


def _open_rack(model: Assembly, dice: Dice, case: Case, rows: int, ladder: bool) -> list[Field]:
    """Boards on four posts or between two ladders; a ladder shelf leans and grows downwards.

    Returns:
        The room over each board.
    """
    thick, post = dice.between(0.012, 0.035), dice.between(0.01, 0.022)
    x, z, top = 0.5 * case.width - post, 0.5 * case.depth - post, case.height
    slope = dice.between(0.1, 0.22) if ladder else 0.0
    levels = [(i + 0.3) / rows * top for i in range(rows)]
    for level in levels:
        deep = case.depth + slope * (top - level)  # it reaches from the rear to the sloping front
        board = box(case.width, thick, deep).moved(y=level)
        model.add("shelf", board.moved(z=0.5 * (deep - case.depth)))
    round_posts = dice.chance(0.4)
    for side, lean in ((1.0, slope * top), (-1.0, 0.0)):
        head, foot = (x, top, side * z), (x, 0.0, side * z + lean)
        upright = rod(head, foot, post) if round_posts else beam(head, foot, 2 * post, 2 * post)
        model.add("leg", upright.both())
    kind = dice.pick({"none": 2, "cross": 2, "rungs": 2, "back": 1})
    if kind == "cross":
        one = beam((-x, 0.05, -z), (x, top, -z), 0.02, 0.004)
        model.add("body", one, one.mirrored())
    elif kind == "rungs":
        rungs = [rod((x, y, -z), (x, y, z), 0.6 * post, sides=6) for y in levels]
        model.add("body", join(*rungs).both())
    elif kind == "back":
        rear = box(case.width, top, 0.006).on(0.0).moved(z=-z)
        model.add("body", rear, detail="back panel")
    step, wide = top / rows, 0.9 * case.width
    room = 0.8 * step
    return [
        Field(0.0, level + 0.5 * (room + thick) - 0.01, case.front, wide, room, case.depth)
        for level in levels
    ]


def _books(model: Assembly, dice: Dice, field: Field) -> None:
    """A run of upright books, the last one leaning, or a pile; here and there a box."""
    floor, rear = field.y - 0.5 * field.height + 0.015, field.z - field.depth
    high = 0.9 * field.height
    kind = dice.pick({"row": 6, "pile": 1, "box": 1})
    if kind == "box":
        crate = box(0.85 * field.width, 0.7 * high, 0.8 * field.depth, 0.01)
        model.add("book", crate.on(floor).moved(field.x, z=field.z - 0.5 * field.depth))
        return
    if kind == "pile":
        level = floor
        for _ in range(dice.count(2, 5)):
            book = box(dice.between(0.14, 0.22), 0.03, dice.between(0.12, 0.17))
            model.add("book", book.turned("y", dice.between(-8, 8)).on(level).moved(field.x, z=0.0))
            level += 0.03
        return
    x, end = field.x - 0.48 * field.width, field.x + dice.between(-0.2, 0.48) * field.width
    while True:
        thick, tall = dice.between(0.015, 0.055), dice.between(0.6, 0.95) * high
        if x + thick > end:
            break
        deep = min(dice.between(0.12, 0.2), 0.9 * field.depth)
        book = box(thick, tall, deep).on(floor)
        model.add("book", book.moved(x + 0.5 * thick, z=rear + 0.5 * deep + 0.02))
        x += thick + 0.001
