"""What is bolted to a car's shell: wheels and their wells, bumpers, lamps, racing kits."""

import numpy as np

from patchalign3d_training.synthesis.families.vehicles.car.shells import CarStance, Silhouette
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    box,
    cylinder,
    grid_bars,
    join,
    lathe,
    pipe,
    rod,
    sheet,
    skin,
    spokes,
    sweep,
    wing,
)


def wheel_of(dice: Dice, radius: float, width: float) -> Mesh:
    """A wheel about the origin with its axle along x, outside at +x."""
    sides = dice.one_of(10, 12, 16, 20, 24)
    half = 0.5 * width
    if dice.chance(0.18):
        return cylinder(radius, width, "x", sides=sides)
    rim = radius * dice.between(0.55, 0.78)
    corners = [(rim, -half), (0.93 * radius, -half), (radius, -0.7 * half), (radius, 0.7 * half)]
    corners += [(0.93 * radius, half), (rim, 0.9 * half), (0.95 * rim, 0.5 * half)]
    tread = lathe(corners, sides)
    kind = dice.pick({"disc": 1, "spokes": 2, "dish": 1, "double": 2})
    if kind == "disc":
        face = lathe([(0, 0.7 * half), (0.3 * rim, 0.8 * half), (rim, 0.5 * half)], sides)
    elif kind == "dish":
        face = lathe([(0, 0.2 * half), (0.7 * rim, 0.1 * half), (rim, 0.8 * half)], sides)
    else:
        bars = spokes(dice.count(4, 10), 0.1 * rim, rim, 0.16 * rim, 0.3 * half)
        hub = cylinder(0.2 * rim, half).moved(0, 0.3 * half)
        face = join(bars.moved(0, 0.5 * half), hub)
        if kind == "double":
            brake = cylinder(0.7 * rim, 0.15 * half, sides=14).moved(0, 0.1 * half)
            barrel = pipe(0.98 * rim, 0.93 * rim, 1.8 * half, sides=sides)
            face = join(face, brake, barrel)
    inner = lathe([(0, -half), (rim, -half)], 16)
    return join(tread, face, inner).turned("z", -90.0)


def add_wheels(
    car: Assembly,
    dice: Dice,
    form: Silhouette,
    stance: CarStance,
) -> None:
    """Four wheels, the front ones perhaps steered, perhaps with axles, in the wells they need."""
    radius, width = stance.radius, dice.between(0.18, 0.4)
    wheel = wheel_of(dice, radius, width)
    x = 0.5 * form.width - 0.5 * width - dice.between(-0.03, 0.07)
    axle_rods, wells = dice.chance(0.4), dice.pick({"none": 1, "arch": 2, "box": 1})
    steered = dice.between(-30.0, 30.0) if dice.chance(0.2) else 0.0

    for axle, turn in zip(stance.axles, (0.0, steered), strict=True):
        z = (axle - 0.5) * form.length
        for piece in (wheel, wheel.mirrored()):
            side = x if piece is wheel else -x
            car.add("wheel", piece.turned("y", turn).moved(side, radius, z))
        if axle_rods:
            car.add("body", rod((-x, radius, z), (x, radius, z), 0.04, sides=6))
        if wells == "none":
            continue
        reach, angle = dice.between(1.06, 1.25) * radius, np.linspace(0.0, np.pi, 9)
        arc = np.stack([0 * angle, np.sin(angle), np.cos(angle)], axis=1) * reach
        if wells == "box":
            front = [(0.0, -0.3, 1.0), (0.0, 0.7, 1.0), (0.0, 1.0, 0.6)]
            rear = [(0.0, 1.0, -0.6), (0.0, 0.7, -1.0), (0.0, -0.3, -1.0)]
            arc = np.array([*front, *rear]) * reach
        inner = x - dice.between(0.55, 1.1) * width
        edges = [arc + (side, 0, 0) for side in (x + 0.5 * width, inner)]
        well = join(skin(np.stack(edges), closed=False), sheet(arc[:, [2, 1]], "x", inner))
        car.add("body", well.moved(0, radius, z).both())


