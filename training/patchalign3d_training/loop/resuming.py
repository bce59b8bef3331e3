"""Whether a run may begin, or go on from where."""

from collections.abc import Callable
from pathlib import Path

from accelerate import Accelerator
from accelerate.utils import broadcast_object_list

from patchalign3d_cli.errors import DataError, OutputError
from patchalign3d_training.loop.configuration import options_to_dict
from patchalign3d_training.loop.run_options import FREE, RunOptions
from patchalign3d_training.loop.state import RunState, load_state


def starting_state(
    run: Path,
    options: RunOptions,
    size: int,
    accelerator: Accelerator,
    *,
    resume: bool,
    note: Callable[[str], None],
) -> RunState | None:
    """The checkpoint to go on from; None to begin at the beginning.

    Args:
        run: The run's folder.
        options: The options of now.
        size: Shapes in the training set of now.
        accelerator: The processes; the main one reads and tells the others.
        resume: Whether to go on with a run in the folder.
        note: Told what is worth knowing.

    Raises:
        OutputError: There is something in the folder, and nobody asked to go on with it.
        DataError: The checkpoints are damaged or of a run with other options or data.
    """
    if not resume:
        if run.is_dir() and any(run.iterdir()):
            raise OutputError(
                f"{run} is not empty; add --resume to go on with the run in it, or choose another"
                " --out"
            )
        return None
    loaded: list[RunState | None] = [None]
    if accelerator.is_main_process:
        loaded[0] = load_state(run, note)
        if loaded[0] is None:
            note(f"{run} holds no checkpoint yet; starting at the beginning")
        else:
            _check(loaded[0], options, size, run)
    if accelerator.num_processes > 1:
        broadcast_object_list(loaded)
    return loaded[0]


def clear_remains(run: Path) -> None:
    """Remove half-written files that a killed run left beside the whole ones."""
    for folder in (run, *(path for path in run.iterdir() if path.is_dir())):
        for path in folder.glob(".*"):
            if path.is_file():
                path.unlink()


def _check(state: RunState, options: RunOptions, size: int, run: Path) -> None:
    now = options_to_dict(options)
    free = FREE | ({"epochs"} if options.schedule == "constant" else set())
    differing = [
        f"{key} (then {state.options.get(key)}, now {now.get(key)})"
        for key in sorted(set(now) | set(state.options))
        if key not in free and state.options.get(key) != now.get(key)
    ]
    if state.size != size:
        differing.append(f"the number of shapes (then {state.size}, now {size})")
    if differing:
        raise DataError(
            f"the run in {run} has other options: {', '.join(differing)}; give the same, or"
            " another --out"
        )
