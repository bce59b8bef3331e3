"""Ray Data as two steps: a function that reads on processors, and actors that work on what it read.

Items and answers travel as pickled bytes in blocks of a few, so that the loss of a machine costs
what it had in its hands and nothing else: Ray reads and works on those again elsewhere.
"""

import pickle
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from patchalign3d_cli.batches.cluster.session import RaySession
from patchalign3d_cli.errors import ConfigError

_READER_SHARE, _ACTOR_SHARE = 0.1, 0.9  # of a processor; together they fill each
_IN_HAND = 2  # blocks that an actor has: one it works on, one that waits
# Ray Data takes 13 ms of the driver for each block, so many items go in blocks of several; an actor
# still has its turn often enough for all to end at about the same time.
_MOST_TOGETHER, _TURNS = 16, 8
_COLUMN = "item"


def process(
    session: RaySession,
    items: Sequence[Any],
    read: Callable[[Any], Any],
    actor: type,
    arguments: tuple[Any, ...],
    *,
    actors: int,
    with_gpu: bool,
) -> Iterator[Any]:
    """Read items and have actors work on them; the answers in any order.

    Args:
        session: The cluster.
        items: What is to be done; anything that pickles.
        read: Makes of an item what the actor is given, on any machine. It must not fail.
        actor: A class; an instance is called with what was read, and must not fail.
        arguments: What its instances are made with.
        actors: How many work at a time; as many as there is room for.
        with_gpu: Whether each gets a GPU.

    Raises:
        ConfigError: The machines of the cluster cannot run it.
    """
    import ray
    from ray.data import ActorPoolStrategy

    rows = [{_COLUMN: pickle.dumps(item)} for item in items]
    actors = max(1, min(actors, len(rows)))
    together = max(1, min(_MOST_TOGETHER, len(rows) // (actors * _TURNS)))
    pool = ActorPoolStrategy(
        min_size=1,
        max_size=actors,
        initial_size=actors,
        max_tasks_in_flight_per_actor=_IN_HAND,
    )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            data = ray.data.from_items(rows, override_num_blocks=-(-len(rows) // together))
            data = data.map(Reading(read), num_cpus=_READER_SHARE)
            data = data.map(
                Working,
                fn_constructor_args=(actor, arguments),
                compute=pool,
                num_cpus=_ACTOR_SHARE,
                num_gpus=1 if with_gpu else None,
            )
            for row in data.iter_rows():
                yield pickle.loads(row[_COLUMN])
    except ray.exceptions.RayError as error:
        raise ConfigError(
            f"the cluster gave up: {_reason(error)}; check `ray status`, and that every machine has"
            " this version of pa3d"
        ) from error


class Reading:
    """What Ray Data calls to read: rows to rows.

    Args:
        read: Makes of an item what the actor is given.
    """

    def __init__(self, read: Callable[[Any], Any]) -> None:
        self._read = read

    def __call__(self, row: dict[str, bytes]) -> dict[str, bytes]:
        """Read one item."""
        return {_COLUMN: pickle.dumps(self._read(pickle.loads(row[_COLUMN])))}


class Working:
    """What Ray Data makes an actor of.

    Args:
        actor: The class that works.
        arguments: What its instance is made with.
    """

    def __init__(self, actor: type, arguments: tuple[Any, ...]) -> None:
        self._actor = actor(*arguments)

    def __call__(self, row: dict[str, bytes]) -> dict[str, bytes]:
        """Work on one item."""
        return {_COLUMN: pickle.dumps(self._actor(pickle.loads(row[_COLUMN])))}


def _reason(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1][:300] if lines else type(error).__name__
