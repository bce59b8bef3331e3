"""What the annotators of the real set call what, on generated shapes."""

from functools import cache

import numpy as np
import pytest

from patchalign3d_training.synthesis.catalog import generate
from patchalign3d_training.synthesis.kit import Assembly, box

SEEDS = range(30)


@cache
def centres(category, seed):
    """The area-weighted middle of each part that a shape has, by primary name."""
    mesh = generate(category, seed)
    corners = mesh.vertices[mesh.faces]
    first, second = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    area = np.linalg.norm(np.cross(first, second), axis=1)
    middle = corners.mean(axis=1)
    return {
        mesh.parts[i][0]: np.average(middle[own], axis=0, weights=area[own] + 1e-12)
        for i in np.unique(mesh.face_part)
        if i >= 0
        for own in [mesh.face_part == i]
    }


@pytest.mark.many
@pytest.mark.parametrize(
    ("category", "axis", "more", "less", "share"),
    [
        ("car", "y", "roof", "hood", 1.0),
        ("car", "y", "hood", "wheel", 1.0),
        ("car", "z", "hood", "roof", 1.0),
        ("car", "y", "roof", "body", 1.0),
        ("airplane", "z", "wing", "tail", 1.0),
        ("airplane", "z", "body", "tail", 1.0),
        ("motorbike", "z", "gas tank", "seat", 1.0),
        ("motorbike", "z", "headlight", "gas tank", 0.9),
        ("motorbike", "y", "handles or handlebars", "wheel", 1.0),
        ("motorbike", "y", "seat", "engine or frame", 1.0),
        ("skateboard", "y", "deck", "wheel", 1.0),
        ("pistol", "z", "barrel", "handle or grip", 0.9),
        ("pistol", "y", "barrel", "trigger and guard", 0.95),
        ("knife", "z", "blade", "handle", 0.9),
        ("guitar", "y", "headstock", "neck", 1.0),
        ("guitar", "y", "neck", "body", 1.0),
        ("violin", "y", "scroll", "neck", 1.0),
        ("violin", "y", "neck", "body", 1.0),
        ("saxophone", "y", "neck", "bell", 1.0),
        ("trumpet", "z", "bell", "mouthpiece", 0.7),
        ("piano", "z", "key", "lid", 0.9),
        ("microphone", "y", "head", "base", 1.0),
        ("rifle", "z", "barrel", "stock", 1.0),
        ("rifle", "y", "barrel", "trigger", 1.0),
        ("rifle", "z", "magazine", "handle", 0.9),
        ("crossbow", "z", "limb", "stock", 1.0),
        ("cannon", "z", "barrel", "carriage", 0.9),
        ("staff", "y", "head", "shaft", 1.0),
        ("mace", "y", "head", "pommel", 0.9),
        ("pliers", "x", "jaw", "pivot", 1.0),
        ("pliers", "x", "pivot", "handle", 1.0),
        ("watering-can", "x", "spout", "handle", 1.0),
        ("wheelbarrow", "z", "wheel", "leg", 1.0),
        ("wheelbarrow", "z", "leg", "handle", 1.0),
        ("chainsaw", "z", "blade", "handle", 1.0),
        ("flashlight", "z", "lens", "cap", 1.0),
        ("racket", "y", "frame", "handle", 1.0),
        ("kettlebell", "y", "handle", "body", 1.0),
        ("skate", "y", "boot", "frame", 1.0),
        ("basketball-hoop", "z", "rim", "backboard", 1.0),
        ("cabinet", "z", "handle", "body", 1.0),
        ("nightstand", "y", "top", "drawer", 1.0),
        ("wardrobe", "y", "door", "leg", 1.0),
        ("desk", "y", "desktop", "drawer", 1.0),
        ("chest", "y", "lid", "body", 1.0),
        ("safe", "z", "door", "body", 1.0),
        ("backpack", "z", "pocket", "strap", 1.0),
        ("mailbox", "y", "body", "post", 1.0),
        ("lock", "y", "shackle", "body", 1.0),
        ("gate", "y", "cap", "post", 1.0),
        ("blender", "y", "lid", "base", 0.8),
        ("soap-dispenser", "z", "spout", "body", 1.0),
        ("vacuum-cleaner", "y", "handle", "nozzle", 1.0),
        ("sewing-machine", "x", "handwheel", "needle", 1.0),
        ("sewing-machine", "y", "needle", "bed", 1.0),
        ("palm", "y", "leaf", "trunk", 1.0),
        ("flower", "y", "petal", "stem", 1.0),
        ("can", "y", "lid", "bottom", 1.0),
        ("drinking-glass", "y", "bowl", "base", 1.0),
        ("vase", "y", "neck", "body", 1.0),
        ("vase", "y", "body", "base", 1.0),
        ("sink", "y", "faucet", "basin", 1.0),
        ("candle", "y", "flame", "candle", 1.0),
        ("fire-extinguisher", "y", "handle", "body", 1.0),
        ("hair-dryer", "z", "nozzle", "grille", 1.0),
        ("hair-dryer", "y", "body", "handle", 1.0),
        ("bird-house", "y", "roof", "wall", 1.0),
        ("slide", "z", "chute", "ladder", 1.0),
        ("hot-dog", "y", "sausage", "bun", 1.0),
        ("lantern", "y", "roof", "glass", 1.0),
        ("crown", "y", "point", "band", 1.0),
        ("trophy", "y", "cup", "base", 1.0),
        ("parasol", "y", "canopy", "pole", 1.0),
        ("anvil", "x", "horn", "body", 1.0),
        ("toilet", "y", "tank lid", "tank", 1.0),
        ("refrigerator", "z", "handle", "body", 0.95),
        ("microwave", "x", "control panel", "door", 0.6),
    ],
)
def test_parts_stand_to_each_other_as_in_real_models(category, axis, more, less, share):
    along = "xyz".index(axis)
    holds = []
    for seed in SEEDS:
        middle = centres(category, seed)
        if more in middle and less in middle:
            holds.append(middle[more][along] > middle[less][along])
    assert len(holds) > 10
    assert np.mean(holds) >= share


