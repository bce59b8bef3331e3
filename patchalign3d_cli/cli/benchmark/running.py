"""One run of `pa3d benchmark`: evaluate, report, draw."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from patchalign3d_cli.cli.benchmark.arguments import RunRequest
from patchalign3d_cli.cli.console import Messages, err, out, print_json
from patchalign3d_cli.cli.planning import check_engine

if TYPE_CHECKING:
    from patchalign3d_cli.benchmark.protocol import BenchmarkOptions
    from patchalign3d_cli.benchmark.report import Report
    from patchalign3d_cli.benchmark.run import Scorer
    from patchalign3d_cli.benchmark.tables import ScoreTable
    from patchalign3d_cli.choices import Assignment
    from patchalign3d_cli.datasets import LabelledSet
    from patchalign3d_cli.segmenting.segmenter import Segmenter

TIMING_FILE = "timing.json"
_WIDE = 1000  # columns of text that goes to a file
_LINES = 10  # progress lines of a run that is not watched on a terminal


def run_and_report(name: str, dataset: "LabelledSet", run: RunRequest) -> None:
    """Evaluate a model on a data set; write and show the scores.

    Args:
        name: What the output folder is called after.
        dataset: The data set.
        run: What the user asked for.
    """
    from patchalign3d_cli.benchmark.files import write_tables
    from patchalign3d_cli.benchmark.report import REPORT_FILE, make_report, write_report
    from patchalign3d_cli.benchmark.run import run_benchmark, words_digest
    from patchalign3d_cli.benchmark.tables import score_table
    from patchalign3d_cli.machine.atomic import atomic_path
    from patchalign3d_cli.segmenting.loading import load_segmenter

    messages = Messages(quiet=run.quiet, verbose=run.verbose)
    folder = run.output or Path(f"benchmark-{name}")
    check_engine(run.engine, run.address)
    options = _options(run)
    segmenter = load_segmenter(
        run.model,
        backend=run.backend,
        device=run.device,
        text_encoder=run.text_bank,
        offline=run.offline,
    )
    identity = segmenter.identity
    size = len(dataset.items)
    count = size if run.limit is None else min(run.limit, size)
    some = f"{count:,} of {size:,}" if count < size else f"{size:,}"
    messages.say(f"{identity.name} on {dataset.name}: {some} shapes, in {folder}")
    messages.detail(f"on {segmenter.where}, weights' SHA-256 {identity.sha256}")
    began, made = time.monotonic(), [0]
    with _progress(messages, run.quiet) as show:

        def progress(done: int, total: int) -> None:
            made.append(done)
            show(done, total)

        scores = run_benchmark(
            segmenter,
            dataset,
            options,
            folder,
            limit=run.limit,
            fresh=run.force,
            progress=progress,
            scorer=_scorer(run, dataset, options, segmenter),
        )
    seconds, now = time.monotonic() - began, made[-1] - made[1]
    report = make_report(
        scores,
        dataset.name,
        identity,
        options,
        segmenter.device.partition(":")[0],
        words_digest(segmenter),
        size,
    )
    write_report(report, folder / REPORT_FILE)
    paths = [folder / REPORT_FILE, *write_tables(report, folder)]
    if now:
        messages.say(f"evaluated {now:,} shapes in {seconds:.1f} s, {now / seconds:.1f} a second")
        timing = {"shapes": now, "seconds": round(seconds, 3), "device": segmenter.device}
        with atomic_path(folder / TIMING_FILE) as temporary:
            temporary.write_text(json.dumps(timing) + "\n", encoding="utf-8")
    if run.as_json:
        print_json(report)
    elif not run.quiet:
        show_table(score_table(report))
        _show_worst(report, run.worst)
    if run.sheet or run.worst:
        from patchalign3d_cli.benchmark.gallery import draw_sheet, draw_worst
        from patchalign3d_cli.benchmark.run import Evaluator

        evaluator = Evaluator(segmenter, options)
        if run.sheet:
            paths.append(draw_sheet(evaluator, dataset, scores, report, folder, run.sheet))
        if run.worst:
            paths.append(draw_worst(evaluator, dataset, scores, report, folder, run.worst))
    for path in paths:
        messages.say(f"wrote {path}")


def _scorer(
    run: RunRequest, dataset: "LabelledSet", options: "BenchmarkOptions", segmenter: "Segmenter"
) -> "Scorer | None":
    """What reads and scores, where that is not this process; each actor has the same device."""
    if run.engine == "local":
        return None
    from patchalign3d_cli.batches.chosen_model import ModelChoice
    from patchalign3d_cli.batches.cluster.benchmark import RayScorer

    device = segmenter.device.partition(":")[0]
    choice = ModelChoice(run.model, run.backend, device, run.text_bank, run.offline)
    points = options.encode.points or segmenter.model.config.encoder.points
    return RayScorer(choice, dataset, options, points, run.address)


def show_table(table: "ScoreTable") -> None:
    """Print a table of scores on stdout; on a terminal, without columns that have no room."""
    from rich.table import Table
    from rich.text import Text

    if out.is_terminal:
        table = table.fitted(out.width)
    shown = Table(box=None, pad_edge=False, header_style="bold")
    for column, title in enumerate(table.columns):
        shown.add_column(Text(title), justify="right" if column else "left", no_wrap=True)
    for number, row in enumerate(table.rows):
        shown.add_row(*(Text(cell) for cell in row), style="bold" if number < 2 else "")
    out.print(table.title, style="bold", markup=False)
    if not out.is_terminal:
        shown.width = out.measure(shown, options=out.options.update(width=_WIDE)).maximum
    out.print(shown, crop=False)
    if table.caution:
        out.print(table.caution, style="bold yellow", markup=False)
    if table.note:
        out.print(table.note, style="dim", markup=False)


def _show_worst(report: "Report", count: int) -> None:
    rows = report["worst"][:count]
    if rows:
        listed = ", ".join(f"{row['item']} {row['iou']:.1%}" for row in rows)
        out.print(f"worst: {listed}", markup=False)


def _options(run: RunRequest) -> "BenchmarkOptions":
    from patchalign3d_cli.benchmark.protocol import BenchmarkOptions
    from patchalign3d_cli.segmenting.request import SegmentRequest

    usual: Assignment = "nearest" if run.protocol == "published" else "interpolate"
    request = SegmentRequest(
        quality=run.quality,
        assignment=run.assignment or usual,
        points=run.points,
        seed=run.seed,
        hints="none",
    )
    return BenchmarkOptions(
        protocol=run.protocol,
        prompts=run.prompts,
        rotate=run.rotate,
        seed=run.seed,
        batch=run.batch,
        encode=request.encode,
        query=request.query,
    )


@contextmanager
def _progress(messages: Messages, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, a few lines elsewhere."""
    if err.is_terminal and not quiet:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

        with Progress(
            BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=err, transient=True
        ) as bar:
            task = bar.add_task("")
            yield lambda done, total: bar.update(task, completed=done, total=total)
        return
    reported = [-1]

    def line(done: int, total: int) -> None:
        tenth = done * _LINES // total
        if tenth > reported[0] and done < total:
            reported[0] = tenth
            if done:
                messages.say(f"{done:,} of {total:,} shapes")

    yield line
