import builtins
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import DracoPy
import numpy as np
import pytest

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes import Shape, load_shape

Load = Callable[..., Shape]
Pack = Callable[[dict[str, Any], bytes], bytes]
Document = tuple[dict[str, Any], bytes]


def test_draco_gives_the_triangles_in_their_order(
    load: Load,
    pack_glb: Pack,
    draco_document: Document,
    vertices: np.ndarray,
    triangles: np.ndarray,
) -> None:
    shape = load("a.glb", pack_glb(*draco_document))
    assert shape.faces is not None
    assert [node.name for node in shape.nodes] == ["packed"]
    np.testing.assert_allclose(shape.vertices[shape.faces], vertices[triangles], atol=4 / 2**14)
    alone = DracoPy.decode(draco_document[1])
    np.testing.assert_array_equal(shape.vertices, np.asarray(alone.points, np.float64))
    np.testing.assert_array_equal(shape.faces, alone.faces)


def test_draco_in_a_buffer_beside_the_file(tmp_path: Path, draco_document: Document) -> None:
    document, packed = draco_document
    document["buffers"][0]["uri"] = "packed.bin"
    (tmp_path / "packed.bin").write_bytes(packed)
    (tmp_path / "a.gltf").write_text(json.dumps(document))
    assert load_shape(tmp_path / "a.gltf").element_count == 5
    (tmp_path / "packed.bin").write_bytes(bytes(len(packed)))
    with pytest.raises(ShapeError, match="Draco data is damaged"):
        load_shape(tmp_path / "a.gltf")


def test_missing_draco_reader_is_named(
    load: Load, pack_glb: Pack, draco_document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain_import = builtins.__import__

    def without(name: str, *args: Any, **options: Any) -> Any:
        if name == "DracoPy":
            raise ImportError(name)
        return plain_import(name, *args, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ShapeError, match=r"DracoPy; run: pip install DracoPy"):
        load("a.glb", pack_glb(*draco_document))
