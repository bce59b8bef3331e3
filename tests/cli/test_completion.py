"""What a shell can complete."""

import pytest
from typer.testing import CliRunner

from patchalign3d_cli.cli.app import app


def completions(line: str) -> list[str]:
    words = line.split(" ")
    environment = {
        "_PA3D_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    done = CliRunner().invoke(app, [], prog_name="pa3d", env=environment)
    return done.stdout.split()


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("pa3d segment a.obj --up ", {"x", "y", "z", "-x", "-y", "-z", "auto"}),
        ("pa3d segment a.obj --quality b", {"balanced", "best"}),
        ("pa3d segment a.obj -f g", {"glb", "gif"}),
        ("pa3d segment a.obj -f glb,pn", {"glb,png"}),
        ("pa3d heatmap a.obj -f h", {"html"}),
        ("pa3d features a.obj -f np", {"npz"}),
        ("pa3d segment a.obj -m pa3d", {"pa3d-mini"}),
    ],
)
def test_values_of_options(line: str, values: set[str]):
    assert values <= set(completions(line))
    assert len(completions(line)) == len(values)
