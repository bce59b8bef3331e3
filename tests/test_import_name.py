"""`import pa3d` is the package."""

import subprocess
import sys

import pa3d
import patchalign3d_cli


def test_the_short_name_has_the_same_things():
    assert pa3d.__all__ == patchalign3d_cli.__all__
    for name in pa3d.__all__:
        assert getattr(pa3d, name) is getattr(patchalign3d_cli, name)
    assert pa3d.__version__ == patchalign3d_cli.__version__


def test_it_is_as_cheap():
    code = "import pa3d, sys; print(*sorted(set(sys.modules) & {'torch', 'numpy', 'trimesh'}))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
