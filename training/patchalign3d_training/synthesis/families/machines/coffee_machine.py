"""Coffee machines."""

from dataclasses import dataclass

from patchalign3d_training.synthesis.families.machines.appliances import any_dial
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    bow_handle,
    box,
    button,
    cylinder,
    grid_bars,
    join,
    lathe,
    pipe,
    rod,
    screen,
    sweep,
)


@dataclass(frozen=True)
class Machine:
    """A base, a column behind and a head over them; it looks along +z, lengths in metres."""

    kind: str
    width: float
    height: float
    depth: float
    base: float  # height of the base
    head: float  # height of the head
    column: float  # depth of the column
    reach: float  # depth of the head
    rounding: float

    @property
    def front(self) -> float:
        """Z of the head's front."""
        return self.reach - 0.5 * self.depth

    @property
    def under_head(self) -> float:
        """Height of the head's underside."""
        return self.height - self.head

    @property
    def room(self) -> float:
        """Height that is free between base and head."""
        return self.under_head - self.base

    @property
    def stage(self) -> float:
        """Z of what stands under the head."""
        return 0.5 * (self.column + self.reach - self.depth)


def build(model: Assembly, dice: Dice) -> None:
    """A base, a back column and a head over a jug or a cup: drip, espresso or capsule machine."""
    kind = dice.pick({"drip": 3, "espresso": 3, "capsule": 2, "automatic": 2})
    low, high = {"capsule": (0.11, 0.18), "espresso": (0.2, 0.55)}.get(kind, (0.18, 0.34))
    depth = dice.between(0.22, 0.38)
    machine = Machine(
        kind=kind,
        width=dice.between(low, high),
        height=dice.between(0.26, 0.44),
        depth=depth,
        base=dice.between(0.025, 0.08),
        head=dice.between(0.07, 0.16),
        column=dice.between(0.35, 0.55) * depth,
        reach=dice.between(0.75, 1.0) * depth,
        rounding=dice.one_of(0.0, 0.02, 0.05),
    )
    _case(model, dice, machine)
    if kind == "drip":
        _jug(model, dice, machine)
    else:
        _outlets(model, dice, machine)
    _controls(model, dice, machine)
    _on_top(model, dice, machine)
    if dice.chance(0.4):
        wide, deep = dice.between(0.5, 0.95) * machine.width, dice.between(0.05, 0.1)
        tank = box(wide, dice.between(0.5, 0.95) * machine.height, deep, 0.3 * machine.rounding)
        beside = dice.chance(0.25)
        spot = {"x": 0.5 * (machine.width + deep)} if beside else {"z": -0.5 * depth - 0.3 * deep}
        model.add("tank", (tank.turned("y", 90.0) if beside else tank).on(0.0).moved(**spot))


def _case(model: Assembly, dice: Dice, machine: Machine) -> None:
    """Blocks of one width, a round column, or a case with walls at both sides of a niche."""
    width, rounding, back = machine.width, machine.rounding, -0.5 * machine.depth
    base = box(width, machine.base, machine.depth, rounding).on(0.0)
    if dice.chance(0.15):
        base = cylinder(0.5 * width, machine.base, sides=32).on(0.0)
        base = base.stretched(1.0, 1.0, machine.depth / width)
    model.add("base", base)
    tall = machine.height - machine.base
    column = box(width, tall, machine.column, rounding).on(base)
    if machine.kind in ("capsule", "drip") and dice.chance(0.3):
        slim = dice.between(0.5, 0.9)
        column = cylinder(0.5 * slim * width, tall, sides=28).on(base)
        column = column.stretched(1.0, 1.0, machine.column / (slim * width))
    model.add("body", column.moved(z=back + 0.5 * machine.column))
    head = box(width, machine.head, machine.reach, rounding).on(machine.under_head)
    model.add("body", head.moved(z=back + 0.5 * machine.reach))
    if machine.kind == "automatic" or (machine.kind == "espresso" and dice.chance(0.3)):
        wall = box(dice.between(0.08, 0.2) * width, tall, machine.reach).on(base)
        aside = 0.5 * width - 0.5 * float(wall.size[0])
        side = wall.moved(aside, z=back + 0.5 * machine.reach)
        model.add("body", side.both() if dice.chance(0.6) else side)
    if dice.chance(0.4):
        peg = cylinder(0.012, 0.014, sides=12).under(0.0)
        model.add("base", peg.at_corners(width, machine.depth, inset=0.03))


