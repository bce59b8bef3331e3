"""Tiny generated sets in the layouts of the published ones."""

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

UNIT = np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
TETRAHEDRON = np.array([[0, 2, 1], [0, 1, 3], [0, 3, 2], [1, 2, 3]])

WORDS = (
    *("seat", "leg", "back", "arm", "handle", "cup", "head", "torso", "lid", "background"),
    *("base", "shade"),
)
"""Every part name of the sets below."""


def write_word_bank(path: Path) -> Path:
    """A text bank of the tiny model's tower with the words of all tiny sets."""
    from patchalign3d_cli.text.bank import TextBank, save_text_bank
    from patchalign3d_cli.text.labels import PART_TEMPLATES

    vectors = np.random.default_rng(3).standard_normal((len(WORDS), 12)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    save_text_bank(TextBank(WORDS, vectors, "tiny-text", "made for tests", PART_TEMPLATES), path)
    return path


def cloud(size: int, seed: int) -> NDArray[np.float64]:
    """A box of points."""
    return np.random.default_rng(seed).random((size, 3)) * (1.0, 2.0, 0.5)


def halves(points: NDArray[np.float64], first: int, second: int) -> NDArray[np.int64]:
    """One label for the lower half and one for the upper."""
    return np.where(points[:, 1] < 1.0, first, second)


def write_shapenetpart(root: Path, count: int = 2) -> Path:
    """Chairs (labels 12, 13) and mugs (36, 37), `count` of each, of unequal size."""
    (root / "train_test_split").mkdir(parents=True)
    (root / "synsetoffset2category.txt").write_text("Chair\t03001627\nMug\t03797390\n")
    entries = []
    for synset, first in (("03001627", 12), ("03797390", 36)):
        (root / synset).mkdir()
        for place in range(count):
            points = cloud(80 + 10 * place, first + place)
            labels = halves(points, first, first + 1)
            table = np.column_stack([points, np.zeros_like(points), labels])
            np.savetxt(root / synset / f"a{place}.txt", table, fmt="%.6f")
            entries.append(f"shape_data/{synset}/a{place}")
    listing = root / "train_test_split" / "shuffled_test_file_list.json"
    listing.write_text(json.dumps(entries))
    return root


def write_hdf5(root: Path, count: int = 3) -> Path:
    """Chairs of 60 points in two files."""
    import h5py

    root.mkdir(parents=True)
    for name in ("ply_data_test0.h5", "ply_data_test1.h5"):
        points = np.stack([cloud(60, place) for place in range(count)]).astype(np.float32)
        with h5py.File(root / name, "w") as file:
            file["data"] = points
            file["label"] = np.full((count, 1), 4, np.uint8)
            file["pid"] = np.stack([halves(own, 12, 14) for own in points]).astype(np.uint8)
    lines = "".join(f"hdf5_data/ply_data_test{i}.h5\n" for i in range(2))
    (root / "test_hdf5_file_list.txt").write_text(lines)
    return root


def write_obj(path: Path, vertices: NDArray[np.float64], faces: NDArray[np.int64]) -> None:
    """A mesh as OBJ."""
    lines = ["v " + " ".join(f"{value:.6f}" for value in vertex) for vertex in vertices]
    lines += ["f " + " ".join(str(corner + 1) for corner in face) for face in faces]
    path.write_text("\n".join(lines) + "\n")


def write_faust(root: Path, count: int = 2) -> Path:
    """Tetrahedra with a label a vertex."""
    (root / "scans").mkdir(parents=True)
    names = [f"tr_scan_{place:03d}" for place in range(count)]
    for place, name in enumerate(names):
        write_obj(root / "scans" / f"{name}.obj", UNIT * (1 + place), TETRAHEDRON)
    (root / "meshes.txt").write_text("".join(f"{name}.obj\n" for name in names))
    labels = {name: ["torso", "leg", "head", "leg"] for name in names}
    (root / "coarse_gt.json").write_text(json.dumps(labels))
    return root


def write_xyz_ply(path: Path, points: NDArray[np.float64]) -> None:
    """Points as PLY."""
    head = f"ply\nformat ascii 1.0\nelement vertex {len(points)}\n"
    head += "".join(f"property float {axis}\n" for axis in "xyz") + "end_header\n"
    path.write_text(head + "\n".join(" ".join(f"{v:.6f}" for v in p) for p in points) + "\n")


def write_partnete(root: Path, count: int = 2) -> Path:
    """Bottles with a lid, and points of no part."""
    for place in range(count):
        folder = root / "data" / "test" / "Bottle" / str(100 + place)
        folder.mkdir(parents=True)
        points = cloud(90, place)
        write_xyz_ply(folder / "pc.ply", points)
        labels = halves(points, -1, 0)
        value = {"semantic_seg": labels, "instance_seg": labels.astype(np.int32)}
        np.save(folder / "label.npy", value, allow_pickle=True)
    (root / "PartNetE_meta.json").write_text(json.dumps({"Bottle": ["lid"]}))
    return root


def write_scanobjectnn(root: Path, count: int = 2) -> Path:
    """Chairs (labels 0, 2 to 5) for testing and one for training."""
    folder = root / "object_dataset_complete_with_parts_" / "chair"
    folder.mkdir(parents=True)
    lines = []
    for place in range(count + 1):
        points = cloud(70, place)
        columns = np.column_stack([points, np.zeros((70, 8))]).astype("<f4")
        parts = np.column_stack([np.zeros(70), halves(points, 2, 5)]).astype("<f4")
        for name, table in ((f"s{place}.bin", columns), (f"s{place}_part.bin", parts)):
            data = np.concatenate([np.array([70], "<f4"), table.ravel()])
            (folder / name).write_bytes(data.tobytes())
        lines.append(f"s{place}.bin\t4" + ("\tt" if place else ""))
    (folder.parent / "split_new.txt").write_text("\n".join(lines) + "\n")
    return root


def write_objaverse(root: Path, count: int = 2) -> Path:
    """Lamps with a shade, a base and points of no part."""
    for place in range(count):
        folder = root / "seenclass" / f"desk_lamp_{place:04d}"
        folder.mkdir(parents=True)
        points = cloud(50, place)
        head = "VERSION .7\nFIELDS x y z\nSIZE 4 4 4\nTYPE F F F\nCOUNT 1 1 1\nWIDTH 50\n"
        head += "HEIGHT 1\nPOINTS 50\nDATA ascii\n"
        rows = "\n".join(" ".join(f"{value:.6f}" for value in point) for point in points)
        (folder / "points5000.pcd").write_text(head + rows + "\n")
        np.save(folder / "labels.npy", np.where(points[:, 0] < 0.1, 0, halves(points, 1, 2)))
        (folder / "label_map.json").write_text(json.dumps({"1": "base", "2": "shade"}))
    return root


def write_folder(root: Path, count: int = 2) -> Path:
    """Tetrahedra of two categories with a label a face."""
    for category in ("box", "tent"):
        (root / category).mkdir(parents=True)
        for place in range(count):
            scaled = UNIT * (1.0, 1.0 + place, 2.0)
            # One more face than vertices, so that the count tells them apart.
            faces = np.concatenate([TETRAHEDRON, TETRAHEDRON[:1]])
            write_obj(root / category / f"a{place}.obj", scaled, faces)
            (root / category / f"a{place}.labels.txt").write_text("0\n0\n1\n1\n-1\n")
    (root / "parts.json").write_text(json.dumps({"0": "seat", "1": "leg"}))
    return root
