"""Side views of cars, and how cars stand on their wheels."""

from dataclasses import dataclass
from typing import NamedTuple

from patchalign3d_training.synthesis.kit import Dice


class Slope(NamedTuple):
    """A window that leans, in shares of the length from the rear (0) to the front (1)."""

    low: float  # where it meets the hood or the deck
    high: float  # where it meets the roof

    def moved(self, step: float, lean: float) -> "Slope":
        """All of it by `step`, its upper edge by `lean` more."""
        return Slope(self.low + step, self.high + step + lean)


@dataclass(frozen=True)
class Silhouette:
    """A side view. Shares of length from the rear (0) to the front (1); heights in metres.

    Attributes:
        kind: What such a car is called: "sedan", "pickup", "open" ...
        length: Bumper to bumper.
        width: At the widest.
        belt: Height of the lower edge of the side windows.
        roof: Height of the roof.
        hood: Height of the hood's front end.
        deck: Height of the boot; the belt's height where there is none.
        windshield: Where it lies.
        rear_window: Where it lies.
    """

    kind: str
    length: float
    width: float
    belt: float
    roof: float
    hood: float
    deck: float
    windshield: Slope
    rear_window: Slope

    @property
    def front(self) -> float:
        """The front bumper's z; the rear one's is its negative."""
        return 0.5 * self.length

    def z(self, share: float) -> float:
        """Where a share of the length lies."""
        return (share - 0.5) * self.length


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


class _CarForm(NamedTuple):
    """How a kind of car looks from the side: heights in metres, the rest as in `Silhouette`."""

    belt: float
    roof: float
    hood: float
    deck: float
    windshield: Slope
    rear_window: Slope
    weight: int = 1  # how often it is drawn


_FORMS = {
    #             belt  roof  hood  deck
    "sedan": _CarForm(0.90, 1.42, 0.72, 0.95, Slope(0.72, 0.6), Slope(0.16, 0.28), weight=4),
    "limousine": _CarForm(0.90, 1.42, 0.74, 0.95, Slope(0.8, 0.73), Slope(0.12, 0.2)),
    "coupe": _CarForm(0.88, 1.32, 0.70, 0.90, Slope(0.68, 0.54), Slope(0.12, 0.34), weight=2),
    "muscle": _CarForm(0.90, 1.32, 0.80, 0.94, Slope(0.66, 0.56), Slope(0.14, 0.34)),
    "hatch": _CarForm(0.93, 1.48, 0.78, 0.95, Slope(0.78, 0.64), Slope(0.02, 0.14)),
    "suv": _CarForm(1.08, 1.75, 0.98, 1.08, Slope(0.74, 0.64), Slope(0.01, 0.07), weight=2),
    "wagon": _CarForm(0.93, 1.48, 0.75, 0.95, Slope(0.72, 0.6), Slope(0.02, 0.1)),
    "sports": _CarForm(0.82, 1.18, 0.62, 0.85, Slope(0.68, 0.5), Slope(0.1, 0.36), weight=3),
    "wedge": _CarForm(0.78, 1.12, 0.50, 0.88, Slope(0.76, 0.52), Slope(0.16, 0.38), weight=2),
    "van": _CarForm(1.10, 2.00, 0.95, 1.10, Slope(0.9, 0.76), Slope(0.0, 0.02)),
    "minivan": _CarForm(1.00, 1.70, 0.85, 1.00, Slope(0.86, 0.66), Slope(0.0, 0.05)),
    "pickup": _CarForm(1.08, 1.75, 0.98, 1.05, Slope(0.74, 0.64), Slope(0.4, 0.44)),
    "retro": _CarForm(0.95, 1.50, 0.75, 0.85, Slope(0.66, 0.58), Slope(0.16, 0.36)),
    "box": _CarForm(1.10, 1.80, 1.00, 1.10, Slope(0.72, 0.69), Slope(0.0, 0.02)),
    "open": _CarForm(0.82, 1.20, 0.60, 0.85, Slope(0.68, 0.56), Slope(0.25, 0.4), weight=2),
}


def draw_silhouette(dice: Dice) -> Silhouette:
    """A kind of car and its side view."""
    kind = dice.pick({name: form.weight for name, form in _FORMS.items()})
    jeep = kind == "open" and dice.chance(0.25)
    form = _FORMS["box" if jeep else kind]
    short, stretched = dice.between(3.2, 4.1), dice.between(6.0, 8.5)
    usual = dice.between(3.7, 4.9)
    scale = dice.between(0.93, 1.07)
    windshield = form.windshield.moved(dice.between(-0.03, 0.03), dice.between(-0.02, 0.02))
    rear_window = form.rear_window
    if rear_window.low > 0.05:
        rear_window = rear_window.moved(dice.between(-0.03, 0.03), dice.between(-0.02, 0.02))
    nose = form.hood * scale * dice.between(0.82, 1.02)
    return Silhouette(
        kind=kind,
        length={"hatch": short, "limousine": stretched}.get(kind, usual),
        width=dice.between(1.65, 2.0),
        belt=form.belt * scale,
        roof=dice.about(form.roof, 0.065),
        hood=max(nose, dice.between(0.54, 0.62)),
        deck=form.deck * scale,
        windshield=windshield,
        rear_window=rear_window,
    )
