"""What holds of living things: nothing floats, feet end legs, heads look ahead."""

import numpy as np
import pytest
from scipy.spatial import cKDTree

from patchalign3d_training.synthesis.catalog import CATEGORIES, generate
from patchalign3d_training.synthesis.sampling import sample_points

LIVING = [c.name for c in CATEGORIES.values() if c.family in ("creatures", "people", "toys")]


def solids(faces):
    """The number of each face's solid: one begins where no earlier vertex is used."""
    highest = np.maximum.accumulate(faces.max(axis=1))
    return np.concatenate([[0], np.cumsum(faces.min(axis=1)[1:] > highest[:-1])])


def part_centers(category, seed):
    """The mean of 2,000 points by part."""
    mesh = generate(category, seed)
    drawn = sample_points(mesh, 2000, np.random.default_rng(seed))
    parts = {names[0]: drawn.points[drawn.part == i] for i, names in enumerate(mesh.parts)}
    return {name: points.mean(axis=0) for name, points in parts.items() if len(points)}


@pytest.mark.many
@pytest.mark.parametrize("category", LIVING)
def test_every_piece_touches_another_one(category):
    mesh = generate(category, 200)
    drawn = sample_points(mesh, 6000, np.random.default_rng(0))
    solid = solids(mesh.faces)[drawn.face]
    size = np.ptp(mesh.vertices, axis=0).max()
    for piece in np.unique(solid):
        inside = solid == piece
        if inside.sum() > 2 and not inside.all():
            gaps, _ = cKDTree(drawn.points[~inside]).query(drawn.points[inside])
            assert gaps.min() < 0.05 * size, mesh.parts[drawn.part[inside][0]]


def test_feet_end_legs_and_small_parts_are_not_specks():
    hands, feet = [], []
    for seed in range(300, 310):
        mesh = generate("person", seed)
        drawn = sample_points(mesh, 4000, np.random.default_rng(seed))
        share = {n[0]: np.mean(drawn.part == i) for i, n in enumerate(mesh.parts)}
        assert share["leg"] > 0.06 and share["torso"] > 0.05 and share["arm"] > 0.04
        hands.append(share["hand"])
        feet.append(share["foot"])
        centers = part_centers("person", seed)
        if "foot" in centers:
            foot, leg = (np.linalg.norm(centers[n] - centers["torso"]) for n in ("foot", "leg"))
            assert foot > leg
    assert 0.015 < np.median(hands) < 0.07 and 0.02 < np.median(feet) < 0.12


@pytest.mark.many
@pytest.mark.parametrize("category", ["animal", "dinosaur", "dragon", "bird", "fish", "lizard"])
def test_heads_look_ahead_and_tails_are_behind(category):
    for seed in range(400, 408):
        centers = part_centers(category, seed)
        assert centers["tail"][2] < centers["head"][2]
