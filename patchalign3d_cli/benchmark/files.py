"""The tables of a run as files."""

from pathlib import Path

from patchalign3d_cli.benchmark.report import Report
from patchalign3d_cli.benchmark.tables import comma_separated, latex, markdown, score_table
from patchalign3d_cli.machine.atomic import atomic_path


def write_tables(report: Report, folder: Path) -> tuple[Path, ...]:
    """Write `report.csv`, `report.md` and `report.tex` into a folder.

    Returns:
        Their paths.

    Raises:
        OutputError: They cannot be written.
    """
    table = score_table(report)
    texts = {
        "report.csv": comma_separated(report),
        "report.md": markdown(table),
        "report.tex": latex(table),
    }
    for name, text in texts.items():
        with atomic_path(folder / name) as temporary:
            temporary.write_text(text, encoding="utf-8", newline="\n")
    return tuple(folder / name for name in texts)
