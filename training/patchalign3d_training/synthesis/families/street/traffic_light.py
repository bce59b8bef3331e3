"""Traffic lights."""

from patchalign3d_training.synthesis.kit import (
    Assembly,
    Dice,
    ball,
    box,
    button,
    cylinder,
    pipe,
    rod,
)


def build(model: Assembly, dice: Dice) -> None:
    """Two to four lamps in a housing on a pole, or hung from an arm; they look along +z."""
    lamps = dice.pick({2: 1, 3: 5, 4: 1})
    lamp = dice.between(0.1, 0.15)  # radius of a lens
    step = 2.5 * lamp  # from lens to lens
    height = dice.between(1.2, 3.0)  # of the pole
    head = model.group()

    housing = box(3.0 * lamp, lamps * step + lamp, dice.between(1.5, 2.5) * lamp, 0.2 * lamp)
    head.add("housing", housing)
    lens = ball(lamp, lamp, 0.4 * lamp).beside(housing, "+z", gap=-0.4 * lamp)
    head.add("light", lens.in_row(lamps, step, "y"))
    if dice.chance(0.75):
        visor = pipe(1.15 * lamp, 1.08 * lamp, dice.between(0.8, 2.0) * lamp, "z")
        head.add("visor", visor.beside(housing, "+z").in_row(lamps, step, "y"))
    if dice.chance(0.3):
        plate = box(5.0 * lamp, lamps * step + 3.0 * lamp, 0.1 * lamp)
        head.add("backplate", plate.beside(housing, "-z"))

    thick = dice.between(0.05, 0.1)
    pole = cylinder(thick, height, top=dice.between(0.7, 1.0) * thick).on(0.0)
    model.add("pole", pole)
    if dice.chance(0.35):
        reach = dice.between(0.8, 2.0)
        arm = rod((0.0, 0.97 * height, 0.0), (reach, height, 0.0), 0.7 * thick)
        model.add("arm", arm)
        model.take(head, lambda mesh: mesh.moved(reach, height - 0.5 * step, thick + 0.1))
    else:
        on_top = 0.5 * float(housing.size[1])
        model.take(head, lambda mesh: mesh.moved(y=height + on_top))
    if dice.chance(0.7):
        model.add("base", cylinder(2.5 * thick, 0.1, top=1.6 * thick).on(0.0))
    if dice.chance(0.4):
        post_box = box(3.0 * thick, 5.0 * thick, thick).moved(0.0, 1.0, thick)
        model.add("button", post_box, button(thick, thick, 0.02, 1.0).moved(0.0, 1.0, 1.5 * thick))
