"""What is bolted to a car's shell: bumpers, lamps, mirrors, racing kits, racks, pickup beds."""

import numpy as np

from patchalign3d_training.synthesis.families.vehicles.car.silhouettes import Silhouette
from patchalign3d_training.synthesis.families.vehicles.car.wheels import wheel_of
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    box,
    grid_bars,
    pipe,
    rod,
    sweep,
    wing,
)


def add_fittings(car: Assembly, dice: Dice, form: Silhouette, clearance: float) -> None:
    """All that a car may carry; a detail belongs to the part that it sits on."""
    _front_and_rear(car, dice, form, clearance)
    _racing_kit(car, dice, form, clearance)
    if dice.chance(0.25):
        exhaust = pipe(0.045, 0.035, 0.3, "z", 10)
        exhaust = exhaust.moved(0.3 * form.width, clearance + 0.08, -form.front)
        car.add("body", exhaust.both() if dice.chance(0.5) else exhaust)
    if form.kind == "box" and dice.chance(0.6):
        spare = wheel_of(dice, 0.34, 0.2).turned("y", 90.0)
        car.add("wheel", spare.moved(y=form.belt, z=-form.front - 0.1))
    if form.kind == "open" and dice.chance(0.35):
        _roll_bar(car, dice, form)
    if form.kind == "pickup":
        _pickup_bed(car, form, clearance)
    _roof_load(car, dice, form)


def _front_and_rear(car: Assembly, dice: Dice, form: Silhouette, clearance: float) -> None:
    """Bumpers, lamps, a grille and side mirrors."""
    front, rear = form.front, -form.front
    if dice.chance(0.5):
        wide, tall = dice.between(0.8, 1.0) * form.width, dice.between(0.08, 0.22)
        bumper = box(wide, tall, 0.14, 0.05).moved(y=clearance + dice.between(0.12, 0.25))
        car.add("body", bumper.moved(z=front), bumper.moved(z=rear), detail="bumper")
    if dice.chance(0.6):
        lamp = ball(dice.between(0.08, 0.15), dice.between(0.06, 0.1), 0.06, 10)
        level, aside = dice.between(0.78, 0.92) * form.hood, 0.36 * form.width
        car.add("body", lamp.moved(aside, level, front - 0.03).both(), detail="headlight")
        tail_lamp = box(0.25, 0.12, 0.06, 0.02).moved(aside, 0.85 * form.deck, rear + 0.01)
        car.add("body", tail_lamp.both(), detail="headlight")
    if dice.chance(0.3):
        radiator = grid_bars(0.4 * form.width, 0.2, columns=9, rows=4, radius=0.01)
        car.add("body", radiator.moved(y=0.75 * form.hood, z=front - 0.005))
    if dice.chance(0.7):
        mirror = box(0.18, 0.12, 0.08, 0.03)
        out, level = 0.5 * form.width + 0.06, form.belt + 0.08
        mirror = mirror.moved(out, level, form.z(form.windshield.low - 0.05))
        car.add("body", mirror.both(), detail="side mirror")


def _racing_kit(car: Assembly, dice: Dice, form: Silhouette, clearance: float) -> None:
    """A rear spoiler, a front lip with side skirts, a scoop on the hood."""
    if form.kind in ("sports", "coupe", "sedan", "wedge", "muscle") and dice.chance(0.35):
        level, z = form.deck + dice.between(0.08, 0.25), -form.front + 0.25
        middle, tip = (0, level, z), (0.45 * form.width, level, z)
        blade = wing([middle, tip], chords=[0.25, 0.22], thickness=0.1)
        post = box(0.03, 0.25, 0.1).moved(0.3 * form.width, level - 0.12, z - 0.05)
        car.add("body", blade.both(), post.both(), detail="spoiler")
    if form.kind in ("sports", "coupe", "sedan", "hatch", "wedge") and dice.chance(0.25):
        lip = box(dice.between(0.9, 1.05) * form.width, 0.03, 0.35)
        lip = lip.moved(y=clearance, z=form.front - 0.1)
        skirt = box(0.06, 0.12, 0.5 * form.length, 0.02).on(clearance)
        car.add("body", lip, skirt.moved(x=0.5 * form.width).both(), detail="bumper")
    if form.kind in ("muscle", "sports", "suv") and dice.chance(0.3):
        scoop = box(0.35, 0.09, 0.5, 0.03)
        level = 0.5 * (form.belt + form.hood) + 0.05
        z = form.z(0.5 * (form.windshield.low + 0.95))
        car.add("hood", scoop.moved(y=level, z=z))


def _roll_bar(car: Assembly, dice: Dice, form: Silhouette) -> None:
    """A bar behind the seats of an open car."""
    aside, z = 0.36 * form.width, form.z(form.rear_window.high + 0.05)
    top = form.roof - dice.between(0.0, 0.2)
    bar = [(aside, 0.8 * form.belt, z), (0.95 * aside, top, z), (0, top, z)]
    car.add("body", sweep(bar, 0.035, sides=6).both())


def _pickup_bed(car: Assembly, form: Silhouette, clearance: float) -> None:
    """A floor and two walls behind the cabin."""
    length, floor = form.rear_window.low * form.length, clearance + 0.4
    bed = box(0.85 * form.width, 0.03, length)
    car.add("body", bed.moved(y=floor, z=-form.front + 0.5 * length))
    wall = box(0.03, form.deck - floor, length).moved(x=0.42 * form.width)
    wall = wall.moved(y=0.5 * (form.deck + floor), z=-form.front + 0.5 * length)
    car.add("body", wall.both())


def _roof_load(car: Assembly, dice: Dice, form: Silhouette) -> None:
    """Rails, a rack or a light bar; a detail belongs to the part that it sits on."""
    back, ahead = form.z(form.rear_window.high + 0.05), form.z(form.windshield.high - 0.05)
    if form.kind in ("suv", "wagon", "van", "minivan", "box") and dice.chance(0.4):
        aside, level = 0.33 * form.width, form.roof + 0.05
        rail = rod((aside, level, back), (aside, level, ahead), 0.02, sides=6)
        car.add("roof", rail.both())
        if dice.chance(0.4):
            bar = rod((-aside, level + 0.01, 0), (aside, level + 0.01, 0), 0.02, sides=6)
            car.add("roof", bar.at([(0, 0, z) for z in np.linspace(back, ahead, 4)]))
    elif form.kind in ("sedan", "suv", "van") and dice.chance(0.12):
        light_bar = box(0.55 * form.width, 0.12, 0.25, 0.04)
        car.add("roof", light_bar.moved(y=form.roof + 0.09, z=0.5 * (back + ahead)))
