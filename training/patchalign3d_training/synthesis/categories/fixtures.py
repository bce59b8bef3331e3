"""Toilets, carts and dust bins."""

import numpy as np

from patchalign3d_training.synthesis.chances import chance
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh
from patchalign3d_training.synthesis.outlines import (
    ellipse,
    lengthwise,
    plane,
    rectangle,
    superellipse,
)
from patchalign3d_training.synthesis.skins import skin
from patchalign3d_training.synthesis.solids import (
    box,
    cylinder,
    frame,
    lathe,
    prism,
    sheet,
)
from patchalign3d_training.synthesis.sweeps import rod, sweep, tube

TOILET = {
    "bowl": ("bowl", "toilet bowl", "basin", "toilet body", "base"),
    "tank": ("tank", "water tank", "cistern", "toilet tank"),
    "seat": ("seat", "toilet seat", "seat ring", "sitting ring"),
    "lid": ("lid", "toilet lid", "cover", "seat cover"),
}
TOILET_DETAILS = {"lever": ("flush", "lever", "flush button", "flush lever")}
CART = {
    "basket": ("basket", "tray", "cargo tray", "load tray", "cart body", "bucket"),
    "wheel": ("wheel", "wheels", "cart wheel", "caster", "roller"),
    "handle": ("handle", "push handle", "handles", "push bar", "cart handle"),
    "leg": ("leg", "support leg", "stand", "legs", "frame"),
}
BIN = {
    "body": ("body", "bin body", "container", "trash can body", "can"),
    "lid": ("lid", "cover", "bin lid", "trash can lid", "top cover"),
    "pedal": ("pedal", "foot pedal", "foot lever", "opening pedal"),
    "wheel": ("wheel", "wheels", "bin wheel", "roller"),
}
BIN_DETAILS = {"handle": ("handle", "lid handle", "knob")}


def toilet(random: np.random.Generator) -> LabelledMesh:
    """A toilet; its front looks along +z."""
    toilet = Assembly(TOILET, TOILET_DETAILS)
    width, long = random.uniform(0.34, 0.4), random.uniform(0.5, 0.6)
    height = random.uniform(0.36, 0.44)
    oval = superellipse(width, long, 2.3, 28)
    foot = random.uniform(0.55, 0.9)
    levels = [(foot, 0.0), (0.9 * foot, 0.4 * height), (1.0, 0.8 * height), (1.0, height)]
    levels += [(0.75, height), (0.6, 0.6 * height), (0.2, 0.45 * height), (0.0, 0.45 * height)]
    rings = [plane(oval * s, "y", y) for s, y in levels]
    toilet.add("bowl", skin(np.stack(rings), caps=False))
    if chance(random, 0.9):
        seat = frame(1.02 * oval, oval * (0.68, 0.72), 0.025)
        toilet.add("seat", seat.moved(0, height + 0.015))
    if chance(random, 0.8):
        cover = prism(1.02 * oval, 0.025)
        up = random.uniform(85.0, 100.0) if chance(random, 0.6) else 0.0
        hinged = (
            cover.moved(0, 0, 0.5 * long).turned("x", -up).moved(0, height + 0.035, -0.5 * long)
        )
        toilet.add("lid", hinged)
    if chance(random, 0.85):
        tall, deep = random.uniform(0.3, 0.42), random.uniform(0.16, 0.22)
        z = -0.5 * long - 0.5 * deep
        toilet.add("tank", box(1.1 * width, tall, deep, 0.02).moved(0, height + 0.5 * tall, z))
        toilet.add("tank", box(1.16 * width, 0.04, 1.1 * deep, 0.01).moved(0, height + tall, z))
        lever = rod(
            (0.1, height + 0.8 * tall, z + 0.55 * deep),
            (0.2, height + 0.8 * tall, z + 0.6 * deep),
            0.01,
        )
        toilet.add("tank", lever, detail="lever")
        toilet.add(
            "bowl", box(0.8 * width, height, deep + 0.1, 0.02).moved(0, 0.5 * height, z + 0.05)
        )
    return toilet.finish()


