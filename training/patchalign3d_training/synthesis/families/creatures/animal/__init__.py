"""Animals on four legs, of many kinds, in many poses and styles, looking along +z."""

from dataclasses import replace

from patchalign3d_training.synthesis.families.creatures.animal.blocky import blocky
from patchalign3d_training.synthesis.families.creatures.animal.face import features, skull
from patchalign3d_training.synthesis.families.creatures.animal.kinds import KINDS, AnimalKind
from patchalign3d_training.synthesis.families.creatures.animal.stance import stance_of
from patchalign3d_training.synthesis.families.creatures.animal.trunk import legs, tail, trunk
from patchalign3d_training.synthesis.kit import Assembly, Blend, Dice, Style, bumpy, style_of


def build(model: Assembly, dice: Dice) -> None:
    """A dog, cat, horse, cow, deer, giraffe, camel, rabbit, bear and so on."""
    style = style_of(dice)
    names = dict.fromkeys(KINDS, 2) | {
        "horse": 4,
        "cow": 4,
        "dog": 4,
        "cat": 4,
        "camel": 4,
        "deer": 3,
    }
    kind = styled(dice, KINDS[dice.pick(names)], style)
    if dice.chance(0.07):
        blocky(model, dice, kind)
        return
    cells = round(1.7 * style.cells)
    cell = (1.5 + kind.leg + kind.neck) / 1.6 / cells
    stance = stance_of(dice, kind)
    animal, front = model.group(), model.group()
    blend = Blend(seam=dice.between(0.02, 0.07))
    trunk(blend, dice, kind, stance)
    legs(blend, animal, dice, kind, stance, cell)
    tail(blend, animal, dice, kind, stance, cell)
    tip = skull(blend, dice, kind, stance.head)
    features(front, dice, kind, style.name, tip)
    blend.into(animal, cells, loose=dice.chance(0.15))
    animal.take(front, stance.head.put)
    shaggy = kind.wool > 0.0 or dice.chance(0.2)
    rough = bumpy(dice, dice.between(0.06, 0.2), dice.between(0.005, 0.015))
    model.take(animal, rough if shaggy else lambda mesh: mesh)


def styled(dice: Dice, kind: AnimalKind, style: Style) -> AnimalKind:
    """A kind with its own variation, and with a cartoon's big head and short legs."""
    cartoon = style.name == "cartoon"
    return replace(
        kind,
        leg=dice.about(kind.leg, 0.12) * (dice.between(0.6, 0.9) if cartoon else 1.0),
        chest=dice.about(kind.chest, 0.12) * (1.15 if cartoon else 1.0),
        belly=dice.about(kind.belly, 0.12) * (1.15 if cartoon else 1.0),
        limb=dice.about(kind.limb, 0.15) * style.limb**0.7,
        neck=dice.about(kind.neck, 0.2) * (0.7 if cartoon else 1.0),
        skull=dice.about(kind.skull, 0.1) * min(style.head, 1.8) * 0.84,
        snout=dice.about(kind.snout, 0.15) / min(style.head, 1.8) ** 0.5,
        blunt=dice.about(kind.blunt, 0.1),
        tail=dice.about(kind.tail, 0.25),
    )
