"""Pages of the documentation, run block by block as a reader would run them."""

import contextlib
import io
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

from typer.testing import CliRunner

from patchalign3d_cli.cli.app import app

DOCS = Path(__file__).parents[2] / "docs"
_FENCE = re.compile(r"^```(\w+)(?: title=\"([^\"\n]*)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_RELATIVE, _ABSOLUTE = 0.15, 0.006  # another model may move a border a little
_BLENDER = ["blender", "--background", "--factory-startup", "--python-exit-code", "9"]
_EMPTY_SCENE = "import bpy\nbpy.ops.wm.read_homefile(use_empty=True)\n"


class Block(NamedTuple):
    """A fenced block.

    Attributes:
        language: `bash` and `python` are run; `text` is what the block before it prints.
        title: `Blender` for Python that runs there.
        code: The text between the fences.
    """

    language: str
    title: str
    code: str


def blocks(page: Path) -> list[Block]:
    """All fenced blocks of a page that name a language."""
    text = page.read_text(encoding="utf-8")
    return [Block(match[1], match[2] or "", match[3]) for match in _FENCE.finditer(text)]


def close(shown: str, printed: str) -> bool:
    """Whether a line says what the page shows: the same words, and nearly the same numbers."""
    words = ["".join(_NUMBER.sub("#", line).split()) for line in (shown, printed)]
    if words[0] != words[1]:
        return False
    pairs = zip(_NUMBER.findall(shown), _NUMBER.findall(printed), strict=True)
    numbers = [(float(a.replace(",", "")), float(b.replace(",", ""))) for a, b in pairs]
    return all(abs(a - b) <= max(_ABSOLUTE, _RELATIVE * abs(a)) for a, b in numbers)


def check_output(shown: str, printed: str) -> None:
    """Each line of a page's `text` block is among the printed lines, in that order."""
    lines = iter(line.replace("█", "").strip() for line in printed.splitlines())
    for line in filter(None, map(str.strip, shown.splitlines())):
        assert any(close(line, other) for other in lines), f"{line!r} is not in:\n{printed}"


class Reader:
    """Someone who types a page from top to bottom, in a folder of their own.

    Attributes:
        names: What the page's Python has defined so far.
        blender: Whether Python of Blender is run; without Blender it is passed over.
    """

    def __init__(self) -> None:
        self.names: dict[str, Any] = {}
        self.blender = shutil.which("blender") is not None

    def follow(self, page: Path, changes: dict[str, str] | None = None) -> None:
        """Run all blocks and compare what they print.

        Args:
            page: The page.
            changes: Texts to replace in the code, to make it faster; each must occur.
        """
        printed: str | None = None
        unused = dict(changes or {})
        for block in blocks(page):
            code = block.code
            for old, new in (changes or {}).items():
                if old in code:
                    code = code.replace(old, new)
                    unused.pop(old, None)
            if block.language == "bash":
                printed = "".join(map(self.command, _commands(code)))
            elif block.language == "python" and block.title == "Blender":
                printed = self.in_blender(code) if self.blender else None
            elif block.language == "python":
                printed = self.python(code, page)
            elif block.language == "text" and printed is not None:
                check_output(block.code, printed)
        assert not unused, f"{page.name} does not have {list(unused)}"

    def command(self, line: str) -> str:
        """Run a line of `pa3d`; it must succeed."""
        program, *arguments = shlex.split(line, comments=True)
        assert program == "pa3d", f"only pa3d is run here: {line}"
        done = CliRunner().invoke(app, arguments)
        assert done.exit_code == 0, f"{line}: {done.stderr}"
        return done.stdout

    def python(self, code: str, page: Path) -> str:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, page.name, "exec"), self.names)
        return printed.getvalue()

    def in_blender(self, code: str) -> str:
        script = Path("in_blender.py").absolute()
        script.write_text(_EMPTY_SCENE + code, encoding="utf-8")
        command = [*_BLENDER, "--python", str(script)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def _commands(code: str) -> list[str]:
    lines = code.replace("\\\n", " ").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]
