"""Labels of an encoded shape, and of a scene whose objects are labelled each by itself."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from patchalign3d_cli.errors import PartsError
from patchalign3d_cli.pieces import absorb_small
from patchalign3d_cli.pieces.extract import take_elements
from patchalign3d_cli.pieces.sides import distribute_sides
from patchalign3d_cli.results import PartSegmentation, SceneObjects, ShapeFeatures
from patchalign3d_cli.scenes.objects import object_elements
from patchalign3d_cli.segmenting.discovery import AUTO, check_auto, discover
from patchalign3d_cli.segmenting.request import SegmentRequest
from patchalign3d_cli.segmenting.rivals import REMAINDER_WORDS
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.segmenting.transfer import Carrier
from patchalign3d_cli.segmenting.trust import shape_trust
from patchalign3d_cli.segmenting.upright import UprightShape
from patchalign3d_cli.text.labels import clean_label
from patchalign3d_cli.text.sides import SideName, bare_parts, parse_side

_TOGETHER = 8
"""Objects that are encoded at a time."""
_NAMED = 8
"""Objects of which a result says what was taken from the file, one by one."""


def label_features(
    features: ShapeFeatures,
    parts: Sequence[str],
    request: SegmentRequest,
    segmenter: Segmenter,
    carry: Carrier | None = None,
) -> PartSegmentation:
    """Label an encoded shape, without saying what is doubtful.

    Args:
        features: The encoded shape.
        parts: The part names; one alone competes with "none of these", and `auto` alone asks for
            the parts that the shape has by itself. Sides are told by the pieces of the part that
            they stand before.
        request: How.
        segmenter: The model.
        carry: As in `Segmenter.query`.

    Raises:
        PartsError: The names are empty, doubled, too long or too many.
        ModelError: See `Segmenter.query`.
    """
    check_auto(request, parts)
    check_remainder(parts, segmenter)
    if tuple(parts) == (AUTO,):
        count, granularity, seed = request.count, request.granularity, request.seed
        result = discover(segmenter, features, count=count, granularity=granularity, seed=seed)
        return absorb_small(result, request.smallest_share, gap=request.gap)
    sides = name_sides(parts, segmenter)
    bare = parts if not any(sides) else bare_parts(parts, sides)
    query = request.query
    if len(bare) == 1:
        query = replace(query, other=True)
    result = segmenter.query(features, bare, category=request.category, options=query, carry=carry)
    trust = None if any(sides) else shape_trust(result, segmenter.model.config)
    if trust is not None:
        result = replace(result, options={**result.options, "trust": trust})
    result = absorb_small(result, request.smallest_share, gap=request.gap)
    if not any(sides):
        return result
    return distribute_sides(result, parts, sides, request.front, gap=request.gap)


def check_remainder(parts: Sequence[str], segmenter: Segmenter) -> None:
    """Make sure that a part called `other` has parts beside it, unless it was taught.

    Raises:
        PartsError: It stands alone.
    """
    taught = segmenter.words is not None and segmenter.words.known(parts)
    if len(parts) == 1 and clean_label(parts[0]) in REMAINDER_WORDS and not taught:
        raise PartsError(
            f"{parts[0]!r} alone means what is none of the other parts, and there are none; name"
            f' parts beside it ("seat,leg,{parts[0]}"), or let pa3d find them (--parts auto)'
        )


def name_sides(parts: Sequence[str], segmenter: Segmenter) -> list[SideName | None]:
    """What each part name says about sides; None for one that says nothing, or was taught so."""
    words = segmenter.words
    taught = frozenset(() if words is None else words.known(parts))
    return [None if part in taught else parse_side(part) for part in parts]


def label_objects(
    read: UprightShape,
    objects: SceneObjects,
    parts: Sequence[str],
    request: SegmentRequest,
    segmenter: Segmenter,
) -> PartSegmentation:
    """Label each object of a scene in its own frame, as if it were a file of its own.

    Args:
        read: The scene; its up axis is that of all objects.
        objects: Its objects.
        parts: The part names.
        request: How.
        segmenter: The model.

    Returns:
        One result of the whole scene, with its `objects`.

    Raises:
        ModelError: See `Segmenter.query`.
    """
    scene = read.shape
    elements = object_elements(objects)
    count = scene.element_count
    labels = np.empty(count, np.int32)
    confidence = np.empty(count, np.float32)
    scores = np.empty((count, len(parts)), np.float32)
    options: dict[str, str | int | float | bool] = {}
    warnings: dict[str, None] = {}
    hints: list[str] = []
    voted = False
    for start in range(0, len(elements), _TOGETHER):
        chosen = elements[start : start + _TOGETHER]
        shapes = [take_elements(scene, mine) for mine in chosen]
        encoded = segmenter.encode_many(shapes, request.encode)
        names = objects.names[start : start + _TOGETHER]
        for name, mine, features in zip(names, chosen, encoded, strict=True):
            result = label_features(features, parts, request, segmenter)
            labels[mine], confidence[mine] = result.labels, result.confidence
            scores[mine] = result.scores
            options = options or {**result.options}
            warnings |= dict.fromkeys(result.warnings)
            voted |= "symmetry" in result.options
            if taken := result.options.get("hints"):
                hints.append(f"{name}: {taken}")
    for key in ("rivals", "hints", "symmetry", "trust"):  # each object has its own
        options.pop(key, None)
    if voted:
        options["symmetry"] = True
    if hints:
        more = len(hints) - _NAMED
        options["hints"] = "; ".join(hints[:_NAMED]) + (f"; and {more} more" if more > 0 else "")
    options |= {**read.options, "per_object": objects.source}
    if request.cluster is not None:
        options["cluster"] = request.cluster
    return PartSegmentation(
        source=scene,
        parts=tuple(parts),
        labels=labels,
        confidence=confidence,
        scores=scores,
        model=segmenter.identity,
        options=options,
        objects=objects,
        warnings=tuple(warnings),
    )
