"""Shapes labelled by a server, for `pa3d segment --server`."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from patchalign3d_cli.errors import ConfigError

if TYPE_CHECKING:
    from patchalign3d_cli.results import PartSegmentation
    from patchalign3d_cli.segmenting.request import SegmentRequest

TOKEN_VARIABLE = "PA3D_TOKEN"


def refuse_local(options: Mapping[str, object]) -> None:
    """Make sure that no option chooses a model of this machine.

    Args:
        options: The values of such options by name; None where they were left out.

    Raises:
        ConfigError: One does.
    """
    for option, value in options.items():
        chosen_elsewhere = option == "--model" and value == os.environ.get("PA3D_MODEL")
        if value is not None and not chosen_elsewhere:
            raise ConfigError(
                f"{option} goes not with --server, which has its own model; leave it out"
            )


def remote_labels(
    url: str, parts: Sequence[str], request: "SegmentRequest"
) -> Callable[[Path], "PartSegmentation"]:
    """What labels the shape in a file by a server.

    Args:
        url: The server's address.
        parts: The part names.
        request: How.

    Raises:
        ConfigError: The address is none.
        PartsError: The names cannot be asked for.
    """
    from patchalign3d_cli.serving.client import RemoteServer
    from patchalign3d_cli.text.labels import check_parts

    check_parts(parts)
    server = RemoteServer(url, os.environ.get(TOKEN_VARIABLE))
    return lambda path: server.segment(path, parts, request)
