"""Rakes and garden forks."""

import numpy as np

from patchalign3d_training.synthesis.families.tools.shafts import shaft
from patchalign3d_training.synthesis.kit import Assembly, Dice, box, join, rod, smooth, sweep, tube


def build(model: Assembly, dice: Dice) -> None:
    """A bow rake, leaf rake, hay rake, pitchfork or hand rake; on its head or on its handle."""
    rake = model.group()
    kind = dice.pick({"bow": 3, "leaf": 3, "hay": 1, "fork": 3})
    length = dice.between(0.25, 0.5) if dice.chance(0.25) else dice.between(0.7, 1.7)
    radius = dice.between(0.012, 0.032)
    shaft(rake, dice, length, radius)
    builders = {"bow": _level_head, "hay": _level_head, "leaf": _fan, "fork": _fork}
    builders[kind](rake, dice, length, wooden=kind == "hay")
    upside_down = dice.chance(0.5)
    model.take(rake, lambda mesh: mesh.turned("x", 180.0) if upside_down else mesh)


def _level_head(rake: Assembly, dice: Dice, top: float, wooden: bool) -> None:
    """A level bar with tines that point along +z; two braces join it to the shaft."""
    width, count = dice.between(0.25, 0.6), dice.count(5, 16)
    thick = dice.between(0.02, 0.04) if wooden else dice.between(0.008, 0.02)
    long, fat = dice.between(0.06, 0.14), dice.between(0.004, 0.009)
    straight = dice.chance(0.5)
    raised = 0.0 if straight else dice.between(0.05, 0.12)  # the bar over the shaft's end
    bar = box(width, thick, thick).moved(y=top + raised)
    rake.add("head", bar)
    side = (0.46 * width, top + raised, 0.0)
    low = (0.0, top - dice.between(0.0, 0.12), 0.0)
    brace = tube([low, (0.35 * width, top - 0.01, 0.0), side], 0.6 * thick, 10, 6)
    if not straight or dice.chance(0.5):
        rake.add("head", brace.both())
    if straight:
        rake.add("head", rod((0, top - 0.06, 0), (0, top + 0.02, 0), 0.03, sides=8))
    drop = 0.0 if wooden else dice.between(0.0, 0.3) * long
    path = [(0, 0, 0), (0, 0, 0.6 * long), (0, -drop, long)]
    tine = sweep(path, [fat, fat, 0.5 * fat], sides=5).moved(y=top + raised)
    rake.add("tine", tine.in_row(count, 0.96 * width / (count - 1)))


def _fan(rake: Assembly, dice: Dice, top: float, wooden: bool) -> None:
    """Tines that spread from a socket and bend down at their tips, with a level brace."""
    count, spread = dice.count(7, 20), dice.between(25.0, 55.0)  # degrees to either side
    long, fat = dice.between(0.3, 0.5), dice.between(0.003, 0.006)
    hook = dice.between(0.03, 0.08)
    path = [(0, 0, 0), (0, 0.9 * long, 0), (0, long, 0.3 * hook), (0, 0.98 * long, hook)]
    flat = np.array([(2.0, 1.0), (-2.0, 1.0), (-2.0, -1.0), (2.0, -1.0)])
    section = flat if dice.chance(0.5) else None
    tine = sweep(path, fat, section, sides=5, normal=(1, 0, 0))
    angles = np.linspace(-spread, spread, count)
    rake.add("tine", join(*(tine.turned("z", angle) for angle in angles)).moved(y=top))
    rake.add("head", rod((0, top - 0.08, 0), (0, top + 0.04, 0), 0.03, 0.02, sides=8))
    if dice.chance(0.8):
        reach = dice.between(0.45, 0.75) * long
        turn = np.radians(np.linspace(-spread, spread, 9))
        arc = np.stack([reach * np.sin(turn), top + reach * np.cos(turn), 0 * turn], axis=1)
        rake.add("head", sweep(arc, 2.0 * fat, sides=6))


def _fork(rake: Assembly, dice: Dice, top: float, wooden: bool) -> None:
    """Two to five prongs in line with the shaft on a bent shoulder."""
    count, width = dice.count(2, 5), dice.between(0.14, 0.3)
    long, fat = dice.between(0.25, 0.45), dice.between(0.006, 0.014)
    bow = dice.between(0.0, 0.08)
    root = top + 0.08
    rake.add("head", rod((0, top - 0.1, 0), (0, root, 0), 0.03, 0.02, sides=8))
    shoulder = [(-0.5 * width, root + 0.05, 0), (-0.3 * width, root, 0), (0.3 * width, root, 0)]
    bar = smooth([*shoulder, (0.5 * width, root + 0.05, 0)], 10)
    rake.add("head", sweep(bar, 1.2 * fat, sides=6))
    path = smooth([(0, 0, 0), (0, 0.5 * long, -bow), (0, long, 0)], 8)
    prong = sweep(path, np.linspace(1.0, 0.4, 8) * fat, sides=6).moved(y=root + 0.02)
    rake.add("tine", prong.in_row(count, width / (count - 1)))