def _jug(model: Assembly, dice: Dice, machine: Machine) -> None:
    """A jug on its hot plate, below the filter's funnel."""
    cup = min(0.42 * machine.width, 0.3 * (machine.depth - machine.column))
    cup = max(cup, 0.04)
    jug, stage = machine.room * dice.between(0.6, 0.85), machine.stage
    profile = dice.pick({"belly": 3, "cone": 2, "flask": 1})
    rows = {
        "belly": [(0, 0), (0.9, 0), (1.0, 0.35), (0.7, 0.9), (0.75, 1.0), (0.65, 0.9), (0, 0.05)],
        "cone": [(0, 0), (1.0, 0), (1.0, 0.1), (0.6, 1.0), (0.55, 1.0), (0.93, 0.1), (0, 0.05)],
        "flask": [(0, 0), (0.85, 0), (0.85, 0.85), (0.6, 1.0), (0.55, 0.97), (0, 0.05)],
    }[profile]
    vessel = lathe([(cup * r, jug * y) for r, y in rows]).on(machine.base)
    container = model.group()
    container.add("container", vessel)
    if dice.chance(0.5):
        cap = cylinder(0.72 * cup, 0.02, top=0.5 * cup).on(vessel)
        container.add("container", cap)
    far = cup + dice.between(0.025, 0.04)
    low, high = machine.base + 0.2 * jug, machine.base + 0.85 * jug
    path = [(0, high, 0.65 * cup), (0, high, far), (0, low, far), (0, low, 0.9 * cup)]
    container.add("handle", sweep(path, dice.between(0.006, 0.011), sides=6))
    turn = dice.pick({0.0: 3, 90.0: 1}) + dice.between(-30.0, 30.0)
    out = dice.between(0.05, 0.2) if dice.chance(0.15) else 0.0  # taken off its plate
    model.take(container, lambda mesh: mesh.turned("y", turn).moved(z=stage + out))
    if dice.chance(0.5):
        funnel = cylinder(0.5 * cup, 0.5 * (machine.room - jug), top=0.9 * cup)
        model.add("spout", funnel.under(machine.under_head).moved(z=stage))


def _cup(dice: Dice, size: float) -> Mesh:
    """A cup with or without an ear, on y = 0."""
    tall = size * dice.between(0.8, 1.7)
    rows = [
        (0, 0),
        (0.8 * size, 0),
        (size, tall),
        (0.9 * size, tall),
        (0.7 * size, 0.01),
        (0, 0.01),
    ]
    cup = lathe(rows)
    if dice.chance(0.6):
        ear = bow_handle(0.6 * tall, 0.6 * size, 0.12 * size, "y").turned("y", 90.0)
        cup = join(cup, ear.moved(0.9 * size, 0.5 * tall))
    return cup


def _outlets(model: Assembly, dice: Dice, machine: Machine) -> None:
    """Nozzles, filter holders to grip and a steam wand over a drip tray, perhaps a cup."""
    groups = 2 if machine.kind == "espresso" and machine.width > 0.38 else 1
    step, stage = 0.45 * machine.width, machine.stage
    wide, deep = 0.8 * machine.width, 0.8 * (machine.depth - machine.column)
    grid = grid_bars(wide, deep, dice.count(6, 12), 2, 0.002).turned("x", 90.0)
    if dice.chance(0.3):
        grid = box(wide, 0.004, deep, 0.0)
    model.add("tray", grid.on(machine.base).moved(z=stage))
    nozzle = cylinder(0.02, 0.03, top=0.028)
    if machine.kind == "automatic":  # a block with two outlets, set at some height
        pair = cylinder(0.007, 0.03).in_row(2, 0.03)
        block = box(0.07, dice.between(0.05, 0.5) * machine.room, 0.05, 0.008)
        nozzle = join(block, pair.under(block))
    nozzle = nozzle.under(machine.under_head).moved(z=stage)
    model.add("spout", nozzle.in_row(groups, step))
    if dice.chance(0.5):
        free = 0.7 * (float(nozzle.low[1]) - machine.base)
        size = min(0.035, 0.3 * machine.width, 0.55 * free)
        model.add(
            "container", _cup(dice, size).on(machine.base).moved(z=stage).in_row(groups, step)
        )
    if machine.kind != "espresso":
        return
    level, turn = machine.under_head - 0.02, dice.between(-40.0, 40.0)
    ring = pipe(0.034, 0.028, 0.02)
    far = (0.0, -dice.between(0.0, 0.03), dice.between(0.12, 0.18))
    grip = rod((0.0, 0.0, 0.03), far, 0.009, dice.between(0.009, 0.016))
    holder = join(ring, grip).turned("y", turn).moved(0.0, level, stage)
    model.add("handle", holder.in_row(groups, step))
    if dice.chance(0.7):
        side, hang = 0.45 * machine.width, dice.between(0.4, 0.75) * machine.room
        elbow = (side, machine.under_head, stage + 0.02)
        tip = (side, machine.under_head - hang, stage + dice.between(0.02, 0.06))
        wand = rod(elbow, tip, 0.005)
        model.add("spout", wand.both() if groups > 1 else wand)


