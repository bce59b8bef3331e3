"""Remote controls."""

from dataclasses import replace

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
    prism,
    superellipse,
)


def build(model: Assembly, dice: Dice) -> None:
    """A remote control that stands upright, its keys towards +z and its sensor on top."""
    width = dice.between(0.035, 0.06)
    height, depth = width * dice.between(2.2, 5.0), dice.between(0.008, 0.024)
    size = Slab(width, height, depth, width * dice.between(0.0, 0.5))
    waisted = dice.chance(0.25)
    case = _waisted(dice, size) if waisted else size.case(dice)
    model.add("body", case)
    if waisted:
        size = replace(size, width=0.72 * width)
    for band in _bands(model, dice, size):
        model.add("button", band.moved(z=size.front - 0.02 * depth))
    if dice.chance(0.6):
        window = box(dice.between(0.3, 0.7) * width, 0.006, 0.5 * depth, 0.001)
        model.add("sensor", window.beside(case, "+y", gap=-0.003))
    if dice.chance(0.4):
        cover = pane(0.8 * width, dice.between(0.3, 0.45) * height, 0.1 * width)
        cover = cover.moved(y=-0.2 * height)
        model.add("battery cover", cover.beside(case, "-z", gap=-0.0003))


def _waisted(dice: Dice, size: Slab) -> Mesh:
    """A case that is narrower in its middle or at its lower end, as it fits a hand."""
    outline = superellipse(size.width, size.height, 6.0, 44)
    up = outline[:, 1] / size.height  # -0.5 at the lower end
    if dice.chance(0.5):
        outline[:, 0] *= 1.0 - dice.between(0.1, 0.35) * (1.0 - (2 * up) ** 2)
    else:
        outline[:, 0] *= 1.0 - dice.between(0.1, 0.4) * (0.5 - up)
    return prism(outline, size.depth, "z", 0.3 * size.depth)


def _bands(model: Assembly, dice: Dice, size: Slab) -> list[Mesh]:
    """Bands of keys from the top down, until the front is full; each of its own kind."""
    wide, bands = 0.8 * size.width, []
    narrow = dice.between(0.75, 1.0)
    top, bottom = 0.46 * size.height, -0.46 * size.height * dice.between(0.5, 1.0)
    if dice.chance(0.15):
        glass = pane(wide, 0.14 * size.height)
        model.add("screen", glass.under(top).moved(z=size.front))
        top -= 0.16 * size.height
    power = button(0.22 * size.width, 0.22 * size.width, 0.12 * size.depth, size.width)
    aside = dice.pick({-0.3: 2, 0.0: 1, 0.3: 1}) * size.width
    bands.append(power.under(top).moved(x=aside))
    top -= 0.3 * size.width
    columns = dice.count(2, 4)
    step = wide / columns
    key = key_of(dice, 0.75 * step, dice.between(0.4, 0.8) * step)
    while top > bottom + 0.5 * step:
        kind = dice.pick({"grid": 5, "pad": 2, "rocker": 2, "row": 2})
        if kind == "grid":
            rows = min(dice.count(2, 4), max(1, int((top - bottom) / step)))
            band = key.in_grid(columns, rows, (narrow * step, 0.85 * step))
        elif kind == "pad":
            band = steering_pad(dice, 0.4 * wide)
        elif kind == "rocker":
            band = key_of(dice, 0.3 * wide, 0.65 * wide).moved(x=0.3 * wide).both()
        else:
            band = key_of(dice, 0.75 * wide / 3, 0.35 * wide / 3).in_row(3, wide / 3)
        if float(band.size[1]) > top - bottom:
            break
        bands.append(band.under(top))
        top -= float(band.size[1]) + dice.between(0.1, 0.3) * step
    return bands
