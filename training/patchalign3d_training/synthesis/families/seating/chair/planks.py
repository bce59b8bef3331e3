"""Chairs of boards."""

from patchalign3d_training.synthesis.kit import Assembly, Dice, Mesh, beam, box


def planks(chair: Assembly, dice: Dice) -> None:
    """A seat and a back between two side panels or on blocks."""
    width, depth = dice.between(0.42, 0.8), dice.between(0.4, 0.75)
    height, thick = dice.between(0.32, 0.46), dice.between(0.015, 0.08)
    rise = dice.between(0.3, 0.75)
    chair.add("seat", box(width, thick, depth).under(height))
    low = height if dice.chance(0.6) else 0.0
    board = box(width, height + rise - low, thick).on()
    tilted = board.turned("x", -dice.between(0.0, 12.0)) if low else board
    if low:
        chair.add("back", tilted.moved(0, low, -0.5 * depth + 0.5 * thick))
    else:
        _stacked(chair, tilted.moved(0, 0, -0.5 * depth), height, "back")
    x = 0.5 * (width + thick)
    if dice.chance(0.6):
        up = dice.between(0.15, 0.28)
        panel = box(thick, height + up, depth).on().moved(x)
        for side in (panel, panel.mirrored()):
            _stacked(chair, side, height, "arm")
    elif dice.chance(0.6):
        chair.add("leg", box(thick, height, depth).on().moved(x - thick).both())
    else:
        slope = beam((0, height, 0.4 * depth), (0, 0, -0.3 * depth), 0.9 * width, thick)
        chair.add(
            "leg",
            dice.one_of(
                slope,
                box(0.9 * width, height - thick, 0.9 * depth).on(),
            ),
        )


def _stacked(chair: Assembly, panel: Mesh, height: float, upper: str) -> None:
    """One panel from the floor up: leg below the seat, another part above it."""
    low, high = panel.vertices[:, 1].min(), panel.vertices[:, 1].max()
    share = (height - low) / (high - low)
    chair.add("leg", panel.moved(0, -low).stretched(y=share).moved(0, low))
    chair.add(upper, panel.moved(0, -high).stretched(y=1 - share).moved(0, high))
