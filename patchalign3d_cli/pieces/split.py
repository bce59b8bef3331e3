"""Parts, or the pieces of parts, under names of their own."""

from collections import Counter
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.choices import Split, check_choice
from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.pieces.grouping import GAP, connected_blocks, near_groups
from patchalign3d_cli.results import PartSegmentation, Pieces

MOST_PIECES = 1000
"""More pieces are no parts of a thing, but a mesh whose faces do not hang together."""


def split(
    result: PartSegmentation, mode: Split, *, gap: float = GAP, most: int = MOST_PIECES
) -> PartSegmentation:
    """Take the parts of a result apart.

    `parts` makes each part that has elements a piece. `instances` makes a piece of all faces of a
    part that are one thing: they share corners (vertices at one position count as one), come
    nearer to each other than the gap, or some lie inside the box around the others. In a cloud,
    points of a part are of one piece where they are neighbours. Objects of a scene share no piece.
    Pieces stand in the order of the
    parts, and within a part in that of their first elements in the file. A part of one piece gives
    it its name; the pieces of others are numbered from 0: `leg_0`, `leg_1`.

    Args:
        result: A labelled shape.
        mode: How.
        gap: In radii of the shape; 0 for faces that share corners alone.
        most: How many pieces there may be; each becomes a file and a node.

    Returns:
        The same result with its `pieces`.

    Raises:
        ConfigError: The mode is unknown, or there are too many pieces.
    """
    check_choice("split", mode, Split)
    source, labels = result.source, result.labels
    if mode == "parts":
        first = labels.astype(np.int64)  # the part stands for its piece
    else:
        blocks = connected_blocks(source, _labels_by_object(result), gap)
        first = blocks.first[near_groups(source, blocks, gap)][blocks.of]
    owned = labels >= 0
    heads, where = np.unique(first[owned], return_index=True)
    if len(heads) > most:
        raise ConfigError(
            f"the shape falls into {len(heads):,} pieces, more than {most:,}: its {source.element}s"
            " lie far apart; use --split parts, or a larger --gap"
        )
    parts = labels[owned][where]  # (M,)
    order = np.lexsort((heads, parts))
    numbers = np.empty(int(heads.max(initial=0)) + 1, np.int32)
    numbers[heads[order]] = np.arange(len(heads))
    pieces = np.full(len(labels), -1, np.int32)
    pieces[owned] = numbers[first[owned]]
    parts = parts[order].astype(np.int32)
    return replace(result, pieces=Pieces(_names(result.parts, parts.tolist()), parts, pieces))


def _labels_by_object(result: PartSegmentation) -> NDArray[np.int32]:
    """Labels that tell the objects of a scene apart too, (E,); -1 for unlabelled."""
    if result.objects is None:
        return result.labels
    both = result.objects.labels * len(result.parts) + result.labels
    return np.where(result.labels < 0, -1, both).astype(np.int32)


def _names(parts: tuple[str, ...], owners: list[int]) -> tuple[str, ...]:
    """A name for each piece; those of the parts themselves are taken."""
    taken = set(parts)
    names = []
    counts, next_number = Counter(owners), dict.fromkeys(owners, 0)
    for owner in owners:
        if counts[owner] == 1:
            names.append(parts[owner])
            continue
        name = f"{parts[owner]}_{next_number[owner]}"
        next_number[owner] += 1
        while name in taken:
            name += "_"
        taken.add(name)
        names.append(name)
    return tuple(names)
