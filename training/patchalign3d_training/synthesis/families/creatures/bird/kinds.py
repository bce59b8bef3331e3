"""What kinds of birds look like. The body is 1 long."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class BirdKind:
    """Proportions of a bird, in lengths of its body.

    Attributes:
        girth: Half the width of the body.
        tilt: Degrees by which the breast is raised when it stands.
        neck: Length of the neck.
        thin: Half the thickness of the neck.
        head: Radius of the head.
        beak: Length of the beak.
        beaks: "cone", "hook", "flat", "needle" or "pouch".
        leg: Length of the legs below the body.
        toes: "claws", "webbed".
        wing: Span of one wing.
        chord: Width of a wing.
        tail: Length of the tail.
        crest: What is on the head: "none", "comb" or "plume".
        upright: Whether it stands like a penguin or an owl.
    """

    girth: float
    tilt: float
    neck: float
    thin: float
    head: float
    beak: float
    beaks: str
    leg: float
    toes: str
    wing: float
    chord: float
    tail: float
    crest: str = "none"
    upright: bool = False


KINDS: Mapping[str, BirdKind] = {
    "songbird": BirdKind(
        girth=0.3, tilt=30.0, neck=0.08, thin=0.2, head=0.22, beak=0.16, beaks="cone", leg=0.25,
        toes="claws", wing=0.95, chord=0.5, tail=0.55,
    ),
    "pigeon": BirdKind(
        girth=0.28, tilt=22.0, neck=0.22, thin=0.14, head=0.16, beak=0.14, beaks="cone", leg=0.22,
        toes="claws", wing=1.15, chord=0.45, tail=0.5,
    ),
    "crow": BirdKind(
        girth=0.24, tilt=20.0, neck=0.15, thin=0.15, head=0.17, beak=0.28, beaks="cone", leg=0.3,
        toes="claws", wing=1.3, chord=0.5, tail=0.6,
    ),
    "gull": BirdKind(
        girth=0.22, tilt=12.0, neck=0.2, thin=0.13, head=0.15, beak=0.22, beaks="cone", leg=0.25,
        toes="webbed", wing=1.8, chord=0.34, tail=0.4,
    ),
    "eagle": BirdKind(
        girth=0.25, tilt=35.0, neck=0.18, thin=0.16, head=0.17, beak=0.2, beaks="hook", leg=0.28,
        toes="claws", wing=1.6, chord=0.6, tail=0.55,
    ),
    "parrot": BirdKind(
        girth=0.23, tilt=50.0, neck=0.1, thin=0.18, head=0.2, beak=0.2, beaks="hook", leg=0.15,
        toes="claws", wing=1.0, chord=0.42, tail=0.9,
    ),
    "owl": BirdKind(
        girth=0.33, tilt=75.0, neck=0.0, thin=0.28, head=0.33, beak=0.12, beaks="hook", leg=0.12,
        toes="claws", wing=1.3, chord=0.6, tail=0.3, upright=True,
    ),
    "penguin": BirdKind(
        girth=0.27, tilt=85.0, neck=0.08, thin=0.2, head=0.2, beak=0.2, beaks="cone", leg=0.06,
        toes="webbed", wing=0.65, chord=0.2, tail=0.15, upright=True,
    ),
    "duck": BirdKind(
        girth=0.28, tilt=5.0, neck=0.3, thin=0.11, head=0.17, beak=0.24, beaks="flat", leg=0.16,
        toes="webbed", wing=1.1, chord=0.42, tail=0.3,
    ),
    "goose": BirdKind(
        girth=0.28, tilt=12.0, neck=0.65, thin=0.09, head=0.13, beak=0.2, beaks="flat", leg=0.28,
        toes="webbed", wing=1.4, chord=0.45, tail=0.3,
    ),
    "swan": BirdKind(
        girth=0.28, tilt=0.0, neck=1.0, thin=0.08, head=0.12, beak=0.2, beaks="flat", leg=0.1,
        toes="webbed", wing=1.4, chord=0.5, tail=0.3,
    ),
    "chicken": BirdKind(
        girth=0.32, tilt=20.0, neck=0.35, thin=0.12, head=0.15, beak=0.14, beaks="cone", leg=0.4,
        toes="claws", wing=0.8, chord=0.45, tail=0.6, crest="comb",
    ),
    "flamingo": BirdKind(
        girth=0.24, tilt=15.0, neck=1.3, thin=0.055, head=0.12, beak=0.28, beaks="hook", leg=1.3,
        toes="webbed", wing=1.3, chord=0.42, tail=0.25,
    ),
    "heron": BirdKind(
        girth=0.21, tilt=30.0, neck=0.9, thin=0.06, head=0.11, beak=0.4, beaks="needle", leg=1.0,
        toes="claws", wing=1.5, chord=0.45, tail=0.3, crest="plume",
    ),
    "ostrich": BirdKind(
        girth=0.32, tilt=10.0, neck=1.1, thin=0.07, head=0.13, beak=0.16, beaks="flat", leg=1.1,
        toes="claws", wing=0.7, chord=0.45, tail=0.35,
    ),
    "hummingbird": BirdKind(
        girth=0.22, tilt=35.0, neck=0.08, thin=0.15, head=0.2, beak=0.6, beaks="needle", leg=0.08,
        toes="claws", wing=1.1, chord=0.35, tail=0.45,
    ),
    "pelican": BirdKind(
        girth=0.27, tilt=15.0, neck=0.55, thin=0.1, head=0.15, beak=0.65, beaks="pouch", leg=0.22,
        toes="webbed", wing=1.6, chord=0.42, tail=0.25,
    ),
}  # fmt: skip
"""Kinds by name."""
