"""`pa3d app`: the live page, with a server of its own on this machine."""

import secrets
import webbrowser
from pathlib import Path
from typing import Annotated
from urllib.parse import urlencode

import typer

from patchalign3d_cli.cli import shared_arguments as shared
from patchalign3d_cli.cli.console import Messages, guarded, out
from patchalign3d_cli.cli.segment.arguments import Parts
from patchalign3d_cli.cli.serve import page_files, require_serving
from patchalign3d_cli.errors import ShapeError

_HOST = "127.0.0.1"


@guarded
def live(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]", help="A mesh or point cloud; without one the page asks for it."
        ),
    ] = None,
    parts: Parts = None,
    up: shared.Up = None,
    columns: shared.Columns = None,
    trust_references: shared.TrustReferences = False,
    model: shared.Model = None,
    backend: shared.BackendChoice = "auto",
    device: shared.Device = "auto",
    offline: shared.Offline = False,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port of the page; 0 takes a free one.")
    ] = 0,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Open no browser; print the page's address.")
    ] = False,
    quiet: shared.Quiet = False,
) -> None:
    r"""Type words and see the parts light up: a live page in the browser, until Ctrl-C.

    The page's server answers this machine alone, and only whoever has the address. It needs the
    extra `serve`: pip install "pa3d\[serve]".
    """
    require_serving()

    from patchalign3d_cli.segmenting.loading import load_segmenter
    from patchalign3d_cli.segmenting.request import SegmentRequest
    from patchalign3d_cli.serving.app import create_app
    from patchalign3d_cli.serving.run import run_server
    from patchalign3d_cli.serving.service import Service
    from patchalign3d_cli.text.labels import check_parts, parse_parts

    messages = Messages(quiet=quiet)
    if file is not None and not file.is_file():
        raise ShapeError(f"{file} is no file; check the path, or leave it out and drop one")
    names = parse_parts(parts or [])
    if names:
        check_parts(names)
    request = SegmentRequest(up=up, columns=columns, trust_references=trust_references)
    service = Service(load_segmenter(model, backend=backend, device=device, offline=offline))
    token = secrets.token_urlsafe(16)
    values = {"token": token}
    if file is not None:
        values["shape"] = service.keep_file(file, request).id
    if names:
        values["words"] = ",".join(names)

    def ready(url: str) -> None:
        address = f"{url}#{urlencode(values)}"
        if no_browser:
            out.print(address, markup=False)
        elif webbrowser.open(address):
            messages.say(f"the page is {address}")
        else:
            messages.warn(f"no browser could be started; open {address} in one")
        messages.say("Ctrl-C ends it")

    options = () if model is None else ("-m", model)
    files = page_files(options, _reading_options(columns, trust_references))
    app = create_app(service, token=token, files=files)
    run_server(app, _HOST, port, ready)


def _reading_options(columns: str | None, trust_references: bool) -> tuple[str, ...]:
    """How a file was read, as the options that say so."""
    named = () if columns is None else ("--columns", columns)
    return (*named, "--trust-references") if trust_references else named