def add_fittings(car: Assembly, dice: Dice, form: Silhouette, kind: str, clearance: float) -> None:
    """Bumpers, lamps, grille, mirrors, racks, spoilers, exhausts, the bed of a pickup."""
    front, rear = 0.5 * form.length, -0.5 * form.length
    if dice.chance(0.5):
        bumper = box(dice.between(0.8, 1.0) * form.width, dice.between(0.08, 0.22), 0.14, 0.05)
        y = clearance + dice.between(0.12, 0.25)
        car.add("body", bumper.moved(0, y, front), bumper.moved(0, y, rear), detail="bumper")
    if dice.chance(0.6):
        lamp = ball(dice.between(0.08, 0.15), dice.between(0.06, 0.1), 0.06, 10)
        y = dice.between(0.78, 0.92) * form.hood
        car.add("body", lamp.moved(0.36 * form.width, y, front - 0.03).both(), detail="headlight")
        back = box(0.25, 0.12, 0.06, 0.02).moved(0.36 * form.width, 0.85 * form.deck, rear + 0.01)
        car.add("body", back.both(), detail="headlight")
    if dice.chance(0.3):
        bars = grid_bars(0.4 * form.width, 0.2, 9, 4, 0.01)
        car.add("body", bars.moved(0, 0.75 * form.hood, front - 0.005))
    if dice.chance(0.7):
        z = (form.windshield[0] - 0.55) * form.length
        mirror = box(0.18, 0.12, 0.08, 0.03).moved(0.5 * form.width + 0.06, form.belt + 0.08, z)
        car.add("body", mirror.both(), detail="side mirror")
    if kind in ("sports", "coupe", "sedan", "wedge", "muscle") and dice.chance(0.35):
        y = form.deck + dice.between(0.08, 0.25)
        blade = wing([(0, y, rear + 0.25), (0.45 * form.width, y, rear + 0.25)], [0.25, 0.22], 0.1)
        post = box(0.03, 0.25, 0.1).moved(0.3 * form.width, y - 0.12, rear + 0.2)
        car.add("body", blade.both(), post.both(), detail="spoiler")
    if kind in ("sports", "coupe", "sedan", "hatch", "wedge") and dice.chance(0.25):
        lip = box(dice.between(0.9, 1.05) * form.width, 0.03, 0.35).moved(0, clearance, front - 0.1)
        skirt = box(0.06, 0.12, 0.5 * form.length, 0.02)
        skirt = skirt.moved(0.5 * form.width, clearance + 0.06)
        car.add("body", lip, skirt.both(), detail="bumper")
    if kind in ("muscle", "sports", "suv") and dice.chance(0.3):
        z = (0.5 * (form.windshield[0] + 0.95) - 0.5) * form.length
        scoop = box(0.35, 0.09, 0.5, 0.03)
        car.add("hood", scoop.moved(0, 0.5 * (form.belt + form.hood) + 0.05, z))
    if dice.chance(0.25):
        tip = pipe(0.045, 0.035, 0.3, "z", 10).moved(0.3 * form.width, clearance + 0.08, rear)
        car.add("body", tip.both() if dice.chance(0.5) else tip)
    if kind == "box" and dice.chance(0.6):
        spare = wheel_of(dice, 0.34, 0.2).turned("y", 90.0).moved(0, form.belt, rear - 0.1)
        car.add("wheel", spare)
    if kind == "open" and dice.chance(0.35):
        x, z = 0.36 * form.width, (form.rear_window[1] - 0.45) * form.length
        top = form.roof - dice.between(0.0, 0.2)
        bar = [(x, 0.8 * form.belt, z), (0.95 * x, top, z), (0, top, z)]
        car.add("body", sweep(bar, 0.035, sides=6).both())
    if kind == "pickup":
        length = form.rear_window[0] * form.length
        bed = box(0.85 * form.width, 0.03, length)
        car.add("body", bed.moved(0, clearance + 0.4, rear + 0.5 * length))
        wall = box(0.03, form.deck - clearance - 0.4, length)
        place = (0.42 * form.width, 0.5 * (form.deck + clearance + 0.4), rear + 0.5 * length)
        car.add("body", wall.moved(*place).both())
    _roof_load(car, dice, form, kind)


def _roof_load(car: Assembly, dice: Dice, form: Silhouette, kind: str) -> None:
    """Rails, a rack or a light bar; a detail belongs to the part that it sits on."""
    back = (form.rear_window[1] - 0.45) * form.length
    ahead = (form.windshield[1] - 0.55) * form.length
    if kind in ("suv", "wagon", "van", "minivan", "box") and dice.chance(0.4):
        x = 0.33 * form.width
        rail = rod((x, form.roof + 0.05, back), (x, form.roof + 0.05, ahead), 0.02, sides=6)
        car.add("roof", rail.both())
        if dice.chance(0.4):
            bar = rod((-x, form.roof + 0.06, 0), (x, form.roof + 0.06, 0), 0.02, sides=6)
            car.add("roof", bar.at([(0, 0, z) for z in np.linspace(back, ahead, 4)]))
    elif kind in ("sedan", "suv", "van") and dice.chance(0.12):
        bar = box(0.55 * form.width, 0.12, 0.25, 0.04)
        car.add("roof", bar.moved(0, form.roof + 0.09, 0.5 * (back + ahead)))
