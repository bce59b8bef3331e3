"""Guards of the house: floors, wheel content, cheap start."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# What no light run may load.
COSTLY = {"torch", "open_clip", "torchvision", "trimesh", "huggingface_hub"}

# Rooms by floor, the ground first. A file imports only from rooms of lower floors, or from its own.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("errors", "presentation", "version"),
    ("choices", "geometry", "machine"),
    ("options", "shapes", "text"),
    ("model", "results"),
    ("coloring", "hub", "light", "pieces"),
    ("models", "results_io", "scenes"),
    ("datasets", "pictures", "segmenting"),
    ("asking", "page"),
    ("benchmark", "saving"),
    ("serving", "training.data", "training.synthesis", "training.tower"),
    ("batches", "training.features", "training.evaluation", "training.harvest", "training.loop"),
    ("training.stages",),
    ("patchalign3d_cli",),  # the package's own index, which knows the rooms below
    ("cli",),
    ("__main__",),
)
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}


def room_of(module: str) -> str | None:
    """`patchalign3d_cli.text.bank` -> `text`; None for what is not of this house."""
    parts = module.split(".")
    if parts[0] == "patchalign3d_training":
        return f"training.{parts[1]}" if len(parts) > 1 else None
    if parts[0] == "patchalign3d_cli":
        return parts[1] if len(parts) > 1 else parts[0]
    return None


def sources() -> list[tuple[str, Path]]:
    found = []
    for base in (ROOT / "patchalign3d_cli", ROOT / "training" / "patchalign3d_training"):
        for path in sorted(base.rglob("*.py")):
            module = ".".join(path.relative_to(base.parent).with_suffix("").parts)
            found.append((module.removesuffix(".__init__"), path))
    return found


# An import or the head of a class; ruff gives every statement a line of its own.
IMPORT = re.compile(
    r"^[ \t]*(from [\w.]+ import (?:\([^)]*\)|[^\n(]+)|import [\w., ]+)(?:  #.*)?$", re.M
)
CLASS = re.compile(r"^[ \t]*class (\w+)", re.M)


def imports(path: Path, modules: set[str]) -> set[str]:
    """Modules that a file imports, wherever the statement stands.

    `from patchalign3d_cli import X` is an import of the module X, or of the index for any other X.
    """
    names = set()
    for statement in IMPORT.findall(path.read_text(encoding="utf-8")):
        [node] = ast.parse(statement).body
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            module = node.module or ""
            inner = {f"{module}.{alias.name}" for alias in node.names}
            names.update(inner & modules)
            if not inner <= modules:
                names.add(module)
    return names


def test_every_import_is_seen():
    """The lines that are read here are the imports of the syntax tree, in files of every room."""
    for _, path in sources()[::25]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        every = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
        lines = [ast.parse(line) for line in IMPORT.findall(path.read_text(encoding="utf-8"))]
        assert sorted(map(ast.unparse, lines)) == sorted(map(ast.unparse, every))


def test_files_import_only_from_lower_floors():
    modules = {module for module, _ in sources()}
    upward = []
    for module, path in sources():
        room = room_of(module)
        for name in imports(path, modules):
            other = room_of(name)
            if room is None or other is None or other == room:
                continue
            if FLOOR_OF[other] >= FLOOR_OF[room]:
                upward.append(f"{module} imports {name}")
    assert not upward, "\n".join(upward)


def test_an_import_of_the_index_counts(tmp_path: Path):
    (tmp_path / "low.py").write_text(
        "from patchalign3d_cli import load_shape\nimport patchalign3d_cli.shapes\n"
    )
    found = imports(tmp_path / "low.py", {"patchalign3d_cli", "patchalign3d_cli.shapes"})
    assert {room_of(name) for name in found} == {"patchalign3d_cli", "shapes"}


def test_every_room_has_a_floor():
    rooms = {room_of(module) for module, _ in sources()} - {None}
    assert rooms == set(FLOOR_OF)


def test_options_has_one_home():
    """A file of options says by its name of what: `batch_options.py`, `align_options.py`."""
    named = [module for module, _ in sources() if module.rpartition(".")[2] == "options"]
    assert named == ["patchalign3d_cli.options"]


@pytest.mark.slow
def test_surfaces_have_an_appearance_and_nothing_else():
    """One word for materials, textures and colours of a surface, in every name of the code."""
    other_words = {"paint", "paints", "painted", "looks"}
    using = set()
    for module, path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for field in ("id", "attr", "name", "arg"):
                name = getattr(node, field, None)
                if isinstance(name, str) and other_words & set(name.lower().split("_")):
                    using.add(f"{module}: {name}")
    assert not using


def test_no_two_classes_share_a_name():
    """Whoever reads `Frame` in one file finds the class that is meant by its name alone.

    The sizes of a generated category (`Body`, `Loop`) belong to its file alone.
    """
    homes: dict[str, list[str]] = {}
    for module, path in sources():
        if ".synthesis.families." in module:
            continue
        for name in CLASS.findall(path.read_text(encoding="utf-8")):
            homes.setdefault(name, []).append(module)
    shared = {name: modules for name, modules in homes.items() if len(modules) > 1}
    assert not shared


@pytest.mark.parametrize(
    ("statement", "banned"),
    [
        ("import patchalign3d_cli", {"torch", "numpy", "open_clip", "trimesh"}),
        ("import patchalign3d_cli.cli.app", {"torch", "numpy", "open_clip", "trimesh"}),
        ("import patchalign3d_cli.saving", {"torch", "open_clip"}),
        ("import patchalign3d_cli.shapes", {"torch", "trimesh"}),
        ("import patchalign3d_cli.datasets", {"torch", "trimesh", "h5py"}),
        ("import patchalign3d_cli.asking.teaching", {*COSTLY, "h5py"}),
        ("import patchalign3d_cli.segmenting.loading", {*COSTLY, "scipy"}),
        ("import patchalign3d_cli.segmenting.files", {*COSTLY, "scipy"}),
    ],
)
def test_importing_is_cheap(statement: str, banned: set[str]):
    code = f"{statement}; import sys; print(*sorted(set(sys.modules) & {banned!r}))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == [] and run.stderr == ""


CHAIR = str(ROOT / "docs" / "examples" / "chair.obj")
LIGHT_COMMANDS = {
    "known words": ["segment", CHAIR, "-p", "seat,leg,back", "-f", "json,npz"],
    "new words, every format": [
        *["segment", CHAIR, "-p", "seat,flux capacitor", "-f"],
        "json,npz,ply,glb,obj,stl,3mf,png,html,gif",
    ],
    "heatmap": ["heatmap", CHAIR, "--text", "armrest", "--up", "auto"],
    "features": ["features", CHAIR],
    "suggest": ["suggest", CHAIR],
    "verify": ["weights", "verify", "pa3d-mini"],
    "info": ["weights", "info", "pa3d-mini"],
    "list": ["weights", "list"],
}


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(arguments, marks=() if name == "known words" else pytest.mark.slow, id=name)
        for name, arguments in LIGHT_COMMANDS.items()
    ],
)
def test_a_light_run_loads_nothing_costly(tmp_path: Path, arguments: list[str]):
    where = [] if arguments[0] in ("suggest", "weights") else ["-o", str(tmp_path)]
    light = [] if arguments[0] == "weights" else ["--backend", "light", "--quiet"]
    code = (
        f"import sys; sys.argv = {['pa3d', *arguments, *where, *light]!r}\n"
        "from patchalign3d_cli.cli.app import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        f"print('costly:', *sorted(set(sys.modules) & {COSTLY!r}))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1].strip() == "costly:"
    assert all(line.startswith("warning: ") for line in run.stderr.splitlines())
    written = {path.suffix[1:] for path in tmp_path.iterdir()}
    if "-f" in arguments:
        assert written >= set(arguments[-1].split(","))


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
