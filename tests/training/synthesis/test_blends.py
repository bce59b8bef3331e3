"""The organic skin: closed, where it should be, named after what is nearest."""

from collections import Counter

import numpy as np
import pytest

from patchalign3d_training.synthesis.kit import Assembly, Blend, Mesh


def edges(mesh):
    """How often each edge of the faces is walked in one direction more than in the other."""
    walked = Counter()
    for a, b, c in mesh.faces.tolist():
        for start, end in ((a, b), (b, c), (c, a)):
            walked[min(start, end), max(start, end)] += 1 if start < end else -1
    return walked


def volume(mesh):
    a, b, c = (mesh.vertices[mesh.faces[:, corner]] for corner in range(3))
    return float((np.cross(a, b) * c).sum() / 6)


def test_a_lone_ball_is_a_ball_seen_from_outside():
    blend = Blend(seam=0.05)
    blend.ball("body", (1.0, 2.0, 3.0), 0.5)
    skin = blend.skin(40)
    away = np.linalg.norm(skin.vertices - (1.0, 2.0, 3.0), axis=1)
    assert np.allclose(away, 0.5, atol=0.01)
    assert volume(skin) == pytest.approx(4 / 3 * np.pi * 0.125, rel=0.03)
    assert not any(edges(skin).values())


def test_a_turned_ellipsoid_and_a_limb_lie_where_they_are_put():
    blend = Blend(seam=0.02)
    blend.ball("body", (0, 0, 0), (0.6, 0.2, 0.2), turn=("z", 90.0))
    skin = blend.skin(60)
    assert np.allclose(skin.high, [0.2, 0.6, 0.2], atol=0.02)
    blend = Blend(seam=0.02)
    blend.limb("arm", [(0, 0, 0), (1, 0, 0)], [0.1, 0.3])
    skin = blend.skin(60)
    assert np.allclose([skin.low[0], skin.high[0]], [-0.1, 1.3], atol=0.04)


def test_the_skin_is_one_closed_piece_and_its_faces_are_shared_out_by_nearness():
    model = Assembly({name: (name,) for name in ("body", "arm")}, {"hand": ("hand",)})
    blend = Blend(seam=0.05)
    blend.ball("body", (0, 0, 0), 0.4)
    blend.limb("arm", [(0.3, 0, 0), (0.9, 0, 0)], 0.1, both=True)
    blend.ball("arm", (0.95, 0, 0), 0.13, detail="hand", both=True)
    blend.into(model, cells=40)
    skin = blend.skin(40)
    assert not any(edges(skin).values())
    mesh = model.finish()
    assert len(mesh.faces) == len(skin.faces)
    middle = mesh.vertices[mesh.faces].mean(axis=1)
    arm, hand = mesh.face_part == 1, mesh.face_detail == 0
    assert (np.abs(middle[arm, 0]) > 0.3).all() and (np.abs(middle[~arm, 0]) < 0.5).all()
    assert (np.abs(middle[hand, 0]) > 0.75).all() and (arm | ~hand).all()
    assert arm[middle[:, 0] > 0].sum() == pytest.approx(arm[middle[:, 0] < 0].sum(), rel=0.1)


def test_a_seam_fills_the_crease_and_few_cells_make_few_faces():
    def joined(seam, cells=40):
        blend = Blend(seam)
        blend.ball("a", (-0.3, 0, 0), 0.4)
        blend.ball("b", (0.3, 0, 0), 0.4)
        return blend.skin(cells)

    def waist(mesh):
        return np.linalg.norm(mesh.vertices[np.abs(mesh.vertices[:, 0]) < 0.02, 1:], axis=1).min()

    assert waist(joined(0.2)) > waist(joined(0.01)) + 0.02
    assert waist(joined(0.01, 90)) == pytest.approx(np.sqrt(0.4**2 - 0.3**2), abs=0.02)
    assert len(joined(0.05, 12).faces) < 0.2 * len(joined(0.05, 40).faces)


def test_loose_parts_are_closed_pieces_of_their_own():
    names = {name: (name,) for name in ("body", "arm")}
    blend = Blend(seam=0.02)
    blend.ball("body", (0, 0, 0), 0.4)
    blend.limb("arm", [(0.3, 0, 0), (0.9, 0, 0)], 0.1)
    tight, loose = Assembly(names), Assembly(names)
    blend.into(tight, 40)
    blend.into(loose, 40, loose=True)
    mesh = loose.finish()
    for part in (0, 1):
        piece = Mesh(mesh.vertices, mesh.faces[mesh.face_part == part])
        assert not any(edges(piece).values())
    arm = mesh.vertices[mesh.faces[mesh.face_part == 1]]
    assert arm[..., 0].min() < 0.25  # inside the body too
    hidden = len(mesh.faces) - len(tight.finish().faces)
    assert hidden > 0