def cart(random: np.random.Generator) -> LabelledMesh:
    """A wheelbarrow, hand truck or shopping cart; it is pushed towards +z."""
    cart = Assembly(CART)
    barrow = chance(random, 0.5)
    width, long = random.uniform(0.5, 0.7), random.uniform(0.7, 1.0)
    deep = random.uniform(0.2, 0.45)
    low = random.uniform(0.35, 0.55)
    lower = plane(rectangle(0.7 * width, 0.65 * long), "y", low)
    upper = plane(rectangle(width, long), "y", low + deep)
    cart.add(
        "basket", skin(np.stack([lower, upper]), caps=False), sheet(lower[:, [0, 2]], "y", low)
    )
    if chance(random, 0.4):
        inner = skin(np.stack([lower * (0.97, 1.01, 0.97), upper * (0.97, 1, 0.97)]), caps=False)
        cart.add("basket", inner)
    radius = random.uniform(0.1, 0.2)
    wheel = cylinder(radius, 0.06, "x")
    if barrow:
        cart.add("wheel", wheel.moved(0, radius, 0.55 * long))
        end = (0.36 * width, low + 0.35, -1.1 * long)
        arm = rod((0.05, radius, 0.55 * long), (0.3 * width, low - 0.02, -0.4 * long), 0.02)
        cart.add("leg", arm.both())
        cart.add("handle", rod((0.3 * width, low - 0.02, -0.4 * long), end, 0.022).both())
        leg = rod((0.28 * width, low, -0.3 * long), (0.3 * width, 0, -0.35 * long), 0.018)
        cart.add("leg", leg.both())
    else:
        small = 0.6 * radius
        post = rod((0.32 * width, low, 0.3 * long), (0.38 * width, small, 0.38 * long), 0.016)
        cart.add("leg", post.both("x").both("z"))
        wheel = cylinder(small, 0.05, "x").moved(0.38 * width, small, 0.38 * long)
        cart.add("wheel", wheel.both("x").both("z"))
        y = low + deep
        path = [(0.45 * width, y - 0.1, -0.45 * long), (0.42 * width, y + 0.15, -0.65 * long)]
        path += [(-0.42 * width, y + 0.15, -0.65 * long), (-0.45 * width, y - 0.1, -0.45 * long)]
        cart.add("handle", sweep(path, 0.02))
    return cart.finish()


def trashcan(random: np.random.Generator) -> LabelledMesh:
    """A dust bin, pedal bin, wheeled bin or basket."""
    can = Assembly(BIN, BIN_DETAILS)
    height, foot = random.uniform(1.3, 3.0), random.uniform(0.7, 1.0)
    square = chance(random, 0.45)
    outline = rectangle(2, random.uniform(1.4, 2.0), 0.2, 4) if square else ellipse(2, 2, 28)
    low, high = plane(outline * foot, "y"), plane(outline, "y", height)
    can.add("body", skin(np.stack([low, high]), caps=False), sheet(outline * foot))
    if chance(random, 0.5):
        can.add(
            "body", skin(np.stack([low * 0.97 + (0, 0.03, 0), high * (0.97, 1, 0.97)]), caps=False)
        )
    far = outline[:, 1].max()
    if chance(random, 0.85):
        thick = random.uniform(0.05, 0.2)
        cover = prism(outline * 1.05, thick, "y", 0.4 * thick).moved(0, 0.5 * thick, far)
        if not square and chance(random, 0.5):
            profile = [(1.05, 0), (1.03, 0.1), (0.7, 0.35), (0.0, 0.45)]
            cover = lathe(profile).moved(0, 0, far)
        up = random.uniform(30.0, 100.0) if chance(random, 0.25) else 0.0
        can.add("lid", cover.turned("x", -up).moved(0, height, -far))
        if chance(random, 0.5) and not up:
            knob = tube([(-0.2, 0, 0), (-0.15, 0.15, 0), (0.15, 0.15, 0), (0.2, 0, 0)], 0.04, 10, 6)
            can.add("lid", knob.moved(0, height + 0.25 * thick + 0.15), detail="handle")
    if chance(random, 0.4):
        pedal = lengthwise([(0.2, 0), (0.22, 0.2), (0.1, 0.3)], 14)
        can.add("pedal", prism(pedal, 0.06).moved(0, 0.1, far * foot))
    if chance(random, 0.4):
        wheel = cylinder(0.22, 0.12, "x").moved(0.75 * foot, 0.0, -far * foot)
        can.add("wheel", wheel.both())
    return can.finish()
