"""Fans."""

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    box,
    cylinder,
    lathe,
    ring,
    rod,
    tube,
    wing,
)

AXLE_BACK = -0.35  # z of the pole behind the rotor
FOOT_BACK = -0.3  # z of the pole's foot
STATIONS = (0.15, 0.5, 0.92)  # of a blade from hub to tip; the rotor's radius is 1
CHORD = 0.3  # of a blade at the hub
RIM = 1.08  # radius of the cage's largest ring
DISH = ((0.0, 0.0), (0.6, 0.0), (0.6, 0.06), (0.15, 0.16), (0.0, 0.16))  # a foot's profile
CROSS = (1.4, 0.08, 0.12)  # length, height and width of a bar of a crossed foot


def build(model: Assembly, dice: Dice) -> None:
    """A table, floor or ceiling fan of radius 1; the air flows along +z."""
    along = [(x, 0, 0) for x in STATIONS]
    thickness = 0.06  # over the chord
    blade = wing(along, [CHORD, dice.between(0.4, 0.6), dice.between(0.3, 0.5)], thickness)
    blade = blade.turned("x", dice.between(15.0, 35.0)).moved(z=0.05)
    count = dice.count(3, 5)
    if dice.chance(0.25):
        _ceiling_fan(model, dice, blade, count)
    else:
        _standing_fan(model, dice, blade, count)


def _ceiling_fan(model: Assembly, dice: Dice, blade: Mesh, count: int) -> None:
    drop = dice.between(0.3, 0.8)
    long_blade = blade.stretched(dice.between(1.2, 2.0), 1, 0.7)
    model.add("blade", long_blade.around(count).moved(y=-drop))
    motor_radius, motor_height, pole_radius = 0.22, 0.2, 0.035
    model.add("motor", cylinder(motor_radius, motor_height).centred(at=(0, -drop, 0)))
    model.add("pole", rod((0, -drop, 0), (0, 0, 0), pole_radius))
    rose = cylinder(0.15, 0.1, top=0.1)  # against the ceiling
    model.add("base", rose.under(0.03))


def _standing_fan(model: Assembly, dice: Dice, blade: Mesh, count: int) -> None:
    height, tilt = dice.between(1.2, 3.5), dice.between(0.0, 25.0)
    head = model.group()
    head.add("blade", blade.turned("x", 90.0).around(count, "z"))
    hub, motor = cylinder(0.14, 0.2, "z"), cylinder(0.2, 0.5, "z")
    head.add("blade", hub.moved(z=0.05))
    head.add("motor", motor.moved(z=-0.3))
    if dice.chance(0.85):
        _cage(head, dice)
    model.take(head, lambda mesh: mesh.turned("x", -tilt).moved(y=height))

    low, high = (0, 0.05, FOOT_BACK), (0, height, AXLE_BACK)
    model.add("pole", rod(low, high, dice.between(0.05, 0.1)))
    foot = lathe(DISH) if dice.chance(0.67) else box(*CROSS).on(0.0).around(2)
    model.add("base", foot.moved(z=FOOT_BACK))


def _cage(head: Assembly, dice: Dice) -> None:
    """Wires from the middle to a rim on both sides of the rotor."""
    bulge, thin, thick = dice.between(0.15, 0.3), 0.012, 0.03
    inner, middle = 0.08, 0.6  # where a wire starts, where it bends
    wire = tube([(inner, 0, bulge), (middle, 0, bulge), (RIM, 0, 0)], thin, 7, 5)
    head.add("cage", wire.around(dice.count(10, 21), "z").both("z"))
    head.add("cage", ring(RIM, thick, "z", 30, 6))
    head.add("cage", ring(middle, thin, "z", 24, 5).moved(z=bulge).both("z"))
