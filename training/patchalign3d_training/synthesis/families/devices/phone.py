"""Phones to carry: smartphones, tablets, handsets with buttons, flip phones."""

from patchalign3d_training.synthesis.families.devices.slabs import (
    Slab,
    key_of,
    pane,
    steering_pad,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    button,
    cylinder,
    grille,
    join,
    rod,
)


def build(model: Assembly, dice: Dice) -> None:
    """A phone that stands upright and looks along +z."""
    kinds = {_smartphone: 6, _tablet: 2, _handset: 5, _flip_phone: 3}
    dice.pick(kinds)(model, dice)


def _smartphone(model: Assembly, dice: Dice) -> None:
    width = dice.between(0.062, 0.08)
    height, depth = width * dice.between(1.85, 2.25), dice.between(0.007, 0.012)
    _touch(model, dice, Slab(width, height, depth, width * dice.between(0.02, 0.2)))


def _tablet(model: Assembly, dice: Dice) -> None:
    width = dice.between(0.12, 0.2)
    height, depth = width * dice.between(1.3, 1.6), dice.between(0.006, 0.012)
    upright = model.group()
    _touch(upright, dice, Slab(width, height, depth, width * dice.between(0.01, 0.1)))
    turned = 90.0 if dice.chance(0.4) else 0.0
    model.take(upright, lambda mesh: mesh.turned("z", turned))


def _touch(model: Assembly, dice: Dice, size: Slab) -> None:
    """A case that is nearly all screen."""
    case = size.case(dice)
    model.add("body", case)
    rim = dice.between(0.01, 0.05) * size.width
    chin = dice.between(0.07, 0.13) * size.height if dice.chance(0.4) else rim
    glass = pane(size.width - 2 * rim, size.height - 2 * chin, max(size.corner - rim, 0.0))
    model.add("screen", glass.beside(case, "+z", gap=-0.3 * float(glass.size[2])))
    if chin > rim:
        home = key_of(dice, 0.2 * size.width, 0.5 * chin).moved(y=0.5 * (chin - size.height))
        model.add("button", home.beside(case, "+z"))
    rocker = box(0.3 * size.depth, dice.between(0.06, 0.14) * size.height, 0.4 * size.depth)
    rocker = rocker.beside(case, "+x", gap=-0.1 * size.depth)
    sides = dice.pick({"one": 2, "row": 3, "both": 2})
    if sides == "one":
        model.add("button", rocker.moved(y=0.2 * size.height))
    elif sides == "row":
        model.add("button", rocker.in_row(dice.count(2, 3), 0.17 * size.height, "y"))
    else:
        model.add("button", rocker.moved(y=0.15 * size.height).both())
    if dice.chance(0.75):
        model.add("camera", _rear_camera(dice, size))
    if dice.chance(0.5):
        lens = cylinder(0.025 * size.width, 0.1 * size.depth, "z", sides=10)
        model.add("camera", lens.moved(y=0.47 * size.height).beside(case, "+z"))


def _rear_camera(dice: Dice, size: Slab) -> Mesh:
    """One to four lenses on a plate in the upper corner of the back, or in its middle."""
    radius, out = size.width * dice.between(0.05, 0.1), 0.2 * size.depth
    lens = cylinder(radius, out, "z", top=0.8 * radius, sides=14)
    columns, rows = dice.pick({(1, 1): 2, (1, 2): 2, (1, 3): 2, (2, 2): 2, (3, 1): 1})
    step = 2.5 * radius
    lenses = lens.in_grid(columns, rows, (step, step))
    plate = box(columns * step + 0.4 * radius, rows * step + 0.4 * radius, out, 0.3 * out)
    camera = join(plate, lenses.beside(plate, "-z"))
    aside = 0.0 if dice.chance(0.25) else 0.47 * size.width - 0.5 * float(plate.size[0])
    up = 0.46 * size.height - 0.5 * float(plate.size[1])
    return camera.moved(aside, up, -size.front - 0.2 * out)


