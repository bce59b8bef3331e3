"""Airliners, business jets and freighters."""

import numpy as np

from patchalign3d_training.synthesis.families.aircraft.airplane.mounted import (
    add_gear,
    nacelle_of,
    piston_pod,
    propeller_of,
)
from patchalign3d_training.synthesis.families.aircraft.airplane.pieces import (
    ENGINE,
    BodyPlan,
    TailPlan,
    WingPlan,
    add_tail,
    body_of,
    hump,
    lined,
    wing_of,
)
from patchalign3d_training.synthesis.kit import Assembly, Dice, Mesh, Section, box, hull


def add_liner(plane: Assembly, dice: Dice) -> None:
    """Short to long, two to four engines under the wing, at the rear or in the fin."""
    length, width = dice.between(3.4, 4.6), dice.between(0.36, 0.52)
    nose, rear = dice.between(0.1, 0.18), dice.between(0.26, 0.4)
    body = BodyPlan(length, width, nose, rear, rise=0.35)
    plane.add("body", lined(dice, body_of(dice, body)))
    if dice.chance(0.1):  # the upper deck of a jumbo
        deck = hump(length=0.4 * length, width=0.7 * width, height=0.6 * width, rear=0.5)
        plane.add("body", deck.moved(y=0.4 * width, z=0.28 * length))
    inside, low = dice.between(0.15, 0.5), dice.between(0.2, 0.4)
    plan = WingPlan(
        span=dice.between(3.2, 4.6),
        chord=dice.between(0.65, 1.1),
        root=(inside * width, -low * width, dice.between(0.1, 0.45)),
        sweep=dice.between(0.35, 0.7),
        dihedral=dice.between(0.03, 0.14),
        taper=dice.between(0.2, 0.4),
    )
    plane.add("wing", wing_of(dice, plan))
    if dice.chance(0.5):
        belly = hump(length=1.5 * plan.chord, width=1.1 * width, height=0.3 * width, rear=0.7)
        middle_of_chord = plan.root[2] - 0.25 * plan.chord
        plane.add("body", belly.moved(y=-0.38 * width, z=middle_of_chord))
    # where engines hang, in shares of the half span; none: they sit at the rear
    shares = dice.pick({(0.3,): 2, (0.34,): 1, (0.28, 0.56): 1, (0.3, 0.6): 1, (): 1})
    kind = dice.pick({"low": 6, "cross": 1}) if shares else dice.one_of("tee", "low", "cross")
    fin = dice.between(0.45, 0.8)
    add_tail(plane, dice, length, TailPlan(fin, 0.3 * width, dice.between(0.6, 1.0), kind))
    radius = dice.between(0.075, 0.145)
    nacelle = nacelle_of(dice, radius, radius * dice.between(2.4, 4.2))
    if shares:
        _hung_engines(plane, dice, plan, nacelle, shares)
    else:
        out = 1.2 * radius  # from the body's side to the engine's axis
        side = (0.5 * width, 0.25 * width, -dice.between(0.22, 0.3) * length)
        bridge = box(radius, 0.03, radius)
        plane.add(ENGINE, nacelle.moved(out).at([side]).both(), bridge.at([side]).both())
    if kind != "tee" and dice.chance(0.15):  # one more in the fin's root
        plane.add(ENGINE, nacelle.moved(y=0.3 * width + 0.25 * fin, z=-0.4 * length))
    if dice.chance(0.5):
        _flap_fairings(plane, dice, plan)
    if dice.chance(0.35):
        add_gear(plane, dice, length, width)


def _hung_engines(
    plane: Assembly, dice: Dice, plan: WingPlan, nacelle: Mesh, shares: tuple[float, ...]
) -> None:
    """Engines below and before the wing, mostly on pylons, at these shares of the half span."""
    radius = 0.5 * float(nacelle.size[0])
    pylon = box(0.03, 1.2 * radius, 2.5 * radius).moved(y=radius, z=-radius)
    for share in shares:
        below = dice.between(1.0, 1.3) * radius
        before = 0.25 * plan.chord + radius * dice.between(0.6, 1.4)
        mount = np.add(plan.at(share), (0.0, -below, before))
        plane.add(ENGINE, nacelle.at([mount]).both())
        if dice.chance(0.85):
            plane.add(ENGINE, pylon.at([mount]).both())


