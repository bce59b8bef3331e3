"""USB memory sticks."""

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    cylinder,
    frame,
    join,
    prism,
    rectangle,
    ring,
    tube,
)

PLUG_WIDTH, PLUG_HEIGHT, PLUG_LENGTH = 0.012, 0.0045, 0.014  # of the standard, in metres


def build(model: Assembly, dice: Dice) -> None:
    """A stick that lies flat, its plug towards +z; with a cap, a swivel cover or a slider."""
    length = dice.between(0.025, 0.055)
    width, thick = dice.between(0.015, 0.024), dice.between(0.006, 0.011)
    corner = dice.between(0.0, 0.5) * width
    case = prism(rectangle(width, length, corner, 5), thick, "y", dice.between(0.0, 0.3) * thick)
    model.add("body", case)
    front = 0.5 * length
    kind = dice.pick({"cap": 4, "swivel": 3, "slider": 2, "bare": 1})
    closed = kind == "cap" and dice.chance(0.3)
    if not closed:
        model.add("plug", _plug().moved(z=front + 0.5 * PLUG_LENGTH - 0.001))
    if kind == "cap":
        cap = _cap(width, thick, corner)
        if closed:
            cap = cap.moved(z=front + 0.01)
        elif dice.chance(0.5):  # pulled off, before the plug
            cap = cap.moved(z=front + PLUG_LENGTH + dice.between(0.015, 0.03))
        else:  # pulled off, beside the stick
            cap = cap.beside(case, "+x", gap=0.006).turned("y", dice.between(-15.0, 15.0))
        model.add("cap", cap)
    elif kind == "swivel":
        _swivel(model, dice, width, thick, length)
    elif kind == "slider":
        button = box(0.5 * width, 0.2 * thick, 0.2 * length, 0.08 * thick)
        model.add("slider", button.beside(case, "+y", gap=-0.02 * thick))
    if dice.chance(0.5):
        _loop(model, dice, rear=-front)


def _plug() -> Mesh:
    """The metal sleeve with its two holes and the tongue in it, about the origin."""
    outer = rectangle(PLUG_WIDTH, PLUG_HEIGHT)
    sleeve = frame(outer, 0.92 * outer, PLUG_LENGTH, "z")
    tongue = box(0.85 * PLUG_WIDTH, 0.4 * PLUG_HEIGHT, 0.95 * PLUG_LENGTH)
    hole = box(0.002, 0.0003, 0.002).moved(0.0025, 0.5 * PLUG_HEIGHT, 0.001)
    return join(sleeve, tongue.moved(y=-0.2 * PLUG_HEIGHT), hole.both())


def _cap(width: float, thick: float, corner: float) -> Mesh:
    """A hollow cap about the origin, closed at +z."""
    outline = rectangle(width, thick, 0.2 * corner, 3)
    wall = frame(outline, 0.85 * outline, 0.018, "z")
    return join(wall, prism(outline, 0.003, "z").moved(z=0.009))


def _swivel(model: Assembly, dice: Dice, width: float, thick: float, length: float) -> None:
    """A bent metal clip that turns about a rivet near the stick's end."""
    group = model.group()
    side = box(0.95 * width, 0.0012, length + 0.4 * PLUG_LENGTH).moved(y=0.5 * thick + 0.0008)
    back = box(0.95 * width, thick + 0.002, 0.0012).moved(z=-0.5 * length - 0.2 * PLUG_LENGTH)
    group.add("cap", side.both("y"), back)
    rivet = cylinder(0.25 * width, thick + 0.005, sides=18).moved(z=0.3 * length)
    model.add("body", rivet)
    turn = dice.pick({0.0: 2, 180.0: 2, 90.0: 1}) + dice.between(-40.0, 40.0) * dice.chance(0.5)
    model.take(group, lambda mesh: mesh.turned("y", turn, at=(0.0, 0.0, 0.3 * length)))


def _loop(model: Assembly, dice: Dice, rear: float) -> None:
    """An eye at the end, with a ring or a cord through it."""
    eye = ring(0.004, 0.001, "y", 16, 6).moved(z=rear - 0.002)
    model.add("loop", eye)
    if dice.chance(0.5):
        far = rear - dice.between(0.03, 0.06)
        path = [(0, 0, rear - 0.005), (0.012, 0, 0.5 * (rear + far)), (0, 0, far)]
        model.add("loop", tube(path, 0.0012, 14, 6).both())
    else:
        model.add("loop", ring(0.008, 0.0008, "x", 20, 6).moved(z=rear - 0.012))
