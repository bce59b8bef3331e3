"""Bicycles."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Points,
    box,
    cylinder,
    hull,
    join,
    ring,
    rod,
    tube,
)


@dataclass(frozen=True, eq=False)
class Joints:
    """Where the tubes meet, (3,) metres each; the bicycle rides towards +z."""

    front: Points  # axle
    rear: Points  # axle
    crank: Points
    saddle: Points
    seat_top: Points  # upper end of the seat tube
    neck: Points  # upper end of the fork


def build(bike: Assembly, dice: Dice) -> None:
    """A city, racing, mountain or small-wheeled bicycle; it rides towards +z."""
    radius = dice.between(0.27, 0.35)
    base = dice.between(0.95, 1.1)
    thick = dice.between(0.014, 0.024)
    crank = np.array([0.0, 0.28, -0.06])
    saddle = np.array([0.0, dice.between(0.8, 0.95), -0.22])
    joints = Joints(
        front=np.array([0.0, radius, 0.5 * base]),
        rear=np.array([0.0, radius, -0.5 * base]),
        crank=crank,
        saddle=saddle,
        seat_top=0.85 * saddle + 0.15 * crank,
        neck=np.array([0.0, dice.between(0.75, 0.85), 0.34]),
    )
    tread = ring(radius - 0.015, dice.between(0.012, 0.028), "x", 28, 6)
    wire = rod((0.0, 0.02, 0.0), (0.0, radius - 0.02, 0.0), 0.003, sides=4)
    hub = cylinder(0.03, 0.07, "x")
    wheel = join(tread, wire.around(dice.count(10, 24), "x"), hub)
    bike.add("wheel", wheel.at([joints.front, joints.rear]))
    _frame(bike, dice, joints, thick)
    _saddle(bike, dice, joints, thick)
    _bars(bike, dice, joints.neck)
    _pedals(bike, dice, joints.crank)


def _frame(bike: Assembly, dice: Dice, joints: Joints, thick: float) -> None:
    """Seat tube, down tube and top tube (low in a step-through frame), stays and fork."""
    step_through = dice.chance(0.3)
    low = 0.5 * (joints.crank + joints.seat_top)
    seat_tube = rod(joints.crank, joints.seat_top, thick)
    down_tube = rod(joints.crank, joints.neck - (0.0, 0.1, 0.0), thick)
    top_tube = rod(low if step_through else joints.seat_top, joints.neck, thick)
    bike.add("frame", seat_tube, down_tube, top_tube)
    drop_out = (0.05, 0.0, 0.0)  # from a wheel's middle to the end of a stay
    for start in (joints.crank, joints.seat_top):
        stay = rod(start + (0.02, 0.0, 0.0), joints.rear + drop_out, 0.6 * thick)
        bike.add("frame", stay.both())
    blade = rod(joints.neck + (0.04, 0.0, 0.0), joints.front + drop_out, 0.8 * thick)
    bike.add("frame", blade.both())


def _saddle(bike: Assembly, dice: Dice, joints: Joints, thick: float) -> None:
    """A post and a saddle with a narrow nose."""
    wide = dice.between(0.12, 0.22)
    nose, waist = (0.14, 0.03, 0.03, 0.0), (0.04, 0.06, 0.05, 0.0)
    broad, rear = (-0.08, wide, 0.06, 0.0), (-0.13, 0.8 * wide, 0.04, 0.01)
    cover = hull([nose, waist, broad, rear], 2.4)
    bike.add("seat", rod(joints.seat_top, joints.saddle, 0.8 * thick))
    bike.add("seat", cover.at([joints.saddle]))


def _bars(bike: Assembly, dice: Dice, neck: Points) -> None:
    """A stem that carries dropped or swept-back bars."""
    stem = neck + (0.0, dice.between(0.05, 0.18), dice.between(0.0, 0.08))
    bike.add("handlebar", rod(neck, stem, 0.014))
    wide = dice.between(0.22, 0.32)
    if dice.chance(0.35):
        steps = [(0.0, 0.0, 0.0), (wide, 0.0, 0.0), (wide, 0.0, 0.1)]
        steps += [(wide, -0.12, 0.1), (wide, -0.13, 0.0)]
    else:
        back, rise = dice.between(0.0, 0.25), 0.03
        steps = [(0.0, 0.0, 0.0), (0.4 * wide, rise, 0.0), (wide, rise, -0.2 * back)]
        steps.append((1.02 * wide, rise, -back - 0.05))
    bike.add("handlebar", tube(stem + np.array(steps), 0.013, 16, 6).both())


def _pedals(bike: Assembly, dice: Dice, crank: Points) -> None:
    """A chain wheel and two crank arms that point apart, each with its pedal."""
    angle = dice.between(0.0, 2.0 * np.pi)
    arm = np.array([0.0, 0.17 * np.cos(angle), 0.17 * np.sin(angle)])
    plate = box(0.09, 0.02, 0.07)
    chain_wheel = cylinder(0.09, 0.01, "x", sides=16)
    bike.add("pedal", chain_wheel.at([crank + (0.05, 0.0, 0.0)]))
    for side in (1.0, -1.0):
        inner, outer = np.array([0.07 * side, 0.0, 0.0]), np.array([0.12 * side, 0.0, 0.0])
        bike.add("pedal", rod(crank + inner, crank + inner + side * arm, 0.012, sides=6))
        bike.add("pedal", plate.at([crank + outer + side * arm]))
