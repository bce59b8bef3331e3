"""Generated shapes as a labelled set."""

import numpy as np
import pytest

from patchalign3d_cli.errors import ConfigError
from patchalign3d_training.evaluation.generated_set import GeneratedSet
from patchalign3d_training.synthesis.catalog import CATEGORIES, generate


def test_every_category_has_its_share():
    found = GeneratedSet(3)
    assert len(found.items) == 3 * len(CATEGORIES) == len(set(found.items))
    first = next(iter(CATEGORIES))
    assert found.items[:3] == tuple(f"{first}/{seed}" for seed in range(1_000_000, 1_000_003))


def test_a_shape_is_the_generator_s_with_primary_names():
    found = GeneratedSet(2, ["mug", "chair"])
    shape, mesh = found.load(3), generate("chair", 1_000_001)
    assert (shape.item, shape.category, shape.on) == ("chair/1000001", "chair", "faces")
    assert shape.parts == tuple(names[0] for names in mesh.parts)
    assert np.array_equal(shape.labels, mesh.face_part)
    assert np.array_equal(shape.shape.vertices, mesh.vertices)
    assert shape.sha256 == GeneratedSet(2, ["chair"]).load(1).sha256 != found.load(2).sha256


def test_what_cannot_be_generated_is_refused():
    for wrong in ({"count": 0}, {"count": 1, "categories": ["spoonfork"]}):
        with pytest.raises(ConfigError):
            GeneratedSet(**wrong)
