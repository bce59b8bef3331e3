import json

import numpy as np

from patchalign3d_cli.results_io.json.record import segmentation_record
from patchalign3d_cli.results_io.npz.writer import write_npz


def test_every_array_comes_back_without_pickles(make_result, kind, tmp_path):
    result = make_result(kind, parts=("seat", "\U0001fa91 \u5ea7\nx"))
    write_npz(result, tmp_path / "a.npz")
    with np.load(tmp_path / "a.npz", allow_pickle=False) as archive:
        assert set(archive) == {"labels", "confidence", "scores", "names", "record"}
        assert json.loads(str(archive["record"])) == segmentation_record(result)
        assert archive["names"].tolist() == list(result.parts)
        for name in ("labels", "confidence", "scores"):
            assert np.array_equal(archive[name], getattr(result, name))
            assert archive[name].dtype == getattr(result, name).dtype


def test_index_mappings_are_there_when_the_result_has_them(make_result, tmp_path):
    faces = np.arange(192) // 2
    vertices = np.arange(150) + 7
    write_npz(make_result(face_index=faces, vertex_index=vertices), tmp_path / "a.npz")
    with np.load(tmp_path / "a.npz", allow_pickle=False) as archive:
        assert np.array_equal(archive["face_index"], faces)
        assert np.array_equal(archive["vertex_index"], vertices)
