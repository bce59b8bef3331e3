"""Blender's meshes as arrays: triangles in the world, and labels of polygons."""

import numpy as np


def world_triangles(active):
    """Vertices and triangles of an object as it stands in the world, without its modifiers.

    Returns:
        (V, 3) float64 with z up, and (F, 3) int64, outwards where the object's faces are.
    """
    mesh = active.data
    mesh.calc_loop_triangles()
    vertices = np.empty(3 * len(mesh.vertices), dtype=np.float32)
    mesh.vertices.foreach_get("co", vertices)
    triangles = np.empty(3 * len(mesh.loop_triangles), dtype=np.int32)
    mesh.loop_triangles.foreach_get("vertices", triangles)
    matrix = np.array(active.matrix_world, dtype=np.float64)
    world = vertices.reshape(-1, 3).astype(np.float64) @ matrix[:3, :3].T + matrix[:3, 3]
    triangles = triangles.reshape(-1, 3).astype(np.int64)
    if np.linalg.det(matrix[:3, :3]) < 0:
        triangles = triangles[:, ::-1]
    return world, triangles


def polygon_labels(mesh, labels, count):
    """The part of each polygon, by the area of its triangles; (P,), -1 for unlabelled.

    Args:
        mesh: The mesh.
        labels: (F,) of its triangles.
        count: How many parts there are.
    """
    owners = np.empty(len(labels), dtype=np.int32)
    mesh.loop_triangles.foreach_get("polygon_index", owners)
    areas = np.empty(len(labels), dtype=np.float32)
    mesh.loop_triangles.foreach_get("area", areas)
    votes = np.zeros((len(mesh.polygons), count + 1))
    # A triangle without area still has a say where the others have none.
    np.add.at(votes, (owners, labels), areas + 1e-30)  # -1 is the last column
    winners = votes.argmax(axis=1)
    return np.where((winners == count) | (votes.max(axis=1) == 0), -1, winners)
