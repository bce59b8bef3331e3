"""Write generated shapes as one's own data would lie there: meshes with label files beside them."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from patchalign3d_cli.errors import ConfigError
from patchalign3d_cli.machine.atomic import atomic_path, make_folder
from patchalign3d_training.synthesis.catalog import CATEGORIES, category_named
from patchalign3d_training.synthesis.files import mesh_bytes


def write_folder(
    out: Path, count: int, seed: int, categories: Sequence[str] | None = None
) -> tuple[Path, ...]:
    """Write labelled meshes: `chair/chair_000.ply`, `chair/chair_000.labels.txt`, `parts.json`.

    The categories take turns. A label file has a number a face, -1 where nothing is named;
    `parts.json` names the numbers of each category.

    Args:
        out: The folder; made if missing. Files of the same names are replaced.
        count: How many shapes.
        seed: Decides everything.
        categories: Which; None for all.

    Returns:
        The meshes' paths.

    Raises:
        ConfigError: A category is unknown or a number is out of range.
        OutputError: The folder cannot be written.
    """
    names = tuple(CATEGORIES) if categories is None else tuple(dict.fromkeys(categories))
    for name in names:
        category_named(name)
    if count < 1 or seed < 0 or not names:
        raise ConfigError("count must be above 0, seed at least 0; name a category")
    numbers: dict[str, dict[str, int]] = {}
    written = []
    for index in range(count):
        category = names[index % len(names)]
        mesh = category_named(category).make(np.random.default_rng((seed, index)))
        known = numbers.setdefault(category, {})
        own = [known.setdefault(part[0], len(known)) for part in mesh.parts]
        labels = np.array([*own, -1])[mesh.face_part]  # (F,)
        path = out / category / f"{category}_{index:03d}.ply"
        make_folder(path.parent)
        with atomic_path(path) as temporary:
            temporary.write_bytes(mesh_bytes(mesh.vertices, mesh.faces))
        with atomic_path(path.with_name(f"{path.stem}.labels.txt")) as temporary:
            temporary.write_text("".join(f"{label}\n" for label in labels), encoding="utf-8")
        written.append(path)
    parts = {
        category: {str(number): part for part, number in known.items()}
        for category, known in numbers.items()
    }
    with atomic_path(out / "parts.json") as temporary:
        temporary.write_text(json.dumps(parts, indent=2) + "\n", encoding="utf-8")
    return tuple(written)
