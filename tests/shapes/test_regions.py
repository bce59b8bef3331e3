"""How a file divides its own faces."""

import numpy as np

from patchalign3d_cli.shapes import Shape
from patchalign3d_cli.shapes.appearance import Appearance, ElementAppearance
from patchalign3d_cli.shapes.regions import file_regions
from patchalign3d_cli.shapes.shape import ShapeNode

TRIANGLE = np.array([[0.0, 0, 0], [1, 0, 0], [0, 1, 0]])


def triangles(*offsets: float, **fields) -> Shape:
    """A triangle at each offset along x, with vertices of its own."""
    vertices = np.concatenate([TRIANGLE + [offset, 0, 0] for offset in offsets])
    return Shape(vertices, np.arange(len(vertices)).reshape(-1, 3), **fields)


def test_nodes_materials_and_shells_are_told_from_each_other():
    materials = ElementAppearance(np.array([1, -1, 1], np.int32), {})
    looks = Appearance(materials, ({"name": "glass"}, {"name": "tyre.002"}))
    nodes = (ShapeNode("Wheel_FL", 0, 1, np.eye(4)), ShapeNode("Cube", 1, 2, np.eye(4)))
    shape = triangles(0, 5, 5.5, nodes=nodes, appearance=looks)
    by_node, by_material, by_shell = file_regions(shape)
    assert (by_node.kind, by_node.names) == ("node", ("Wheel_FL", "Cube"))
    assert by_node.numbers.tolist() == [0, 1, 1]
    assert (by_material.kind, by_material.names) == ("material", ("", "tyre.002"))
    assert by_material.numbers.tolist() == [1, 0, 1]
    assert by_shell.kind == "shell" and len(set(by_shell.numbers.tolist())) == 3


def test_vertices_at_one_position_join_shells():
    apart = triangles(0, 5)
    joined = triangles(0, 1)  # they share the corner at (1, 0, 0)
    assert [regions.kind for regions in file_regions(apart)] == ["shell"]
    assert file_regions(joined) == ()


def test_clouds_and_faces_of_one_node_and_material_are_not_divided():
    assert file_regions(Shape(TRIANGLE)) == ()
    nodes = (ShapeNode("chair", 0, 1, np.eye(4)),)
    assert file_regions(triangles(0, nodes=nodes)) == ()


def test_faces_of_no_node_are_a_region_of_no_name():
    nodes = (ShapeNode("leg", 0, 1, np.eye(4)),)
    (regions, _) = file_regions(triangles(0, 5, nodes=nodes))
    assert regions.names == ("", "leg") and regions.numbers.tolist() == [1, 0]
