"""What the names in a file say about parts: `Wheel_FL.001` says wheel, `Cube.003` nothing."""

import re
import unicodedata

SIDES = frozenset(
    ("l", "r", "lt", "rt", "lft", "rgt", "left", "right", "links", "rechts")
    + ("fl", "fr", "rl", "rr", "bl", "br", "lf", "rf", "lr", "lh", "rh")
)
"""Words that say on which side a part is; they are never the part."""
_ENDS = frozenset(("front", "rear", "upper", "lower", "outer", "inner"))  # sides of a word beside
_BY_PROGRAMS = """
    cube sphere uvsphere icosphere cylinder plane cone torus circle curve bezier nurbs line mesh
    meshes object obj geo geom geometry material mat shader node group grp default polysurface
    surface shape chamferbox chamfercyl rectangle pcube psphere pcylinder pplane solid brep face
    component part parts element item entity instance primitive prim model scene root world
    export import untitled noname none null empty dummy helper collection layer assembly asset
    link visual collision sketchfab lambert blinn phong sg standard principled bsdf initial shading
    armature rig bip bone joint jnt ctrl def org mch bind skin mixamorig skeleton
"""
_BY_PEOPLE = """
    copy dup duplicate merged combined joined final new old test tmp temp main sub lod low
    lowpoly high highpoly hi lo poly mid detail mirror mirrored symmetry bevel subdivision smooth
    flat uv tex texture map diffuse albedo normal color colour version ver id no nr num the of and
    with
"""
_SUBSTANCES = """
    red green blue yellow orange purple pink brown black white gray grey beige dark bright gold
    silver bronze copper brass chrome metal metallic steel aluminium aluminum wood wooden plastic
    rubber leather fabric cloth concrete stone marble paint painted matte glossy shiny mtl pbr
    emissive
"""
_NOISE = frozenset(f"{_BY_PROGRAMS}{_BY_PEOPLE}{_SUBSTANCES}".split())
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")  # of camelCase
_HASH = re.compile(r"(?<![0-9a-z])(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{6,}(?![0-9a-z])", re.I)
_NUMBERED = re.compile(r"\b(?:box|body|mesh|object|line|text|tube)[ _.-]?\d+\b", re.I)
_MOST = 4  # words; what is longer is a sentence or a path


def part_words(name: str) -> tuple[str, ...]:
    """The plain words in the name of a node, mesh, material, group, joint or link.

    Numbers, sides, the names that programs give by themselves, colours and materials are left
    out. Nothing is looked up: whether a word is a part is for the caller to say.

    Args:
        name: As it stands in the file.

    Returns:
        Lower-case words in their order, at most four; none where the name says nothing.
    """
    text = _HASH.sub(" ", name.rpartition(":")[2] or name)
    text = _NUMBERED.sub(" ", text.rpartition("|")[2])
    text = _HUMP.sub(" ", unicodedata.normalize("NFC", text))
    spaced = "".join(character if character.isalpha() else " " for character in text)
    words = [word for word in spaced.lower().split() if word not in SIDES | _NOISE]
    words = [word for word in words if len(word) > 1]
    inner = [word for word in words if word not in _ENDS]
    kept = tuple(dict.fromkeys(inner or words))
    return kept if len(kept) <= _MOST else ()
