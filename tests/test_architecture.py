"""Guards of the house: floors, wheel content, cheap start."""

import ast
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PIP_WHEEL = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation"]

# Rooms by floor. A room may import from rooms of lower floors; `hub` stands on top of its floor.
FLOORS: dict[str, float] = {
    "errors": 0,
    "srgb": 0.5,
    "geometry": 1,
    "shapes": 1,
    "metrics": 1,
    "home": 1,
    "writing": 1,
    "devices": 1,
    "digests": 1,
    "pickled": 1,
    "options": 1,
    "decision": 1,
    "results": 2,
    "model": 2,
    "datasets": 2,
    "refinement": 2,
    "checkpoint": 3,
    "convert": 3,
    "text": 3,
    "transfer": 3,
    "encoding": 3,
    "pieces": 3,
    "saved": 3,
    "smoothing": 3.5,
    "hub": 3.5,
    "pipeline": 4,
    "asking": 4.5,
    "outputs": 5,
    "benchmark": 5.5,
    "patchalign3d_training": 6,
    "cli": 7,
    "__main__": 8,
}


def room_of(module: str) -> str | None:
    """`patchalign3d_cli.text.bank` -> `text`."""
    parts = module.split(".")
    if parts[0] == "patchalign3d_training":
        return parts[0]
    if parts[0] == "patchalign3d_cli" and len(parts) > 1:
        return parts[1]
    return None


def sources() -> list[tuple[str, Path]]:
    found = []
    for base in (ROOT / "patchalign3d_cli", ROOT / "training" / "patchalign3d_training"):
        for path in sorted(base.rglob("*.py")):
            module = ".".join(path.relative_to(base.parent).with_suffix("").parts)
            found.append((module.removesuffix(".__init__"), path))
    return found


def imports(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            module = node.module or ""
            names.add(module)
            if module == "patchalign3d_cli":
                names.update(f"{module}.{alias.name}" for alias in node.names)
    return names


def test_files_import_only_from_lower_floors():
    upward = []
    for module, path in sources():
        room = room_of(module)
        if room is None:
            continue  # the package's own lazy index
        for name in imports(path):
            other = room_of(name)
            if other is None or other == room or other.startswith("__"):
                continue
            if FLOORS[other] >= FLOORS[room]:
                upward.append(f"{module} imports {name}")
    assert not upward, "\n".join(upward)


def test_every_room_has_a_floor():
    rooms = {room_of(module) for module, _ in sources()} - {None}
    assert rooms == set(FLOORS)


@pytest.mark.parametrize(
    ("statement", "banned"),
    [
        ("import patchalign3d_cli", {"torch", "numpy", "open_clip", "trimesh"}),
        ("import patchalign3d_cli.cli.app", {"torch", "numpy", "open_clip", "trimesh"}),
        ("import patchalign3d_cli.outputs", {"torch", "open_clip"}),
        ("import patchalign3d_cli.shapes", {"torch", "trimesh"}),
        ("import patchalign3d_cli.datasets", {"torch", "trimesh", "h5py"}),
        ("import patchalign3d_cli.pipeline", {"open_clip", "torchvision"}),
    ],
)
def test_importing_is_cheap(statement: str, banned: set[str]):
    code = f"{statement}; import sys; print(*sorted(set(sys.modules) & {banned!r}))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == [] and run.stderr == ""


def test_help_imports_no_torch():
    code = (
        "import sys; sys.argv = ['pa3d', 'segment', '--help']\n"
        "from patchalign3d_cli.cli.app import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)


def test_importing_leaves_cli_packages_whole():
    """`import patchalign3d_cli` promises names lazily; each of them is there."""
    import patchalign3d_cli

    for name in patchalign3d_cli.__all__:
        assert getattr(patchalign3d_cli, name) is not None
    with pytest.raises(AttributeError):
        _ = patchalign3d_cli.nonsense  # type: ignore[attr-defined]


@pytest.mark.slow
def test_the_wheel_holds_exactly_the_three_packages(tmp_path: Path):
    subprocess.run([*PIP_WHEEL, "-w", tmp_path, ROOT], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    tops = {name.split("/")[0] for name in names}
    packages = {"patchalign3d_cli", "patchalign3d_training", "patchalign3d_weights"}
    assert {top for top in tops if not top.endswith(".dist-info")} == packages
    assert "patchalign3d_weights/pa3d-mini/config.json" in names
    assert "patchalign3d_weights/pa3d-mini/model.safetensors" in names
    assert "patchalign3d_cli/py.typed" in names
    total = sum(info.compress_size for info in zipfile.ZipFile(wheel).infolist())
    assert total < 45e6
