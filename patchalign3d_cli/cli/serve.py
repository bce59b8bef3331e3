"""`pa3d serve`: one warm model for many requests."""

import importlib.util
import logging
from collections.abc import Mapping
from typing import Annotated

import typer

from patchalign3d_cli.choices import Backend
from patchalign3d_cli.cli import shared_arguments as shared
from patchalign3d_cli.cli.console import Messages, guarded
from patchalign3d_cli.errors import ConfigError, ModelError

LIMITS_PANEL = "Limits"
_OFFERED = (".glb", ".3mf", ".ply", ".json")
_PACKAGES = ("fastapi", "uvicorn", "python_multipart")


@guarded
def serve(
    host: Annotated[
        str,
        typer.Option(help="Address to listen on; any but this machine's own needs a token."),
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port to listen on; 0 for any free one.")
    ] = 8765,
    token: Annotated[
        str | None,
        typer.Option(
            envvar="PA3D_TOKEN",
            metavar="TEXT",
            help="What clients must send as bearer token; the variable keeps it out of sight.",
        ),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="Another name that the server may be called by; may be repeated."
        ),
    ] = None,
    model: shared.Model = None,
    backend: Annotated[
        Backend,
        typer.Option(
            help="What computes: light starts at once; torch runs on GPUs too.",
            rich_help_panel=shared.MODEL_PANEL,
        ),
    ] = "light",
    device: shared.Device = "auto",
    offline: shared.Offline = False,
    text_bank: shared.TextBankFile = None,
    max_upload: Annotated[
        int,
        typer.Option(
            min=1, metavar="MB", help="Largest request, in MB.", rich_help_panel=LIMITS_PANEL
        ),
    ] = 128,
    max_elements: Annotated[
        int,
        typer.Option(
            min=1,
            metavar="N",
            help="Most faces, points or vertices of a shape.",
            rich_help_panel=LIMITS_PANEL,
        ),
    ] = 1_000_000,
    max_seconds: Annotated[
        float,
        typer.Option(
            min=0.1,
            help="Longest request, with its time in the queue.",
            rich_help_panel=LIMITS_PANEL,
        ),
    ] = 60.0,
    keep: Annotated[
        int,
        typer.Option(
            min=1,
            metavar="N",
            help="Uploaded shapes to keep; the least recently used ones go.",
            rich_help_panel=LIMITS_PANEL,
        ),
    ] = 16,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="N",
            help="Requests computed at once (default: one a processor, up to 4).",
            rich_help_panel=LIMITS_PANEL,
        ),
    ] = None,
    queue: Annotated[
        int,
        typer.Option(
            min=1,
            metavar="N",
            help="Requests that may wait; others are sent away.",
            rich_help_panel=LIMITS_PANEL,
        ),
    ] = 32,
    quiet: shared.Quiet = False,
    verbose: shared.Verbose = False,
) -> None:
    """Serve one model over HTTP: segment, heat, suggest, and uploaded shapes to ask again."""
    messages = Messages(quiet=quiet, verbose=verbose)
    check_address(host, token)
    require_serving()

    from patchalign3d_cli.segmenting.loading import load_segmenter
    from patchalign3d_cli.serving.app import create_app
    from patchalign3d_cli.serving.limits import Limits
    from patchalign3d_cli.serving.run import listen, run_server
    from patchalign3d_cli.serving.service import Service

    limits = Limits(
        upload_bytes=max_upload * 2**20,
        elements=max_elements,
        seconds=max_seconds,
        shapes=keep,
        waiting=queue,
        **({} if workers is None else {"running": workers}),
    )
    with listen(host, port) as listening:  # what cannot be is said before anything is loaded
        segmenter = load_segmenter(
            model, backend=backend, device=device, text_encoder=text_bank, offline=offline
        )
        name = segmenter.identity.name
        messages.detail(f"model {name} on {segmenter.where}")
        if segmenter.labels is None:
            raise ModelError(f"{name} answers no words (stage 1); serve a stage-2 model with -m")
        files = page_files(() if model is None else ("-m", model))
        app = create_app(
            Service(segmenter, limits), token=token, files=files, hosts=allow_host or ()
        )
        if verbose:
            show_requests(messages)

        def ready(url: str) -> None:
            messages.say(f"{name} answers at {url} (Ctrl+C ends it)")

        run_server(app, host, listening, ready)
    messages.say("ended")


def check_address(host: str, token: str | None) -> None:
    """Make sure that only this machine reaches a server that asks for no token.

    Raises:
        ConfigError: Others would reach it, or the token is none.
    """
    from patchalign3d_cli.serving.run import is_loopback

    if token is not None and not (token.isascii() and token.isprintable() and token.strip()):
        raise ConfigError("the token must be letters, digits and signs of ASCII; choose another")
    if token is None and not is_loopback(host):
        raise ConfigError(
            f"--host {host} lets other machines in, who could use up this one; set a token in"
            " PA3D_TOKEN, or leave --host out"
        )


def require_serving() -> None:
    """Make sure that what serves is installed.

    Raises:
        ConfigError: It is not.
    """
    lacking = [name for name in _PACKAGES if importlib.util.find_spec(name) is None]
    if lacking:
        raise ConfigError(
            f"serving needs {', '.join(lacking)}, which is not installed; add it with"
            ' `pip install "pa3d[serve]"` (or "pa3d-light[serve]")'
        )


def page_files(
    options: tuple[str, ...] = (), file_options: tuple[str, ...] = ()
) -> Mapping[str, bytes]:
    """The live page, which offers to download what there is a writer for.

    Args:
        options: Options of `pa3d segment` that belong into the command line that it shows.
        file_options: Further ones, for the shape that it is opened with.
    """
    from patchalign3d_cli.page.live import LiveSettings, live_files
    from patchalign3d_cli.saving import SEGMENTATION_FORMATS

    formats = tuple(name[1:] for name in _OFFERED if name in SEGMENTATION_FORMATS.suffixes)
    return live_files(LiveSettings(formats, options, file_options))


def show_requests(messages: Messages) -> None:
    """Say each request in a line."""

    class Lines(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            messages.detail(record.getMessage())

    logger = logging.getLogger("patchalign3d_cli.serving.requests")
    logger.addHandler(Lines())
    logger.setLevel(logging.INFO)
    logger.propagate = False
