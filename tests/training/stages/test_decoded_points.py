"""Which points teach the point decoder."""

import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from patchalign3d_training.stages.decoded_points import choose_points


def plain_choice(masks: list[list[bool]], count: int) -> list[int]:
    """Point by point: the place that each has among all, and among the points of its parts."""
    half = count / 2
    present = sum(any(part) for part in masks)
    keys = []
    for point in range(len(masks[0])):
        key = point / half
        for part in masks:
            if part[point]:
                before = sum(part[:point])
                key = min(key, before / (half / present))
        keys.append((round(key, 5), point))
    return [point for _, point in sorted(keys)[:count]]


@given(
    parts=st.lists(st.lists(st.booleans(), min_size=24, max_size=24), min_size=1, max_size=4),
    count=st.integers(2, 30),
)
@settings(deadline=None, max_examples=50)
def test_it_equals_its_plain_twin(parts: list[list[bool]], count: int):
    chosen = choose_points(torch.tensor([parts]), count)[0].tolist()
    assert len(set(chosen)) == len(chosen) == min(count, 24)
    assert sorted(chosen) == sorted(plain_choice(parts, count))


def test_a_small_part_is_shown():
    masks = torch.zeros(1, 3, 2048, dtype=torch.bool)  # the third word belongs to no point
    handle = torch.arange(0, 2048, 128)  # 16 points
    masks[0, 0] = True
    masks[0, 0, handle] = False
    masks[0, 1, handle] = True
    chosen = choose_points(masks, 512)[0]
    assert set(handle.tolist()) <= set(chosen.tolist())
    assert masks[0, 0, chosen].sum() == 496
