"""The bundled text tower must place words that no 3D training names by the right part."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import patchalign3d_weights
from patchalign3d_cli.light.text_tower import load_light_text_tower
from patchalign3d_cli.text.labels import prompts
from patchalign3d_cli.text.tower import TextTower, load_text_tower

TEXT = Path(patchalign3d_weights.__file__).parent / "pa3d-mini" / "text"

# Category, its parts as the published evaluation names them, and other words for them.
WORDS: list[tuple[str, tuple[str, ...], dict[str, str]]] = [
    (
        "chair",
        ("back", "seat", "leg", "arm"),
        {
            "backrest": "back",
            "armrest": "arm",
            "cushion": "seat",
            "elbow rest": "arm",
            "foot": "leg",
            "lumbar support": "back",
            "sitting surface": "seat",
        },
    ),
    (
        "table",
        ("desktop", "leg or support", "drawer"),
        {
            "tabletop": "desktop",
            "work surface": "desktop",
            "pillar": "leg or support",
            "table foot": "leg or support",
        },
    ),
    (
        "airplane",
        ("body", "wing", "tail", "engine or frame"),
        {
            "fuselage": "body",
            "tail fin": "tail",
            "jet turbine": "engine or frame",
            "tailplane": "tail",
            "aileron": "wing",
        },
    ),
    (
        "car",
        ("roof", "hood", "wheel", "body"),
        {"bonnet": "hood", "tyre": "wheel", "rim": "wheel", "sunroof": "roof", "chassis": "body"},
    ),
    (
        "guitar",
        ("headstock", "neck", "body"),
        {
            "fretboard": "neck",
            "fingerboard": "neck",
            "tuning pegs": "headstock",
            "sound box": "body",
        },
    ),
    (
        "laptop",
        ("keyboard", "screen"),
        {"keypad": "keyboard", "display": "screen", "monitor": "screen", "touchpad": "keyboard"},
    ),
    (
        "knife",
        ("blade", "handle"),
        {"handgrip": "handle", "hilt": "handle", "cutting edge": "blade"},
    ),
    ("mug", ("handle", "cup"), {"grip": "handle", "vessel": "cup", "container": "cup"}),
    (
        "lamp",
        ("base", "lampshade", "fixing bracket", "pole"),
        {"shade": "lampshade", "stand": "base", "rod": "pole", "wall mount": "fixing bracket"},
    ),
    (
        "pistol",
        ("barrel", "handle or grip", "trigger and guard"),
        {"muzzle": "barrel", "handgrip": "handle or grip", "trigger guard": "trigger and guard"},
    ),
    (
        "rocket",
        ("body", "fin", "nose"),
        {"fuselage": "body", "stabilizer": "fin", "nose cone": "nose"},
    ),
    (
        "skateboard",
        ("wheel", "deck", "belt for foot"),
        {"roller": "wheel", "board": "deck", "foot strap": "belt for foot"},
    ),
    (
        "motorbike",
        ("gas tank", "seat", "wheel", "handles or handlebars", "headlight", "engine or frame"),
        {
            "saddle": "seat",
            "fuel tank": "gas tank",
            "tyre": "wheel",
            "motor": "engine or frame",
            "front lamp": "headlight",
            "steering bar": "handles or handlebars",
        },
    ),
    (
        "earphone",
        ("earcup", "headband", "data wire"),
        {"cable": "data wire", "ear pad": "earcup", "cord": "data wire"},
    ),
    ("cap", ("crown", "brim"), {"visor": "brim", "bill": "brim"}),
    ("bag", ("handle", "body"), {"strap": "handle"}),
]


@pytest.fixture(scope="module")
def tower() -> TextTower:
    return load_text_tower(TEXT)


Named = dict[str, NDArray[np.float32]]


def embed(tower: TextTower, labels: Iterable[str], category: str | None = None) -> Named:
    asked = list(dict.fromkeys(labels))
    texts = [text for label in asked for text in prompts(label, category)]
    means = tower.embed(texts).reshape(len(asked), -1, tower.dimension).mean(axis=1)  # (L, D)
    return dict(zip(asked, means / np.linalg.norm(means, axis=1, keepdims=True), strict=True))


def misplaced(tower: TextTower, with_category: bool) -> list[str]:
    wrong = []
    for category, parts, words in WORDS:
        named = embed(tower, [*parts, *words], category if with_category else None)
        for word, part in words.items():
            fits = [float(named[name] @ named[word]) for name in parts]
            found = parts[int(np.argmax(fits))]
            if found != part:
                wrong.append(f"{category}: {word} went to {found}, not to {part}")
    return wrong


def test_four_words_of_five_are_placed_by_the_right_part(tower: TextTower) -> None:
    asked = sum(len(words) for _, _, words in WORDS)
    wrong = misplaced(tower, with_category=False)
    assert len(wrong) <= 0.2 * asked, wrong


@pytest.mark.slow
def test_naming_the_category_does_not_lose_the_words(tower: TextTower) -> None:
    asked = sum(len(words) for _, _, words in WORDS)
    wrong = misplaced(tower, with_category=True)
    assert len(wrong) <= 0.25 * asked, wrong


def test_torch_and_numpy_agree_on_every_word(tower: TextTower) -> None:
    words = [word for _, parts, synonyms in WORDS for word in (*parts, *synonyms)]
    words += ["Stuhlbein", "椅子", "", "3-way valve"]
    in_numpy = load_light_text_tower(TEXT).embed(words)
    assert np.abs(in_numpy - tower.embed(words)).max() < 1e-4


def test_different_parts_are_far_apart(tower: TextTower) -> None:
    for category, parts, _ in WORDS:
        named = np.stack(list(embed(tower, parts).values()))  # (L, D)
        assert (named @ named.T - np.eye(len(parts))).max() < 0.75, category


def test_a_property_moves_a_part_less_than_another_part_does(tower: TextTower) -> None:
    named = embed(tower, ["leg", "left leg", "left arm", "red leg", "red seat"])
    assert named["leg"] @ named["left leg"] > named["leg"] @ named["left arm"]
    assert named["leg"] @ named["red leg"] > named["leg"] @ named["red seat"]


def test_the_tower_is_small_and_text_alone() -> None:
    from safetensors import safe_open

    assert sum(path.stat().st_size for path in TEXT.iterdir()) <= 24e6
    with safe_open(TEXT / "open_clip_model.safetensors", framework="np") as file:
        names = list(file.keys())
        assert {file.get_slice(name).get_dtype() for name in names} == {"F16"}
    assert not any(name.startswith(("visual", "logit")) for name in names)
