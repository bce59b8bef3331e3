"""The pose that viewers show: joints of a skeleton and morph targets."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ShapeError
from patchalign3d_cli.shapes.appearance import CornerValues, ElementAppearance
from patchalign3d_cli.shapes.formats.gltf.accessor import read_accessor
from patchalign3d_cli.shapes.formats.gltf.document import GltfDocument
from patchalign3d_cli.shapes.instances import LocalMesh, wound_backwards
from patchalign3d_cli.shapes.raw import coordinates

_SETS = 4  # of joints; glTF's viewers look at one, and some at two


class Bones(NamedTuple):
    """What vertices hang on.

    Attributes:
        joints: (V, k) int64, which joints of the skin.
        weights: (V, k) float64, how much; a row sums to 1, or is zero.
    """

    joints: NDArray[np.int64]
    weights: NDArray[np.float64]


def read_bones(
    read: Callable[[str], NDArray[Any]], attributes: Mapping[str, Any], count: int
) -> Bones | None:
    """The joints and weights of a primitive's vertices; None where it has none.

    Args:
        read: Gives an attribute's values.
        attributes: The primitive's.
        count: How many vertices it has.

    Raises:
        ShapeError: They are damaged.
    """
    joints, weights = [], []
    for number in range(_SETS):
        if not {f"JOINTS_{number}", f"WEIGHTS_{number}"} <= set(attributes):
            break
        joints.append(read(f"JOINTS_{number}"))
        weights.append(read(f"WEIGHTS_{number}"))
    if not joints:
        return None
    if any(len(values) != count for values in (*joints, *weights)):
        raise ShapeError("a primitive has other numbers of joints than of vertices")
    index = np.concatenate(joints, axis=1).astype(np.int64)
    share = np.concatenate(weights, axis=1).astype(np.float64)
    if not np.isfinite(share).all() or index.shape != share.shape:
        raise ShapeError("the weights of a primitive are no numbers")
    total = share.sum(axis=1, keepdims=True)
    return Bones(index, share / np.where(total > 0, total, 1.0))


def join_bones(bones: Sequence[Bones | None], counts: Sequence[int]) -> Bones | None:
    """The bones of several runs of vertices; None where none has any.

    Args:
        bones: Of each run.
        counts: How many vertices each has.
    """
    width = max((some.joints.shape[1] for some in bones if some is not None), default=0)
    if not width:
        return None
    joints = np.zeros((sum(counts), width), np.int64)
    weights = np.zeros((sum(counts), width))
    start = 0
    for some, count in zip(bones, counts, strict=True):
        if some is not None:
            columns = some.joints.shape[1]
            joints[start : start + count, :columns] = some.joints
            weights[start : start + count, :columns] = some.weights
        start += count
    return Bones(joints, weights)


def joint_matrices(
    document: GltfDocument, skin: int, world: Callable[[int], NDArray[np.float64]]
) -> NDArray[np.float64]:
    """(J, 4, 4): from the mesh's frame, through each joint, to the world.

    Args:
        document: The file.
        skin: Which skin.
        world: Gives a node's transform to the world.

    Raises:
        ShapeError: The skin is damaged.
    """
    item = document.item("skins", skin)
    joints = document.indices(item, "joints")
    matrices = np.array([world(joint) for joint in joints]).reshape(-1, 4, 4)
    if item.get("inverseBindMatrices") is not None:
        index = document.whole(item, "inverseBindMatrices")
        columns = read_accessor(document, index, "MAT4").astype(np.float64)
        if len(columns) < len(joints):
            raise document.damaged("a skin has fewer matrices than joints")
        with np.errstate(all="ignore"):
            matrices = matrices @ columns[: len(joints)].reshape(-1, 4, 4).transpose(0, 2, 1)
    return matrices


def pose_mesh(mesh: LocalMesh, bones: Bones, matrices: NDArray[np.float64]) -> LocalMesh:
    """A mesh in the world, posed by its joints; vertices without a joint stay where they are.

    Args:
        mesh: In its own frame.
        bones: Of its vertices.
        matrices: (J, 4, 4) of the joints.

    Raises:
        ShapeError: A vertex hangs on a joint that the skin lacks.
    """
    hanging = bones.weights > 0
    if hanging.any() and int(bones.joints[hanging].max()) >= len(matrices):
        raise ShapeError("a vertex hangs on a joint that its skin does not have")
    joints = np.where(hanging, bones.joints, 0)
    free = ~hanging.any(axis=1)
    with np.errstate(all="ignore"):
        blended = np.zeros((len(mesh.vertices), 3, 4))
        for column in range(joints.shape[1]):
            share = bones.weights[:, column, None, None]
            blended += share * matrices[joints[:, column], :3]
        blended[free] = np.eye(4)[:3]
        moved = np.einsum("vij,vj->vi", blended[:, :, :3], mesh.vertices) + blended[:, :, 3]
        mirrored = bool((np.linalg.det(blended[:, :, :3]) < 0).mean() > 0.5)
    elements = mesh.appearance and _turned(mesh.appearance, mesh.faces, blended[:, :, :3])
    posed = LocalMesh(moved, mesh.faces, elements)
    return wound_backwards(posed) if mirrored else posed


def strongest_joints(bones: Bones, faces: NDArray[np.int64]) -> NDArray[np.int64]:
    """The joint that moves each face most, by the sum of its corners' weights.

    Args:
        bones: Of the vertices.
        faces: (F, 3).

    Returns:
        (F,) joints of the skin, -1 for a face that no joint moves.
    """
    count = len(faces)
    joints = bones.joints[faces].reshape(count, -1)  # (F, 3k)
    weights = bones.weights[faces].reshape(count, -1)
    totals = np.zeros_like(weights)
    for column in range(joints.shape[1]):
        totals += weights[:, column, None] * (joints == joints[:, column, None])
    strongest = joints[np.arange(count), totals.argmax(axis=1)]
    return np.where(totals.max(axis=1) > 0, strongest, -1)


def add_targets(
    document: GltfDocument,
    targets: Any,
    weights: Sequence[float],
    vertices: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Positions with the morph targets of a primitive added, each times its weight."""
    if not isinstance(targets, list):
        raise document.damaged("the morph targets of a primitive are not a list")
    for target, weight in zip(targets, weights, strict=False):
        attributes = document.object(target, "a morph target")
        if not weight or attributes.get("POSITION") is None:
            continue
        moves = read_accessor(document, document.whole(attributes, "POSITION"), "VEC3")
        if len(moves) != len(vertices):
            raise document.damaged("a morph target has other vertices than its primitive")
        with np.errstate(all="ignore"):
            vertices = vertices + weight * coordinates(moves)
    return vertices


