"""Open-wheel racing cars; race cars as a category of their own are built the same."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.families.vehicles.car.wheels import wheel_of
from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Section,
    ball,
    box,
    centroids,
    hull,
    join,
    rod,
    wing,
)


@dataclass(frozen=True, eq=False)
class Racer:
    """The pieces of a racing car about the middle of its wheelbase.

    Attributes:
        shell: The body, nose at +z.
        hood: (F,) which of the shell's faces lie on top, before the driver.
        wheels: All four.
        arms: The suspension.
        wings: Front and rear wing.
        posts: What carries the rear wing.
        pods: Boxes at the sides; empty in some.
        driver: Helmet and headrest.
    """

    shell: Mesh
    hood: np.ndarray[tuple[int], np.dtype[np.bool_]]
    wheels: Mesh
    arms: Mesh
    wings: tuple[Mesh, Mesh]
    posts: Mesh
    pods: tuple[Mesh, ...]
    driver: tuple[Mesh, ...]


def racer_of(dice: Dice) -> Racer:
    """A slim body between four free wheels."""
    half, width = dice.between(1.7, 2.5), dice.between(0.5, 0.95)
    nose, tip = dice.between(0.1, 0.4), dice.between(0.18, 0.4)
    neck, tall = dice.between(0.3, 0.6) * width + 0.5 * nose, dice.between(0.4, 0.65)
    front, chest = Section(half, nose, 0.12, tip), Section(0.5 * half, neck, 0.3, 0.34)
    cockpit = Section(dice.between(0.0, 0.3), width, tall, 0.36)
    engine = Section(-0.5 * half, width, tall, 0.42)
    shell = hull(
        [front, chest, cockpit, engine, Section(-0.92 * half, 0.4 * width, 0.35, 0.38)], 2.6
    )
    middle = centroids(shell)
    level = np.interp(middle[:, 2], [-half, 0.5 * half, half], [0.4, 0.34, tip])
    hood = (middle[:, 2] > 0.0) & (middle[:, 1] > level)
    x, radius = dice.between(0.68, 0.85), dice.between(0.28, 0.38)
    wheels, arms = [], []
    for z, size in ((0.65 * half, radius), (-0.65 * half, 1.1 * radius)):
        wheel = wheel_of(dice, size, dice.between(0.2, 0.42))
        wheels.append(wheel.moved(x, size, z).both())
        arm = rod((0.1, size + 0.05, z), (x, size, z), 0.02, sides=5)
        arms.append(arm.in_row(3, 0.2, "z").both())
    high = dice.between(0.6, 0.9)
    blade = wing([(0.0, 0.0, 0.0), (0.75, 0.0, 0.0)], [0.35, 0.3], 0.08)
    end_plate = box(0.02, 0.25, 0.4).moved(0.75, 0.0, -0.05)
    aerofoil = join(blade, end_plate).both()
    pod = box(0.4, 0.35, 1.5, 0.08).moved(0.5 * width + 0.15, 0.3, -0.2 * half).both()
    headrest = hull([Section(-0.3, 0.2, 0.3, 0.75), Section(-0.9 * half, 0.05, 0.1, 0.5)])
    return Racer(
        shell=shell,
        hood=hood,
        wheels=join(*wheels),
        arms=join(*arms),
        wings=(aerofoil.moved(y=0.12, z=half), aerofoil.moved(y=high, z=-half)),
        posts=box(0.06, high - 0.3, 0.2).on(0.3).moved(z=-0.95 * half),
        pods=(pod,) if dice.chance(0.6) else (),
        driver=(ball(0.14).moved(0.0, 0.62, -0.1), *((headrest,) if dice.chance(0.6) else ())),
    )


def add_racer(car: Assembly, dice: Dice) -> None:
    """A racing car with the parts of a car."""
    racer = racer_of(dice)
    car.split(racer.shell, {"hood": racer.hood}, rest="body")
    car.add("wheel", racer.wheels)
    car.add("body", *racer.wings, detail="spoiler")
    car.add("body", racer.arms, racer.posts, *racer.pods, *racer.driver)