def _controls(model: Assembly, dice: Dice, machine: Machine) -> None:
    """Knobs, keys and a display on the head's front, knobs at its side, a lever on its top."""
    mid, front, width = machine.height - 0.5 * machine.head, machine.front, machine.width
    shift = 0.0
    if dice.chance(0.55):
        one = any_dial(dice, dice.between(0.12, 0.3) * machine.head)
        if dice.chance(0.6):
            shift = dice.one_of(-0.16, 0.16) * width
            model.add("knob", one.moved(-2.0 * shift, mid, front))
        else:
            model.add("knob", one.moved(0.38 * width, mid, front).both())
    if dice.chance(0.35):
        side = any_dial(dice, dice.between(0.015, 0.03)).turned("y", 90.0)
        spot = {"y": mid, "z": front - 0.4 * machine.reach}
        model.add("knob", side.moved(0.5 * width, **spot))
    if dice.chance(0.75):
        size, count, rows = dice.between(0.007, 0.016), dice.count(1, 6), dice.pick({1: 4, 2: 1})
        pitch = min(1.6 * size, 0.5 * width / count)
        key = button(0.7 * pitch, size, dice.pick({0.0008: 1, 0.004: 3}), dice.one_of(0.0, 1.0))
        field = key.in_grid(count, rows, (pitch, 1.5 * size))
        model.add("button", field.moved(shift, mid - 0.2 * machine.head, front))
    if dice.chance(0.45):
        pane = screen(0.3 * width, 0.3 * machine.head, 0.003, dice.pick({0.001: 1, 0.004: 2}))
        model.add("display", pane.moved(shift, mid + 0.22 * machine.head, front))
    if machine.kind in ("capsule", "espresso") and dice.chance(0.3):
        foot, lean = (0.0, machine.height, front - 0.5 * machine.reach), dice.between(-70.0, 60.0)
        long = dice.between(0.08, 0.2)
        arm = rod((0, -0.02, 0), (0, long, 0), 0.007)
        lever = join(arm, cylinder(0.014, 0.06, "x").moved(y=long)).turned("x", lean).moved(*foot)
        model.add("handle", lever)


def _on_top(model: Assembly, dice: Dice, machine: Machine) -> None:
    """A lid, shut or open; a hopper of beans; a rail around warm cups."""
    width, top, back = machine.width, machine.height, -0.5 * machine.depth
    kind = dice.pick({"lid": 6, "hopper": 2, "rail": 2, "none": 1})
    if kind == "lid":
        deep = dice.between(0.4, 0.95) * machine.reach
        lid = box(0.95 * width, dice.between(0.006, 0.03), deep, machine.rounding).on(top)
        lid = lid.moved(z=back + 0.5 * machine.reach)
        swing = dice.between(15.0, 100.0) if dice.chance(0.35) else 0.0
        model.add("lid", lid.turned("x", -swing, at=(0.0, top, float(lid.low[2]))))
    elif kind == "hopper":
        radius, tall = dice.between(0.3, 0.45) * min(width, machine.reach), dice.between(0.04, 0.1)
        hopper = cylinder(0.8 * radius, tall, top=radius, sides=dice.pick({4: 1, 24: 3})).on(top)
        model.add("container", hopper.moved(z=back + 0.5 * machine.reach))
        cap = cylinder(1.05 * radius, 0.012).on(hopper)
        model.add("lid", cap.moved(z=back + 0.5 * machine.reach))
    elif kind == "rail":
        bar = rod((-0.48 * width, 0, 0), (0.48 * width, 0, 0), 0.003).moved(y=top + 0.025)
        side = rod((0, 0, 0), (0, 0, 0.9 * machine.reach), 0.003)
        ends = side.moved(0.48 * width, top + 0.025, back + 0.05 * machine.reach).both()
        far = bar.moved(z=back + 0.95 * machine.reach)
        model.add("tray", bar.moved(z=back + 0.05 * machine.reach), far, ends)
