"""A Hub repository at one commit: its files, and fetching them whole."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from huggingface_hub import HfApi, constants, hf_hub_download, snapshot_download
from huggingface_hub.errors import LocalEntryNotFoundError
from huggingface_hub.utils import tqdm

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.hub.failures import hub_failures, missing_file_line
from patchalign3d_cli.machine.digests import file_sha256

LISTING_TIMEOUT = 30.0  # seconds


@dataclass(frozen=True)
class RemoteFile:
    """A file of a repository.

    Attributes:
        path: Its path in the repository.
        size: Its length in bytes.
        sha256: Hex digest of a large file (LFS, Xet).
        git_hash: Hex digest that git gives to a small one.
    """

    path: str
    size: int
    sha256: str | None
    git_hash: str | None


@dataclass(frozen=True)
class Repository:
    """A repository as it stood at one commit.

    Attributes:
        name: `organisation/name`.
        revision: The revision that was asked for; None for the main branch.
        commit: Full hash of the commit that it meant.
        files: Its files by path.
    """

    name: str
    revision: str | None
    commit: str
    files: Mapping[str, RemoteFile]


def open_repository(name: str, revision: str | None = None) -> Repository:
    """Ask the Hub which commit a revision means, and for the files there.

    Args:
        name: `organisation/name`.
        revision: Branch, tag or commit; None for the main branch.

    Raises:
        ModelError: The Hub cannot be reached or does not show such a repository or revision.
    """
    with hub_failures(name, revision=revision):
        info = HfApi().model_info(
            name, revision=revision, files_metadata=True, timeout=LISTING_TIMEOUT
        )
    if info.sha is None:
        raise ModelError(f"{constants.ENDPOINT} names no commit of {name}; check HF_ENDPOINT")
    files = {
        item.rfilename: RemoteFile(
            item.rfilename,
            item.size or 0,
            item.lfs.sha256 if item.lfs is not None else None,
            item.blob_id if item.lfs is None else None,
        )
        for item in info.siblings or ()
    }
    outside = [path for path in files if path.startswith("/") or ".." in path.split("/")]
    if outside:
        raise ModelError(f"{name} names files outside itself ({outside[0]}); do not use it")
    return Repository(name, revision, info.sha, files)


def fetch_file(repository: Repository, path: str) -> Path:
    """Fetch one file, through the Hub client's cache, and compare its hash with the repository's.

    Raises:
        ModelError: There is no such file, or it cannot be fetched whole and sound.
    """
    file = repository.files.get(path)
    if file is None:
        raise ModelError(missing_file_line(repository.name, path, repository.commit))
    with hub_failures(repository.name, file=path):
        local = Path(hf_hub_download(repository.name, path, revision=repository.commit))
    check_file(local, file, repository.name)
    return local


def fetch_snapshot(repository: Repository, patterns: Sequence[str]) -> Path:
    """Fetch the files that match, through the Hub client's cache, and compare their hashes.

    Returns:
        A folder with these files, and perhaps others of the repository.

    Raises:
        ModelError: A file cannot be fetched whole and sound.
    """
    with hub_failures(repository.name):
        folder = Path(  # by revision, not by commit: so the cache knows what the revision means
            snapshot_download(
                repository.name,
                revision=repository.revision,
                allow_patterns=list(patterns),
                tqdm_class=_TerminalProgress,
            )
        )
    if folder.name != repository.commit:
        raise ModelError(f"{repository.name} changed while it was fetched; run the command again")
    for path, file in repository.files.items():
        if (folder / path).is_file():
            check_file(folder / path, file, repository.name)
    return folder


def cached_snapshot(
    name: str, revision: str | None, required: Sequence[str], patterns: Sequence[str]
) -> Path | None:
    """A snapshot in the Hub client's cache that holds the required files; no network.

    Raises:
        ModelError: `name` is no name of a repository.
    """
    with hub_failures(name):
        try:
            folder = Path(
                snapshot_download(
                    name, revision=revision, allow_patterns=list(patterns), local_files_only=True
                )
            )
        except LocalEntryNotFoundError:
            return None
    return folder if all((folder / path).is_file() for path in required) else None


def check_file(local: Path, file: RemoteFile, repository: str) -> None:
    """Compare a fetched file with what the repository says of it; a wrong one is removed.

    Raises:
        ModelError: Length or hash differ.
    """
    if file.sha256 is not None:
        sound = file_sha256(local) == file.sha256
    elif file.git_hash is not None:
        content_bytes = local.read_bytes()
        blob = b"blob %d\x00" % len(content_bytes) + content_bytes
        sound = hashlib.sha1(blob, usedforsecurity=False).hexdigest() == file.git_hash
    else:
        sound = local.stat().st_size == file.size
    if not sound:
        local.resolve().unlink()
        local.unlink(missing_ok=True)
        raise ModelError(
            f"{file.path} of {repository} arrived damaged: its hash is not the repository's; it was"
            " removed, run the same command again"
        )


class _TerminalProgress(tqdm):
    """The Hub client's progress bar, on a terminal only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["disable"] = kwargs.get("disable") or None  # None: off unless a terminal
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]
