"""Computer mice."""

import numpy as np

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    Mesh,
    Section,
    box,
    centroids,
    cylinder,
    hull,
    tube,
)

# A mouse from the palm (rear) to the finger tips: (share of length, of width, of height).
FORMS = {
    "egg": [
        (-0.5, 0.3, 0.2), (-0.42, 0.75, 0.6), (-0.2, 1.0, 0.98), (0.0, 0.98, 1.0),
        (0.3, 0.9, 0.7), (0.45, 0.8, 0.45), (0.5, 0.55, 0.3),
    ],
    "arched": [
        (-0.5, 0.5, 0.25), (-0.4, 0.9, 0.75), (-0.2, 1.0, 1.0), (0.05, 0.85, 0.85),
        (0.3, 0.9, 0.6), (0.45, 0.92, 0.4), (0.5, 0.85, 0.3),
    ],
    "flat": [
        (-0.5, 0.8, 0.5), (-0.45, 0.95, 0.8), (-0.2, 1.0, 1.0), (0.1, 1.0, 1.0),
        (0.4, 0.97, 0.8), (0.48, 0.93, 0.7), (0.5, 0.8, 0.5),
    ],
}  # fmt: skip


def build(model: Assembly, dice: Dice) -> None:
    """A mouse that lies on y = 0; the fingers and the cord are at -z, the palm at +z."""
    length = dice.between(0.09, 0.125)
    width, height = length * dice.between(0.5, 0.66), length * dice.between(0.24, 0.42)
    upward = model.group()  # the finger tips at +z
    shell = _shell(dice, length, width, height)
    ridge = _ridge(shell)
    split = dice.between(-0.12, 0.12) * length  # z where the buttons begin
    cleft = dice.between(0.04, 0.14) * width  # between the two
    fields = centroids(shell).reshape(-1, 2, 3).mean(axis=1)  # two triangles make a field
    x, y, z = fields.repeat(2, axis=0).T
    over = y > dice.between(0.35, 0.65) * np.interp(z, *ridge)
    ahead = over & (z > split)
    if dice.chance(0.12):  # one button as wide as the mouse
        upward.split(shell, {"button": ahead}, rest="body")
    else:
        upward.split(shell, {"button": ahead & (np.abs(x) > 0.5 * cleft)}, rest="body")
    level = float(np.interp(0.26 * length, *ridge))
    if dice.chance(0.9):
        radius = dice.between(0.16, 0.26) * height + 0.004
        wheel = cylinder(radius, dice.between(0.5, 0.9) * cleft + 0.003, "x", sides=18)
        sunk = dice.between(0.2, 0.6) * radius
        upward.add("wheel", wheel.moved(y=level - sunk, z=0.26 * length))
    if dice.chance(0.35):
        thumb = box(0.004, 0.16 * height, 0.16 * length, 0.001)
        thumb = thumb.in_row(dice.count(1, 2), 0.18 * length, "z")
        upward.add("button", thumb.moved(0.46 * width, 0.55 * height))
    if dice.chance(0.3):
        small = box(0.1 * width, 0.004, 0.08 * length, 0.001)
        upward.add(
            "button",
            small.moved(y=float(np.interp(0.08 * length, *_ridge(shell))), z=0.08 * length),
        )
    if dice.chance(0.7):
        start = np.array([0.0, 0.3 * height, 0.48 * length])
        bend = start + (dice.between(-0.03, 0.03), 0.0, dice.between(0.03, 0.1))
        far = bend + (dice.between(-0.08, 0.08), -0.2 * height, dice.between(0.02, 0.1))
        upward.add("cord", tube([start, bend, far], dice.between(0.0012, 0.0025), 20, 6))
    model.take(upward, lambda mesh: mesh.turned("y", 180.0))


def _shell(dice: Dice, length: float, width: float, height: float) -> Mesh:
    """A rounded body with a flat underside."""
    form = FORMS[dice.pick({"egg": 3, "arched": 3, "flat": 1})]
    share, wide, tall = np.array(form).T
    dense = np.linspace(-0.5, 0.5, dice.pick({12: 1, 24: 2}))
    rows = [
        Section(
            s * length, np.interp(s, share, wide) * width, 2 * np.interp(s, share, tall) * height
        )
        for s in dense
    ]
    whole = hull(rows, dice.between(2.0, 3.0))
    flat = whole.vertices.copy()
    flat[:, 1] = np.maximum(flat[:, 1], 0.0)
    return Mesh(flat, whole.faces)


def _ridge(shell: Mesh) -> tuple[np.ndarray, np.ndarray]:
    """The highest points along z: (n,) each."""
    z, at = np.unique(shell.vertices[:, 2].round(9), return_inverse=True)
    top = np.zeros(len(z))
    np.maximum.at(top, at, shell.vertices[:, 1])
    return z, top
