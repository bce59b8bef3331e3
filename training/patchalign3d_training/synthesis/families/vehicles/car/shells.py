"""The sheet metal of a car: side views, and the shell that follows from one."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_training.synthesis.kit import Assembly, Dice, Mesh, rod, skin


class Silhouette(NamedTuple):
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


class _Form(NamedTuple):
    """How a kind of car looks from the side: heights in metres, the rest as in `Silhouette`."""

    belt: float
    roof: float
    hood: float
    deck: float
    windshield: tuple[float, float]
    rear_window: tuple[float, float]
    weight: int = 1  # how often it is drawn


_FORMS = {
    "sedan": _Form(0.90, 1.42, 0.72, 0.95, (0.72, 0.6), (0.16, 0.28), weight=4),
    "limousine": _Form(0.90, 1.42, 0.74, 0.95, (0.8, 0.73), (0.12, 0.2)),
    "coupe": _Form(0.88, 1.32, 0.70, 0.90, (0.68, 0.54), (0.12, 0.34), weight=2),
    "muscle": _Form(0.90, 1.32, 0.80, 0.94, (0.66, 0.56), (0.14, 0.34)),
    "hatch": _Form(0.93, 1.48, 0.78, 0.95, (0.78, 0.64), (0.02, 0.14)),
    "suv": _Form(1.08, 1.75, 0.98, 1.08, (0.74, 0.64), (0.01, 0.07), weight=2),
    "wagon": _Form(0.93, 1.48, 0.75, 0.95, (0.72, 0.6), (0.02, 0.1)),
    "sports": _Form(0.82, 1.18, 0.62, 0.85, (0.68, 0.5), (0.1, 0.36), weight=3),
    "wedge": _Form(0.78, 1.12, 0.50, 0.88, (0.76, 0.52), (0.16, 0.38), weight=2),
    "van": _Form(1.10, 2.00, 0.95, 1.10, (0.9, 0.76), (0.0, 0.02)),
    "minivan": _Form(1.00, 1.70, 0.85, 1.00, (0.86, 0.66), (0.0, 0.05)),
    "pickup": _Form(1.08, 1.75, 0.98, 1.05, (0.74, 0.64), (0.4, 0.44)),
    "retro": _Form(0.95, 1.50, 0.75, 0.85, (0.66, 0.58), (0.16, 0.36)),
    "box": _Form(1.10, 1.80, 1.00, 1.10, (0.72, 0.69), (0.0, 0.02)),
    "open": _Form(0.82, 1.20, 0.60, 0.85, (0.68, 0.56), (0.25, 0.4), weight=2),
}


@dataclass(frozen=True)
class CarStance:
    """How a car stands.

    Attributes:
        radius: Of the wheels.
        axles: Where the rear and the front axle are, as shares of the length.
        clearance: Height of the sill.
    """

    radius: float
    axles: tuple[float, float]
    clearance: float


def draw_silhouette(dice: Dice) -> tuple[str, Silhouette]:
    """A kind of car and its side view."""
    kind = dice.pick({name: form.weight for name, form in _FORMS.items()})
    jeep = kind == "open" and dice.chance(0.25)
    form = _FORMS["box" if jeep else kind]
    length = {"hatch": dice.between(3.2, 4.1), "limousine": dice.between(6.0, 8.5)}.get(
        kind, dice.between(3.7, 4.9)
    )
    scale = dice.between(0.93, 1.07)
    shift = dice.between(-0.03, 0.03)
    low, high = form.windshield
    windshield = (low + shift, high + shift + dice.between(-0.02, 0.02))
    low, high = form.rear_window
    if low > 0.05:
        slide = dice.between(-0.03, 0.03)
        low, high = low + slide, high + slide + dice.between(-0.02, 0.02)
    nose = form.hood * scale * dice.between(0.82, 1.02)
    return kind, Silhouette(
        length=length,
        width=dice.between(1.65, 2.0),
        belt=form.belt * scale,
        roof=dice.about(form.roof, 0.065),
        hood=max(nose, dice.between(0.54, 0.62)),
        deck=form.deck * scale,
        windshield=windshield,
        rear_window=(low, high),
    )


def add_shell(
    car: Assembly,
    dice: Dice,
    form: Silhouette,
    kind: str,
    stance: CarStance,
) -> None:
    """The sheet metal: stations along the length, each an arch from sill to sill.

    Args:
        car: Where the shell goes.
        dice: Decides.
        form: The side view.
        kind: What `draw_silhouette` called it.
        stance: Where its wheels are.
    """
    radius, axles = stance.radius, stance.axles
    reach = dice.between(1.08, 1.22) * radius
    turn = reach / form.length * np.array([-1.0, -0.97, -0.8, -0.4, 0.4, 0.8, 0.97, 1.0])
    keys = [0.0, 0.006, 0.02, 0.05, 0.5, 0.93, 0.98, 0.994, 1.0]
    keys += [*form.windshield, *form.rear_window, *(axles[0] + turn), *(axles[1] + turn)]
    steps = np.linspace(0.0, 1.0, dice.one_of(9, 25, 45))
    share = np.unique(np.clip(np.concatenate([steps, keys]), 0.0, 1.0))  # (S,)
    base, upper = _side_view(dice, share, form, kind)
    low = stance.clearance + dice.between(0.0, 0.12) * (np.abs(2.0 * share - 1.0) > 0.93)
    for axle in axles:
        away = (share - axle) * form.length
        inside = np.maximum(reach**2 - away**2, 0.0)
        low = np.maximum(low, np.where(inside > 0, radius + np.sqrt(inside), 0.0))
    low = np.minimum(low, base - 0.08)
    sections = _sections(dice, share, low, base, upper, form)
    body = skin(sections, closed=False)
    regions = _regions(dice, share, sections.shape[1], form)
    if kind == "open":
        ahead = np.repeat(share[:-1] >= form.windshield[1], 2 * (sections.shape[1] - 1))
        keep = ~regions["roof"] & (~regions["window"] | ahead)
        body = Mesh(body.vertices, body.faces[keep])
        regions = {name: mask[keep] for name, mask in regions.items()}
    if dice.chance(0.4):
        middle = body.vertices.mean(axis=0)
        lining = dice.between(0.95, 0.99)
        inner = Mesh((body.vertices - middle) * lining + middle, body.faces)
        car.split(inner, {"hood": regions["hood"], "roof": regions["roof"]}, rest="body")
    elif kind != "open" and dice.chance(0.45):
        lid = Mesh(body.vertices, body.faces[regions["roof"]])
        car.add("roof", lid.moved(0, -dice.between(0.02, 0.05)))
    glazed = kind == "open" or not dice.chance(0.15)
    rest = np.ones(len(body.faces), dtype=bool)
    for name, mask in regions.items():
        rest &= ~mask
        part, detail = (name, None) if name in ("hood", "roof") else ("body", name)
        if mask.any() and (glazed or name != "window"):
            car.add(part, Mesh(body.vertices, body.faces[mask]), detail=detail)
    car.add("body", Mesh(body.vertices, body.faces[rest]))
    if not glazed:
        for low_share, high_share in (form.windshield, form.rear_window):
            low_at, high_at = np.searchsorted(share, (low_share, high_share))
            post = rod(sections[low_at, 4], sections[high_at, 5], 0.035, sides=6)
            car.add("body", post.both())
    for end in (sections[0], sections[-1]):
        car.add("body", _fan(end))


def _fan(outline: NDArray[np.float64]) -> Mesh:
    """Triangles from the middle of a closed outline, (M, 3), to its edge."""
    size = len(outline)
    points = np.concatenate([outline, outline.mean(axis=0, keepdims=True)])
    return Mesh(points, np.array([(i, (i + 1) % size, size) for i in range(size)]))


def _side_view(
    dice: Dice, share: NDArray[np.float64], form: Silhouette, kind: str
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Heights along the length of the belt, hood and deck, and of the top, (S,) each."""
    rear_low, rear_high = form.rear_window
    front_low, front_high = form.windshield
    nose = form.hood - dice.between(0.05, 0.3)
    tail = form.deck - dice.between(0.02, 0.2)
    keys = [0.0, 0.03, rear_low + 0.031, front_low, 0.96, 0.99, 1.0]
    line = [tail, form.deck, form.belt, form.belt, form.hood, 0.6 * form.hood + 0.4 * nose, nose]
    base = np.interp(share, keys, line)
    if kind == "pickup":
        base = np.where(share < rear_low, form.deck, base)
    if kind in ("sedan", "coupe", "sports", "wedge", "retro", "open") and dice.chance(0.5):
        hips = sum(np.exp(-(((share - at) / 0.09) ** 2)) for at in (0.19, 0.81))
        base = base + dice.between(0.0, 0.09) * hips * (share < 0.97)
    crown = form.roof - dice.between(0.03, 0.1) * (np.linspace(-1, 1, len(share)) ** 2)
    top = np.interp(share, [rear_low, rear_high, front_high, front_low], [0.0, 1.0, 1.0, 0.0])
    top = np.where((share < rear_low) | (share > front_low), 0.0, top)
    upper = base + np.maximum(crown - base, 0.0) * top ** dice.between(0.7, 1.0)
    if dice.chance(0.6):
        base, upper = (_softened(line, dice.count(1, 3)) for line in (base, upper))
    return base, np.maximum(base, upper)