def _flap_fairings(plane: Assembly, dice: Dice, plan: WingPlan) -> None:
    """Slim pods below the trailing edge."""
    fat, length = dice.between(0.02, 0.06), dice.between(0.3, 0.55) * plan.chord
    pod = hump(length, width=fat, height=1.2 * fat, rear=0.9)
    for share in dice.many(0.25, 0.8, dice.count(2, 4)):
        behind = 0.45 * plan.chord * (1.0 - 0.5 * share)
        mount = np.add(plan.at(float(share)), (0.0, -0.02, -behind))
        plane.add("wing", pod.at([mount]).both())


def add_business(plane: Assembly, dice: Dice) -> None:
    """A small jet with two engines at its rear."""
    length, width = 3.0, dice.between(0.32, 0.45)
    body = BodyPlan(length, width, nose=dice.between(0.2, 0.3), rear=0.4, rise=0.3)
    plane.add("body", lined(dice, body_of(dice, body)))
    root = (0.3 * width, -0.35 * width, dice.between(-0.1, 0.25))
    span, chord = dice.between(2.4, 3.2), dice.between(0.55, 0.75)
    plane.add("wing", wing_of(dice, WingPlan(span, chord, root, sweep=0.35, dihedral=0.06)))
    kind = dice.pick({"tee": 2, "cross": 1})
    fin = dice.between(0.45, 0.65)
    add_tail(plane, dice, length, TailPlan(fin, y=0.3 * width, sweep=0.8, kind=kind))
    radius = dice.between(0.09, 0.13)
    nacelle = nacelle_of(dice, radius, 5.0 * radius)
    beside_tail = (0.5 * width + radius, 0.25 * width, -0.25 * length)
    plane.add(ENGINE, nacelle.at([beside_tail]).both())
    if dice.chance(0.4):
        add_gear(plane, dice, length, width)


def add_transport(plane: Assembly, dice: Dice) -> None:
    """A high-wing freighter with propellers or jets; some carry a radar disc."""
    length, width = 3.2, dice.between(0.45, 0.55)
    body = BodyPlan(length, width, nose=0.13, rear=0.42, rise=0.5)
    plane.add("body", lined(dice, body_of(dice, body)))
    plan = WingPlan(
        span=dice.between(3.4, 4.2),
        chord=dice.between(0.5, 0.7),
        root=(0.1, 0.5 * width, 0.35),
        sweep=dice.between(0.0, 0.4),
        dihedral=-0.02,
        taper=0.45,
    )
    plane.add("wing", wing_of(dice, plan))
    kind = dice.pick({"low": 3, "tee": 2, "cross": 1, "twin": 1})
    fin = dice.between(0.55, 0.8)
    add_tail(plane, dice, length, TailPlan(fin, y=0.35 * width, sweep=0.4, kind=kind))
    if dice.chance(0.12):
        rim, middle = (0.3, 0.02), (1.0, 0.1)  # width and height of a flat disc
        radar = hull([Section(0.5, *rim), Section(0.0, *middle), Section(-0.5, *rim)])
        plane.add("body", radar.moved(y=1.1 * width, z=-0.1))
    props = dice.chance(0.7)
    for share in dice.one_of((0.3,), (0.25, 0.5)):  # of the half span
        mount = (share * 0.5 * plan.span, plan.root[1] - 0.08, plan.root[2] + 0.1)
        if props:
            screw = propeller_of(dice, 0.35).moved(z=0.46).at([mount])
            plane.add(ENGINE, piston_pod(0.2, 0.85).at([mount]).both())
            plane.add(ENGINE, screw.both(), detail="propeller")
        else:
            plane.add(ENGINE, nacelle_of(dice, 0.13, 0.5).at([mount]).both())
    if dice.chance(0.5):
        add_gear(plane, dice, 0.8 * length, width)
