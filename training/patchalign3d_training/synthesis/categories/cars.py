"""Cars: one curved shell whose regions are body, hood and roof, over four wheels."""

import numpy as np

from patchalign3d_training.synthesis.categories.car_shells import (
    Silhouette,
    add_shell,
    draw_silhouette,
)
from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh, Mesh, join
from patchalign3d_training.synthesis.solids import ball, box, cylinder, hull, lathe, spokes, wing
from patchalign3d_training.synthesis.sweeps import ring, rod

PARTS = {
    "roof": ("roof", "car roof", "rooftop", "top of the car", "roof panel"),
    "hood": ("hood", "car hood", "engine hood", "engine cover", "front hood"),
    "wheel": ("wheel", "wheels", "car wheel", "tire", "rim"),
    "body": ("body", "car body", "chassis", "vehicle body", "bodywork", "body shell"),
}
DETAILS = {
    "window": ("window", "windshield", "car window", "windows", "windscreen"),
    "light": ("headlight", "light", "lamp", "head lamp"),
    "bumper": ("bumper", "fender bar", "bumpers"),
    "mirror": ("side mirror", "mirror", "wing mirror"),
    "interior": ("car seat", "seat", "interior"),
    "spoiler": ("spoiler", "rear wing"),
    "door": ("door", "car door", "side door"),
    "trunk": ("trunk", "boot", "car trunk"),
}


def car(random: np.random.Generator) -> LabelledMesh:
    """A sedan, hatchback, SUV, wagon, van, pickup, coupe, sports or open car."""
    if chance(random, 0.08):
        return _racer(random)
    car = Assembly(PARTS, DETAILS)
    kind, form = draw_silhouette(random)
    radius = random.uniform(0.29, 0.36) * (1.12 if kind in ("suv", "pickup", "box") else 1.0)
    radius = min(radius, 0.48 * form.hood)
    axles = (random.uniform(0.17, 0.22), random.uniform(0.78, 0.83))
    clearance = random.uniform(0.14, 0.3) + (0.1 if kind in ("suv", "pickup", "box") else 0.0)
    add_shell(car, random, form, kind, radius, axles, clearance)
    _wheels(car, random, form, radius, axles)
    _fittings(car, random, form, kind, clearance)
    if kind == "open" or chance(random, 0.45):
        _interior(car, random, form, clearance)
    return car.finish()


def _wheel(random: np.random.Generator, radius: float, width: float) -> Mesh:
    """A wheel about the origin with its axle along x, outside at +x."""
    rim = radius * random.uniform(0.6, 0.75)
    half = 0.5 * width
    corners = [(rim, -half), (0.93 * radius, -half), (radius, -0.7 * half), (radius, 0.7 * half)]
    tread = lathe(
        [*corners, (0.93 * radius, half), (rim, 0.9 * half), (0.95 * rim, 0.5 * half)], 20
    )
    kind = pick(random, "disc", "spokes", "spokes", "dish")
    if kind == "disc":
        face = lathe([(0, 0.7 * half), (0.3 * rim, 0.8 * half), (rim, 0.5 * half)], 20)
    elif kind == "dish":
        face = lathe([(0, 0.2 * half), (0.7 * rim, 0.1 * half), (rim, 0.8 * half)], 20)
    else:
        bars = spokes(int(random.integers(4, 9)), 0.1 * rim, rim, 0.2 * rim, 0.3 * half)
        hub = cylinder(0.2 * rim, half).moved(0, 0.3 * half)
        face = join(bars.moved(0, 0.5 * half), hub)
    inner = lathe([(0, -half), (rim, -half)], 16)
    return join(tread, face, inner).turned("z", -90.0)


def _wheels(
    car: Assembly,
    random: np.random.Generator,
    form: Silhouette,
    radius: float,
    axles: tuple[float, float],
) -> None:
    width = random.uniform(0.18, 0.28)
    wheel = _wheel(random, radius, width)
    x = 0.5 * form.width - 0.5 * width - random.uniform(-0.02, 0.06)
    for axle in axles:
        car.add("wheel", wheel.moved(x, radius, (axle - 0.5) * form.length).both())
        if chance(random, 0.3):
            z = (axle - 0.5) * form.length
            car.add("body", rod((-x, radius, z), (x, radius, z), 0.04, sides=6))


