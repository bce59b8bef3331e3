"""Nothing in a name reaches a terminal as a command."""

import io
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.live import Live
from rich.progress import Progress
from rich.table import Table
from rich.text import Text
from typer.testing import CliRunner

from patchalign3d_cli.cli.app import app
from patchalign3d_cli.cli.terminal import SafeConsole, shown, shown_line

EVIL = "a\x1b]0;owned\x07b\x1b[2Jc\r\x08\x9b31m\u202egnp\u2066\x7f\u2028d\x00"
FORBIDDEN = re.compile("[\0-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")


def test_what_a_terminal_would_obey_is_written_out() -> None:
    assert shown("\x1b[31m") == "\\x1b[31m"
    assert shown("a\u202eb\U000e0041") == "a\\u202eb\\U000e0041"
    assert (
        shown("Stuhl \u00e4\u00f6\u00fc \u6905\u5b50 \U0001fa91\nnext") == "Stuhl äöü 椅子 🪑\nnext"
    )
    assert shown_line("a\nb") == "a\\nb"
    assert len(shown_line("x" * 10**6)) < 2100


@given(st.text())
def test_any_text_is_shown_on_one_line(text: str) -> None:
    line = shown_line(text)
    assert "\n" not in line and not FORBIDDEN.search(line)
    line.encode()  # no half of a surrogate pair


@pytest.mark.parametrize("color", [None, "truecolor"])
def test_a_console_shows_names_in_every_dress(color: str | None) -> None:
    stream = io.StringIO()
    console = SafeConsole(
        file=stream, color_system=color, force_terminal=color is not None, width=300
    )
    table = Table(EVIL)
    table.add_row(Text(EVIL, style="red"))
    console.print(EVIL, style="bold", markup=False)
    console.print(table)
    console.print(Text(EVIL))
    with Progress(console=console, disable=color is None) as progress:
        progress.add_task(EVIL.replace("[", ""), total=1)
    with Live(Text(EVIL), console=console):
        pass
    text = re.sub("\x1b\\[[0-9;?]*[A-Za-z]", "", stream.getvalue())  # Rich's own codes
    assert "owned" in text and not FORBIDDEN.search(text.replace("\r", ""))


@pytest.mark.slow
def test_names_of_files_nodes_and_parts(tmp_path: Path, tiny_model_directory: Path) -> None:
    evil = "a\x1b]0;owned\x07\u202e\nb"
    folder = tmp_path / evil
    folder.mkdir()
    good, bad = folder / f"{evil}.obj", folder / f"{evil}2.obj"
    rng = np.random.default_rng(0)
    points = "".join("v {} {} {}\n".format(*row) for row in rng.random((9, 3)))
    good.write_text(
        f"mtllib {evil!r}\no {evil!r}\n{points}usemtl {evil}\nf 1 2 3\nf 4 5 6\nf 7 8 9\n"
    )
    bad.write_text("v \x1b[2J 0 0\n")
    runs = [
        ["segment", str(good), str(bad), "-p", "seat,leg", "-o", str(tmp_path / "out")],
        ["segment", str(good), "-p", f"seat,{evil}"],
        ["segment", str(folder / f"{evil}.fbx"), "-p", "seat"],
        ["segment", str(good), "-p", "seat,leg", f"--{evil}"],
        ["view", str(bad)],
        ["segment", str(good), "-p", "seat,leg", "-m", evil],
    ]
    for run in runs:
        model = [] if run[-1] == evil or run[0] == "view" else ["-m", str(tiny_model_directory)]
        result = CliRunner().invoke(app, [*run, *model])
        assert not FORBIDDEN.search(result.output), run
        assert result.output.strip()
    failed = CliRunner().invoke(app, ["segment", str(bad), "-p", "seat,leg"])
    assert failed.exit_code == 1 and len(failed.output.splitlines()) == 1


def test_a_warning_comes_once_a_command(tmp_path: Path):
    (tmp_path / "chair.xyz").write_text("0 0 1\n1 0 2\n0 1 3\n")
    (tmp_path / "LICENSE.txt").write_text("MIT License\n")
    words = ["segment", str(tmp_path), f"{tmp_path}/.", "-p", "seat", "-m", str(tmp_path / "no")]
    for _ in range(2):
        done = CliRunner().invoke(app, words)
        assert done.exit_code == 1 and done.stderr.count("passed over 1 text file") == 1
