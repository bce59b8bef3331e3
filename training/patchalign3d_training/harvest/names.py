"""From the names in files to words for parts: `Tyre_FL.001` is a wheel."""

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from patchalign3d_cli.errors import ModelError, PartsError
from patchalign3d_cli.text.encoder import LabelEncoder
from patchalign3d_cli.text.labels import clean_label
from patchalign3d_cli.text.part_words import part_words
from patchalign3d_cli.text.vocabulary import load_vocabulary
from patchalign3d_training.synthesis.catalog import CATEGORIES
from patchalign3d_training.synthesis.words import plural

NEAR_IN_CATEGORY = 0.5
"""A word means the nearest part of a known category from this cosine of their vectors. Of 6,720
names of parts in the generator, asked as if unknown, 42 % reach it, of which 90 % are right."""
NEAR_ANYWHERE = 0.8
"""The same among all words of the vocabulary: 93 % of what reaches it shares a part with the
nearest word, but only 54 % of what reaches 0.6."""

_SYNONYMS = {
    "backrest": "back",
    "seatback": "back",
    "bonnet": "hood",
    "calf": "leg",
    "grip": "handle",
    "pelvis": "torso",
    "shin": "leg",
    "toe": "foot",
    "toes": "foot",
    "tire": "wheel",
    "tyre": "wheel",
    "windscreen": "windshield",
    "windshield": "windshield",
}
_POSITIONS = frozenset(
    ("front", "rear", "back", "top", "bottom", "side")
    + ("upper", "lower", "inner", "outer", "fore", "hind")
)

_MOTIONS = frozenset(
    ("pan", "tilt", "roll", "pitch", "yaw", "lift", "flex", "twist", "rotation")
    + ("link", "joint", "body", "actuator")
)
"""What links are called after how they move, beside what they are: "shoulder_pan_link"."""

_BODY = {
    "torso": """spine pelvis abdomen ribcage hip hips chest upperchest waist torso stomach belly rib
        ribs clavicle collar shoulder shoulders scapula back breast""",
    "head": """head headtop skull face brow eyebrow cheek lip lips jaw mouth nose snout muzzle chin
        tongue teeth eye eyes eyelid""",
    "arm": "arm uparm upperarm lowerarm forearm elbow humerus",
    "hand": """hand wrist palm finger fingers thumb index middle ring pinky little indexfinger
        middlefinger ringfinger pinkyfinger carpal metacarpal""",
    "leg": "leg upleg upperleg lowerleg foreleg hindleg thigh calf shin knee hock femur tibia",
    "foot": "foot feet ankle toe toes toebase ball heel paw hoof",
}
_JOINTS = {word: part for part, words in _BODY.items() for word in words.split()}
_JOINT_ENDINGS = frozenset(["twist", "roll", "bend", "end", "tip", "base", "helper", "nub"])


class PartNames:
    """Finds the part that a name in a file means.

    Args:
        encoder: Finds the nearest known word of an unknown one; None goes without.
        category: What the shape is. Words of a category that can be generated come first: the feet
            of a chair are its legs.
    """

    def __init__(self, encoder: LabelEncoder | None, category: str = "") -> None:
        self._encoder = encoder
        self._known = _known_words(category)
        self._near: dict[str, str | None] = {}
        generated = _generated(category)
        parts = CATEGORIES[generated].words.parts if generated else ()
        candidates = [part for part in parts if " or " not in part]
        self._candidates = candidates or sorted(set(load_vocabulary().words))
        self._near_enough = NEAR_IN_CATEGORY if candidates else NEAR_ANYWHERE

    def part(self, name: str, kind: str = "node") -> str | None:
        """The part that a name means; None where it says nothing.

        The longest known phrase counts, of two the later one: "front door handle" is a handle. The
        last word alone is asked of the text encoder.

        Args:
            name: As it stands in the file.
            kind: Whose it is: of a joint, "RightHandRing2" is the hand; of a link,
                "shoulder_pan_link" is the shoulder.
        """
        words = part_words(name)
        if kind == "joint" and (part := _joint_part(words)):
            return part
        if kind == "link":
            words = tuple(word for word in words if word not in _MOTIONS) or words
        nouns = tuple(word for word in words if word not in _POSITIONS)
        known = [word for word in nouns if word in self._known]
        for kept in (words,) if not known else (words, nouns):
            exact = self._known.get(" ".join(kept)) or self._known.get("".join(kept))
            if exact:
                return exact
        chosen = nouns if known else words
        for length in range(len(chosen), 0, -1):
            for start in range(len(chosen) - length, -1, -1):
                phrase = chosen[start : start + length]
                part = self._known.get(" ".join(phrase)) or self._known.get("".join(phrase))
                if part:
                    return part
        return self._nearest(nouns[-1]) if nouns else None

    def _nearest(self, word: str) -> str | None:
        """The known word whose vector is nearest; None where none is near."""
        if word not in self._near:
            self._near[word] = None
            if self._encoder is not None and word not in _things():
                self._near[word] = self._by_vectors(self._encoder, word)
        return self._near[word]

    def _by_vectors(self, encoder: LabelEncoder, word: str) -> str | None:
        try:
            cosines = encoder.embed(self._candidates) @ encoder.embed([word])[0]  # (W,)
        except (ModelError, PartsError):
            return None
        best = int(np.argmax(cosines))
        return self._candidates[best] if cosines[best] >= self._near_enough else None


def _joint_part(words: Sequence[str]) -> str | None:
    """The part that a joint moves: the longest ending of its words that the table knows."""
    kept = list(words)
    while len(kept) > 1 and kept[-1] in _JOINT_ENDINGS:
        kept.pop()
    for start in range(len(kept)):
        part = _JOINTS.get("".join(kept[start:]))
        if part:
            return part
    return None


@cache
def _things() -> frozenset[str]:
    """Words for whole things that are no part of anything: chair, car."""
    vocabulary = load_vocabulary()
    parts = {part for category in CATEGORIES.values() for part in category.words.parts}
    names = {name.replace("-", " ") for name in CATEGORIES} | set(vocabulary.things)
    return frozenset(names - parts - set(vocabulary.words))


def _known_words(category: str) -> Mapping[str, str]:
    """The part of each word: of the vocabulary, and of what the generator calls its parts.

    A synonym that means several parts in different categories stands for itself.
    """
    known = {word: word for word in load_vocabulary().words} | _SYNONYMS
    for word, part in tuple(known.items()):
        if many := plural(word):
            known.setdefault(many, part)
    meanings: dict[str, set[str]] = {}
    for kind in CATEGORIES.values():
        for part, names in kind.words.parts.items():
            for name in names:
                meanings.setdefault(name, set()).add(part)
    for name, parts in meanings.items():
        known.setdefault(name, _label(name, min(parts)) if len(parts) == 1 else name)
    things = _things()
    known = {word: part for word, part in known.items() if word not in things}
    if generated := _generated(category):
        table = CATEGORIES[generated].words.parts
        known |= {name: _label(name, part) for part, names in table.items() for name in names}
        known |= {part: part for part in table if " or " not in part}
    return known


def _label(name: str, part: str) -> str:
    """The label of a name; a part that is called two things (engine or frame) lends it none."""
    return name if " or " in part else part


def _generated(category: str) -> str | None:
    """The category of the generator that a folder's name means: "Chairs" the chair."""
    name = clean_label(category).replace(" ", "-")
    return next((one for one in (name, name.removesuffix("s")) if one in CATEGORIES), None)
