"""What fills a car: seats and dashboard, the sheets beneath and under the hood; all of it body."""

from patchalign3d_training.synthesis.families.vehicles.car.shells import Silhouette
from patchalign3d_training.synthesis.kit import Assembly, Dice, box, join, ring, rod


def add_chassis(car: Assembly, dice: Dice, form: Silhouette, clearance: float) -> None:
    """The underbody, thin or thick, and what lies under the hood: a tray, an engine, a firewall."""
    if dice.chance(0.85):
        thick = dice.between(0.005, 0.12)
        floor = box(dice.between(0.6, 0.94) * form.width, thick, 0.96 * form.length)
        car.add("body", floor.moved(0, clearance + dice.between(0.02, 0.08)))
    start = (form.windshield[0] - 0.5) * form.length
    long, wide = 0.46 * form.length - start, dice.between(0.6, 0.85) * form.width
    if long < 0.3:
        return
    middle = start + 0.5 * long
    if dice.chance(0.5):
        depth = dice.between(0.06, 0.3)
        tray = box(wide, 0.01, 0.9 * long).moved(0, form.hood - depth, middle)
        car.add("body", tray)
    if dice.chance(0.35):
        tall = dice.between(0.4, 0.75) * (form.hood - clearance)
        block = box(0.5 * wide, tall, 0.55 * long, 0.03)
        car.add("body", block.moved(0, clearance + 0.05 + 0.5 * tall, middle))
    if dice.chance(0.35):
        tall = 0.85 * (form.belt - clearance)
        car.add("body", box(wide, tall, 0.02).moved(0, clearance + 0.5 * tall, start))


def add_interior(car: Assembly, dice: Dice, form: Silhouette, clearance: float) -> None:
    """Seats, dashboard, steering wheel, floor and door linings: body, as all that is inside."""
    y = clearance + dice.between(0.22, 0.36)
    rest = min(dice.between(0.55, 0.75), form.roof - y - 0.3)
    seat = join(
        box(0.5, 0.15, 0.5, 0.04),
        box(0.5, rest, 0.13, 0.04).moved(0, 0.5 * rest, -0.25).turned("x", -10.0),
    )
    if dice.chance(0.5):
        seat = join(seat, box(0.26, 0.16, 0.09, 0.03).moved(0, rest + 0.1, -0.38))
    front = 0.5 * sum(form.windshield) * form.length - 0.5 * form.length - 0.75
    car.add("body", seat.moved(0.36, y, front).both(), detail="car seat")
    row = front - 0.95
    while row > (form.rear_window[0] - 0.5) * form.length and dice.chance(0.75):
        car.add("body", seat.stretched(2.6, 1, 1).moved(0, y, row), detail="car seat")
        row -= 0.95
    dash = box(0.85 * form.width, 0.22, 0.4, 0.05).moved(0, form.belt - 0.15, front + 0.75)
    wheel = ring(0.18, 0.016, "z", 16, 6).turned("x", -25.0)
    place = (0.36 * dice.one_of(1.0, -1.0), form.belt - 0.02, front + 0.42)
    column = rod((0, 0, 0), (0, -0.1, 0.3), 0.03, sides=6)
    car.add("body", dash, join(wheel, column).moved(*place), detail="car seat")
    if dice.chance(0.65):
        floor = box(0.86 * form.width, 0.03, 0.5 * form.length).moved(0, clearance + 0.12, front)
        tunnel = box(0.25, 0.2, 1.6, 0.04).moved(0, clearance + 0.2, front)
        car.add("body", floor, tunnel, detail="car seat")
    if dice.chance(0.4):
        lining = box(0.04, 0.75 * (form.belt - clearance), 0.32 * form.length)
        place = (0.44 * form.width, 0.55 * form.belt + 0.45 * clearance, front)
        car.add("body", lining.moved(*place).both(), detail="car seat")
