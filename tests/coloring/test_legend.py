"""One list of rows for the page, the picture and the table."""

from dataclasses import replace

import numpy as np
import pytest

from patchalign3d_cli.coloring.legend import legend_entries
from patchalign3d_cli.coloring.palette import UNLABELLED_COLOR, palette


def test_parts_come_in_order_and_what_has_no_label_last(make_result, kind):
    result = make_result(kind, parts=("a", "b", "c"))
    labels = result.labels.copy()
    labels[:7] = -1
    result = replace(result, labels=labels)
    rows = legend_entries(result)
    assert [row.name for row in rows] == ["a", "b", "c", "unlabelled"]
    assert [row.part for row in rows] == [0, 1, 2, None]
    assert [row.color for row in rows[:3]] == [tuple(color) for color in palette(3).tolist()]
    assert rows[3].color == UNLABELLED_COLOR and rows[3].count == 7
    assert rows[2].count == 0 and rows[2].confidence is None and rows[3].confidence is None
    assert sum(row.share for row in rows) == pytest.approx(1)


def test_everything_labelled_has_no_last_row(make_result):
    assert [row.name for row in legend_entries(make_result())] == ["top", "bottom"]


def test_unknown_confidence_is_none(make_result):
    result = make_result()
    result = replace(result, confidence=np.full_like(result.confidence, np.nan))
    assert [row.confidence for row in legend_entries(result)] == [None, None]
