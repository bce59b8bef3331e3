"""Commands and Python that the pages show know their options and their names."""

import ast
import functools
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer

from patchalign3d_cli.cli.app import app
from support.pages import DOCS

ROOT = DOCS.parent
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), ROOT / "weights" / "README.md"])
PAGES.remove(ROOT / "CHANGELOG.md")  # it names what was
_FENCE = re.compile(r"^ *```([^\n]*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
# What separates a command from the next one, or quotes one inside another.
_SEPARATORS = re.compile(r"&&|\||;|\$\(|\)\"|`")


def fences(page: Path, *languages: str) -> list[str]:
    found = _FENCE.findall(page.read_text(encoding="utf-8"))
    return [code for language, code in found if language.split(" ")[0] in languages]


def commands(page: Path) -> list[str]:
    """Every `pa3d ...` of a page: in fences, and between backticks in its sentences."""
    text = page.read_text(encoding="utf-8")
    lines = "\n".join(fences(page, "", "bash")).replace("\\\n", " ").splitlines()
    lines += re.findall(r"`([^`\n]+)`", _FENCE.sub("", text))
    pieces = [piece.strip() for line in lines for piece in _SEPARATORS.split(line)]
    return [piece for piece in pieces if re.match(r"pa3d [a-z-]", piece)]


@functools.cache
def program() -> Any:
    return typer.main.get_command(app)


def check(line: str) -> None:
    """Walk to the command that a line names, and look its options up."""
    words = shlex.split(line.replace("'", "").replace('"', ""), comments=True)[1:]
    command = program()
    while hasattr(command, "commands") and words and not words[0].startswith("-"):
        names = words.pop(0).split("|")
        assert set(names) <= set(command.commands), f"{line}: there is no {names}"
        command = command.commands[names[0]]
    known = {
        "--help",
        "-h",
        *(flag for one in command.params for flag in (*one.opts, *one.secondary_opts)),
    }
    for word in words:
        if re.fullmatch(r"--?[a-z][\w-]*", word) and not re.fullmatch(r"-[xyz]", word):
            assert word in known, f"{line}: there is no {word}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_that_are_shown_exist(page: Path):
    for line in commands(page):
        check(line)


def test_a_stale_command_is_noticed():
    check('pa3d segment a.obj --parts "a,b" --up -y -f glb')
    for stale in ("pa3d paint a.obj", "pa3d segment a.obj --nonsense", "pa3d train nothing"):
        with pytest.raises(AssertionError, match="there is no"):
            check(stale)
    assert sum(len(commands(page)) for page in PAGES) > 80


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_python_that_is_shown_can_import_what_it_imports(page: Path):
    for code in fences(page, "python"):
        tree = ast.parse(code)
        imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
        exec(compile(ast.Module(imports, []), page.name, "exec"), {})
