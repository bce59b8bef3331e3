"""What fills a car: seats and dashboard, the sheets beneath and under the hood; all of it body."""

from patchalign3d_training.synthesis.families.vehicles.car.silhouettes import Silhouette
from patchalign3d_training.synthesis.kit import Assembly, Dice, Mesh, box, join, ring, rod

SEAT_STEP = 0.95  # metres from one row of seats to the next


def add_chassis(car: Assembly, dice: Dice, form: Silhouette, clearance: float) -> None:
    """The underbody, thin or thick, and what lies under the hood: a tray, an engine, a firewall."""
    if dice.chance(0.85):
        thick = dice.between(0.005, 0.12)
        floor = box(dice.between(0.6, 0.94) * form.width, thick, 0.96 * form.length)
        car.add("body", floor.moved(y=clearance + dice.between(0.02, 0.08)))
    firewall = form.z(form.windshield.low)
    length = 0.46 * form.length - firewall  # of the space under the hood
    wide = dice.between(0.6, 0.85) * form.width
    if length < 0.3:
        return
    middle = firewall + 0.5 * length
    if dice.chance(0.5):
        tray = box(wide, 0.01, 0.9 * length)
        car.add("body", tray.moved(y=form.hood - dice.between(0.06, 0.3), z=middle))
    if dice.chance(0.35):
        tall = dice.between(0.4, 0.75) * (form.hood - clearance)
        engine = box(0.5 * wide, tall, 0.55 * length, 0.03).on(clearance + 0.05)
        car.add("body", engine.moved(z=middle))
    if dice.chance(0.35):
        wall = box(wide, 0.85 * (form.belt - clearance), 0.02).on(clearance)
        car.add("body", wall.moved(z=firewall))


def add_interior(car: Assembly, dice: Dice, form: Silhouette, clearance: float) -> None:
    """Seats, dashboard, steering wheel, floor and door linings: body, as all that is inside."""
    level = clearance + dice.between(0.22, 0.36)  # of the seats
    seat = _seat(dice, back=min(dice.between(0.55, 0.75), form.roof - level - 0.3))
    windshield = form.z(0.5 * (form.windshield.low + form.windshield.high))
    front = windshield - 0.75  # z of the front seats
    car.add("body", seat.moved(0.36, level, front).both(), detail="car seat")
    row = front - SEAT_STEP
    while row > form.z(form.rear_window.low) and dice.chance(0.75):
        bench = seat.stretched(x=2.6)
        car.add("body", bench.moved(y=level, z=row), detail="car seat")
        row -= SEAT_STEP
    dashboard = box(0.85 * form.width, 0.22, 0.4, 0.05).moved(y=form.belt - 0.15, z=windshield)
    wheel = ring(0.18, 0.016, "z", 16, 6).turned("x", -25.0)
    column = rod((0, 0, 0), (0, -0.1, 0.3), 0.03, sides=6)
    driver = 0.36 * dice.one_of(1.0, -1.0)  # left or right
    steering = join(wheel, column).moved(driver, form.belt - 0.02, front + 0.42)
    car.add("body", dashboard, steering, detail="car seat")
    if dice.chance(0.65):
        carpet = box(0.86 * form.width, 0.03, 0.5 * form.length).moved(y=clearance + 0.12, z=front)
        tunnel = box(0.25, 0.2, 1.6, 0.04).moved(y=clearance + 0.2, z=front)
        car.add("body", carpet, tunnel, detail="car seat")
    if dice.chance(0.4):
        lining = box(0.04, 0.75 * (form.belt - clearance), 0.32 * form.length)
        middle = 0.55 * form.belt + 0.45 * clearance
        lining = lining.moved(0.44 * form.width, middle, front)
        car.add("body", lining.both(), detail="car seat")


def _seat(dice: Dice, back: float) -> Mesh:
    """A cushion about the origin with its back, `back` high, and perhaps a headrest."""
    cushion = box(0.5, 0.15, 0.5, 0.04)
    leaning = box(0.5, back, 0.13, 0.04).on(0.0).moved(z=-0.25).turned("x", -10.0)
    seat = join(cushion, leaning)
    if dice.chance(0.5):
        headrest = box(0.26, 0.16, 0.09, 0.03).moved(y=back + 0.1, z=-0.38)
        seat = join(seat, headrest)
    return seat