def test_the_third_part_of_most_skateboards_is_the_trucks_below_the_deck():
    below = []
    for seed in SEEDS:
        middle = centres("skateboard", seed)
        name = "belt for foot"
        below.append(name in middle and middle[name][1] < middle["deck"][1])
    assert 0.5 < np.mean(below) < 0.95


def test_every_part_of_a_bike_but_tank_and_lamp_is_always_there():
    for seed in SEEDS:
        assert {"seat", "wheel", "handles or handlebars", "engine or frame"} <= set(
            centres("motorbike", seed)
        )


def test_noses_and_fins_of_rockets_are_at_opposite_ends():
    for seed in SEEDS:
        middle = centres("rocket", seed)
        mesh = generate("rocket", seed)
        along = int(np.argmax(np.ptp(mesh.vertices, axis=0)))
        if "fin" in middle and along != 0:
            assert middle["nose"][along] > middle["fin"][along]


def test_roofless_cars_exist_and_are_few():
    roofless = np.mean(["roof" not in centres("car", seed) for seed in range(30)])
    assert 0.05 < roofless < 0.35


def test_an_assembly_takes_the_pieces_of_another():
    names = {"a": ("a",), "b": ("b",)}
    whole, half = Assembly(names), Assembly(names)
    whole.add("a", box(1, 1, 1))
    half.add("b", box(1, 1, 1))
    whole.take(half, lambda mesh: mesh.moved(5.0))
    mesh = whole.finish()
    assert [int((mesh.face_part == i).sum()) for i in (0, 1)] == [12, 12]
    assert mesh.vertices[mesh.faces[mesh.face_part == 1]][..., 0].mean() == pytest.approx(5.0)
