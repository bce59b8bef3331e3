"""`pa3d view`: a result, or a shape, in the browser."""

import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from patchalign3d_cli.cli import shared_arguments as shared
from patchalign3d_cli.cli.console import Messages, guarded, out
from patchalign3d_cli.cli.segment.arguments import Parts
from patchalign3d_cli.errors import ConfigError, OutputError

if TYPE_CHECKING:
    from patchalign3d_cli.choices import UpChoice, UpDirection
    from patchalign3d_cli.results import PartSegmentation
    from patchalign3d_cli.segmenting.request import SegmentRequest
    from patchalign3d_cli.segmenting.segmenter import Segmenter
    from patchalign3d_cli.shapes import Shape

_PAGES = (".html", ".htm")


@guarded
def view(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A result of pa3d (.json, .npz, .ply, .glb, .html), or a mesh or point cloud.",
        ),
    ],
    parts: Parts = None,
    shape: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="The shape of a .json or .npz, where it does not lie beside it."
        ),
    ] = None,
    up: shared.Up = None,
    columns: shared.Columns = None,
    trust_references: shared.TrustReferences = False,
    model: shared.Model = None,
    backend: shared.BackendChoice = "auto",
    device: shared.Device = "auto",
    offline: shared.Offline = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE.html",
            help="Keep the page there (default: a file in pa3d's cache).",
            rich_help_panel=shared.OUTPUT_PANEL,
        ),
    ] = None,
    force: shared.Force = False,
    no_open: Annotated[
        bool,
        typer.Option(
            "--no-open",
            help="Open no browser; print the page's path.",
            rich_help_panel=shared.OUTPUT_PANEL,
        ),
    ] = False,
    quiet: shared.Quiet = False,
) -> None:
    """Look at a result: one page to turn, hide, single out and ask, that works without a network.

    With --parts, a shape that has no labels yet gets them first.
    """
    messages = Messages(quiet=quiet)
    if file.suffix.lower() in _PAGES:
        page = _existing_page(file)
    else:
        from patchalign3d_cli.segmenting.request import SegmentRequest

        page = _page_path(file, output, force)
        request = SegmentRequest(up=up, columns=columns, trust_references=trust_references)

        def load() -> "Segmenter":
            from patchalign3d_cli.segmenting.loading import load_segmenter

            return load_segmenter(model, backend=backend, device=device, offline=offline)

        result = _result(file, parts or [], shape, request, load, messages)
        for warning in result.warnings:
            messages.warn(f"{file}: {warning}")
        _write(result, page)
    if no_open:
        out.print(str(page), markup=False)
        return
    messages.say(f"the page is {page}")
    if not webbrowser.open(page.resolve().as_uri()):
        messages.warn(f"no browser could be started; open {page} in one")


def _existing_page(file: Path) -> Path:
    if not file.is_file():
        raise OutputError(f"{file} is no file; check the path")
    return file


def _page_path(file: Path, output: Path | None, force: bool) -> Path:
    """Where the page goes; asked before any work is done."""
    from patchalign3d_cli.machine.atomic import make_folder
    from patchalign3d_cli.machine.home import pages_directory

    if output is None:
        make_folder(pages_directory())
        return pages_directory() / f"{file.stem or 'page'}.html"
    if output.suffix.lower() not in _PAGES:
        raise OutputError(f"-o {output} is no page; end it in .html")
    if output.exists() and not force:
        raise OutputError(f"{output} exists; add --force or choose another path with -o")
    if not output.parent.is_dir():
        raise OutputError(f"there is no folder {output.parent}; make it, or choose another with -o")
    return output


def _write(result: "PartSegmentation", page: Path) -> None:
    from patchalign3d_cli.page import write_html
    from patchalign3d_cli.saving import OutputFile, write_files

    write_files([OutputFile(page, lambda path: write_html(result, path))], overwrite=True)


def _result(
    file: Path,
    parts: list[str],
    shape: Path | None,
    request: "SegmentRequest",
    load: Callable[[], "Segmenter"],
    messages: Messages,
) -> "PartSegmentation":
    """The labelled shape: read back, or labelled now, or without labels."""
    from patchalign3d_cli.results_io import is_result, load_segmentation

    if file.suffix.lower() == ".json" or shape is not None or (file.is_file() and is_result(file)):
        if parts:
            raise OutputError(f"{file} has its labels; give --parts with a shape without labels")
        axis = _named_axis(request.up)
        return load_segmentation(file, shape=shape, up=axis, reading=request.reading)
    if not parts:
        source = _shape(file, request)
        _hint(file, messages)
        return _unlabelled(source)

    from patchalign3d_cli.segmenting.files import segment_file
    from patchalign3d_cli.text.labels import check_parts, parse_parts

    names = parse_parts(parts)
    check_parts(names)  # before the model is loaded
    return segment_file(file, names, request, segmenter=load())


def _shape(file: Path, request: "SegmentRequest") -> "Shape":
    """The shape in a file that nobody labelled yet, which may be encoded."""
    from patchalign3d_cli.results_io.features.layout import is_features_file
    from patchalign3d_cli.shapes import load_shape

    if is_features_file(file):
        from patchalign3d_cli.segmenting.files import read_encoded

        return read_encoded(file, request).source
    return load_shape(file, up=_named_axis(request.up), options=request.reading)


def _named_axis(up: "UpChoice | None") -> "UpDirection | None":
    if up == "auto":
        raise ConfigError("--up auto tries the axes with the model; add --parts, or name the axis")
    return up


def _hint(file: Path, messages: Messages) -> None:
    from patchalign3d_cli.results_io import RESULT_SUFFIXES
    from patchalign3d_cli.saving import SEGMENTATION_FORMATS

    beside = [SEGMENTATION_FORMATS.default_path(file, suffix) for suffix in RESULT_SUFFIXES]
    result = next((path for path in beside if path.is_file()), None)
    labels = f"{result} has some" if result else 'add --parts "seat,leg" to get some'
    messages.say(f"{file} has no labels; {labels}")


def _unlabelled(shape: "Shape") -> "PartSegmentation":
    import numpy as np

    from patchalign3d_cli.results import ModelIdentity, PartSegmentation

    count = shape.element_count
    return PartSegmentation(
        shape,
        (),
        np.full(count, -1, dtype=np.int32),
        np.zeros(count, dtype=np.float32),
        np.empty((count, 0), dtype=np.float32),
        ModelIdentity("none", "", "none", "none"),
        {},
        warnings=shape.warnings,
    )