def _softened(line: NDArray[np.float64], rounds: int) -> NDArray[np.float64]:
    """A side view with its kinks rounded, (S,)."""
    for _ in range(rounds):
        padded = np.concatenate([line[:1], line, line[-1:]])
        line = 0.25 * padded[:-2] + 0.5 * line + 0.25 * padded[2:]
    return line


def _sections(
    dice: Dice,
    share: NDArray[np.float64],
    low: NDArray[np.float64],
    base: NDArray[np.float64],
    upper: NDArray[np.float64],
    form: Silhouette,
) -> NDArray[np.float64]:
    """(S, M, 3) arches: sill, bulge, shoulder, belt, upper edge, middle and mirrored."""
    blunt, narrow = dice.between(3.0, 9.0), dice.between(0.05, 0.3)
    corner = dice.between(0.0, 0.25) * np.clip((np.abs(2 * share - 1) - 0.95) / 0.05, 0, 1) ** 2
    plan = (1.0 - narrow * np.abs(2.0 * share - 1.0) ** blunt - corner) * 0.5 * form.width
    z = (share - 0.5) * form.length
    tumble = dice.between(0.08, 0.28) * form.width * 0.5
    shoulder, inset = dice.between(0.88, 0.98), dice.between(0.62, 0.86)
    crown = dice.between(0.08, 0.2) if dice.chance(0.15) else dice.between(0.01, 0.08)
    greenhouse = np.clip((upper - base) / max(form.roof - form.belt, 0.1), 0.0, 1.0)
    edge = (shoulder - 0.01) * plan - tumble * greenhouse
    tall = base - low
    x = [0.94 * plan, 0.985 * plan, plan, 0.985 * plan, shoulder * plan]
    x += [edge, 0.93 * edge, inset * edge, 0.4 * edge]
    y = [low, low + 0.3 * tall, low + 0.7 * tall, base - 0.08 * tall, base]
    y += [np.maximum(upper - 0.035, base), upper - 0.005, upper + 0.4 * crown, upper + 0.9 * crown]
    half = np.stack([np.stack([a, b, z], axis=1) for a, b in zip(x, y, strict=True)], axis=1)
    middle = np.stack([0.0 * z, upper + crown, z], axis=1)[:, None]
    return np.concatenate([half, middle, half[:, ::-1] * (-1.0, 1.0, 1.0)], axis=1)


