"""Binoculars and opera glasses."""

from dataclasses import dataclass

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    ball,
    box,
    cylinder,
    join,
    lathe,
    pipe,
    rod,
    tube,
)


@dataclass(frozen=True)
class _BinocularHalf:
    """One of the two telescopes, in metres; it looks along +z."""

    front: float  # radius of the front lens
    eye: float  # radius of the eyepiece
    length: float
    aside: float  # of the eyepiece's axis
    apart: float  # of the front lens's axis


def build(model: Assembly, dice: Dice) -> None:
    """Binoculars whose large lenses look along +z and whose eyepieces are at -z."""
    front = dice.between(0.014, 0.032)
    prisms = dice.chance(0.6)  # wide before, narrow behind, the tubes offset
    eye = dice.between(0.012, 0.018)
    aside = max(dice.between(0.028, 0.034), eye + 0.004)
    spread = max(aside, front + 0.004) + (dice.between(0.002, 0.02) if prisms else 0.0)
    half = _BinocularHalf(front, eye, dice.between(0.08, 0.17), aside, spread)
    one = model.group()
    if prisms:
        _with_prisms(one, dice, half)
    else:
        _straight(one, dice, half)
    model.take(one)
    model.take(one, lambda mesh: mesh.mirrored())
    _bridge(model, dice, half)
    if dice.chance(0.4):
        level, out = 0.3 * half.length, half.apart + half.front
        path = [(out, 0, -0.1), (1.5 * out, -0.12, -0.14), (0, -0.2, -0.16)]
        scale = level / 0.1
        cord = tube([(out, 0.0, 0.0), *path], 0.0025, 22, 6)
        model.add("strap", cord.both().stretched(z=0.4 * scale))


def _eyepiece(one: Assembly, dice: Dice, half: _BinocularHalf, rear: float) -> None:
    """A rubber cup about a small lens; `rear` is the z where the tube ends."""
    long = dice.between(0.8, 1.6) * half.eye
    flare = dice.between(0.85, 1.1) * half.eye
    cup = pipe(flare, 0.72 * flare, long, "z", 20).moved(half.aside, z=rear - 0.45 * long)
    one.add("eyepiece", cup)
    glass = cylinder(0.74 * flare, 0.1 * long, "z", sides=18)
    one.add("lens", glass.moved(half.aside, z=rear - 0.5 * long))


def _front_lens(one: Assembly, half: _BinocularHalf, z: float) -> None:
    glass = ball(0.88 * half.front, 0.88 * half.front, 0.15 * half.front, 18)
    one.add("lens", glass.moved(half.apart, z=z - 0.22 * half.front))


def _turned(profile: list[tuple[float, float]]) -> Mesh:
    """A tube about z from (radius, z)."""
    return lathe(profile, 24).turned("x", 90.0)


def _with_prisms(one: Assembly, dice: Dice, half: _BinocularHalf) -> None:
    """A block for the prisms, a wide barrel before it and a narrow tube behind it."""
    long, wide = half.length, half.front
    block_end, block_start = -0.02 * long, -0.32 * long
    neck = dice.between(0.6, 0.85) * wide
    barrel = [(neck, block_end - 0.02 * long), (neck, 0.12 * long), (wide, 0.3 * long)]
    barrel += [(wide, 0.5 * long), (0.88 * wide, 0.5 * long), (0.85 * wide, 0.42 * long)]
    one.add("barrel", _turned(barrel).moved(x=half.apart))
    _front_lens(one, half, 0.5 * long)
    thick = block_end - block_start
    start, end = (half.aside, 0, 0), (half.apart, 0, 0)
    radius = max(half.eye, neck) * dice.between(1.05, 1.25)
    drum = cylinder(radius, thick, "z", sides=20)
    between = box(abs(half.apart - half.aside) + 0.001, 1.9 * radius, thick)
    block = join(drum.at([start, end]), between.moved(0.5 * (half.aside + half.apart)))
    one.add("barrel", block.moved(z=0.5 * (block_start + block_end)))
    tube_end = block_start - dice.between(0.03, 0.12) * long
    stem = rod((half.aside, 0, block_start), (half.aside, 0, tube_end), 0.85 * half.eye, sides=18)
    one.add("barrel", stem)
    _eyepiece(one, dice, half, tube_end)


def _straight(one: Assembly, dice: Dice, half: _BinocularHalf) -> None:
    """A tube that widens evenly or in one step towards the front."""
    long, wide = half.length, half.front
    rear, front = -0.5 * long, 0.5 * long
    step = dice.between(-0.2, 0.3) * long
    narrow = dice.between(0.85, 1.0) * min(half.eye, wide)
    barrel = [(narrow, rear), (narrow, step), (wide, step + dice.between(0.02, 0.2) * long)]
    barrel += [(wide, front), (0.88 * wide, front), (0.85 * wide, front - 0.2 * wide)]
    leaning = _turned(sorted(barrel[:3], key=lambda it: it[1]) + barrel[3:])
    angle = float(np.degrees(np.arctan2(half.apart - half.aside, long)))
    one.add("barrel", leaning.turned("y", angle).moved(x=0.5 * (half.aside + half.apart)))
    _front_lens(one, half, front)
    _eyepiece(one, dice, half, rear)


def _bridge(model: Assembly, dice: Dice, half: _BinocularHalf) -> None:
    """One or two bars between the barrels, the hinge's axle, and a wheel to focus with."""
    thick = dice.between(0.006, 0.012)
    bar = box(2 * half.aside, thick, dice.between(0.08, 0.25) * half.length, 0.2 * thick)
    count = dice.pick({1: 2, 2: 3})
    bars = bar.in_row(count, 0.3 * half.length, "z").moved(z=-0.12 * half.length)
    model.add("bridge", bars)
    rear = -0.45 * half.length
    axle = rod((0, 0, rear), (0, 0, 0.1 * half.length), 0.7 * thick, sides=14)
    model.add("bridge", axle)
    wheel = cylinder(dice.between(0.008, 0.013), dice.between(0.01, 0.022), "z", sides=18)
    model.add("knob", wheel.moved(y=0.3 * thick, z=dice.between(-0.35, -0.02) * half.length))
