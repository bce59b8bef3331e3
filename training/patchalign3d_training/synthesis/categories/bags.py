"""Bags and suitcases."""

import numpy as np

from patchalign3d_training.synthesis.categories.shoulder_bags import (
    backpack,
    hobo,
    loop_of,
    messenger,
    soft_body,
)
from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh, Mesh
from patchalign3d_training.synthesis.outlines import (
    plane,
    rectangle,
    superellipse,
)
from patchalign3d_training.synthesis.skins import skin
from patchalign3d_training.synthesis.solids import box, cylinder, frame, prism, sheet
from patchalign3d_training.synthesis.sweeps import sweep

BAG = {
    "handle": ("handle", "bag handle", "strap", "shoulder strap", "carrying strap", "carry handle"),
    "body": ("body", "bag body", "main compartment", "container", "pouch", "main bag"),
}
BAG_DETAILS = {
    "flap": ("flap", "bag flap", "cover flap"),
    "pocket": ("pocket", "front pocket", "outer pocket"),
    "wheel": ("wheel", "wheels", "roller"),
}


def bag(random: np.random.Generator) -> LabelledMesh:
    """A handbag, tote, suitcase, backpack, briefcase, shoulder bag or duffel."""
    bag = Assembly(BAG, BAG_DETAILS)
    kinds = (_handbag, _handbag, _handbag, _tote, _suitcase, backpack, _duffel, _briefcase)
    pick(random, *kinds, _suitcase, _briefcase, _basket, hobo, messenger)(bag, random)
    return bag.finish()


def _handbag(bag: Assembly, random: np.random.Generator) -> None:
    width, height = random.uniform(0.6, 1.0), random.uniform(0.4, 0.75)
    depth = width * random.uniform(0.18, 0.45)
    top = (width * random.uniform(0.6, 1.05), depth * random.uniform(0.2, 0.7))
    bag.add("body", soft_body(random, (width, depth), top, height))
    half = top[0] * random.uniform(0.2, 0.46)
    rise = random.uniform(0.12, 0.8)
    z = random.uniform(0.1, 0.4) * top[1]
    if chance(random, 0.5):
        bag.add("handle", loop_of(random, half, height, rise, z).both("z"))
    else:
        bag.add("handle", loop_of(random, half, height, rise))
    if chance(random, 0.3):
        low = random.uniform(0.0, 0.6) * height
        strip = box(random.uniform(0.02, 0.05), height - low, 0.014)
        lean = np.degrees(np.arctan2(0.5 * (depth - top[1]), height))
        run = strip.turned("x", -lean).moved(half, 0.5 * (height + low), 0.26 * (depth + top[1]))
        bag.add("handle", run.both().both("z"))
    if chance(random, 0.3):
        tall = random.uniform(0.3, 0.8) * height
        lean = np.degrees(np.arctan2(0.5 * (depth - top[1]), height))
        flap = box(0.97 * top[0], tall, 0.02, 0.01).moved(0, -0.5 * tall).turned("x", -lean)
        bag.add("body", flap.moved(0, 1.01 * height, 0.53 * top[1]), detail="flap")
    elif chance(random, 0.3):
        pocket = box(0.6 * width, 0.4 * height, 0.06, 0.02).moved(0, 0.3 * height, 0.5 * depth)
        bag.add("body", pocket, detail="pocket")


def _tote(bag: Assembly, random: np.random.Generator) -> None:
    """A shopping bag, open on top."""
    width, height = random.uniform(0.5, 0.9), random.uniform(0.5, 1.0)
    depth = width * random.uniform(0.15, 0.5)
    flare = random.uniform(0.9, 1.25)
    lower = plane(rectangle(width, depth), "y")
    upper = plane(rectangle(width * flare, depth * flare), "y", height)
    bag.add("body", skin(np.stack([lower, upper]), caps=False), sheet(rectangle(width, depth)))
    if chance(random, 0.4):
        inner = skin(np.stack([lower * 0.97 + (0, 0.01, 0), upper * (0.97, 1, 0.97)]), caps=False)
        bag.add("body", inner)
    z = 0.48 * depth * flare
    loop = loop_of(random, random.uniform(0.1, 0.25) * width, height, random.uniform(0.15, 0.6), z)
    bag.add("handle", loop.both("z"))


