"""Both backends give the same results."""

from pathlib import Path

import numpy as np
import pytest

import patchalign3d_cli as pa3d
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.shapes import sample_surface

WORDS = ["seat", "leg", "back"]


@pytest.fixture(scope="module")
def chair() -> pa3d.Shape:
    return pa3d.load_shape(Path(__file__).parents[2] / "docs" / "examples" / "chair.obj")


def both(**options: object) -> tuple[Segmenter, Segmenter]:
    light, torch = (
        pa3d.load_segmenter("pa3d-mini", offline=True, device="cpu", backend=backend, **options)
        for backend in ("light", "torch")
    )
    assert (light.where, torch.where) == ("cpu (light)", "cpu (torch)")
    return light, torch


@pytest.mark.parametrize("quality", ["fast", "balanced", "best"])
def test_the_same_labels(chair: pa3d.Shape, quality):
    request = pa3d.SegmentRequest(quality=quality)
    light, torch = (
        one.segment(chair, WORDS, encode=request.encode, query=request.query) for one in both()
    )
    assert np.array_equal(light.labels, torch.labels)
    assert np.abs(light.confidence - torch.confidence).max() < 1e-4
    assert np.abs(light.scores - torch.scores).max() < 1e-3
    assert light.model == torch.model and light.options == torch.options


@pytest.mark.slow
def test_clouds_of_several_sizes_in_one_batch(chair: pa3d.Shape):
    clouds = [pa3d.Shape(sample_surface(chair, size, 2).points) for size in (500, 900)]
    light, torch = (one.encode_many(clouds) for one in both())
    for ours, theirs in zip(light, torch, strict=True):
        assert np.array_equal(ours.centers, theirs.centers)
        assert np.array_equal(np.sort(ours.members), np.sort(theirs.members))
        assert np.abs(ours.features - theirs.features).max() < 1e-4


def test_words_that_no_bank_knows():
    words = ["flux capacitor", "Lehne", "椅子"]
    light, torch = (one.embed(words, "vehicle") for one in both())
    assert np.abs(light - torch).max() < 1e-4


def test_light_and_a_gpu_do_not_go_together():
    with pytest.raises(pa3d.Pa3dError, match="--backend light runs on the processor"):
        pa3d.load_segmenter(backend="light", device="cuda")
