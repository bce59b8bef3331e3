"""Cars: one curved shell whose regions are body, hood and roof, over four wheels."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_training.synthesis.chances import chance, pick
from patchalign3d_training.synthesis.mesh import Assembly, LabelledMesh, Mesh, join
from patchalign3d_training.synthesis.solids import (
    ball,
    box,
    cylinder,
    hull,
    lathe,
    ring,
    rod,
    skin,
    spokes,
    wing,
)

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
}


class _Silhouette(NamedTuple):
    """A side view. Shares of length from the rear (0) to the front (1); heights in metres.

    Attributes:
        length: Bumper to bumper.
        width: At the widest.
        belt: Height of the lower edge of the side windows.
        roof: Height of the roof.
        hood: Height of the hood's front end.
        deck: Height of the boot; the belt's height where there is none.
        windshield: Where the windshield meets the hood and the roof.
        rear_window: Where the rear window meets the deck and the roof.
    """

    length: float
    width: float
    belt: float
    roof: float
    hood: float
    deck: float
    windshield: tuple[float, float]
    rear_window: tuple[float, float]


def _silhouette(random: np.random.Generator) -> tuple[str, _Silhouette]:
    kind = pick(random, "sedan", "sedan", "hatch", "suv", "suv", "sports", "sports", "wagon", "van",
                "pickup", "coupe", "retro", "box", "open")  # fmt: skip
    shift = random.uniform(-0.03, 0.03)
    length, width = random.uniform(4.2, 5.0), random.uniform(1.7, 1.95)
    forms = {
        "sedan": (0.90, 1.42, 0.72, 0.95, (0.72, 0.60), (0.16, 0.28)),
        "coupe": (0.88, 1.32, 0.70, 0.90, (0.68, 0.54), (0.12, 0.34)),
        "hatch": (0.93, 1.48, 0.78, 0.95, (0.78, 0.64), (0.02, 0.14)),
        "suv": (1.08, 1.75, 0.98, 1.08, (0.74, 0.64), (0.01, 0.07)),
        "wagon": (0.93, 1.48, 0.75, 0.95, (0.72, 0.60), (0.02, 0.10)),
        "sports": (0.80, 1.15, 0.55, 0.85, (0.68, 0.50), (0.10, 0.36)),
        "van": (1.10, 2.00, 0.95, 1.10, (0.90, 0.76), (0.0, 0.02)),
        "pickup": (1.08, 1.75, 0.98, 1.05, (0.74, 0.64), (0.40, 0.44)),
        "retro": (0.95, 1.50, 0.75, 0.85, (0.66, 0.58), (0.16, 0.36)),
        "box": (1.10, 1.80, 1.00, 1.10, (0.72, 0.69), (0.0, 0.02)),
        "open": (0.82, 1.20, 0.60, 0.85, (0.68, 0.56), (0.25, 0.40)),
    }
    belt, roof, hood, deck, windshield, rear = forms[kind]
    scale = random.uniform(0.93, 1.07)
    front = (windshield[0] + shift, windshield[1] + shift + random.uniform(-0.02, 0.02))
    if kind == "hatch":
        length = random.uniform(3.4, 4.1)
    return kind, _Silhouette(
        length, width, belt * scale, roof * random.uniform(0.95, 1.06), hood * scale, deck * scale, front, rear
    )  # fmt: skip


def car(random: np.random.Generator) -> LabelledMesh:
    """A sedan, hatchback, SUV, wagon, van, pickup, coupe, sports or open car."""
    if chance(random, 0.08):
        return _racer(random)
    car = Assembly(PARTS, DETAILS)
    kind, form = _silhouette(random)
    radius = random.uniform(0.29, 0.36) * (1.12 if kind in ("suv", "pickup", "box") else 1.0)
    axles = (random.uniform(0.17, 0.22), random.uniform(0.78, 0.83))
    clearance = random.uniform(0.14, 0.3) + (0.1 if kind in ("suv", "pickup", "box") else 0.0)
    _shell(car, random, form, kind, radius, axles, clearance)
    _wheels(car, random, form, radius, axles)
    _fittings(car, random, form, kind, clearance)
    if kind == "open" or chance(random, 0.45):
        _interior(car, random, form, clearance)
    return car.finish()


def _shell(
    car: Assembly,
    random: np.random.Generator,
    form: _Silhouette,
    kind: str,
    radius: float,
    axles: tuple[float, float],
    clearance: float,
) -> None:
    """The sheet metal: stations along the length, each an arch from sill to sill."""
    keys = {0.0, 0.015, 0.05, 0.5, 0.93, 0.985, 1.0, *form.windshield, *form.rear_window}
    share = np.unique(np.concatenate([np.linspace(0.0, 1.0, 45), sorted(keys)]))  # (S,)
    rear_low, rear_high = form.rear_window
    front_low, front_high = form.windshield
    nose = form.hood - random.uniform(0.05, 0.25)
    base_keys = [0.0, 0.02, rear_low + 0.001, front_low, 0.93, 1.0]
    tail = form.deck - random.uniform(0.02, 0.12)
    base = np.interp(share, base_keys, [tail, form.deck, form.belt, form.belt, form.hood, nose])
    if kind == "pickup":
        base = np.where(share < rear_low, form.deck, base)
    crown = form.roof - 0.06 * (np.linspace(-1, 1, len(share)) ** 2)
    top = np.interp(share, [rear_low, rear_high, front_high, front_low], [0.0, 1.0, 1.0, 0.0])
    top = np.where((share < rear_low) | (share > front_low), 0.0, top)
    upper = base + np.maximum(crown - base, 0.0) * top ** random.uniform(0.85, 1.0)
    blunt = random.uniform(4.0, 9.0)
    plan = (1.0 - np.abs(2.0 * share - 1.0) ** blunt * random.uniform(0.1, 0.3)) * 0.5 * form.width
    z = (share - 0.5) * form.length
    low = np.full(len(share), clearance)
    for axle in axles:
        reach = 1.18 * radius
        inside = np.maximum(reach**2 - (z - (axle - 0.5) * form.length) ** 2, 0.0)
        low = np.maximum(low, np.where(inside > 0, radius + np.sqrt(inside), 0.0))
    low = np.minimum(low, base - 0.08)
    sections = _sections(random, z, plan, low, base, upper, form)
    body = skin(sections, closed=False)
    faces = _regions(share, sections.shape[1], form, kind)
    roofless = kind == "open"
    labels = {"hood": faces["hood"]}
    if not roofless:
        labels["roof"] = faces["roof"]
    cabin = faces["cabin"] | (faces["roof"] if roofless else False)
    if roofless:
        windshield = faces["cabin"] & (
            np.repeat(share[:-1], 2 * (sections.shape[1] - 1)) >= front_high
        )
        keep = ~cabin | windshield
        body = Mesh(body.vertices, body.faces[keep])
        labels = {name: mask[keep] for name, mask in labels.items()}
        cabin = cabin[keep]
    if chance(random, 0.35):
        middle = body.vertices.mean(axis=0)
        inner = Mesh((body.vertices - middle) * 0.985 + middle, body.faces)
        car.split(inner, labels, rest="body")
    other = ~(cabin | labels["hood"] | labels.get("roof", np.zeros_like(cabin)))
    for name, mask in labels.items():
        car.add(name, Mesh(body.vertices, body.faces[mask]))
    if not chance(random, 0.15):
        car.add("body", Mesh(body.vertices, body.faces[cabin]), detail="window")
    car.add("body", Mesh(body.vertices, body.faces[other]))
    _underside(car, random, sections, form, clearance)


def _sections(
    random: np.random.Generator,
    z: NDArray[np.float64],
    plan: NDArray[np.float64],
    low: NDArray[np.float64],
    base: NDArray[np.float64],
    upper: NDArray[np.float64],
    form: _Silhouette,
) -> NDArray[np.float64]:
    """(S, M, 3) arches: sill, bulge, belt, upper edge, middle and mirrored."""
    tumble = random.uniform(0.12, 0.25) * form.width * 0.5
    greenhouse = (upper - base) / max(form.roof - form.belt, 0.1)
    edge = plan * 0.94 - tumble * np.clip(greenhouse, 0.0, 1.0)
    round_off = 0.035
    x = [0.94 * plan, plan, plan, 0.95 * plan, edge + 0.01, 0.9 * edge, 0.45 * edge]
    y = [low, low + 0.4 * (base - low), low + 0.8 * (base - low), base]
    y += [np.maximum(upper - round_off, base), upper + 0.0 * z, upper + 0.02]
    half = np.stack([np.stack([a, b, z], axis=1) for a, b in zip(x, y, strict=True)], axis=1)
    middle = np.stack([0.0 * z, upper + 0.03, z], axis=1)[:, None]
    return np.concatenate([half, middle, half[:, ::-1] * (-1.0, 1.0, 1.0)], axis=1)


def _regions(
    share: NDArray[np.float64], size: int, form: _Silhouette, kind: str
) -> dict[str, NDArray[np.bool_]]:
    """Which faces of the shell are hood, roof and cabin glass."""
    middle = 0.5 * (share[1:] + share[:-1])[:, None]  # (S - 1, 1)
    strip = np.arange(size - 1)[None]  # (1, M - 1)
    last = size - 2
    on_top = (strip >= 4) & (strip <= last - 4)
    above = (strip >= 3) & (strip <= last - 3)
    hood = (middle > form.windshield[0]) & (middle < 0.975) & on_top
    roof = (middle > form.rear_window[1]) & (middle < form.windshield[1]) & on_top
    inside = (middle > form.rear_window[0]) & (middle < form.windshield[0])
    return {
        name: np.repeat(mask.reshape(-1), 2)
        for name, mask in (("hood", hood), ("roof", roof), ("cabin", inside & above & ~roof))
    }


def _underside(
    car: Assembly,
    random: np.random.Generator,
    sections: NDArray[np.float64],
    form: _Silhouette,
    clearance: float,
) -> None:
    """Closed ends and floor."""
    for end in (sections[0], sections[-1]):
        size = len(end)
        ring_points = np.concatenate([end, end.mean(axis=0, keepdims=True)])
        fan = [(i, (i + 1) % size, size) for i in range(size)]
        car.add("body", Mesh(ring_points, np.array(fan, dtype=np.int64)))
    if chance(random, 0.7):
        floor = box(0.8 * form.width, random.uniform(0.02, 0.12), 0.96 * form.length)
        car.add("body", floor.moved(0, clearance + 0.05))


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
    form: _Silhouette,
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
    car: Assembly, random: np.random.Generator, form: _Silhouette, kind: str, clearance: float
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
    car: Assembly, random: np.random.Generator, form: _Silhouette, clearance: float
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
