"""The `pa3d` program: a mesh goes in as PLY, labels come back as JSON."""

import json
import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

import numpy as np

_HEADER = """ply
format binary_little_endian 1.0
element vertex {vertices}
property double x
property double y
property double z
element face {faces}
property list uchar int vertex_indices
end_header
"""


class ProgramError(Exception):
    """What went wrong, in one line."""


class Part(NamedTuple):
    """A part.

    Attributes:
        name: Its name.
        color: sRGB as `#rrggbb`.
    """

    name: str
    color: str


class Labels(NamedTuple):
    """What the program found.

    Attributes:
        parts: The parts in the order asked for.
        labels: (F,) the part of each triangle; -1 for unlabelled.
        warnings: A sentence each.
    """

    parts: list
    labels: np.ndarray
    warnings: list


def segment(vertices, triangles, *, words, category, quality, command, server, seconds):
    """Label triangles.

    Args:
        vertices: (V, 3) with z up.
        triangles: (F, 3).
        words: Part names, separated by commas.
        category: What the shape is; may be empty.
        quality: `fast`, `balanced` or `best`.
        command: The program.
        server: Address of a server; empty for none.
        seconds: When to give up.

    Returns:
        `Labels`.

    Raises:
        ProgramError: There is nothing to label, the program is missing, or it failed.
    """
    if not words.strip(" ,"):
        raise ProgramError("no part names; write some into the panel, such as seat,leg,back")
    if not len(triangles):
        raise ProgramError("the mesh has no faces")
    with tempfile.TemporaryDirectory(prefix="pa3d_") as folder:
        shape, result = Path(folder, "object.ply"), Path(folder, "object.json")
        _write_ply(shape, vertices, triangles)
        arguments = ["segment", str(shape), "--parts", words, "--up", "z", "--quality", quality]
        arguments += ["--output", str(result), "--quiet"]
        if category.strip():
            arguments += ["--category", category.strip()]
        arguments += ["--server", server.strip()] if server.strip() else ["--backend", "light"]
        said = _run([*_program(command), *arguments], seconds)
        try:
            document = json.loads(result.read_text(encoding="utf-8"))
            parts = [Part(item["name"], item["color"]) for item in document["parts"]]
            labels = np.array(document["labels"], dtype=np.int64)
            index = document.get("face_index")
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ProgramError(f"pa3d gave no result that can be read ({error})") from error
    if index is not None:  # faces that it left out stay unlabelled
        whole = np.full(len(triangles), -1, dtype=np.int64)
        whole[np.array(index)] = labels
        labels = whole
    if len(labels) != len(triangles):
        raise ProgramError("pa3d labelled another number of faces than the mesh has")
    return Labels(parts, labels, said)


def _program(command):
    """The words of a command: a path with blanks is one."""
    if Path(command).is_file():
        return [command]
    words = shlex.split(command) or [""]
    if shutil.which(words[0]) is None:
        raise ProgramError(
            f"the program {words[0]!r} was not found; install it (pip install pa3d-light) and set"
            " its path in the preferences of the extension"
        )
    return words


def _run(words, seconds):
    """Run the program, and return its warnings."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONHOME"}
    try:
        run = subprocess.run(
            words,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=seconds,
            env=environment,
        )
    except subprocess.TimeoutExpired as error:
        raise ProgramError(f"pa3d was given up after {seconds} seconds") from error
    except OSError as error:
        raise ProgramError(f"pa3d cannot be started: {error.strerror or error}") from error
    lines = [line.strip() for line in run.stderr.splitlines() if line.strip()]
    if run.returncode:
        last = lines[-1] if lines else f"pa3d ended with the code {run.returncode}"
        raise ProgramError(last.removeprefix("error: "))
    return [line.removeprefix("warning: ") for line in lines if line.startswith("warning: ")]


def _write_ply(path, vertices, triangles):
    rows = np.empty(len(triangles), dtype=[("count", "u1"), ("corners", "<i4", 3)])
    rows["count"], rows["corners"] = 3, triangles
    header = _HEADER.format(vertices=len(vertices), faces=len(triangles))
    data = np.ascontiguousarray(vertices, dtype="<f8").tobytes() + rows.tobytes()
    path.write_bytes(header.encode("ascii") + data)
