"""`pa3d heatmap`: how well each place fits a text, or how much it is like a picked one."""

from typing import Annotated, Any

import typer

from patchalign3d_cli.choices import ScaleKind
from patchalign3d_cli.cli import shared_arguments as shared
from patchalign3d_cli.cli.batch import end_batch, run_batch
from patchalign3d_cli.cli.completion import formats_of
from patchalign3d_cli.cli.console import Messages, guarded, out, print_json
from patchalign3d_cli.cli.heatmap.queries import parse_query
from patchalign3d_cli.cli.heatmap.report import SCHEMA, record, show
from patchalign3d_cli.cli.planning import Job, plan, split_formats
from patchalign3d_cli.cli.reading import encode_shape
from patchalign3d_cli.cli.segment import arguments

Texts = Annotated[
    list[str] | None,
    typer.Option(
        "--text",
        "-t",
        metavar='"WORDS"',
        help="What to look for, in plain words; several between commas. Queries do not compete.",
    ),
]
Pick = Annotated[
    str | None,
    typer.Option(
        metavar="x,y,z|face:N",
        help="Look for what is like this place of each shape itself, instead of a text.",
    ),
]
Like = Annotated[
    str | None,
    typer.Option(
        metavar="FILE:PLACE",
        help="Look for what is like a place of another shape: `mug.obj:face:12`,"
        " `mug.obj:0,1,2.5`.",
    ),
]
HeatFormats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        "-f",
        metavar="glb|ply|html|png|json|npz",
        help="Format to write; may be repeated or separated by commas (default: glb,html).",
        autocompletion=formats_of("HEAT_FORMATS"),
        rich_help_panel=shared.OUTPUT_PANEL,
    ),
]
ColorScale = Annotated[
    ScaleKind,
    typer.Option(
        "--scale",
        help="What colours show: the fit from the lowest to the highest of all queries, or the per"
        " cent of the surface that fits less.",
        rich_help_panel=shared.OUTPUT_PANEL,
    ),
]


@guarded
def heatmap(
    shapes: arguments.Shapes,
    text: Texts = None,
    pick: Pick = None,
    like: Like = None,
    category: arguments.Category = None,
    up: shared.Up = None,
    columns: shared.Columns = None,
    trust_references: shared.TrustReferences = False,
    assignment: shared.AssignmentRule = "interpolate",
    points: arguments.Points = None,
    seed: shared.Seed = 0,
    model: shared.Model = None,
    backend: shared.BackendChoice = "auto",
    device: shared.Device = "auto",
    offline: shared.Offline = False,
    text_bank: shared.TextBankFile = None,
    output: arguments.Output = None,
    formats: HeatFormats = None,
    scale: ColorScale = "cosine",
    force: shared.Force = False,
    as_json: shared.Json = False,
    quiet: shared.Quiet = False,
    verbose: shared.Verbose = False,
) -> None:
    """Show how well each face of a mesh (each point of a cloud) fits a text or a picked place."""
    messages = Messages(quiet=quiet, verbose=verbose)
    wanted = parse_query(text or [], pick, like, category, text_bank)

    from patchalign3d_cli.saving import heat_paths, save_heat

    jobs = plan(
        shapes,
        output,
        split_formats(formats or []),
        force,
        registry=wanted.registry,
        files=lambda path: heat_paths(path, wanted.texts or ("like",)),
    )

    from patchalign3d_cli.machine.atomic import make_folder
    from patchalign3d_cli.segmenting.loading import load_segmenter
    from patchalign3d_cli.segmenting.request import SegmentRequest

    request = SegmentRequest(
        category=category,
        up=up,
        columns=columns,
        trust_references=trust_references,
        assignment=assignment,
        points=points,
        seed=seed,
    )
    segmenter = load_segmenter(
        model, backend=backend, device=device, text_encoder=text_bank, offline=offline
    )
    messages.detail(f"model {segmenter.identity.name} on {segmenter.where}")
    wanted.prepare(segmenter, request, messages)

    def work(job: Job) -> dict[str, Any]:
        features = encode_shape(job.shape, segmenter, request, messages, wanted.texts)
        heat = wanted.heat(segmenter, features, request)
        make_folder(job.results[0].parent)
        files = save_heat(heat, job.results, overwrite=True, scale=scale)
        if any(path.suffix == ".png" for path in files):
            from patchalign3d_cli.pictures.png import picture_warnings

            for text in picture_warnings(heat.queries):
                messages.warn(f"{job.shape}: {text}")
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
