"""The short word lists out of which the text tower's made-up phrases are put together."""


def _listed(text: str) -> tuple[str, ...]:
    return tuple(" ".join(word.split()) for word in text.split(","))


PARTS = _listed(
    """
    arm, armrest, axle, back, backrest, barrel, base, battery, beam, bell, belt, bezel, blade,
    board, body, bonnet, bottom, bow, bowl, box, bracket, brake, branch, bridge, brim, bulb, bumper,
    button, cable, cap, case, caster, ceiling, chain, chassis, chimney, clasp, cockpit, collar,
    column, cord, corner, cover, crossbar, crown, cup, cushion, deck, desktop, dial, display, door,
    drawer, ear, earcup, edge, engine, exhaust, eye, fan, faucet, fender, fin, finger, flap, floor,
    foot, footrest, fork, frame, fuselage, gas tank, gear, glass, grille, grip, guard, hand, handle,
    handlebar, hat, head, headband, headlight, headrest, headstock, heel, hilt, hinge, hole, hood,
    hook, horn, hose, hub, keyboard, key, knee, knob, lamp, lampshade, landing gear, latch, leaf,
    leg, lens, lever, lid, light, lock, mast, mirror, mouth, mouthpiece, muzzle, nail, neck, needle,
    nose, nozzle, oar, panel, paw, pedal, petal, pillar, pillow, pipe, plate, pocket, pole, post,
    propeller, rack, rail, rim, ring, rod, roof, root, rope, rotor, rudder, saddle, sail, screen,
    screw, seat, shade, shaft, shelf, shell, shoulder, shutter, side, sink, skid, sleeve, sole,
    speaker, spike, spoke, spout, spring, stalk, stand, stem, step, stock, strap, string, surface,
    switch, tabletop, tail, tank, tap, thread, tip, tire, toe, tongue, tooth, top, torso, tower,
    track, tray, trigger, trunk, tube, turret, tyre, valve, vent, wall, wheel, window, windshield,
    wing, wire, zipper
    """
)
"""Names of parts that everyday objects have."""

OBJECTS = _listed(
    """
    airplane, axe, backpack, bag, barrel, basket, bathtub, bed, bench, bicycle, bird, boat, book,
    bookshelf, bottle, bowl, box, bridge, bucket, building, bus, cabinet, camera, candle, cannon,
    cap, car, cart, cat, chair, clock, coffee machine, couch, crane, cup, desk, dishwasher, dog,
    door, dragon, dresser, drone, drum, earphone, eyeglasses, fan, faucet, fish, flower, fork,
    fountain, globe, glove, guitar, gun, hammer, hat, headphones, helicopter, helmet, horse, house,
    human, jar, kettle, key, keyboard, knife, ladder, lamp, lantern, laptop, lighter, lion, mailbox,
    microphone, microwave, monitor, monster, motorbike, motorcycle, mouse, mug, oven, pan, pen,
    person, phone, piano, pistol, pitcher, plant, pliers, plug, pot, printer, refrigerator, remote
    control, rifle, robot, rocket, safe, scissors, screwdriver, ship, shoe, shovel, sink,
    skateboard, sofa, spaceship, spoon, stapler, stool, stove, submarine, suitcase, switch, sword,
    table, tank, teapot, telephone, television, toaster, toilet, tower, toy, tractor, train, trash
    can, tree, tricycle, truck, trumpet, umbrella, vase, violin, wagon, wardrobe, washing machine,
    watch, wheelchair, window, wine glass
    """
)
"""Names of everyday objects."""

ADJECTIVES = _listed(
    """
    red, green, blue, yellow, black, white, brown, grey, orange, pink, purple, golden, silver,
    wooden, metal, plastic, leather, glass, stone, rubber, fabric, left, right, front, rear, back,
    upper, lower, top, bottom, inner, outer, middle, central, side, main, small, large, big, long,
    short, round, square, flat, curved, straight, thin, thick, wide, narrow, vertical, horizontal,
    decorative, folding, broken, old, new, open, closed, single, double, first, second
    """
)
"""Words that people put before the name of a part."""
