import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from patchalign3d_cli.shapes.welding import components, weld_vertices


def test_vertices_at_one_place_share_a_number_and_no_others():
    vertices = np.array([[0, 0, 1], [0, 0, 0], [0, 0, 1.0], [1, 0, 0], [-0.0, 0, 0]])
    places = weld_vertices(vertices)
    assert places[0] == places[2] and places[1] == places[4]
    assert len(set(places.tolist())) == 3


@settings(max_examples=60)
@given(st.integers(1, 30), st.data())
def test_components_are_those_of_a_plain_search(count, data):
    member = st.integers(0, count - 1)
    links = data.draw(st.lists(st.tuples(member, member), max_size=40))
    one = np.array([a for a, _ in links], dtype=np.int64)
    two = np.array([b for _, b in links], dtype=np.int64)
    expected = list(range(count))
    for _ in range(count):
        for a, b in links:
            expected[a] = expected[b] = min(expected[a], expected[b])
    assert components(count, one, two).tolist() == expected
