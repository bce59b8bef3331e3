"""Lamps about one upright axis: on a table, on the floor."""

from patchalign3d_training.synthesis.families.lighting.lamp.pieces import (
    Shade,
    block_of,
    bulb_of,
    foot_of,
    post_of,
    vase_of,
)
from patchalign3d_training.synthesis.families.lighting.lamp.shades import (
    bowl_of,
    bullet,
    shade_of,
)
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    box,
    cylinder,
    rod,
    tube,
)


def table_lamp(lamp: Assembly, dice: Dice) -> None:
    """A shade over a vase, a block, or a foot with a short post."""
    height = dice.between(0.25, 0.7)
    radius = height * dice.between(0.2, 0.5)
    shade = shade_of(dice, radius)
    rim = height - shade.height * dice.between(0.2, 0.45)  # height of the shade's lower edge
    lamp.add("lampshade", shade.mesh.moved(y=rim))
    kind = dice.pick({"vase": 3, "block": 1, "post": 2, "short": 1, "none": 1})
    neck = rim + dice.between(-0.1, 0.15) * shade.height
    if kind == "none":
        lamp.add("base", block_of(dice, radius, max(rim, 0.03)))
        return
    if kind == "short":
        _low_base(lamp, dice, shade, rim, radius)
    elif kind == "post":
        lamp.add("base", foot_of(dice, radius * dice.between(0.4, 0.95), 0.03))
        thick = dice.between(0.006, 0.025)
        lamp.add("pole", post_of(dice, rim + 0.4 * shade.height, thick))
    else:
        neck = max(neck * dice.between(0.75, 1.0), 0.1)
        body = vase_of if kind == "vase" else block_of
        lamp.add("base", body(dice, radius, neck))
        top = rim + dice.between(0.2, 0.95) * shade.height
        lamp.add("pole", rod((0, neck - 0.02, 0), (0, top, 0), 0.008))
    if dice.chance(0.5):
        bulb = bulb_of(0.22 * radius).turned("x", 180.0).moved(y=rim + 0.45 * shade.height)
        lamp.add("lampshade", bulb, detail="bulb")


def _low_base(lamp: Assembly, dice: Dice, shade: Shade, rim: float, radius: float) -> None:
    """The shade stands close above a flat foot or a candlestick."""
    post = shade.height * dice.between(0.04, 0.15)  # what is seen of it below the shade
    lamp.add("pole", rod((0, rim - post, 0), (0, rim + 0.2 * shade.height, 0), 0.06 * radius))
    body = dice.pick({vase_of: 2, foot_of: 1})
    height = max(rim - post, 0.03)
    drawn = height if body is vase_of else 0.5 * height
    base = body(dice, radius * dice.between(0.5, 1.0), drawn)
    lamp.add("base", base.stretched(y=height / max(float(base.high[1]), 0.01)))


def floor_lamp(lamp: Assembly, dice: Dice) -> None:
    """A tall post with a shade, a bowl or several heads."""
    height, radius = dice.between(1.2, 1.9), dice.between(0.1, 0.3)
    thick = dice.between(0.008, 0.03)
    head = dice.pick({"shade": 3, "bowl": 1, "heads": 1})
    _floor_stand(lamp, dice, height, thick)
    if head == "heads":
        _heads(lamp, dice, height, thick)
        return
    if head == "bowl":
        shade = bowl_of(dice, radius)
        rim = height
        if dice.chance(0.3):
            _reading_arm(lamp, dice, height, thick, radius)
    else:
        shade = shade_of(dice, radius)
        rim = height - shade.height * dice.between(0.3, 1.0)
    lamp.add("lampshade", shade.mesh.moved(y=rim))
    if dice.chance(0.3):
        bulb = bulb_of(0.2 * radius).moved(y=rim + 0.4 * shade.height)
        lamp.add("lampshade", bulb, detail="bulb")


def _floor_stand(lamp: Assembly, dice: Dice, height: float, thick: float) -> None:
    """Three long legs, or a foot and a post that may carry a tray."""
    if dice.chance(0.2):
        top = dice.between(0.6, 0.95) * height
        spread = dice.between(0.15, 0.35)
        leg = rod((0.02, top, 0), (spread, 0, 0), dice.between(0.008, 0.02))
        lamp.add("base", leg.around(3))
        lamp.add("pole", rod((0, top - 0.05, 0), (0, height, 0), 0.012))
        return
    lamp.add("base", foot_of(dice, dice.between(0.1, 0.24), dice.between(0.015, 0.05)))
    lamp.add("pole", post_of(dice, height, thick))
    if dice.chance(0.1):
        wide = dice.between(0.25, 0.5)
        tray = dice.one_of(box(wide, 0.02, wide), cylinder(0.5 * wide, 0.02))
        lamp.add("pole", tray.moved(y=dice.between(0.3, 0.5) * height))


def _heads(lamp: Assembly, dice: Dice, height: float, thick: float) -> None:
    """Two to five heads on short arms that look to all sides."""
    count = dice.count(2, 5)
    shade = dice.one_of(bullet, shade_of)(dice, dice.between(0.05, 0.1))
    for i in range(count):
        level = height * (1.0 - 0.12 * i)
        yaw, tilt = dice.between(0.0, 360.0), dice.between(-30.0, 80.0)
        end = (0.2, level + 0.06, 0.0)
        arm = rod((0, level, 0), end, 0.5 * thick + 0.002)
        head = shade.mesh.moved(y=-0.8 * shade.height).turned("z", tilt).at([end])
        lamp.add("pole", arm.turned("y", yaw))
        lamp.add("lampshade", head.turned("y", yaw))


def _reading_arm(lamp: Assembly, dice: Dice, height: float, thick: float, radius: float) -> None:
    """A small shade on an arm half way up."""
    reach, level = dice.between(0.15, 0.3), 0.65 * height
    start, end = (0, 0.55 * height, 0), (reach, level + 0.1, 0)
    lamp.add("pole", tube([start, (0.6 * reach, level, 0), end], 0.5 * thick, 12, 6))
    lamp.add("lampshade", shade_of(dice, 0.4 * radius).mesh.moved(reach, level))
