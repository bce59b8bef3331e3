"""`pa3d benchmark compare`: two runs, shape by shape."""

from pathlib import Path
from typing import Annotated

import typer

from patchalign3d_cli.cli import shared_arguments as shared
from patchalign3d_cli.cli.console import Messages, guarded, print_json


@guarded
def compare(
    first: Annotated[Path, typer.Argument(metavar="A", help="A report.json or its folder.")],
    second: Annotated[Path, typer.Argument(metavar="B", help="Another one.")],
    seed: shared.Seed = 0,
    as_json: shared.Json = False,
) -> None:
    """Differences of two reports on the same data, with paired bootstrap significance."""
    from patchalign3d_cli.benchmark.compare import (
        compare_reports,
        comparison_record,
        comparison_table,
    )
    from patchalign3d_cli.benchmark.report import read_report
    from patchalign3d_cli.cli.benchmark.running import show_table

    reports = read_report(first), read_report(second)
    comparison = compare_reports(*reports, seed)
    messages = Messages()
    for note in comparison.notes:
        messages.warn(note)
    if comparison.left_out:
        messages.warn(f"{comparison.left_out:,} shapes are in one of the reports only")
    if as_json:
        print_json(comparison_record(comparison))
        return
    names = [report["model"]["name"] for report in reports]
    if names[0] == names[1]:
        names = ["A", "B"]
    show_table(comparison_table(comparison, *names))