def _regions(
    dice: Dice, share: NDArray[np.float64], size: int, form: Silhouette
) -> dict[str, NDArray[np.bool_]]:
    """Which faces of the shell are hood, roof, window, door and trunk; no two overlap."""
    middle = 0.5 * (share[1:] + share[:-1])[:, None]  # (S - 1, 1)
    strip = np.arange(size - 1)[None]  # (1, M - 1)
    level = np.minimum(strip, size - 2 - strip)  # counted from the sill on either side
    (back_low, back_high), (front_low, front_high) = form.rear_window, form.windshield
    rim, rail = dice.pick({4: 1, 5: 1, 6: 1, 7: 3}), dice.pick({5: 3, 6: 2, 7: 1})
    hood = (middle > front_low) & (middle < dice.between(0.94, 0.99)) & (level >= rim)
    roof = (middle > back_high) & (middle < front_high) & (level >= rail)
    inside = (middle > back_low) & (middle < front_low) & (level >= 4)
    door = (middle > max(back_low, 0.3)) & (middle < front_low - 0.02) & (level < 4)
    trunk = (middle < back_low) & (middle > 0.02) & (level >= 4)
    masks = {"hood": hood, "roof": roof, "window": inside & ~roof, "door": door, "trunk": trunk}
    return {name: np.repeat(mask.reshape(-1), 2) for name, mask in masks.items()}
