"""What can go wrong between here and the Hub, each in one line."""

import contextlib
import errno
from collections.abc import Iterator

from huggingface_hub import constants
from huggingface_hub.errors import (
    EntryNotFoundError,
    GatedRepoError,
    HfHubHTTPError,
    HFValidationError,
    HTTPError,  # of httpx or httpx2, by the client's version
    LocalEntryNotFoundError,
    OfflineModeIsEnabled,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)

from patchalign3d_cli.errors import ModelError

TransportError: type[Exception] = HTTPError
"""Base of everything that the client's HTTP library raises."""

LOGIN = "log in with `hf auth login` or set HF_TOKEN"


@contextlib.contextmanager
def hub_failures(
    repository: str, *, revision: str | None = None, file: str | None = None
) -> Iterator[None]:
    """Turn what the Hub's client raises into a `ModelError` of one line.

    Args:
        repository: The repository that the block asks about.
        revision: The revision asked for, if one was.
        file: The file asked for, if it is one.

    Raises:
        ModelError: The block failed.
    """
    try:
        yield
    except (TransportError, EntryNotFoundError, HFValidationError, OSError) as error:
        raise ModelError(_word(error, repository, revision, file)) from error
    except RuntimeError as error:  # what the Xet client raises
        raise ModelError(
            f"fetching {_what(repository, file)} failed: {_first_line(error)}; try again, or set"
            " HF_HUB_DISABLE_XET=1 to go by plain HTTP"
        ) from error


def offline_line(repository: str) -> str:
    """What to say where offline mode stands between here and a repository."""
    return (
        f"{repository} is not on this machine and offline mode is on; fetch it with"
        f" `pa3d weights pull {repository}` while online (without --offline and HF_HUB_OFFLINE),"
        " or choose a model that `pa3d weights list` shows"
    )


def _word(error: Exception, repository: str, revision: str | None, file: str | None) -> str:
    if isinstance(error, OfflineModeIsEnabled):
        return offline_line(repository)
    if isinstance(error, HFValidationError):
        return f"{repository!r} is no name of a Hub repository; give it as organisation/name"
    if isinstance(error, GatedRepoError) or _status(error) == 403:
        return (
            f"no permission for {repository}: accept its terms at"
            f" {constants.ENDPOINT}/{repository}, then {LOGIN}"
        )
    if isinstance(error, RevisionNotFoundError):
        return (
            f"{repository} has no revision {revision or 'main'}; give a branch, tag or commit that"
            f" {constants.ENDPOINT}/{repository} shows"
        )
    if isinstance(error, RepositoryNotFoundError) or _status(error) in (401, 404):
        return (
            f"the Hub shows no repository {repository}: check the name; if it is private, {LOGIN}"
        )
    if isinstance(error, LocalEntryNotFoundError):
        cause = error.__cause__
        if isinstance(cause, TransportError | OSError):
            return _word(cause, repository, revision, file)
        return offline_line(repository)
    if isinstance(error, EntryNotFoundError):
        return missing_file_line(repository, file or "the file", revision)
    return _word_connection(error, repository, file)


def missing_file_line(repository: str, file: str, revision: str | None) -> str:
    """What to say of a file that a repository does not hold."""
    at = f" at revision {revision}" if revision else ""
    return (
        f"{repository} holds no {file}{at}; check the repository's files, or pin another commit"
        " with --revision"
    )


def _word_connection(error: Exception, repository: str, file: str | None) -> str:
    what = _what(repository, file)
    status = _status(error)
    if status is not None:
        return f"the Hub answered with status {status} for {what}; try again later"
    if isinstance(error, TransportError):
        return (
            f"no connection to {constants.ENDPOINT} for {what} ({_first_line(error)}); check the"
            " network, proxy and HF_ENDPOINT, then run the same command again"
        )
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return f"the disk is full while fetching {what}; free some space and try again"
    return f"fetching {what} failed: {_first_line(error)}; run the same command again"


def _status(error: BaseException) -> int | None:
    if not isinstance(error, HfHubHTTPError):
        return None
    response = getattr(error, "response", None)
    return None if response is None else int(response.status_code)


def _what(repository: str, file: str | None) -> str:
    return f"{file} of {repository}" if file else repository


def _first_line(error: BaseException) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0] if lines else type(error).__name__