def _fittings(
    car: Assembly, random: np.random.Generator, form: Silhouette, kind: str, clearance: float
) -> None:
    """Bumpers, lamps, mirrors, racks, spoilers, the bed of a pickup."""
    front, rear = 0.5 * form.length, -0.5 * form.length
    if chance(random, 0.6):
        bumper = box(0.92 * form.width, 0.16, 0.12, 0.04)
        y = clearance + 0.2
        car.add("body", bumper.moved(0, y, front), bumper.moved(0, y, rear), detail="bumper")
    if chance(random, 0.6):
        lamp = ball(0.13, 0.07, 0.06, 10).moved(0.36 * form.width, 0.85 * form.hood, front - 0.02)
        car.add("body", lamp.both(), detail="light")
    if chance(random, 0.7):
        z = (form.windshield[0] - 0.55) * form.length
        mirror = box(0.18, 0.12, 0.08, 0.03).moved(0.5 * form.width + 0.08, form.belt + 0.08, z)
        car.add("body", mirror.both(), detail="mirror")
    if kind in ("sports", "coupe", "sedan") and chance(random, 0.35):
        y = form.deck + random.uniform(0.08, 0.25)
        blade = wing([(0, y, rear + 0.25), (0.45 * form.width, y, rear + 0.25)], [0.25, 0.22], 0.1)
        post = box(0.03, 0.25, 0.1).moved(0.3 * form.width, y - 0.12, rear + 0.2)
        car.add("body", blade.both(), post.both(), detail="spoiler")
    if kind in ("suv", "wagon", "van", "box") and chance(random, 0.4):
        x = 0.33 * form.width
        start = (x, form.roof + 0.05, (form.rear_window[1] - 0.45) * form.length)
        end = (x, form.roof + 0.05, (form.windshield[1] - 0.55) * form.length)
        car.add("body", rod(start, end, 0.02, sides=6).both())
    if kind == "box" and chance(random, 0.6):
        spare = _wheel(random, 0.34, 0.2).turned("y", 90.0).moved(0, form.belt, rear - 0.1)
        car.add("wheel", spare)
    if kind == "pickup":
        length = form.rear_window[0] * form.length
        bed = box(0.85 * form.width, 0.03, length)
        car.add("body", bed.moved(0, clearance + 0.4, rear + 0.5 * length))


def _interior(
    car: Assembly, random: np.random.Generator, form: Silhouette, clearance: float
) -> None:
    seat = join(
        box(0.5, 0.15, 0.5, 0.04),
        box(0.5, 0.65, 0.13, 0.04).moved(0, 0.35, -0.25).turned("x", -10.0),
    )
    y = clearance + 0.32
    front = 0.5 * sum(form.windshield) * form.length - 0.5 * form.length - 0.75
    car.add("body", seat.moved(0.36, y, front).both(), detail="interior")
    if front - 0.9 > (form.rear_window[0] - 0.5) * form.length and chance(random, 0.7):
        car.add("body", seat.stretched(2.6, 1, 1).moved(0, y, front - 0.9), detail="interior")
    dash = box(0.8 * form.width, 0.2, 0.35, 0.05).moved(0, form.belt - 0.15, front + 0.75)
    wheel = (
        ring(0.18, 0.016, "z", 16, 6).turned("x", -25.0).moved(0.36, form.belt - 0.05, front + 0.45)
    )
    car.add("body", dash, wheel, detail="interior")


def _racer(random: np.random.Generator) -> LabelledMesh:
    """An open-wheel racing car."""
    car = Assembly(PARTS, DETAILS)
    half, width = random.uniform(2.0, 2.6), random.uniform(0.5, 0.8)
    rows = [(half, 0.12, 0.12, 0.25), (0.5 * half, 0.3, 0.3, 0.32), (0.1, width, 0.45, 0.35)]
    rows += [(-0.5 * half, width, 0.6, 0.42), (-0.9 * half, 0.3, 0.3, 0.35)]
    shell = hull(rows, 2.6)
    middle = shell.vertices[shell.faces].mean(axis=1)
    hood = (middle[:, 2] > 0.35) & (middle[:, 1] > 0.33)
    car.split(shell, {"hood": hood}, rest="body")
    for z, x, radius in ((0.65 * half, 0.75, 0.3), (-0.65 * half, 0.75, 0.34)):
        wheel = _wheel(random, radius, random.uniform(0.25, 0.38))
        car.add("wheel", wheel.moved(x, radius, z).both())
        car.add("body", rod((-x, radius, z), (x, radius, z), 0.03, sides=6))
    for z, y in ((half, 0.12), (-half, random.uniform(0.6, 0.9))):
        blade = wing([(0, y, z), (0.75, y, z)], [0.35, 0.3], 0.08).both()
        plate = box(0.02, 0.25, 0.4).moved(0.75, y, z - 0.05).both()
        car.add("body", blade, plate, detail="spoiler")
    car.add("body", box(0.06, 0.5, 0.2).moved(0, 0.5, -0.95 * half))
    car.add("body", ball(0.14).moved(0, 0.62, -0.1))
    return car.finish()
