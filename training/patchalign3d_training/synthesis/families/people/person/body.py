"""Builds of people: lengths, girths, and how they stand."""

from dataclasses import dataclass, replace

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Attitude,
    Dice,
    Figure,
    Pose,
    Proportions,
    Style,
    figure,
    pose_of,
    style_of,
)


@dataclass(frozen=True, eq=False)
class PersonBody:
    """One person's measures.

    Attributes:
        sizes: Lengths.
        figure: Where the joints are.
        pose: How they are bent.
        girth: Factor on the torso's width and depth.
        limb: Factor on the thickness of arms and legs.
        curves: 0 for a straight torso, 1 for breasts and a narrow waist.
        style: How realistic it is.
    """

    sizes: Proportions
    figure: Figure
    pose: Pose
    girth: float
    limb: float
    curves: float
    style: Style

    @property
    def head(self) -> Attitude:
        """The frame of the head, half of whose height is 1 in it."""
        across = np.cross(self.figure.crown, self.figure.face)
        return Attitude(self.figure.head, self.sizes.head, self.figure.crown, across)

    @property
    def legs_hang(self) -> bool:
        """Whether a skirt can hang about both legs."""
        return all(abs(leg.swing) < 30.0 and leg.bend < 45.0 for leg in self.pose.legs)


def body_of(dice: Dice) -> PersonBody:
    """A grown-up, a child, a stout one, a lanky one, or a cartoon with a big head."""
    style = style_of(dice)
    kind = dice.pick({"average": 6, "stout": 3, "lanky": 2, "child": 2, "strong": 2})
    if style.name == "cartoon":
        kind = dice.pick({"chibi": 3, "average": 1, "stout": 1, "lanky": 1})
    long = {"child": 0.8, "lanky": 1.12, "chibi": dice.between(0.35, 0.65)}.get(kind, 1.0)
    broad = {"strong": 1.2, "child": 0.85, "lanky": 0.95, "chibi": 0.85}.get(kind, 1.0)
    head = style.head * {"child": 1.3, "strong": 0.95, "chibi": 1.25}.get(kind, 1.0)
    head = min(head, 2.4)
    grown = Proportions()
    sizes = replace(
        grown,
        thigh=dice.about(grown.thigh) * long,
        shin=dice.about(grown.shin) * long,
        foot=dice.about(grown.foot) * long**0.4 * style.head**0.3,
        hip=dice.about(grown.hip, 0.15) * broad**0.5,
        torso=dice.about(grown.torso) * long**0.3,
        shoulder=dice.about(grown.shoulder, 0.12) * broad,
        upper_arm=dice.about(grown.upper_arm) * long**0.7,
        forearm=dice.about(grown.forearm) * long**0.7,
        hand=dice.about(grown.hand) * long**0.3 * style.head**0.3,
        neck=dice.about(grown.neck, 0.3) / max(head, 1.0),
        head=dice.about(grown.head, 0.05) * head,
    )
    girth = dice.between(0.85, 1.1) * {"stout": dice.between(1.2, 1.7)}.get(kind, 1.0)
    limb = style.limb * {"stout": 1.25, "strong": 1.3, "lanky": 0.8, "chibi": 1.15}.get(kind, 1.0)
    curves = dice.between(0.4, 1.0) if kind in ("average", "lanky") and dice.chance(0.5) else 0.0
    pose = pose_of(dice)
    return PersonBody(sizes, figure(sizes, pose), pose, girth, limb, curves, style)
