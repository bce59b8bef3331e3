import numpy as np
import pytest

from patchalign3d_cli.errors import OutputError
from patchalign3d_cli.results_io.glb import container
from patchalign3d_cli.results_io.glb.container import INDICES, VERTICES, GlbBuffer


def test_accessors_start_on_four_bytes():
    buffer = GlbBuffer()
    assert buffer.add(np.arange(3, dtype="<u2"), INDICES) == 0
    assert buffer.add(np.ones((2, 3), dtype="<f4"), VERTICES, bounded=True) == 1
    data = buffer.container({"asset": {"version": "2.0"}})
    assert len(data) % 4 == 0
    assert data.endswith(bytes([0, 0, 1, 0, 2, 0, 0, 0]) + np.ones(6, dtype="<f4").tobytes())


@pytest.mark.parametrize("limit", [30, 200])
def test_more_than_a_glb_can_hold_is_refused(limit, monkeypatch):
    monkeypatch.setattr(container, "_LARGEST", limit)
    with pytest.raises(OutputError, match="4 GiB"):
        buffer = GlbBuffer()
        buffer.add(np.ones((4, 3), dtype="<f4"), VERTICES)
        buffer.container({})
