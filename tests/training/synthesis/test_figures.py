"""Figures on two legs, their hands, frames and rough skins."""

import numpy as np
import pytest

from patchalign3d_training.synthesis.kit import (
    ArmPose,
    Attitude,
    Blend,
    Dice,
    LegPose,
    Pose,
    Proportions,
    axes_along,
    ball,
    bent,
    box,
    bumpy,
    figure,
    hand,
    hand_bones,
    join,
    loft,
    pose_of,
)


def lengths(joints):
    return np.linalg.norm(np.diff(joints, axis=0), axis=1)


@pytest.mark.parametrize("seed", range(30))
def test_bones_keep_their_lengths_in_every_pose(seed):
    sizes = Proportions()
    body = figure(sizes, pose_of(Dice(seed)))
    for arm in body.arms:
        assert lengths(arm.joints) == pytest.approx([sizes.upper_arm, sizes.forearm])
        assert abs(arm.end @ arm.across) < 1e-9
    for leg in body.legs:
        assert lengths(leg.joints) == pytest.approx([sizes.thigh, sizes.shin])
        assert leg.joints[0] == pytest.approx([leg.side * sizes.hip, 0.0, 0.0])
    assert np.linalg.norm(body.chest) == pytest.approx(sizes.torso)
    assert np.linalg.norm(body.crown) == pytest.approx(1.0)
    assert abs(body.crown @ body.face) < 1e-9


def test_a_standing_figure_is_symmetric_and_its_feet_look_ahead():
    body = figure(Proportions(), Pose())
    flip = np.array([-1.0, 1.0, 1.0])
    for right, left in (body.arms, body.legs):
        assert np.allclose(right.joints, left.joints * flip)
        assert right.joints[-1][1] < right.joints[0][1]
    assert all(leg.end[2] > 0.9 for leg in body.legs)
    assert body.head[1] > body.chest[1] > 0.4 and body.face[2] == pytest.approx(1.0)


def test_poses_bend_what_they_say():
    t_pose = Pose(arms=(ArmPose(lift=90.0, bend=0.0), ArmPose(lift=90.0, bend=0.0)))
    spread = figure(Proportions(), t_pose)
    assert spread.arms[0].joints[-1][0] == pytest.approx(0.17 + 0.29 + 0.26)
    sits = figure(Proportions(), Pose(legs=(LegPose(90.0, 0.0, 90.0), LegPose(90.0, 0.0, 90.0))))
    knee, ankle = sits.legs[0].joints[1:]
    assert knee[1] == pytest.approx(0.0, abs=1e-9) and knee[2] == pytest.approx(0.44)
    assert ankle[1] == pytest.approx(-0.42)
    kneels = figure(Proportions(), Pose(legs=(LegPose(0.0, 0.0, 90.0), LegPose(0.0, 0.0, 90.0))))
    assert kneels.legs[0].end[1] < -0.5  # the toes


def test_bent_turns_by_its_degrees():
    turned = bent((0.0, -2.0, 0.0), (0.0, 5.0, 1.0), 30.0)
    assert turned == pytest.approx([0.0, -np.cos(np.pi / 6), 0.5])
    assert bent((0.0, 1.0, 0.0), (0.0, 3.0, 0.0), 40.0) == pytest.approx([0.0, 1.0, 0.0])


def test_a_hand_reaches_its_length_and_a_fist_does_not():
    flat = hand(Dice(1), 0.2, curl=0.0)
    assert flat.high[1] == pytest.approx(0.2, abs=0.015) and flat.high[0] > 0.06
    assert hand(Dice(1), 0.2, curl=80.0).high[1] < 0.15
    bones = hand_bones(Dice(2), 0.2, 0.1, [0.0, 80.0, 80.0, 80.0, 60.0], 0.0)
    assert bones.fingers[0, -1, 1] > 0.18 > bones.fingers[1:, -1, 1].max()
    assert bones.thumb[:, 0].max() > bones.fingers[..., 0].max() - 0.02


def test_axes_are_a_right_handed_frame():
    axes = axes_along((0.0, 3.0, 4.0), (1.0, 0.2, 0.0))
    assert axes @ axes.T == pytest.approx(np.eye(3))
    assert np.linalg.det(axes) == pytest.approx(1.0)
    assert axes[1] == pytest.approx([0.0, 0.6, 0.8])
    assert np.linalg.det(axes_along((1.0, 0.0, 0.0), (2.0, 0.0, 0.0))) == pytest.approx(1.0)


def test_an_attitude_puts_meshes_and_blends_alike():
    frame = Attitude(np.array([1.0, 2.0, 3.0]), 0.5, (0.0, 0.0, 1.0), (1.0, 0.0, 0.0))
    assert frame.at(0.0, 1.0, 0.0) == pytest.approx([1.0, 2.0, 3.5])
    mesh = frame.put(join(*(box(0.2, 0.8, 0.4).moved(x, 0.2, 0.6) for x in (0.7, -0.7))))
    blend = Blend(seam=0.005)
    frame.ball(blend, "a", (0.7, 0.2, 0.6), (0.1, 0.4, 0.2), both=True)
    skin = blend.skin(70)
    assert np.allclose(skin.low, mesh.low, atol=0.02) and np.allclose(
        skin.high, mesh.high, atol=0.02
    )
    oriented = ball(1.0).oriented(frame.middle, frame.along, frame.across)
    assert np.allclose(frame.put(ball(2.0)).vertices, oriented.vertices)


def test_bumps_keep_what_touches_together():
    rough = bumpy(Dice(3), 0.3, 0.02)
    mesh = ball(1.0)
    moved = rough(mesh)
    assert np.allclose(rough(mesh.moved(0.0)).vertices, moved.vertices)
    steps = np.linalg.norm(moved.vertices - mesh.vertices, axis=1)
    assert 0.002 < steps.mean() < 0.05


def test_a_carved_ball_has_a_hole_with_a_name():
    from patchalign3d_training.synthesis.kit import Assembly

    model = Assembly({"head": ("head",), "mouth": ("mouth",)})
    blend = Blend(seam=0.02)
    blend.ball("head", (0.0, 0.0, 0.0), 1.0)
    blend.carve("mouth", (0.0, 0.0, 1.0), 0.4)
    blend.into(model, 50)
    mesh = model.finish()
    walls = mesh.vertices[mesh.faces[mesh.face_part == 1]].reshape(-1, 3)
    assert np.allclose(np.linalg.norm(walls - (0.0, 0.0, 1.0), axis=1), 0.4, atol=0.06)
    assert walls[:, 2].min() == pytest.approx(0.6, abs=0.05)


def test_a_loft_passes_through_its_rows():
    body = loft([(0.0, 1.0, 0.5), (1.0, 2.0, 1.0), (2.0, 0.5, 0.5)], 16)
    assert body.size == pytest.approx([2.0, 2.0, 1.0])
    assert loft([(0.0, 1.0, 1.0, 0.3), (1.0, 1.0, 1.0, 0.3)]).middle[2] == pytest.approx(0.3)
    a, b, c = (body.vertices[body.faces[:, i]] for i in range(3))
    assert (np.cross(a, b) * c).sum() > 0.0  # its faces look outwards
