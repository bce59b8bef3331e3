"""Every category by name, and the words that training never sees."""

from collections.abc import Callable, Mapping

import numpy as np

from patchalign3d_cli.errors import ConfigError
from patchalign3d_training.synthesis.categories.aircraft import airplane
from patchalign3d_training.synthesis.categories.bags import bag
from patchalign3d_training.synthesis.categories.bicycles import bicycle
from patchalign3d_training.synthesis.categories.blades import knife
from patchalign3d_training.synthesis.categories.boards import skateboard
from patchalign3d_training.synthesis.categories.cabinets import cabinet
from patchalign3d_training.synthesis.categories.caps import cap
from patchalign3d_training.synthesis.categories.cars import car
from patchalign3d_training.synthesis.categories.chairs import chair
from patchalign3d_training.synthesis.categories.creatures import animal, person
from patchalign3d_training.synthesis.categories.devices import camera, display, drill, fan
from patchalign3d_training.synthesis.categories.fixtures import cart, toilet, trashcan
from patchalign3d_training.synthesis.categories.furniture import bed, sofa, stool
from patchalign3d_training.synthesis.categories.guitars import guitar
from patchalign3d_training.synthesis.categories.headphones import earphone
from patchalign3d_training.synthesis.categories.household import clock, plant, scissors, umbrella
from patchalign3d_training.synthesis.categories.kitchen import bucket, cutlery, faucet, pan
from patchalign3d_training.synthesis.categories.lamps import lamp
from patchalign3d_training.synthesis.categories.laptops import laptop
from patchalign3d_training.synthesis.categories.motorbikes import motorbike
from patchalign3d_training.synthesis.categories.rockets import rocket
from patchalign3d_training.synthesis.categories.tables import table
from patchalign3d_training.synthesis.categories.teapots import teapot
from patchalign3d_training.synthesis.categories.tools import axe, hammer, screwdriver, shovel
from patchalign3d_training.synthesis.categories.vehicles import helicopter, ship, truck
from patchalign3d_training.synthesis.categories.vessels import bottle, mug
from patchalign3d_training.synthesis.categories.weapons import pistol
from patchalign3d_training.synthesis.categories.wearables import eyeglasses
from patchalign3d_training.synthesis.mesh import LabelledMesh

HELD_OUT_NAMES: Mapping[str, Mapping[str, str]] = {
    "airplane": {"fuselage": "body", "tail fin": "tail"},
    "car": {"bonnet": "hood", "tyre": "wheel"},
    "chair": {"backrest": "back", "cushion": "seat", "armrest": "arm"},
    "guitar": {"fretboard": "neck"},
    "knife": {"grip": "handle"},
    "laptop": {"keypad": "keyboard", "lid": "screen"},
    "motorbike": {"handgrip": "handles or handlebars", "tyre": "wheel"},
    "table": {"tabletop": "desktop"},
}
"""Words by category that no generated part is called, each with the primary name of the part it
means: unseen words to test with. All but "grip" and "lid", which other categories use, occur
nowhere."""


def generate(category: str, seed: int) -> LabelledMesh:
    """One object.

    Args:
        category: A key of `CATEGORIES`.
        seed: Decides everything about it.

    Raises:
        ConfigError: There is no such category.
    """
    return generator_of(category)(np.random.default_rng(seed))


def generator_of(category: str) -> Callable[[np.random.Generator], LabelledMesh]:
    """The function that makes a category's objects.

    Raises:
        ConfigError: There is no such category.
    """
    if category not in CATEGORIES:
        raise ConfigError(
            f"unknown category {category!r} of generated shapes; choose from: "
            + ", ".join(sorted(CATEGORIES))
        )
    return CATEGORIES[category]


HANDHELD = frozenset(
    (
        "axe",
        "bottle",
        "cap",
        "cutlery",
        "drill",
        "earphone",
        "eyeglasses",
        "guitar",
        "hammer",
        "knife",
        "mug",
    )
    + ("pistol", "rocket", "scissors", "screwdriver", "shovel", "skateboard", "umbrella")
)
"""Categories whose models lie as often as they stand."""

SHARES: Mapping[str, float] = {
    **dict.fromkeys(("chair", "table"), 4.5),
    **dict.fromkeys(("airplane", "car", "lamp"), 4.0),
    **dict.fromkeys(("bag", "earphone", "guitar", "motorbike", "pistol", "rocket"), 2.5),
    **dict.fromkeys(("cap", "knife", "laptop", "mug", "skateboard"), 2.0),
}
"""How often a category is drawn, against 1 for any other; more where real sets hold more kinds."""

CATEGORIES: dict[str, Callable[[np.random.Generator], LabelledMesh]] = {
    "airplane": airplane,
    "animal": animal,
    "axe": axe,
    "bag": bag,
    "bed": bed,
    "bicycle": bicycle,
    "bottle": bottle,
    "bucket": bucket,
    "cabinet": cabinet,
    "camera": camera,
    "cap": cap,
    "car": car,
    "cart": cart,
    "chair": chair,
    "clock": clock,
    "cutlery": cutlery,
    "display": display,
    "drill": drill,
    "earphone": earphone,
    "eyeglasses": eyeglasses,
    "fan": fan,
    "faucet": faucet,
    "guitar": guitar,
    "hammer": hammer,
    "helicopter": helicopter,
    "knife": knife,
    "lamp": lamp,
    "laptop": laptop,
    "motorbike": motorbike,
    "mug": mug,
    "pan": pan,
    "person": person,
    "pistol": pistol,
    "plant": plant,
    "rocket": rocket,
    "scissors": scissors,
    "screwdriver": screwdriver,
    "ship": ship,
    "shovel": shovel,
    "skateboard": skateboard,
    "sofa": sofa,
    "stool": stool,
    "table": table,
    "teapot": teapot,
    "toilet": toilet,
    "trashcan": trashcan,
    "truck": truck,
    "umbrella": umbrella,
}
