"""The Hub client, kept from talking over the commands."""

import contextlib
import warnings
from collections.abc import Iterator


@contextlib.contextmanager
def calm_client(quiet: bool) -> Iterator[None]:
    """Keep the Hub client's log off stderr, and its bars too if quiet: we tell its failures."""
    from huggingface_hub import utils

    level, bars = utils.logging.get_verbosity(), not utils.are_progress_bars_disabled()
    utils.logging.set_verbosity(utils.logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # HF_HUB_DISABLE_PROGRESS_BARS=0 keeps them, and says so
        if quiet and bars:
            utils.disable_progress_bars()
        try:
            yield
        finally:
            utils.logging.set_verbosity(level)
            if quiet and bars:
                utils.enable_progress_bars()
