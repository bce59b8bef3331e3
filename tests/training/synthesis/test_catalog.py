import functools

import numpy as np
import pytest

from patchalign3d_cli.errors import ConfigError
from patchalign3d_training.synthesis.catalog import (
    CATEGORIES,
    FAMILIES,
    HELD_OUT_NAMES,
    generate,
)

SHAPENETPART = {
    "airplane": {"body", "wing", "tail", "engine or frame"},
    "bag": {"handle", "body"},
    "cap": {"crown", "brim"},
    "car": {"roof", "hood", "wheel", "body"},
    "chair": {"back", "seat", "leg", "arm"},
    "earphone": {"earcup", "headband", "data wire"},
    "guitar": {"headstock", "neck", "body"},
    "knife": {"blade", "handle"},
    "lamp": {"base", "lampshade", "fixing bracket", "pole"},
    "laptop": {"keyboard", "screen"},
    "motorbike": {
        "gas tank",
        "seat",
        "wheel",
        "handles or handlebars",
        "headlight",
        "engine or frame",
    },
    "mug": {"handle", "cup"},
    "pistol": {"barrel", "handle or grip", "trigger and guard"},
    "rocket": {"body", "fin", "nose"},
    "skateboard": {"wheel", "deck", "belt for foot"},
    "table": {"desktop", "leg or support", "drawer"},
}


def areas(mesh):
    a, b, c = (mesh.vertices[mesh.faces[:, corner]] for corner in range(3))
    return 0.5 * np.linalg.norm(np.cross(b - a, c - a), axis=1)


@functools.cache
def example(category):
    """A shape of a category, for its words."""
    return generate(category, 0)


def has_its_parts(mesh, category):
    there = {mesh.parts[i][0] for i in np.unique(mesh.face_part) if i >= 0}
    return there >= set(CATEGORIES[category].words.always)


@pytest.mark.many
@pytest.mark.parametrize("category", sorted(CATEGORIES))
def test_some_seeds_give_sound_meshes_and_every_part(category):
    rare = {"belt for foot"}
    expected = {names[0] for names in example(category).parts} - rare
    seen, shapes = set(), []
    for seed in range(20):
        if seed >= 8 and seen >= expected:
            break
        mesh = generate(category, seed)
        assert np.isfinite(mesh.vertices).all()
        assert mesh.vertices.dtype == np.float64 and mesh.faces.dtype == np.int64
        assert mesh.faces.min() >= 0 and mesh.faces.max() < len(mesh.vertices)
        assert mesh.face_part.dtype == np.int32 == mesh.face_detail.dtype
        assert len(mesh.face_part) == len(mesh.face_detail) == len(mesh.faces)
        assert mesh.face_part.min() >= -1 and mesh.face_part.max() < len(mesh.parts)
        assert mesh.face_detail.min() >= -1 and mesh.face_detail.max() < len(mesh.details)
        area = areas(mesh)
        assert (area > 0).mean() > 0.5
        assert has_its_parts(mesh, category) and len(mesh.faces) < 60_000
        seen |= {mesh.parts[i][0] for i in np.unique(mesh.face_part[area > 0]) if i >= 0}
        shapes.append(mesh.vertices.round(6).tobytes())
        assert {names[0] for names in mesh.parts} - rare == expected
    assert seen - rare == expected
    assert len(set(shapes)) == len(shapes)


def test_the_rare_foot_strap_exists():
    meshes = [generate("skateboard", seed) for seed in range(30)]
    assert any(mesh.parts[i][0] == "belt for foot" for mesh in meshes for i in set(mesh.face_part))


@pytest.mark.parametrize("category", sorted(SHAPENETPART))
def test_primary_names_are_those_of_shapenetpart(category):
    assert {names[0] for names in example(category).parts} == SHAPENETPART[category]


@pytest.mark.many
@pytest.mark.parametrize("category", sorted(CATEGORIES))
def test_names_are_distinct_and_many(category):
    mesh = example(category)
    for names in mesh.parts:
        assert 4 <= len(names) <= 9
    every = [name for names in mesh.parts + mesh.details for name in names]
    assert all(name == name.strip().lower() and name.replace(" ", "").isalpha() for name in every)
    parts = [name for names in mesh.parts for name in names]
    assert len(parts) == len(set(parts))
    for names in mesh.details:
        assert len(names) == len(set(names)) >= 2


def spoken_names(category):
    mesh = example(category)
    return {name.replace(" ", "") for names in mesh.parts + mesh.details for name in names}


@pytest.mark.slow
def test_held_out_words_never_occur_as_names():
    spoken = {category: spoken_names(category) for category in CATEGORIES}
    for category, words in HELD_OUT_NAMES.items():
        primary = {names[0] for names in example(category).parts}
        for word, part in words.items():
            assert part in primary
            where = [category] if word in ("grip", "lid") else list(CATEGORIES)
            assert all(word.replace(" ", "") not in spoken[name] for name in where), word


@pytest.mark.slow
def test_a_seed_decides_everything():
    for category in CATEGORIES:
        first, again = generate(category, 7), generate(category, 7)
        assert first.vertices.tobytes() == again.vertices.tobytes()
        assert first.face_part.tobytes() == again.face_part.tobytes()


def test_the_lists_speak_of_known_categories():
    assert set(CATEGORIES) >= set(HELD_OUT_NAMES) | set(SHAPENETPART)
    assert all(name.replace("-", "").isalpha() and name.islower() for name in CATEGORIES)
    assert list(CATEGORIES) == sorted(CATEGORIES)
    assert all(category.words.share > 0.0 for category in CATEGORIES.values())


@pytest.mark.slow  # fewer seeds say it faster above
@pytest.mark.parametrize("category", sorted(CATEGORIES))
def test_each_shape_has_the_parts_that_it_always_has_and_is_not_too_fine(category):
    for seed in range(100, 120):
        mesh = generate(category, seed)
        assert has_its_parts(mesh, category) and len(mesh.faces) < 60_000


def test_each_category_has_a_module_and_each_module_a_category():
    """A file or folder of a family is a category, or is imported by one of its family."""
    for folder in sorted(path.parent for path in FAMILIES.glob("*/words.toml")):
        own = {c.name.replace("-", "_") for c in CATEGORIES.values() if c.family == folder.name}
        found = {path.stem for path in folder.glob("*.py")} - {"__init__"}
        found |= {path.parent.name for path in folder.glob("*/__init__.py")}
        assert own <= found
        text = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
        for name in found - own:
            assert f"families.{folder.name}.{name} import" in text


def test_an_unknown_category_is_named_with_the_known_ones():
    with pytest.raises(ConfigError, match="unknown category 'perpetual motion'.*airplane"):
        generate("perpetual motion", 0)
