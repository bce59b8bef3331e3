"""Hair dryers."""

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    button,
    cylinder,
    frame,
    grid_bars,
    hull,
    lathe,
    loft,
    ring,
    superellipse,
    tube,
)


def build(model: Assembly, dice: Dice) -> None:
    """A barrel that blows along +z on a handle that hangs down."""
    radius, length = dice.between(0.035, 0.05), dice.between(0.14, 0.22)
    half = 0.5 * length
    back = dice.between(0.9, 1.15)
    rows = [
        (-half, 1.7 * back, 1.7 * back),
        (-0.8 * half, 2.1 * back, 2.1 * back),
        (0.1 * half, 2.0, 2.0),
    ]
    mouth = dice.between(0.65, 0.9)
    table = [(z, w * radius, h * radius, 0.0) for z, w, h in rows]
    model.add("body", hull([*table, (half, 2 * mouth * radius, 2 * mouth * radius, 0.0)]))
    kind = dice.pick({"slit": 3, "none": 1, "diffuser": 2})
    tip = mouth * radius
    if kind == "slit":
        far = half + dice.between(0.03, 0.06)
        end = hull([(half - 0.01, 2.08 * tip, 2.08 * tip, 0), (far, 3.0 * tip, 0.5 * tip, 0)], 2.5)
        model.add("nozzle", end)
    elif kind == "diffuser":
        wide = 1.9 * radius
        bell = lathe([(1.02 * tip, 0.0), (wide, 0.06), (wide, 0.075), (0, 0.07)], 24)
        model.add("nozzle", bell.turned("x", 90.0).moved(z=half - 0.01))
        prong = cylinder(0.006, 0.03, "z", sides=8).moved(0.6 * wide).around(8, "z")
        model.add("nozzle", prong.moved(z=half + 0.08))
    else:
        model.add("nozzle", ring(0.97 * tip, 0.004, "z").moved(z=half))
    inlet = 0.8 * back * radius
    if dice.chance(0.7):
        model.add(
            "grille", grid_bars(1.2 * inlet, 1.2 * inlet, 6, 6, 0.0015).moved(z=-half - 0.004)
        )
        model.add("grille", ring(inlet, 0.004, "z").moved(z=-half))
    drop, lean = dice.between(0.12, 0.17), dice.between(-12.0, 22.0)
    thick = dice.between(0.028, 0.036)
    grip = loft(
        [(-drop, 0.9, 1.0), (-0.85 * drop, 1.0, 1.2), (-0.4 * drop, 0.9, 1.1), (0.0, 1.1, 1.5)][:4]
    )
    grip = grip.stretched(thick, 1.0, thick)
    hand = model.group()
    hand.add("handle", grip)
    if dice.chance(0.8):
        key = button(0.012, 0.022, 0.006, 0.003)
        hand.add(
            "button", key.in_row(dice.count(1, 3), 0.028, "y").moved(0.0, -0.4 * drop, 0.5 * thick)
        )
    if dice.chance(0.4):
        loop = frame(
            superellipse(0.024, 0.03, 2.0, 16), superellipse(0.014, 0.02, 2.0, 16), 0.005, "z"
        )
        hand.add("hook", loop.moved(y=-drop - 0.012))
    if dice.chance(0.6):
        path = [
            (0, -drop, 0),
            (0, -drop - 0.05, 0),
            (0.05, -drop - 0.08, -0.06),
            (0.12, -drop - 0.05, -0.12),
        ]
        hand.add("cord", tube(path, 0.0035, 22, 6))
    model.take(hand, lambda mesh: mesh.turned("x", lean).moved(0.0, -0.75 * radius, -0.35 * half))
