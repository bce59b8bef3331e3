import json

import pytest

from patchalign3d_cli.results_io.json.record import segmentation_record
from patchalign3d_cli.results_io.json.writer import write_json


def test_the_file_is_the_record_and_the_labels(make_result, kind, tmp_path):
    result = make_result(kind, parts=("seat", "\U0001fa91\n<b>"))
    write_json(result, tmp_path / "a.json")
    text = (tmp_path / "a.json").read_bytes().decode("ascii")
    read = json.loads(text, parse_constant=lambda name: 1 / 0)
    assert read.pop("labels") == result.labels.tolist()
    assert read.pop("confidence") == pytest.approx(result.confidence.tolist(), abs=1e-4)
    assert read == segmentation_record(result)
    assert text.endswith("\n}\n")
