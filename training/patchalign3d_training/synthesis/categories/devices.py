"""Appliances and devices: displays, cameras, fans, drills, toilets, carts, bins."""

import numpy as np

from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh
from patchalign3d_training.synthesis.outlines import (
    plane,
    rectangle,
    superellipse,
)
from patchalign3d_training.synthesis.skins import skin
from patchalign3d_training.synthesis.solids import (
    ball,
    box,
    cylinder,
    frame,
    lathe,
    pipe,
    prism,
    sheet,
    wing,
)
from patchalign3d_training.synthesis.sweeps import beam, ring, rod, sweep, tube

DISPLAY = {
    "screen": ("screen", "display", "monitor", "panel", "display panel", "television"),
    "base": ("base", "stand base", "foot", "bottom plate", "monitor base"),
    "support": ("support", "stand", "neck", "arm", "pole", "monitor stand"),
}
CAMERA = {
    "body": ("body", "camera body", "housing", "case", "main body"),
    "lens": ("lens", "camera lens", "objective", "lens tube"),
    "button": ("button", "shutter button", "knob", "shutter", "dial"),
    "strap": ("strap", "camera strap", "neck strap", "carrying strap"),
}
CAMERA_DETAILS = {"flash": ("flash", "viewfinder", "prism")}
FAN = {
    "blade": ("blade", "fan blade", "propeller", "rotor", "vanes"),
    "cage": ("cage", "grille", "fan guard", "guard", "wire cage"),
    "base": ("base", "fan base", "stand", "foot", "bottom plate"),
    "pole": ("pole", "post", "neck", "stem", "shaft"),
    "motor": ("motor", "hub", "motor housing", "engine"),
}
DRILL = {
    "body": ("body", "drill body", "motor housing", "housing", "main body"),
    "handle": ("handle", "drill handle", "pistol grip", "handhold"),
    "bit": ("bit", "drill bit", "drill tip", "boring tip"),
    "chuck": ("chuck", "drill chuck", "bit holder", "nose"),
    "battery": ("battery", "battery pack", "power pack", "accumulator"),
    "trigger": ("trigger", "switch", "power switch", "power button"),
}


def display(random: np.random.Generator) -> LabelledMesh:
    """A monitor or television on a stand; it looks along +z."""
    display = Assembly(DISPLAY)
    width = random.uniform(0.5, 1.2)
    tall, deep = width * random.uniform(0.5, 0.8), random.uniform(0.03, 0.12)
    rise = random.uniform(0.1, 0.35)
    tilt = random.uniform(-5.0, 20.0) if chance(random, 0.5) else 0.0
    outline = rectangle(width, tall, random.uniform(0.0, 0.04), 4)
    pieces = [prism(outline, deep, "z", 0.1 * deep)]
    inner = rectangle(0.93 * width, 0.9 * tall)
    pieces.append(sheet(inner, "z", 0.5 * deep + 0.002))
    if chance(random, 0.3):
        tube_rows = [
            plane(rectangle(width * s, tall * s), "z", z) for s, z in ((0.95, 0), (0.5, -0.4))
        ]
        pieces.append(skin(np.stack(tube_rows)))
    else:
        pieces.append(box(0.5 * width, 0.5 * tall, 0.05, 0.01).moved(0, 0, -0.5 * deep))
    if chance(random, 0.4):
        edge = frame(rectangle(width, tall), inner, 0.02, "z").moved(0, 0, 0.5 * deep + 0.01)
        pieces.append(edge)
    for piece in pieces:
        display.add("screen", piece.turned("x", -tilt).moved(0, rise + 0.5 * tall))
    thick = random.uniform(0.015, 0.03)
    wide, far = random.uniform(0.3, 0.6) * width, random.uniform(0.15, 0.28)
    round_base = prism(superellipse(wide, far, random.uniform(2.0, 4.0), 26), thick)
    feet = beam((0, 0.05, 0), (0.4 * wide, 0, 0.5 * far), 0.03, 0.02).both().both("z")
    display.add("base", pick(random, round_base, round_base, feet).moved(0, 0.5 * thick))
    post = beam((0, thick, -0.04), (0, rise + 0.3 * tall, -0.5 * deep - 0.02), 0.12 * width, 0.03)
    round_post = rod((0, thick, -0.04), (0, rise + 0.3 * tall, -0.5 * deep - 0.03), 0.03)
    display.add("support", pick(random, post, round_post))
    return display.finish()


def camera(random: np.random.Generator) -> LabelledMesh:
    """A compact or reflex camera; its lens looks along +z."""
    camera = Assembly(CAMERA, CAMERA_DETAILS)
    width, tall, deep = (
        random.uniform(1.1, 1.5),
        random.uniform(0.7, 0.95),
        random.uniform(0.3, 0.55),
    )
    camera.add("body", box(width, tall, deep, random.uniform(0.02, 0.12)))
    radius = tall * random.uniform(0.25, 0.45)
    x, long = random.uniform(-0.2, 0.1) * width, random.uniform(0.12, 1.0)
    start = 0.5 * deep
    for step, scale in enumerate((1.0, random.uniform(0.8, 0.95), random.uniform(0.85, 1.1))):
        barrel = pipe(radius * scale, 0.7 * radius * scale, long / 3, "z")
        camera.add("lens", barrel.moved(x, -0.03, start + long * (step + 0.5) / 3))
    glass = ball(0.72 * radius, 0.72 * radius, 0.1).moved(x, -0.03, start + 0.7 * long)
    camera.add("lens", glass)
    if chance(random, 0.6):
        hump = prism(
            np.array([(-0.25, 0), (0.25, 0), (0.15, 0.25), (-0.15, 0.25)]), 0.9 * deep, "z"
        )
        camera.add("body", hump.moved(x, 0.5 * tall), detail="flash")
    top = 0.5 * tall
    camera.add("button", cylinder(0.06, 0.08).moved(-0.38 * width, top + 0.03))
    if chance(random, 0.7):
        camera.add("button", cylinder(0.12, 0.1).moved(0.36 * width, top + 0.04))
    if chance(random, 0.5):
        grip = box(0.18 * width, 0.95 * tall, 0.3, 0.06).moved(-0.42 * width, 0, 0.5 * deep)
        camera.add("body", grip)
    if chance(random, 0.35):
        x, y = 0.5 * width, 0.35 * tall
        path = [(x, y, 0), (1.4 * x, y + 0.5, -0.2), (0, y + 1.2, -0.4), (-1.4 * x, y + 0.5, -0.2)]
        strap = tube([*path, (-x, y, 0)], 0.04, 26, 6).stretched(1, 1, 0.8)
        camera.add("strap", strap)
    return camera.finish()


