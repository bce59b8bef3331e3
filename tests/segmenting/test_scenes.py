"""Scenes: each object is labelled as if it were alone."""

from pathlib import Path

import numpy as np
import pytest

from patchalign3d_cli import SegmentRequest, load_segmenter, save_segmentation, segment_file
from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.shapes import Shape, sample_surface
from support.rooms import furnished_room, room_glb

PARTS = ("seat", "leg", "back", "armrest", "top")
SCENE = SegmentRequest(per_object=True)


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    """The bundled model, without torch."""
    return load_segmenter("pa3d-mini", backend="light")


@pytest.mark.slow
def test_objects_of_a_room_get_the_labels_that_they_get_alone(segmenter: Segmenter, tmp_path: Path):
    room = furnished_room(("chair", "chair", "table"), columns=2)
    path = tmp_path / "room.glb"
    path.write_bytes(room_glb(room))
    result = segment_file(path, PARTS, SCENE, segmenter=segmenter)
    assert result.objects is not None and result.objects.names == ("chair_0", "chair_1", "table")
    for number in range(3):
        vertices, faces = room.alone(number)
        alone = segmenter.segment(Shape(vertices.astype("<f4").astype(float), faces), PARTS)
        mine = result.objects.labels == number
        assert np.array_equal(result.labels[mine], alone.labels)
        assert np.abs(result.scores[mine] - alone.scores).max() < 1e-3
    whole = segment_file(path, PARTS, segmenter=segmenter)
    assert whole.objects is None and (whole.labels != result.labels).mean() > 0.2
    assert whole.trust is not None and result.trust is None
    of_each = ("hints", "symmetry", "trust")
    plain = {key: value for key, value in whole.options.items() if key not in of_each}
    said = {key: value for key, value in result.options.items() if key not in of_each}
    assert said == {**plain, "per_object": "nodes"}
    taken = str(result.options["hints"]).split("; ")
    assert {one.split(": borders from ")[0] for one in taken} <= {"chair_0", "chair_1", "table"}


@pytest.mark.slow
def test_a_cloud_of_twenty_is_labelled_as_its_objects_alone(segmenter: Segmenter, tmp_path: Path):
    room = furnished_room(("chair",) * 14 + ("table",) * 6)
    samples = sample_surface(Shape(room.vertices, room.faces), 100_000, 0)
    np.save(tmp_path / "room.npy", samples.points)
    result = segment_file(tmp_path / "room.npy", PARTS, SCENE, segmenter=segmenter)
    truth = room.objects[samples.faces]
    same = np.concatenate(
        [
            segmenter.segment(Shape(samples.points[truth == number]), PARTS).labels
            == result.labels[truth == number]
            for number in range(20)
        ]
    )
    assert same.mean() > 0.97  # two have a part in the air, which is an object of its own


def test_what_does_not_go_together_is_refused(segmenter: Segmenter, tmp_path: Path):
    with pytest.raises(ConfigError, match="add --per-object"):
        SegmentRequest(cluster=0.1)
    with pytest.raises(ConfigError, match="must be above 0"):
        SegmentRequest(per_object=True, cluster=0.0)
    with pytest.raises(ConfigError, match="--refine"):
        SegmentRequest(per_object=True, refine=True)
    from patchalign3d_cli import save_features

    features = segmenter.encode(np.random.default_rng(0).random((300, 3)))
    path = tmp_path / "cloud.features.safetensors"
    save_features(features, path)
    with pytest.raises(ConfigError, match="encoded as a whole"):
        segment_file(path, PARTS, SCENE, segmenter=segmenter)


@pytest.mark.slow
def test_results_of_a_scene_are_the_same_bytes_again(segmenter: Segmenter, tmp_path: Path):
    room = furnished_room(("chair", "table"))
    (tmp_path / "room.glb").write_bytes(room_glb(room))
    written = []
    for name in ("one", "two"):
        result = segment_file(tmp_path / "room.glb", PARTS, SCENE, segmenter=segmenter)
        save_segmentation(result, tmp_path / f"{name}.npz")
        written.append((tmp_path / f"{name}.npz").read_bytes())
    assert written[0] == written[1]
