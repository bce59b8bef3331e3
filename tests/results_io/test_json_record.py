import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest

from patchalign3d_cli import __version__
from patchalign3d_cli.results import ModelIdentity
from patchalign3d_cli.results_io.json.record import portable_name, segmentation_record
from patchalign3d_cli.shapes.shape import ShapeNode


def test_a_record_by_hand(make_result):
    labels = make_result().labels.copy()
    labels[labels == 1] = -1
    result = make_result(
        labels=labels,
        up="z",
        up_assumed=False,
        nodes=(ShapeNode("a", 0, 96, np.eye(4)), ShapeNode("b", 96, 96, np.eye(4))),
    )
    result = dataclasses.replace(result, confidence=np.full(192, 0.5, dtype=np.float32))
    assert segmentation_record(result) == {
        "schema": "pa3d.segmentation/1",
        "generator": f"pa3d {__version__}",
        "model": {
            "name": "pa3d-mini",
            "sha256": "ab" * 32,
            "text_model": "pa3d-mini-text",
            "license": "MIT",
        },
        "options": {"assignment": "nearest", "seed": 0},
        "source": {
            "file": "chair.obj",
            "sha256": "cd" * 32,
            "up": "z",
            "up_assumed": False,
            "vertices": 150,
            "faces": 192,
            "nodes": [
                {"name": "a", "start": 0, "count": 96},
                {"name": "b", "start": 96, "count": 96},
            ],
        },
        "element": "face",
        "parts": [
            {
                "index": 0,
                "name": "top",
                "color": "#3b76d6",
                "count": 96,
                "area_share": pytest.approx(0.5),
                "mean_confidence": pytest.approx(0.5),
                "centroid": [0, pytest.approx(2 / 3), 0],
                "box": {"low": [-1, 0, -1], "high": [1, 1, 1]},
                "oriented_box": {
                    "center": [0, 0.5, 0],
                    "axes": [[1, 0, 0], [0, 0, 1], [0, -1, 0]],
                    "half_sizes": [1, 1, 0.5],
                    "quaternion": pytest.approx([0.5**0.5, 0, 0, 0.5**0.5]),
                },
                "area": 12,
                "volume": None,
            },
            {
                "index": 1,
                "name": "bottom",
                "color": "#f2902f",
                "count": 0,
                "area_share": 0.0,
                "mean_confidence": 0.0,
                "centroid": None,
                "box": None,
                "oriented_box": None,
                "area": None,
                "volume": None,
            },
        ],
        "unlabelled": {"color": "#b8bcc2", "count": 96},
        "doubts": [],
    }


def test_a_cloud_has_points_and_no_faces(make_result):
    record = segmentation_record(make_result("cloud", path=None, sha256=None))
    assert record["element"] == "point"
    assert record["source"]["faces"] is None
    assert record["source"]["vertices"] == 150
    assert record["source"]["file"] is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("pa3d-mini", "pa3d-mini"),
        ("org/repo", "org/repo"),
        ("/home/somebody/models/mine", "mine"),
        ("~/models/mine", "mine"),
        (r"C:\Users\somebody\models\mine", "mine"),
        ("a {} of a {}", "a {} of a {}"),
    ],
)
def test_names_stay_and_paths_lose_their_folders(name, expected):
    assert portable_name(name) == expected


def test_nothing_of_the_machine_and_no_nan_gets_into_a_record(make_result):
    result = make_result(
        path=Path("/home/somebody/chair.obj"),
        model=ModelIdentity("/home/somebody/m", "0" * 64, "C:\\Users\\somebody\\t", "MIT"),
        options={"bank": "/home/somebody/bank", "limit": float("nan"), "reach": float("inf")},
    )
    confidence = result.confidence.copy()
    confidence[0] = np.nan
    text = json.dumps(segmentation_record(dataclasses.replace(result, confidence=confidence)))
    assert "somebody" not in text
    assert "NaN" not in text
    assert "Infinity" not in text
