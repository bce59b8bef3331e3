"""The region decoder is trained by itself on what the encoder says."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from patchalign3d_cli.errors import ConfigError, ModelError
from patchalign3d_cli.model.checkpoint import load_model, save_model
from patchalign3d_training.data.layout import LabelledCloud
from patchalign3d_training.evaluation.region_features import correct_by_regions
from patchalign3d_training.evaluation.training_scores import score_batches
from patchalign3d_training.loop.engine import fit
from patchalign3d_training.stages import align_module
from patchalign3d_training.stages.align import AlignStage
from patchalign3d_training.stages.align_module import AlignModule
from patchalign3d_training.stages.align_options import AlignOptions
from patchalign3d_training.stages.starting import with_decoders
from support.tiny_runs import BANK, SMALL, Halves, tiny_model


class Pieces(Halves):
    """Balls whose halves are two regions; those of `whole` are of one piece."""

    whole: range = range(0)

    def load(self, index: int) -> LabelledCloud:
        cloud = super().load(index)
        if index in self.whole:
            return cloud
        return replace(cloud, regions=cloud.masks[1].astype(np.int32))


def regional(**sizes: int):
    """A tiny model that decodes points, with a region decoder that changes nothing yet."""
    sizes = {"region_depth": 1, "region_width": 32, **sizes}
    return with_decoders(tiny_model(), 2, 0, **sizes)


def stage_on(source: Halves, *changes: str) -> tuple[AlignStage, AlignOptions]:
    from patchalign3d_training.loop.configuration import load_options

    settings = [*SMALL, "trainable=regions", "batches.one_name_a_part=true", *changes]
    options = load_options(AlignOptions, None, settings)
    return AlignStage(regional(), source, BANK, options, Pieces(5, first=100)), options


def one_batch(stage: AlignStage):
    return next(iter(stage.validation(0, 1)))


def test_nothing_else_changes_and_the_loss_falls(tmp_path: Path):
    stage, options = stage_on(Pieces(), "epochs=8", "batches.vary_regions=true")
    before = {name: value.clone() for name, value in stage.module.state_dict().items()}
    batch = one_batch(stage)
    with torch.no_grad():
        first = stage.module.eval()(batch)
    fit(stage, tmp_path, options, device="cpu")
    with torch.no_grad():
        last = stage.module.eval()(batch)
    changed = {
        name for name, value in stage.module.state_dict().items() if not value.equal(before[name])
    }
    assert changed == {name for name in before if name.startswith("model.region_decoder.")}
    assert last.losses.mean() < 0.7 * first.losses.mean()
    assert last.score / last.patches > first.score / first.patches
    saved = load_model(tmp_path / "model")
    assert saved.config.region_depth == 1
    weight = stage.model.region_decoder.correction.weight
    assert torch.equal(saved.region_decoder.correction.weight, weight)


def test_the_first_points_teach_and_their_regions_are_numbered_anew(monkeypatch):
    stage, _ = stage_on(Pieces())
    batch = one_batch(stage)
    later = batch.regions.clone()
    later[:, 0], later[:, 1:50], later[:, 50:] = 7, 3, 5
    monkeypatch.setattr(align_module, "REGION_POINTS", 50)
    with torch.no_grad():
        first = stage.module.eval()(batch._replace(regions=later))
        dense = (later == 7).long()  # of the first 50, and numbers without points are left out
        other = stage.module.eval()(batch._replace(regions=dense))
    assert first.patches == 50 * len(batch.points)
    assert torch.equal(first.losses, other.losses)


def test_shapes_of_one_region_are_left_alone_and_do_not_stop_a_run(tmp_path: Path):
    source = Pieces()
    source.whole = range(1, 12)  # most batches have no region at all
    stage, options = stage_on(source, "epochs=2")
    fit(stage, tmp_path, options, device="cpu")
    batch = one_batch(stage)
    alone = batch._replace(regions=torch.zeros_like(batch.regions))
    features = stage.model(batch.points).features.detach()
    decoder = stage.model.region_decoder
    assert torch.equal(correct_by_regions(decoder, features, batch.points, alone.regions), features)
    mixed = batch.regions.clone()
    mixed[0] = 0
    corrected = correct_by_regions(decoder, features, batch.points, mixed)
    assert torch.equal(corrected[0], features[0]) and not torch.equal(corrected[1], features[1])


def test_a_new_one_changes_no_loss_and_no_score():
    """Beside the other losses too: points are decoded alike, whoever hears them."""
    stage, _ = stage_on(Pieces())
    batch = one_batch(stage)
    plain = with_decoders(tiny_model(), 2, 0).eval()
    with torch.no_grad():
        with_it = AlignModule(stage.model.eval())(batch).losses
        without = AlignModule(plain)(batch).losses
    assert torch.allclose(with_it, without, atol=1e-5)
    assert score_batches(stage.model, [batch]) == score_batches(plain, [batch])


def test_scores_hear_it():
    stage, _ = stage_on(Pieces())
    batch = one_batch(stage)
    with torch.no_grad():  # whatever was there, the first word's direction drowns it
        stage.model.region_decoder.correction.bias[0] = 100.0
    moved = score_batches(stage.model.eval(), [batch])["mean_iou"]
    alone = batch._replace(regions=torch.zeros_like(batch.regions))
    assert moved == pytest.approx(0.25, abs=0.1)  # all is base: half right, half missed
    assert score_batches(stage.model, [alone]) == score_batches(regional().eval(), [alone])


def test_half_precision_keeps_the_boxes():
    """Under autocast the decoder computes in single precision."""
    stage, _ = stage_on(Pieces())
    decoder = stage.model.region_decoder
    torch.nn.init.normal_(decoder.correction.weight)
    seen = []
    decoder.from_region.register_forward_hook(lambda layer, given, out: seen.append(out.dtype))
    batch = one_batch(stage)
    with torch.autocast("cpu", torch.bfloat16):
        output = stage.module.train()(batch)
    output.losses.sum().backward()
    assert seen and set(seen) == {torch.float32}
    assert decoder.from_point.weight.grad.abs().sum() > 0
    assert stage.model.head.proj.weight.grad is None


def test_it_learns_beside_the_others(tmp_path: Path):
    stage, options = stage_on(Pieces(), "trainable=all", "epochs=1")
    assert stage.measure == "patch accuracy"
    before = {name: value.clone() for name, value in stage.model.state_dict().items()}
    fit(stage, tmp_path, options, device="cpu")
    after = stage.model.state_dict()
    for name in ("region_decoder.correction.weight", "decoder.mix.weight", "head.proj.weight"):
        assert not after[name].equal(before[name])


def test_a_run_that_could_teach_nothing_is_refused():
    _, options = stage_on(Pieces())
    with pytest.raises(ConfigError, match="no region decoder to train; set region_depth"):
        AlignStage(tiny_model(), Pieces(), BANK, options)
    with pytest.raises(ConfigError, match="none of the first 12 shapes has several regions"):
        AlignStage(regional(), Halves(), BANK, options)


def test_regions_count_as_a_step_draws_them():
    class Numbered(Halves):
        def __init__(self, number: Callable[[int], NDArray[np.int64]]) -> None:
            super().__init__()
            self.number = number

        def load(self, index: int) -> LabelledCloud:
            cloud = super().load(index)
            regions = self.number(len(cloud.points)).astype(np.int32)
            return replace(cloud, regions=regions)

    _, options = stage_on(Pieces())
    with pytest.raises(ConfigError, match="none of the first 12 shapes has several regions"):
        AlignStage(regional(), Numbered(np.arange), BANK, options)  # a soup
    ends = np.array([-(2**31), 2**31 - 1])  # their difference is no int32
    AlignStage(regional(), Numbered(lambda count: ends[np.arange(count) % 2]), BANK, options)


def test_one_is_added_resized_and_taken_away(tmp_path: Path):
    plain = with_decoders(tiny_model(), 2, 0)
    grown = with_decoders(plain, None, 0, region_depth=2)
    assert grown.config.region_depth == 2 and grown.config.region_width == 128
    assert with_decoders(grown, None, 0) is grown
    torch.nn.init.ones_(grown.region_decoder.correction.bias)
    kept = with_decoders(grown, 3, 0)
    assert kept.region_decoder.correction.bias.eq(1).all()
    narrow = with_decoders(grown, None, 0, region_width=64)
    assert narrow.region_decoder.correction.bias.eq(0).all()  # of another size: a new one
    back = with_decoders(narrow, None, 0, region_depth=0)
    assert back.region_decoder is None
    for name, tensor in plain.state_dict().items():
        assert torch.equal(narrow.state_dict()[name], tensor)
        assert torch.equal(back.state_dict()[name], tensor)
    save_model(grown, tmp_path / "grown")
    again = load_model(tmp_path / "grown").region_decoder
    assert torch.equal(again.correction.bias, grown.region_decoder.correction.bias)
    with pytest.raises(ConfigError, match="region_width needs a region decoder"):
        with_decoders(plain, None, 0, region_width=64)
    with pytest.raises(ModelError, match="region_depth needs point_neighbors"):
        with_decoders(tiny_model(), None, 0, region_depth=1)
