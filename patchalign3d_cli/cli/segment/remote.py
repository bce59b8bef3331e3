"""What does not go with `pa3d segment --server`."""

import os
from collections.abc import Mapping

from patchalign3d_cli.errors import ConfigError


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
