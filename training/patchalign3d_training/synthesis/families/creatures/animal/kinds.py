"""What kinds of four-legged animals look like. The trunk, from shoulder to hip, is 1 long."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class AnimalKind:
    """Proportions of an animal, in lengths of its trunk.

    Attributes:
        leg: From the middle of the trunk down to the ground.
        chest: Half the height of the trunk at the shoulders.
        belly: Half its height in the middle.
        limb: Half the thickness of a leg at its top.
        neck: Length of the neck.
        rise: Degrees by which the neck rises.
        skull: Half the height of the head.
        snout: Length of the snout over `skull`.
        blunt: Half the thickness of the snout's tip over `skull`.
        ear: Length of an ear over `skull`.
        ears: "up", "side", "floppy" or "round".
        horns: "none", "cow", "goat", "ram", "antlers", "stubs" or "rhino".
        tail: Length of the tail.
        tails: "thin", "tuft", "bushy", "hair", "curl" or "stub".
        foot: "hoof", "paw" or "pad".
        mane: "none", "crest" along the neck, or "ruff" around it.
        humps: On the back.
        wool: How far its fleece stands out.
    """

    leg: float
    chest: float
    belly: float
    limb: float
    neck: float
    rise: float
    skull: float
    snout: float
    blunt: float
    ear: float
    ears: str
    tail: float
    tails: str
    foot: str
    horns: str = "none"
    mane: str = "none"
    humps: int = 0
    wool: float = 0.0


KINDS: Mapping[str, AnimalKind] = {
    "dog": AnimalKind(
        leg=0.75, chest=0.22, belly=0.16, limb=0.1, neck=0.28, rise=50.0, skull=0.15, snout=1.2,
        blunt=0.45, ear=0.9, ears="up", tail=0.5, tails="thin", foot="paw",
    ),
    "hound": AnimalKind(
        leg=0.8, chest=0.23, belly=0.17, limb=0.09, neck=0.25, rise=45.0, skull=0.15, snout=1.3,
        blunt=0.5, ear=1.2, ears="floppy", tail=0.45, tails="thin", foot="paw",
    ),
    "fox": AnimalKind(
        leg=0.6, chest=0.18, belly=0.15, limb=0.07, neck=0.2, rise=40.0, skull=0.14, snout=1.3,
        blunt=0.25, ear=1.1, ears="up", tail=0.65, tails="bushy", foot="paw",
    ),
    "cat": AnimalKind(
        leg=0.55, chest=0.17, belly=0.16, limb=0.075, neck=0.15, rise=45.0, skull=0.14, snout=0.35,
        blunt=0.5, ear=0.8, ears="up", tail=0.75, tails="thin", foot="paw",
    ),
    "lion": AnimalKind(
        leg=0.65, chest=0.24, belly=0.2, limb=0.12, neck=0.2, rise=35.0, skull=0.19, snout=0.7,
        blunt=0.55, ear=0.5, ears="round", tail=0.7, tails="tuft", foot="paw", mane="ruff",
    ),
    "bear": AnimalKind(
        leg=0.6, chest=0.32, belly=0.32, limb=0.15, neck=0.2, rise=20.0, skull=0.2, snout=0.9,
        blunt=0.5, ear=0.45, ears="round", tail=0.1, tails="stub", foot="paw",
    ),
    "horse": AnimalKind(
        leg=1.0, chest=0.26, belly=0.24, limb=0.12, neck=0.55, rise=50.0, skull=0.15, snout=2.0,
        blunt=0.5, ear=0.8, ears="up", tail=0.6, tails="hair", foot="hoof", mane="crest",
    ),
    "donkey": AnimalKind(
        leg=0.9, chest=0.25, belly=0.25, limb=0.11, neck=0.42, rise=42.0, skull=0.16, snout=1.9,
        blunt=0.55, ear=1.8, ears="up", tail=0.5, tails="tuft", foot="hoof", mane="crest",
    ),
    "cow": AnimalKind(
        leg=0.75, chest=0.31, belly=0.32, limb=0.12, neck=0.32, rise=15.0, skull=0.17, snout=1.5,
        blunt=0.6, ear=0.8, ears="side", tail=0.6, tails="tuft", foot="hoof", horns="cow",
    ),
    "pig": AnimalKind(
        leg=0.46, chest=0.28, belly=0.3, limb=0.1, neck=0.1, rise=5.0, skull=0.19, snout=1.1,
        blunt=0.45, ear=0.8, ears="floppy", tail=0.15, tails="curl", foot="hoof",
    ),
    "sheep": AnimalKind(
        leg=0.62, chest=0.26, belly=0.28, limb=0.075, neck=0.22, rise=35.0, skull=0.14, snout=1.2,
        blunt=0.5, ear=0.8, ears="side", tail=0.15, tails="stub", foot="hoof", wool=0.07,
    ),
    "ram": AnimalKind(
        leg=0.65, chest=0.26, belly=0.27, limb=0.08, neck=0.25, rise=40.0, skull=0.15, snout=1.2,
        blunt=0.5, ear=0.6, ears="side", tail=0.12, tails="stub", foot="hoof", horns="ram",
        wool=0.05,
    ),
    "goat": AnimalKind(
        leg=0.75, chest=0.22, belly=0.23, limb=0.075, neck=0.32, rise=50.0, skull=0.13, snout=1.4,
        blunt=0.45, ear=1.0, ears="side", tail=0.15, tails="stub", foot="hoof", horns="goat",
    ),
    "deer": AnimalKind(
        leg=0.95, chest=0.21, belly=0.19, limb=0.085, neck=0.5, rise=58.0, skull=0.12, snout=1.5,
        blunt=0.45, ear=1.2, ears="side", tail=0.14, tails="stub", foot="hoof", horns="antlers",
    ),
    "giraffe": AnimalKind(
        leg=1.5, chest=0.28, belly=0.22, limb=0.12, neck=1.5, rise=68.0, skull=0.14, snout=1.7,
        blunt=0.5, ear=0.9, ears="side", tail=0.6, tails="tuft", foot="hoof", horns="stubs",
    ),
    "camel": AnimalKind(
        leg=1.15, chest=0.28, belly=0.26, limb=0.11, neck=0.8, rise=45.0, skull=0.14, snout=1.5,
        blunt=0.55, ear=0.5, ears="up", tail=0.4, tails="tuft", foot="pad", humps=1,
    ),
    "alpaca": AnimalKind(
        leg=0.85, chest=0.25, belly=0.25, limb=0.1, neck=0.75, rise=80.0, skull=0.14, snout=1.0,
        blunt=0.55, ear=0.9, ears="up", tail=0.2, tails="bushy", foot="hoof", wool=0.04,
    ),
    "rabbit": AnimalKind(
        leg=0.4, chest=0.2, belly=0.26, limb=0.09, neck=0.1, rise=45.0, skull=0.19, snout=0.5,
        blunt=0.6, ear=2.0, ears="up", tail=0.12, tails="stub", foot="paw",
    ),
    "mouse": AnimalKind(
        leg=0.3, chest=0.18, belly=0.24, limb=0.06, neck=0.06, rise=10.0, skull=0.17, snout=1.1,
        blunt=0.25, ear=0.9, ears="round", tail=1.0, tails="thin", foot="paw",
    ),
    "rhino": AnimalKind(
        leg=0.65, chest=0.34, belly=0.34, limb=0.15, neck=0.25, rise=0.0, skull=0.2, snout=1.6,
        blunt=0.6, ear=0.6, ears="up", tail=0.35, tails="tuft", foot="pad", horns="rhino",
    ),
    "hippo": AnimalKind(
        leg=0.5, chest=0.35, belly=0.37, limb=0.14, neck=0.15, rise=5.0, skull=0.23, snout=1.2,
        blunt=0.85, ear=0.35, ears="round", tail=0.15, tails="stub", foot="pad",
    ),
}  # fmt: skip
"""Kinds by name."""
