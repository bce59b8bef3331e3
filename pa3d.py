"""`import pa3d`: the public names of `patchalign3d_cli` under the name of its command."""

from typing import TYPE_CHECKING, Any

import patchalign3d_cli
from patchalign3d_cli import __all__ as __all__
from patchalign3d_cli import __version__ as __version__

if TYPE_CHECKING:
    from patchalign3d_cli import *  # noqa: F403


def __getattr__(name: str) -> Any:
    return getattr(patchalign3d_cli, name)


def __dir__() -> list[str]:
    return dir(patchalign3d_cli)
