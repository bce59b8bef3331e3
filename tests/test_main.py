"""Where the program begins."""

import subprocess
import sys

INTERRUPTED_IMPORT = """
import sys
from patchalign3d_cli.__main__ import main

class CtrlC:
    @staticmethod
    def find_spec(name, *rest):
        if name == "{module}":
            raise KeyboardInterrupt

sys.meta_path.insert(0, CtrlC)
sys.argv = ["pa3d", "segment", "chair.obj", "--parts", "seat,leg"]
main()
"""


def test_ctrl_c_during_the_first_imports_is_one_line():
    for module in ("patchalign3d_cli.cli.app", "typer"):
        code = INTERRUPTED_IMPORT.format(module=module)
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        assert (done.returncode, done.stdout, done.stderr) == (130, "", "interrupted\n")


def test_python_m_is_pa3d():
    command = [sys.executable, "-m", "patchalign3d_cli", "--version"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.startswith("pa3d ")