def _suitcase(bag: Assembly, random: np.random.Generator) -> None:
    width, height = random.uniform(0.4, 0.7), random.uniform(0.55, 0.9)
    depth = random.uniform(0.18, 0.32)
    case = prism(rectangle(width, height, 0.15 * width, 5), depth, "z", random.uniform(0.01, 0.06))
    bag.add("body", case.moved(0, 0.5 * height))
    _lining(bag, random, case.moved(0, 0.5 * height))
    for x in np.linspace(-0.35, 0.35, int(random.integers(0, 7))) * width:
        rib = box(0.02, 0.9 * height, 0.02, 0.006).moved(x, 0.5 * height, 0.5 * depth)
        bag.add("body", rib)
    if chance(random, 0.7):
        wheel = cylinder(0.035, 0.025, "x").moved(0.4 * width, -0.03, 0.4 * depth)
        bag.add("body", wheel.both().both("z"), detail="wheel")
    half, rise = 0.25 * width, random.uniform(0.2, 0.5)
    if chance(random, 0.6):
        z = -0.4 * depth
        path = [
            (-half, height, z),
            (-half, height + rise, z),
            (half, height + rise, z),
            (half, height, z),
        ]
        bag.add("handle", sweep(path, random.uniform(0.01, 0.02)))
    if chance(random, 0.6):
        bag.add("handle", loop_of(random, 0.6 * half, height, 0.06))
    else:
        bag.add(
            "handle",
            loop_of(random, 0.12, 0.5 * width, 0.05).turned("z", -90.0).moved(0, 0.5 * height),
        )


def _lining(bag: Assembly, random: np.random.Generator, shell: Mesh) -> None:
    """The inner walls of a case, and what divides its two halves."""
    if chance(random, 0.5):
        return
    middle = 0.5 * (shell.vertices.min(axis=0) + shell.vertices.max(axis=0))
    size = shell.vertices.max(axis=0) - shell.vertices.min(axis=0)
    inner = 1.0 - 2.0 * random.uniform(0.01, 0.03) * size.max() / size  # (3,)
    bag.add("body", Mesh((shell.vertices - middle) * inner + middle, shell.faces))
    if chance(random, 0.5):
        bag.add("body", box(0.9 * size[0], 0.9 * size[1], 0.01).moved(*middle))


def _basket(bag: Assembly, random: np.random.Generator) -> None:
    """A basket, open on top, under one high hoop."""
    width, height = random.uniform(0.5, 0.9), random.uniform(0.25, 0.5)
    depth, power = width * random.uniform(0.5, 1.0), random.uniform(2.0, 5.0)
    flare, wall = random.uniform(1.0, 1.4), random.uniform(0.94, 0.98)
    share = np.linspace(0.0, 1.0, 6)
    bulge = 1.0 + (flare - 1.0) * share + random.uniform(0.0, 0.12) * np.sin(np.pi * share)
    outline = plane(superellipse(width, depth, power, 28), "y")
    outer = [outline * (b, 1, b) + (0, height * s, 0) for s, b in zip(share, bulge, strict=True)]
    inner = [row * (wall, 1, wall) + (0, 0.01, 0) for row in outer[::-1]]
    bag.add("body", skin(np.stack([*outer, *inner])))
    half = 0.48 * width * flare
    bag.add("handle", loop_of(random, half, 0.95 * height, random.uniform(0.25, 0.6)))


def _briefcase(bag: Assembly, random: np.random.Generator) -> None:
    width, height = random.uniform(0.8, 1.1), random.uniform(0.5, 0.75)
    depth = random.uniform(0.1, 0.35)
    shell = prism(rectangle(width, height, random.uniform(0.0, 0.08), 4), depth, "z", 0.01)
    bag.add("body", shell.moved(0, 0.5 * height))
    _lining(bag, random, shell.moved(0, 0.5 * height))
    seam = frame(
        rectangle(1.01 * width, 1.01 * height), rectangle(0.99 * width, 0.99 * height), 0.01, "z"
    )
    bag.add("body", seam.moved(0, 0.5 * height))
    bag.add(
        "handle", loop_of(random, random.uniform(0.12, 0.2), height, random.uniform(0.08, 0.14))
    )
    if chance(random, 0.3):
        long = loop_of(random, 0.48 * width, height, random.uniform(0.5, 1.0))
        bag.add("handle", long)


def _duffel(bag: Assembly, random: np.random.Generator) -> None:
    length, radius = random.uniform(0.8, 1.1), random.uniform(0.18, 0.28)
    section = superellipse(2 * radius, 2 * radius, random.uniform(2.0, 3.5), 24)
    bag.add("body", prism(section, length, "x", 0.03).moved(0, radius))
    rise = random.uniform(0.12, 0.35)
    loop = loop_of(random, 0.2 * length, 1.8 * radius, rise, 0.5 * radius)
    bag.add("handle", loop.both("z"))
    if chance(random, 0.4):
        angle = np.linspace(0.0, 2.0 * np.pi, 28)
        band = np.stack([np.zeros(28), radius * (1 + 1.02 * np.sin(angle)),
                             1.02 * radius * np.cos(angle)], axis=1)  # fmt: skip
        hoop = sweep(band, 1.0, rectangle(0.05, 0.012), normal=(1, 0, 0))
        bag.add("handle", hoop.moved(0.2 * length).both())
    if chance(random, 0.4):
        bag.add("handle", loop_of(random, 0.47 * length, 1.2 * radius, random.uniform(0.5, 0.8)))
