"""The sheet metal of a car: the shell that follows from a side view."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from patchalign3d_training.synthesis.families.vehicles.car.silhouettes import (
    CarStance,
    Silhouette,
)
from patchalign3d_training.synthesis.kit import Assembly, Dice, Mesh, rod, skin

Line = NDArray[np.float64]
_BELT, _EDGE = 4, 5  # which point of a section's half is the belt, which the roof's edge


@dataclass(frozen=True, eq=False)
class _ShellLines:
    """Heights along the length of a car, (S,) each.

    Attributes:
        share: Where along the length, from the rear (0) to the front (1).
        low: The sill, or the arch above a wheel.
        base: The belt, the hood or the deck.
        upper: The roof and the windows; the base where there is none.
    """

    share: Line
    low: Line
    base: Line
    upper: Line


def add_shell(car: Assembly, dice: Dice, form: Silhouette, stance: CarStance) -> None:
    """The sheet metal: stations along the length, each an arch from sill to sill."""
    reach = dice.between(1.08, 1.22) * stance.radius  # of a wheel's arch
    lines = _lines(dice, form, stance, reach)
    sections = _sections(dice, lines, form)
    body = skin(sections, closed=False)
    regions = _regions(dice, lines.share, sections.shape[1], form)
    is_open = form.kind == "open"
    if is_open:  # no roof, and no windows but the windshield
        strips = 2 * (sections.shape[1] - 1)
        ahead = np.repeat(lines.share[:-1] >= form.windshield.high, strips)
        keep = ~regions["roof"] & (~regions["window"] | ahead)
        body = Mesh(body.vertices, body.faces[keep])
        regions = {name: mask[keep] for name, mask in regions.items()}
    _add_lining(car, dice, body, regions, is_open)

    glazed = is_open or not dice.chance(0.15)
    unnamed = np.ones(len(body.faces), dtype=bool)
    for name, mask in regions.items():
        unnamed &= ~mask
        part, detail = (name, None) if name in ("hood", "roof") else ("body", name)
        if mask.any() and (glazed or name != "window"):
            car.add(part, Mesh(body.vertices, body.faces[mask]), detail=detail)
    car.add("body", Mesh(body.vertices, body.faces[unnamed]))
    if not glazed:  # posts stand where the windows were
        for slope in (form.windshield, form.rear_window):
            foot, head = np.searchsorted(lines.share, slope)
            post = rod(sections[foot, _BELT], sections[head, _EDGE], 0.035, sides=6)
            car.add("body", post.both())
    for end in (sections[0], sections[-1]):
        car.add("body", _fan(end))


def _add_lining(
    car: Assembly,
    dice: Dice,
    body: Mesh,
    regions: dict[str, NDArray[np.bool_]],
    is_open: bool,
) -> None:
    """An inner shell, or a ceiling under the roof, or none."""
    if dice.chance(0.4):
        middle = body.vertices.mean(axis=0)
        smaller = dice.between(0.95, 0.99)
        inner = Mesh((body.vertices - middle) * smaller + middle, body.faces)
        car.split(inner, {"hood": regions["hood"], "roof": regions["roof"]}, rest="body")
    elif not is_open and dice.chance(0.45):
        roof = Mesh(body.vertices, body.faces[regions["roof"]])
        car.add("roof", roof.moved(y=-dice.between(0.02, 0.05)))


def _fan(outline: NDArray[np.float64]) -> Mesh:
    """Triangles from the middle of a closed outline, (M, 3), to its edge."""
    size = len(outline)
    points = np.concatenate([outline, outline.mean(axis=0, keepdims=True)])
    return Mesh(points, np.array([(i, (i + 1) % size, size) for i in range(size)]))


def _lines(dice: Dice, form: Silhouette, stance: CarStance, reach: float) -> _ShellLines:
    """The side view at stations that lie close where it bends: ends, windows, wheel arches."""
    arch = reach / form.length * np.array([-1.0, -0.97, -0.8, -0.4, 0.4, 0.8, 0.97, 1.0])
    ends = [0.0, 0.006, 0.02, 0.05, 0.5, 0.93, 0.98, 0.994, 1.0]
    arches = np.concatenate([axle + arch for axle in stance.axles])
    even = np.linspace(0.0, 1.0, dice.one_of(9, 25, 45))
    stations = np.concatenate([even, ends, form.windshield, form.rear_window, arches])
    share = np.unique(np.clip(stations, 0.0, 1.0))  # (S,)
    base, upper = _side_view(dice, share, form)
    at_an_end = np.abs(2.0 * share - 1.0) > 0.93
    low = stance.clearance + dice.between(0.0, 0.12) * at_an_end
    for axle in stance.axles:
        away = (share - axle) * form.length
        inside = np.maximum(reach**2 - away**2, 0.0)
        low = np.maximum(low, np.where(inside > 0, stance.radius + np.sqrt(inside), 0.0))
    return _ShellLines(share, np.minimum(low, base - 0.08), base, upper)


def _side_view(dice: Dice, share: Line, form: Silhouette) -> tuple[Line, Line]:
    """Heights along the length of the belt, hood and deck, and of the top, (S,) each."""
    rear, front = form.rear_window, form.windshield
    nose = form.hood - dice.between(0.05, 0.3)
    tail = form.deck - dice.between(0.02, 0.2)
    boot = [(0.0, tail), (0.03, form.deck)]
    cabin = [(rear.low + 0.031, form.belt), (front.low, form.belt)]
    engine = [(0.96, form.hood), (0.99, 0.6 * form.hood + 0.4 * nose), (1.0, nose)]
    base = np.interp(share, *np.transpose([*boot, *cabin, *engine]))
    if form.kind == "pickup":
        base = np.where(share < rear.low, form.deck, base)
    curved = ("sedan", "coupe", "sports", "wedge", "retro", "open")
    if form.kind in curved and dice.chance(0.5):  # hips above the wheels
        hips = sum(np.exp(-(((share - at) / 0.09) ** 2)) for at in (0.19, 0.81))
        base = base + dice.between(0.0, 0.09) * hips * (share < 0.97)
    roof = form.roof - dice.between(0.03, 0.1) * (np.linspace(-1, 1, len(share)) ** 2)
    rising = np.interp(share, [rear.low, rear.high, front.high, front.low], [0.0, 1.0, 1.0, 0.0])
    rising = np.where((share < rear.low) | (share > front.low), 0.0, rising)
    upper = base + np.maximum(roof - base, 0.0) * rising ** dice.between(0.7, 1.0)
    if dice.chance(0.6):
        base, upper = (_softened(line, dice.count(1, 3)) for line in (base, upper))
    return base, np.maximum(base, upper)


def _softened(line: Line, rounds: int) -> Line:
    """A side view with its kinks rounded, (S,)."""
    for _ in range(rounds):
        padded = np.concatenate([line[:1], line, line[-1:]])
        line = 0.25 * padded[:-2] + 0.5 * line + 0.25 * padded[2:]
    return line


def _sections(dice: Dice, lines: _ShellLines, form: Silhouette) -> NDArray[np.float64]:
    """(S, M, 3) arches: sill, bulge, shoulder, belt, upper edge, middle and mirrored."""
    from_middle = np.abs(2.0 * lines.share - 1.0)  # 1 at either end
    blunt, narrow = dice.between(3.0, 9.0), dice.between(0.05, 0.3)
    corner = dice.between(0.0, 0.25) * np.clip((from_middle - 0.95) / 0.05, 0, 1) ** 2
    half = (1.0 - narrow * from_middle**blunt - corner) * 0.5 * form.width  # seen from above
    tumble = dice.between(0.08, 0.28) * form.width * 0.5  # how far the windows lean inwards
    shoulder, inset = dice.between(0.88, 0.98), dice.between(0.62, 0.86)
    crown = dice.between(0.08, 0.2) if dice.chance(0.15) else dice.between(0.01, 0.08)
    cabin = (lines.upper - lines.base) / max(form.roof - form.belt, 0.1)
    edge = (shoulder - 0.01) * half - tumble * np.clip(cabin, 0.0, 1.0)
    low, base, upper = lines.low, lines.base, lines.upper
    tall = base - low
    flank = [  # (x, y) from the sill up to the belt
        (0.94 * half, low),
        (0.985 * half, low + 0.3 * tall),
        (half, low + 0.7 * tall),
        (0.985 * half, base - 0.08 * tall),
        (shoulder * half, base),
    ]
    roof = [  # from its edge to the middle
        (edge, np.maximum(upper - 0.035, base)),
        (0.93 * edge, upper - 0.005),
        (inset * edge, upper + 0.4 * crown),
        (0.4 * edge, upper + 0.9 * crown),
    ]
    z = (lines.share - 0.5) * form.length
    right = np.stack([np.stack([x, y, z], axis=1) for x, y in [*flank, *roof]], axis=1)
    ridge = np.stack([0.0 * z, upper + crown, z], axis=1)[:, None]
    return np.concatenate([right, ridge, right[:, ::-1] * (-1.0, 1.0, 1.0)], axis=1)


def _regions(dice: Dice, share: Line, size: int, form: Silhouette) -> dict[str, NDArray[np.bool_]]:
    """Which faces of the shell are hood, roof, window, door and trunk; no two overlap."""
    middle = 0.5 * (share[1:] + share[:-1])[:, None]  # (S - 1, 1)
    strip = np.arange(size - 1)[None]  # (1, M - 1)
    level = np.minimum(strip, size - 2 - strip)  # counted from the sill on either side
    rear, front = form.rear_window, form.windshield
    rim, rail = dice.pick({4: 1, 5: 1, 6: 1, 7: 3}), dice.pick({5: 3, 6: 2, 7: 1})
    hood = (middle > front.low) & (middle < dice.between(0.94, 0.99)) & (level >= rim)
    roof = (middle > rear.high) & (middle < front.high) & (level >= rail)
    cabin = (middle > rear.low) & (middle < front.low) & (level >= _BELT)
    door = (middle > max(rear.low, 0.3)) & (middle < front.low - 0.02) & (level < _BELT)
    trunk = (middle < rear.low) & (middle > 0.02) & (level >= _BELT)
    masks = {"hood": hood, "roof": roof, "window": cabin & ~roof, "door": door, "trunk": trunk}
    return {name: np.repeat(mask.reshape(-1), 2) for name, mask in masks.items()}
