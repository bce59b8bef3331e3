"""Operations on points in torch: against their numpy twins, by hand, and on awkward input."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from patchalign3d_cli.light import grouping
from patchalign3d_cli.model import neighbors
from patchalign3d_cli.model.neighbors import knn
from patchalign3d_cli.model.patches import group_patches
from patchalign3d_cli.model.sampling import farthest_point_sample

LINE = torch.tensor([[[0.1, 0, 0], [1.0, 0, 0], [0.5, 0, 0], [0.2, 0, 0], [0.03, 0, 0]]])


def cloud(seed: int, size: int, batch: int = 1) -> torch.Tensor:
    generator = torch.Generator().manual_seed(seed)
    points = torch.randn(batch, size, 3, generator=generator)
    return points / points.norm(dim=2).amax(dim=1)[:, None, None]


def test_sampling_by_hand():
    # From 0.1: farthest is 1.0, then 0.5; 0.03 is too near the origin to be chosen at all.
    assert farthest_point_sample(LINE, 4).tolist() == [[0, 1, 2, 3]]
    assert 4 not in farthest_point_sample(LINE, 5).tolist()[0]
    assert grouping.farthest_point_sample(LINE[0].numpy(), 4).tolist() == [0, 1, 2, 3]


@given(seed=st.integers(0, 10_000), size=st.integers(1, 60), count=st.integers(1, 40))
@settings(deadline=None, max_examples=40)
def test_sampling_equals_its_numpy_twin(seed: int, size: int, count: int):
    points = cloud(seed, size)
    chosen = farthest_point_sample(points, count)[0]
    assert chosen.tolist() == grouping.farthest_point_sample(points[0].numpy(), count).tolist()


def test_sampling_of_padded_rows_equals_the_rows_alone():
    short, long = cloud(1, 20), cloud(2, 50)
    padded = torch.full((2, 50, 3), 9.0)
    padded[0, :20], padded[1] = short[0], long[0]
    found = farthest_point_sample(padded, 12, torch.tensor([20, 50]))
    assert torch.equal(found[0], farthest_point_sample(short, 12)[0])
    assert torch.equal(found[1], farthest_point_sample(long, 12)[0])


@pytest.mark.parametrize("lengths", [None, [7, 30]])
def test_neighbours_equal_a_full_sort(lengths):
    points, queries = cloud(3, 30, 2), cloud(4, 11, 2)
    told = None if lengths is None else torch.tensor(lengths)
    found = knn(queries, points, 5, told)
    for row in range(2):
        real = points[row, : 30 if lengths is None else lengths[row]]
        distances = ((queries[row][:, None] - real[None]) ** 2).sum(-1)
        order = distances.argsort(dim=1)[:, :5]
        assert torch.equal(found.indices[row], order)
        assert torch.allclose(found.distances[row], distances.gather(1, order), atol=1e-6)


def test_neighbours_in_chunks_are_the_same(monkeypatch):
    points, queries = cloud(5, 40), cloud(6, 33)
    whole = knn(queries, points, 4)
    monkeypatch.setattr(neighbors, "CHUNK_ELEMENTS", 100)
    assert torch.equal(knn(queries, points, 4).indices, whole.indices)


@pytest.mark.parametrize("size", [1, 3, 31])
def test_fewer_points_than_members_repeat(size: int):
    points = cloud(7, size)
    alone = group_patches(points, 16, 32)
    assert alone.indices.max() < size
    assert len(alone.indices[0, 0].unique()) == size
    padded = torch.cat([points, torch.full((1, 40 - size, 3), 5.0)], dim=1)
    inside = group_patches(padded, 16, 32, torch.tensor([size]))
    assert torch.equal(inside.indices.sort(dim=2).values, alone.indices.sort(dim=2).values)
    assert torch.equal(inside.centers, alone.centers)


def test_a_patch_starts_with_its_centre():
    points = cloud(8, 100)
    patches = group_patches(points, 10, 6)
    assert torch.equal(points[0, patches.indices[0, :, 0]], patches.centers[0])
    assert patches.offsets[0, :, 0].abs().max() == 0