def fan(random: np.random.Generator) -> LabelledMesh:
    """A table, floor or ceiling fan; the air flows along +z."""
    fan = Assembly(FAN)
    radius, tilt = 1.0, random.uniform(0.0, 25.0)
    count = int(random.integers(3, 6))
    ceiling = chance(random, 0.25)
    vane = wing([(0.15, 0, 0), (0.5, 0, 0), (0.92, 0, 0)], [0.3, 0.5, 0.4], 0.06)
    vane = vane.turned("x", random.uniform(15.0, 35.0)).moved(0, 0, 0.05)
    if ceiling:
        drop = random.uniform(0.3, 0.8)
        long = vane.stretched(random.uniform(1.2, 2.0), 1, 0.7)
        fan.add("blade", long.around(count).moved(0, -drop))
        fan.add("motor", cylinder(0.22, 0.2).moved(0, -drop))
        fan.add("pole", rod((0, -drop, 0), (0, 0, 0), 0.035))
        fan.add("base", cylinder(0.15, 0.1, top=0.1).moved(0, -0.02))
        return fan.finish()
    height = random.uniform(1.2, 3.5)
    rotor = vane.turned("x", 90.0).around(count, "z")
    pieces = [("blade", rotor), ("motor", cylinder(0.2, 0.5, "z").moved(0, 0, -0.3))]
    pieces.append(("blade", cylinder(0.14, 0.2, "z").moved(0, 0, 0.05)))
    if chance(random, 0.85):
        deep = random.uniform(0.15, 0.3)
        wire = tube([(0.08, 0, deep), (0.6, 0, deep), (1.08, 0, 0)], 0.012, 7, 5)
        pieces.append(("cage", wire.around(int(random.integers(10, 22)), "z").both("z")))
        pieces.append(("cage", ring(1.08 * radius, 0.03, "z", 30, 6)))
        pieces.append(("cage", ring(0.6 * radius, 0.012, "z", 24, 5).moved(0, 0, deep).both("z")))
    for part, piece in pieces:
        fan.add(part, piece.turned("x", -tilt).moved(0, height))
    fan.add("pole", rod((0, 0.05, -0.3), (0, height, -0.35), random.uniform(0.05, 0.1)))
    disc = lathe([(0, 0), (0.6, 0), (0.6, 0.06), (0.15, 0.16), (0, 0.16)]).moved(0, 0, -0.3)
    cross = box(1.4, 0.08, 0.12).moved(0, 0.04).around(2).moved(0, 0, -0.3)
    fan.add("base", pick(random, disc, disc, cross))
    return fan.finish()


def drill(random: np.random.Generator) -> LabelledMesh:
    """A power drill; its bit points along +z."""
    drill = Assembly(DRILL)
    radius, long = random.uniform(0.18, 0.26), random.uniform(0.8, 1.2)
    profile = [(0, 0), (0.8, 0.02), (1.0, 0.15), (1.0, 0.7), (0.75, 1.0), (0, 1.0)]
    drill.add("body", lathe(np.array(profile) * (radius, long), 18).turned("x", 90.0))
    chuck = np.array([(0, 0), (0.65, 0), (0.7, 0.5), (0.35, 1.0), (0, 1.0)]) * (radius, 0.3)
    drill.add("chuck", lathe(chuck, 14).turned("x", 90.0).moved(0, 0, long))
    if chance(random, 0.9):
        tip = random.uniform(0.3, 0.9)
        drill.add("bit", rod((0, 0, long + 0.28), (0, 0, long + 0.28 + tip), 0.04, 0.02))
    back, drop = random.uniform(0.15, 0.5) * long, random.uniform(0.6, 0.9)
    path = [(0, 0, back), (0, -0.5 * drop, back - 0.05), (0, -drop, back - 0.1)]
    section = superellipse(0.3, 0.2, 3.0, 14)
    drill.add("handle", sweep(path, [1.1, 0.9, 1.05], section, normal=(0, 0, 1)))
    drill.add("trigger", box(0.08, 0.2, 0.12, 0.02).moved(0, -0.36, back + 0.16))
    if chance(random, 0.7):
        block = box(0.3, 0.18, random.uniform(0.4, 0.6), 0.03)
        drill.add("battery", block.moved(0, -drop - 0.06, back - 0.02))
    if chance(random, 0.2):
        drill.add("handle", rod((0.2, 0, 0.8 * long), (0.9, 0, 0.8 * long), 0.07, 0.09))
    return drill.finish()
