"""`pa3d heatmap`: how well each place fits a query."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from patchalign3d_cli.cli import shared_arguments as shared
from patchalign3d_cli.cli.batch import end_batch, run_batch
from patchalign3d_cli.cli.console import Messages, guarded, out, print_json
from patchalign3d_cli.cli.planning import Job, Naming, plan, split_formats
from patchalign3d_cli.cli.reading import read_shape
from patchalign3d_cli.cli.segment import arguments as own
from patchalign3d_cli.errors import PartsError

if TYPE_CHECKING:
    from patchalign3d_cli.results import ShapeHeat

SCHEMA = "pa3d.heatmap/1"  # of what --json prints
_USUAL = ("glb", "html")

HeatFormats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        "-f",
        metavar="glb|ply|html|png|json|npz",
        help="Format to write; may be repeated or separated by commas (default: glb,html).",
        rich_help_panel=shared.OUTPUT_PANEL,
    ),
]
ColorScale = Annotated[
    str,
    typer.Option(
        "--scale",
        metavar="cosine|percentile",
        help="What colours show: the fit from the lowest to the highest of all queries, or the per"
        " cent of the surface that fits less.",
        rich_help_panel=shared.OUTPUT_PANEL,
    ),
]


@guarded
def heatmap(
    shapes: own.Shapes,
    text: Annotated[
        list[str] | None,
        typer.Option(
            "--text",
            "-t",
            metavar='"WORDS"',
            help="What to look for, in plain words; may be repeated. Queries do not compete.",
        ),
    ] = None,
    category: own.Category = None,
    up: own.Up = None,
    assignment: own.AssignmentRule = "interpolate",
    seed: shared.Seed = 0,
    model: shared.Model = None,
    device: shared.Device = "auto",
    offline: shared.Offline = False,
    text_bank: shared.TextBankFile = None,
    output: own.Output = None,
    formats: HeatFormats = None,
    scale: ColorScale = "cosine",
    force: shared.Force = False,
    as_json: shared.Json = False,
    quiet: shared.Quiet = False,
    verbose: shared.Verbose = False,
) -> None:
    """Show how well each face of a mesh (each point of a cloud) fits a text."""
    messages = Messages(quiet=quiet, verbose=verbose)
    queries = _queries(text or [])
    jobs = plan(shapes, output, split_formats(formats or []), force, naming=_naming(queries))

    from patchalign3d_cli.asking import text_heat
    from patchalign3d_cli.coloring.heat_scale import check_scale
    from patchalign3d_cli.machine.atomic import make_folder
    from patchalign3d_cli.options import EncodeOptions, QueryOptions
    from patchalign3d_cli.saving.heat_files import save_heat
    from patchalign3d_cli.segmenting.segmenter import load_segmenter

    checked = check_scale(scale)
    encode = EncodeOptions(seed=seed)
    query = QueryOptions(assignment=assignment, seed=seed)  # type: ignore[arg-type]
    segmenter = load_segmenter(model, device=device, text_encoder=text_bank, offline=offline)
    messages.detail(f"model {segmenter.identity.name} on {segmenter.device}")

    def work(job: Job) -> dict[str, Any]:
        read = read_shape(
            job.shape, up, segmenter, messages, parts=queries, category=category, encode=encode
        )
        for warning in read.shape.warnings:
            messages.warn(f"{job.shape}: {warning}")
        features = segmenter.encode(read.shape, encode)
        heat = text_heat(segmenter, features, queries, category=category, options=query)
        heat = replace(heat, options={**heat.options, **read.found})
        make_folder(job.results[0].parent)
        files = save_heat(heat, job.results, overwrite=True, scale=checked)
        if not as_json and not quiet:
            if len(jobs) > 1:
                out.print(str(job.shape), style="bold", markup=False)
            show(heat)
        for path in files:
            messages.say(f"wrote {path}")
        return record(job, heat, files)

    records, failed = run_batch(jobs, work, messages)
    if as_json:
        print_json({"schema": SCHEMA, "shapes": records})
    end_batch(failed, jobs)


def record(job: Job, heat: "ShapeHeat", files: tuple[Path, ...]) -> dict[str, Any]:
    """One shape of the JSON report."""
    from patchalign3d_cli.saving.heat_files import heat_record

    return {
        "path": str(job.shape),
        "files": [str(path) for path in files],
        "warnings": list(heat.source.warnings),
        **heat_record(heat),
    }


def show(heat: "ShapeHeat") -> None:
    """Print the queries as a table: the range of their fits, and where each fits best."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("query", no_wrap=True, overflow="ellipsis", max_width=40)
    kind = "point" if heat.source.is_cloud else "face"
    for title in ("lowest", "highest", f"hottest {kind}"):
        table.add_column(title, no_wrap=True, justify="right")
    for name, fits in zip(heat.queries, heat.fits.T, strict=True):
        numbers = (f"{fits.min():.3f}", f"{fits.max():.3f}", f"{fits.argmax()}")
        table.add_row(Text(name), *numbers)
    out.print(table)
    out.print(f"cosines by {heat.model.name} ({heat.model.text_model})", style="dim", markup=False)


def _queries(told: list[str]) -> tuple[str, ...]:
    from patchalign3d_cli.text.labels import check_parts

    queries = tuple(text.strip() for text in told)
    if not queries:
        raise PartsError('nothing to look for was given; say it with --text "armrest"')
    check_parts(queries)
    return queries


def _naming(queries: tuple[str, ...]) -> Naming:
    from patchalign3d_cli.saving.heat_files import HEAT_FORMATS, heat_paths

    return Naming(tuple(HEAT_FORMATS), _USUAL, "heat", lambda path: heat_paths(path, queries))
