import builtins
import struct
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes import Shape

Load = Callable[..., Shape]


@pytest.mark.parametrize("compress", [False, True])
def test_las_is_scaled_and_offset(
    load: Load, las_bytes: Callable[[np.ndarray, bool], bytes], compress: bool
) -> None:
    points = np.random.default_rng(0).integers(-9999, 9999, (70_000, 3)) / 1000
    content = las_bytes(points, compress)
    shape = load("a.laz", content)
    assert shape.is_cloud
    np.testing.assert_allclose(shape.vertices, points, atol=1e-9)
    with pytest.raises(ShapeError, match="cut short|damaged"):
        load("a.las", content[: len(content) // 2])


def test_las_with_an_absurd_count(
    load: Load, las_bytes: Callable[[np.ndarray, bool], bytes]
) -> None:
    for compress in (False, True):
        content = bytearray(las_bytes(np.eye(3), compress))
        content[107:111] = b"\xff\xff\xff\x7f"
        with pytest.raises(ShapeError, match="more than .* vertices and faces"):
            load("a.las", bytes(content))
        content[107:111] = struct.pack("<I", 4_000_000)
        with pytest.raises(ShapeError, match="cut short|damaged"):
            load("a.las", bytes(content))


def test_missing_las_reader_is_named(
    load: Load, samples: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain_import = builtins.__import__

    def without(name: str, *args: Any, **options: Any) -> Any:
        if name in ("lazrs", "laspy"):
            raise ImportError(name)
        return plain_import(name, *args, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ShapeError, match=r"lazrs; run: pip install lazrs"):
        load("a.laz", samples["cloud.laz"])
    assert load("a.las", samples["cloud.las"]).element_count == 7