def _turned(
    elements: ElementAppearance, faces: NDArray[np.int64] | None, linear: NDArray[np.float64]
) -> ElementAppearance:
    """The elements with each normal under the linear map (V, 3, 3) of its vertex."""
    normals = elements.attributes.get("NORMAL")
    if normals is None or faces is None:
        return elements
    owner = np.zeros(len(normals.values), np.int64)  # a vertex of each value
    used = normals.corners >= 0
    owner[normals.corners[used]] = faces[used]
    maps = linear[owner]
    # Normals turn with the inverse transposed: with the cofactors, which need no inverse, but for
    # the sign of what mirrors.
    cofactors = np.stack([np.cross(maps[:, i - 2], maps[:, i - 1]) for i in range(3)], axis=1)
    with np.errstate(all="ignore"):
        signs = np.sign(np.einsum("ti,ti->t", cofactors[:, 0], maps[:, 0]))
        turned = np.einsum("tij,tj->ti", cofactors, normals.values) * signs[:, None]
        turned /= np.linalg.norm(turned, axis=1, keepdims=True)
    turned[~np.isfinite(turned).all(axis=1)] = (0.0, 0.0, 1.0)
    values = CornerValues(turned.astype(np.float32), normals.corners)
    return ElementAppearance(elements.materials, {**elements.attributes, "NORMAL": values})
