"""Each build of a chair or a table keeps what its name promises."""

import numpy as np
import pytest

from patchalign3d_training.synthesis.catalog import CATEGORIES
from patchalign3d_training.synthesis.families.seating.chair import benches, rails, sofas
from patchalign3d_training.synthesis.families.tables.table import framed
from patchalign3d_training.synthesis.kit import Assembly, Dice

SEEDS = range(40)


def middles(mesh):
    """The middle height of each part's surface, by primary name."""
    corners = mesh.vertices[mesh.faces]
    area = np.linalg.norm(
        np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1
    )
    level = corners.mean(axis=1)[:, 1]
    return {
        mesh.parts[i][0]: np.average(level[mesh.face_part == i], weights=area[mesh.face_part == i])
        for i in np.unique(mesh.face_part)
    }


@pytest.mark.parametrize("build", [sofas.settee, benches.bench, benches.lounger, rails.tubular])
def test_the_back_ends_over_the_seat_and_the_seat_starts_over_the_feet(build):
    for seed in SEEDS:
        chair = Assembly(CATEGORIES["chair"].words.parts, CATEGORIES["chair"].words.details)
        build(chair, Dice(seed))
        mesh = chair.finish()
        assert np.isfinite(mesh.vertices).all()
        level = mesh.vertices[mesh.faces][..., 1]  # (F, 3)
        back, seat, leg = (level[mesh.face_part == i] for i in range(3))
        assert back.max() > seat.max()
        assert leg.min() < seat.min()


@pytest.mark.parametrize("build", [framed.apron_table, framed.flush, framed.plates])
def test_framed_have_a_top_over_legs_and_no_drawer(build):
    for seed in SEEDS:
        table = Assembly(CATEGORIES["table"].words.parts, CATEGORIES["table"].words.details)
        build(table, Dice(seed))
        middle = middles(table.finish())
        assert set(middle) == {"desktop", "leg or support"}
        assert middle["desktop"] > middle["leg or support"]
