"""What `--help` shows: what values mean, an example, the usual options first."""

import re

import pytest
from typer.testing import CliRunner

from patchalign3d_cli.cli import app as cli
from patchalign3d_cli.version import __version__

COMMANDS = [
    *(["segment"], ["heatmap"], ["features"], ["suggest"], ["teach"], ["view"], ["doctor"]),
    *(["weights", "pull"], ["benchmark", "shapenetpart"], ["train", "align"]),
    *(["train", "synthesize"], ["train"], []),
]


def shown(words: list[str]) -> str:
    done = CliRunner().invoke(cli.app, [*words, "--help"], env={"COLUMNS": "120"})
    assert done.exit_code == 0
    return done.stdout


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_type_of_the_language_is_shown(words: list[str]):
    for _ in range(2):  # the commands are built once and shown often
        assert not re.search(r"<(bool|int|str|float|list|path)\b", shown(words))


def test_no_word_in_brackets_is_taken_for_a_style():
    assert "needs pa3d's extra: cluster" in " ".join(shown(["segment"]).replace("│", " ").split())
    for words in COMMANDS:
        assert "(pip install 'pa3d')" not in shown(words)


@pytest.mark.parametrize("name", cli._COMMANDS)
def test_every_command_has_a_line_to_try(name: str):
    assert "Example: pa3d " in shown([name])


def test_the_usual_options_stand_first():
    text = shown(["segment"])
    first = text[: text.index("Fine control")]
    assert re.findall(r"^│ +(--[a-z-]+)", first, re.M) == [
        *(
            "--parts",
            "--parts-file",
            "--words",
            "--like",
            "--click",
            "--count",
            "--category",
            "--up",
            "--quality",
        ),
        *("--other", "--help"),
    ]


@pytest.mark.parametrize("words", [["help", "teach"], ["help"], ["help", "train", "align"]])
def test_help_is_a_command_too(words: list[str], monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["pa3d", *words])
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == 0
    assert f"{' '.join(words[1:])} [OPTIONS]" in capsys.readouterr().out


def test_a_short_word_for_the_version():
    assert CliRunner().invoke(cli.app, ["-V"]).stdout.strip() == f"pa3d {__version__}"


def test_doctor_shows_more_where_that_is_asked_for(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    done = CliRunner().invoke(cli.app, ["doctor", "--verbose"])
    assert "interpreter" in done.stdout and "OMP_NUM_THREADS 1" in done.stdout
    assert "interpreter" not in CliRunner().invoke(cli.app, ["doctor"]).stdout


def test_an_empty_argument_is_no_folder(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["pa3d", "segment", "", "-p", "seat,leg"])
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == 2
    assert (
        capsys.readouterr().err
        == "error: an argument is empty; is a variable of the shell unset?\n"
    )
