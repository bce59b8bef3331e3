"""Runs on one thread."""

import functools
from collections.abc import Callable, Iterator

import pytest
import torch

from support.watched_runs import UncutRun, uncut_run


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Small tensors are slower on several threads, most of all on a busy machine."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="session")
def uncut(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], UncutRun]:
    """By a stage's name what a whole run of it ends with; made once."""
    return functools.cache(lambda name: uncut_run(name, tmp_path_factory.mktemp("uncut") / name))