def _handset(model: Assembly, dice: Dice) -> None:
    """A bar with a small screen above its keys, perhaps with an antenna."""
    width = dice.between(0.042, 0.056)
    height, depth = width * dice.between(2.0, 2.8), dice.between(0.012, 0.026)
    size = Slab(width, height, depth, width * dice.between(0.05, 0.45))
    case = size.case(dice)
    model.add("body", case)
    share = dice.between(0.25, 0.42)  # of the front that the screen takes
    glass = pane(dice.between(0.65, 0.86) * width, 0.85 * share * height, 0.05 * width)
    glass = glass.moved(y=(0.46 - 0.5 * share) * height)
    model.add("screen", glass.beside(case, "+z", gap=-0.3 * float(glass.size[2])))
    field = (0.92 - share) * height  # what is left for the keys
    keys = _number_keys(dice, 0.84 * width, field).moved(y=0.5 * field - 0.48 * height)
    model.add("button", keys.beside(case, "+z"))
    if dice.chance(0.5):
        slots = grille(0.3 * width, 0.02 * height, 3, 0.05 * depth).moved(y=0.475 * height)
        model.add("body", slots.beside(case, "+z"))
    if dice.chance(0.45):
        _antenna(model, dice, size)
    if dice.chance(0.3):
        lens = cylinder(0.08 * width, 0.1 * depth, "z", sides=12).moved(y=0.38 * height)
        model.add("camera", lens.beside(case, "-z"))


def _antenna(model: Assembly, dice: Dice, size: Slab) -> None:
    """A stub or a thin whip with a knob on the upper edge."""
    foot = (0.34 * size.width, 0.49 * size.height, 0.0)
    long = dice.between(0.12, 0.7) * size.height
    top = (foot[0], foot[1] + long, 0.0)
    thick = 0.3 * size.depth if long < 0.35 * size.height else 0.1 * size.depth
    model.add("antenna", rod(foot, top, thick, end_radius=0.8 * thick))
    if dice.chance(0.6):
        tip = cylinder(1.4 * thick, 0.1 * long, sides=10)
        model.add("antenna", tip.at([top]))


def _number_keys(dice: Dice, width: float, height: float) -> Mesh:
    """Twelve number keys under a pad and keys to call and to hang up; backs in z = 0."""
    pad_share = dice.between(0.22, 0.36) if dice.chance(0.8) else 0.0
    step_x, step_y = width / 3, (1.0 - pad_share) * height / 4
    key = key_of(dice, dice.between(0.7, 0.92) * step_x, dice.between(0.6, 0.88) * step_y)
    numbers = key.in_grid(3, 4, (step_x, step_y)).moved(y=-0.5 * pad_share * height)
    if not pad_share:
        return numbers
    level = 0.5 * (1.0 - pad_share) * height
    pad = steering_pad(dice, 0.42 * min(pad_share * height, step_x))
    side_key = key_of(dice, 0.8 * step_x, 0.35 * pad_share * height).moved(x=step_x)
    side_keys = side_key.in_row(dice.count(1, 2), 0.45 * pad_share * height, "y").both()
    return join(numbers, pad.moved(y=level), side_keys.moved(y=level))


def _flip_phone(model: Assembly, dice: Dice) -> None:
    """Keys in the lower half, the screen in the lid, which is open, ajar or closed."""
    width = dice.between(0.044, 0.056)
    height, depth = width * dice.between(1.5, 1.9), dice.between(0.009, 0.014)
    half = Slab(width, height, depth, width * dice.between(0.1, 0.35))
    case = half.case(dice).under(0.0)
    model.add("body", case)
    keys = _number_keys(dice, 0.84 * width, 0.86 * height).moved(y=-0.5 * height)
    model.add("button", keys.beside(case, "+z"))
    if dice.chance(0.4):
        _antenna_group = model.group()
        _antenna(_antenna_group, dice, half)
        model.take(_antenna_group, lambda mesh: mesh.moved(y=-0.5 * height, z=-0.3 * depth))

    lid = model.group()  # upright over the lower half, as when opened flat
    cover = half.case(dice).on(0.0)
    lid.add("lid", cover)
    glass = pane(0.8 * width, dice.between(0.6, 0.8) * height, 0.04 * width)
    lid.add("screen", glass.moved(y=0.5 * height).beside(cover, "+z", gap=-0.0002))
    if dice.chance(0.5):
        outer = pane(0.5 * width, 0.3 * height, 0.04 * width).moved(y=0.6 * height)
        lid.add("screen", outer.beside(cover, "-z", gap=-0.0002))
    if dice.chance(0.4):
        lens = button(0.16 * width, 0.16 * width, 0.1 * depth, 0.2 * width).mirrored("z")
        lid.add("camera", lens.moved(y=0.85 * height).beside(cover, "-z"))
    barrel = cylinder(0.6 * depth, dice.between(0.4, 0.95) * width, "x", sides=12)
    axis = (0.0, 0.0, half.front)
    model.add("body", barrel.at([axis]))
    folded = dice.pick({"open": 5, "ajar": 2, "closed": 2})
    angle = {"open": dice.between(0.0, 40.0), "ajar": dice.between(60.0, 150.0)}.get(folded, 180.0)
    model.take(lid, lambda mesh: mesh.turned("x", angle, at=axis))
