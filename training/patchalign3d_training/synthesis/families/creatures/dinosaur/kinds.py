"""What kinds of dinosaurs look like. The trunk is 1 long."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class DinosaurKind:
    """Proportions; the trunk is 1 long.

    Attributes:
        girth: Half the height of the trunk.
        leg: Height of the hips above the ground.
        fore: Length of the fore legs over `leg`.
        limb: Half the thickness of a hind leg at its top.
        neck: Length of the neck.
        rise: Degrees by which it rises.
        skull: Half the height of the head.
        snout: Length of the snout over `skull`.
        tail: Length of the tail.
        pitch: Degrees by which the breast is raised.
        crest: "none", "plates", "horns", "bones" or "club".
    """

    girth: float
    leg: float
    fore: float
    limb: float
    neck: float
    rise: float
    skull: float
    snout: float
    tail: float
    pitch: float = 0.0
    crest: str = "none"


KINDS: Mapping[str, DinosaurKind] = {
    "sauropod": DinosaurKind(
        girth=0.32, leg=0.75, fore=1.0, limb=0.15, neck=1.5, rise=35.0, skull=0.11, snout=1.4,
        tail=1.8,
    ),
    "stegosaurus": DinosaurKind(
        girth=0.36, leg=0.7, fore=0.75, limb=0.15, neck=0.35, rise=-5.0, skull=0.1, snout=1.6,
        tail=1.1, pitch=-8.0, crest="plates",
    ),
    "triceratops": DinosaurKind(
        girth=0.33, leg=0.62, fore=0.9, limb=0.15, neck=0.2, rise=5.0, skull=0.2, snout=1.3,
        tail=0.85, crest="horns",
    ),
    "ankylosaurus": DinosaurKind(
        girth=0.3, leg=0.42, fore=0.9, limb=0.12, neck=0.15, rise=0.0, skull=0.17, snout=0.9,
        tail=1.0, crest="club",
    ),
    "tyrannosaurus": DinosaurKind(
        girth=0.28, leg=0.85, fore=0.3, limb=0.2, neck=0.35, rise=45.0, skull=0.24, snout=1.5,
        tail=1.3, pitch=22.0,
    ),
    "raptor": DinosaurKind(
        girth=0.19, leg=0.8, fore=0.5, limb=0.13, neck=0.45, rise=55.0, skull=0.13, snout=1.8,
        tail=1.3, pitch=15.0,
    ),
    "hadrosaur": DinosaurKind(
        girth=0.28, leg=0.8, fore=0.65, limb=0.16, neck=0.5, rise=45.0, skull=0.15, snout=1.6,
        tail=1.2, pitch=12.0, crest="bones",
    ),
}  # fmt: skip
"""Kinds by name."""
