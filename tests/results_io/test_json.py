import json
import math
from dataclasses import replace

import numpy as np
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


@pytest.mark.parametrize("odd", [[], [float("nan")]], ids=["plain", "one that is no number"])
def test_confidences_are_written_as_json_writes_numbers(make_result, odd, tmp_path):
    result = make_result("mesh")
    size = result.source.element_count
    shares = np.resize([0.0, 1.0, 1e-6, 0.00005, 0.12345, 0.99996, 2 / 3, *odd], size)
    result = replace(result, confidence=shares.astype(np.float32))
    write_json(result, tmp_path / "a.json")
    line = (tmp_path / "a.json").read_text().splitlines()[-2]
    values = [None if math.isnan(x) else round(float(x), 4) for x in result.confidence]
    assert line == f'  "confidence": {json.dumps(values, separators=(",", ":"))}'
