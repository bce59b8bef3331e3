"""Make the targets of a whole training set."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from patchalign3d_cli.errors import ConfigError, DataError, Pa3dError
from patchalign3d_cli.machine.atomic import atomic_path, make_folder
from patchalign3d_cli.machine.unpickling import read_plain
from patchalign3d_cli.shapes import load_shape
from patchalign3d_training.data.layout import ItemFiles
from patchalign3d_training.data.survey import Problem
from patchalign3d_training.features.images import find_images, published_views
from patchalign3d_training.features.sightings import Sighting
from patchalign3d_training.features.target_options import FeatureOptions
from patchalign3d_training.features.targets import patch_targets, point_features
from patchalign3d_training.features.teacher import Teacher
from patchalign3d_training.features.views import SightedImage, rendered_views

_RECORD = "features.json"


class Done(NamedTuple):
    """What a run did.

    Attributes:
        written: Items that got targets now.
        kept: Items that had them already.
        problems: Items that cannot have any, and why.
    """

    written: int
    kept: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, eq=False)
class ViewedShape:
    """A shape from all sides, ready for the teacher.

    Attributes:
        item: Its id.
        points: (N, 3) float32, y up.
        images: (V, S, S, 3) uint8.
        sightings: What each view shows.
        problem: Why there is nothing, else None.
    """

    item: str
    points: NDArray[np.float32]
    images: NDArray[np.uint8]
    sightings: tuple[Sighting, ...]
    problem: str | None = None


class ShapeViews(torch.utils.data.Dataset[ViewedShape]):
    """Shapes of a training set from all sides, by index.

    Args:
        root: The folder of `labeled/`.
        items: Their ids.
        options: How they are seen.
        size: Side of the pictures.
        grid: Side of the teacher's token grid.
    """

    def __init__(
        self, root: Path, items: Sequence[str], options: FeatureOptions, size: int, grid: int
    ) -> None:
        self.root, self.items, self.options = root, items, options
        self.size, self.grid = size, grid

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, index: int) -> ViewedShape:
        item = self.items[index]
        try:
            points, views = self._views(item)
            pictures = tuple(views)
        except Pa3dError as error:
            points = np.zeros((0, 3), dtype=np.float32)
            images = np.zeros((0, 1, 1, 3), dtype=np.uint8)
            return ViewedShape(item, points, images, (), str(error))
        images = np.stack([view.image for view in pictures])
        return ViewedShape(item, points, images, tuple(view.sighting for view in pictures))

    def _views(self, item: str) -> tuple[NDArray[np.float32], Iterator[SightedImage]]:
        files = ItemFiles(item)
        points = _tensor(self.root / files.points).float().numpy()
        faces = _tensor(self.root / files.point_faces).long().numpy()
        if points.ndim != 2 or points.shape[1] < 3 or faces.shape != points.shape[:1]:
            raise DataError(
                f"points {points.shape} and their faces {faces.shape} do not fit together"
            )
        points = np.ascontiguousarray(points[:, :3])
        images = find_images(self.root / files.images)
        pixel_faces, mesh = self.root / files.pixel_faces, self.root / files.mesh
        source, count = self.options.views_from, self.options.views
        if source == "images" or (source == "auto" and images and pixel_faces.is_file()):
            if not images:
                raise DataError(f"there are no pictures in {self.root / files.images}")
            views = published_views(
                images, pixel_faces, faces, count=count, size=self.size, grid=self.grid
            )
            return points, views
        if not mesh.is_file():
            raise DataError(f"there is no mesh {mesh}, and no pictures with pix2face.pt")
        shape = load_shape(mesh, up="y")
        if shape.faces is None or int(faces.max(initial=0)) >= len(shape.faces):
            raise DataError(f"{mesh} has fewer faces than point2face.pt speaks of")
        views = rendered_views(
            shape.vertices,
            shape.faces,
            points,
            faces,
            count=count,
            size=self.size,
            background=self.options.background,
        )
        return points, views


def listed_items(root: Path) -> tuple[str, ...]:
    """The items of all splits of a training set, each once.

    Args:
        root: The folder of `labeled/`.

    Raises:
        DataError: No split is listed, or they are packed.
    """
    items: dict[str, None] = {}
    for listing in sorted((root / "labeled" / "split").glob("*.txt")):
        items.update(dict.fromkeys(listing.read_text(encoding="utf-8").split()))
    if not items:
        raise DataError(
            f"no training set to make features for in {root}: labeled/split/*.txt lists nothing;"
            " unpack it if it is packed, or make one with `pa3d train synthesize`"
        )
    return tuple(items)


def make_features(
    root: Path,
    items: Sequence[str],
    teacher: Teacher,
    options: FeatureOptions,
    *,
    workers: int = 0,
    force: bool = False,
    report: Callable[[int, int, str], None] = lambda done, total, item: None,
) -> Done:
    """Write `patch_features.pt` for every item that lacks it.

    Args:
        root: The folder of `labeled/`.
        items: Ids of the shapes.
        teacher: The image model.
        options: How targets are made.
        workers: Processes that render or read pictures ahead; 0 does it in between.
        force: Whether to make them anew where they are.
        report: Called after each item with how many are done, how many there are, and its id.

    Raises:
        ConfigError: There are targets that were made otherwise.
        OutputError: A file cannot be written.
    """
    _keep_record(root, items, teacher, options, force)
    missing = [item for item in items if force or not (root / ItemFiles(item).features).is_file()]
    shapes = ShapeViews(root, missing, options, teacher.size, teacher.grid)
    loader = torch.utils.data.DataLoader(
        shapes, batch_size=None, num_workers=workers, generator=torch.Generator()
    )
    problems: list[Problem] = []
    for done, viewed in enumerate(loader, start=1):
        try:
            if viewed.problem is not None:
                raise DataError(viewed.problem)
            _write(root, viewed, teacher, options)
        except DataError as error:
            problems.append(Problem(viewed.item, str(error)))
        report(done, len(missing), viewed.item)
    written = len(missing) - len(problems)
    return Done(written, len(items) - len(missing), tuple(problems))


def _write(root: Path, viewed: ViewedShape, teacher: Teacher, options: FeatureOptions) -> None:
    tokens = teacher.tokens(viewed.images)
    features = point_features(tokens, viewed.sightings, viewed.points, options.neighbors)
    targets = patch_targets(viewed.points, features, options.patches, options.patch_size)
    path = root / ItemFiles(viewed.item).features
    make_folder(path.parent)
    with atomic_path(path) as temporary:
        torch.save(targets.record(viewed.item, teacher.size), temporary)


def _keep_record(
    root: Path, items: Sequence[str], teacher: Teacher, options: FeatureOptions, force: bool
) -> None:
    """Note how targets are made; refuse to mix them with others, or drop those."""
    path = root / "labeled" / _RECORD
    now = {**vars(options), "teacher": teacher.name, "size": teacher.size, "width": teacher.width}
    if path.is_file():
        try:
            before = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            before = {}
        changed = [key for key in now if before.get(key) != now[key]]
        if changed and force:
            for item in items:
                (root / ItemFiles(item).features).unlink(missing_ok=True)
        elif changed:
            changes = ", ".join(f"{key} {before.get(key)!r}, now {now[key]!r}" for key in changed)
            raise ConfigError(
                f"{root} has features that were made otherwise ({changes}); add --force to make"
                " them all anew"
            )
    with atomic_path(path) as temporary:
        temporary.write_text(json.dumps(now, indent=2) + "\n", encoding="utf-8")


def _tensor(path: Path) -> Tensor:
    value = read_plain(path, "a tensor", DataError, "make the item again")
    if not isinstance(value, Tensor):
        raise DataError(f"{path} holds no tensor; make the item again")
    return value
