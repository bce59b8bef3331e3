"""Every generator's state, as plain values that go to disk and back."""

import random
from typing import Any

import numpy as np
import torch


def random_states() -> dict[str, Any]:
    """The states of Python's, numpy's, torch's and all CUDA devices' global generators."""
    version, words, gauss = random.getstate()
    numpy_state = np.random.get_state(legacy=False)  # noqa: NPY002 (others may draw from it)
    assert isinstance(numpy_state, dict)
    inner = numpy_state["state"]
    return {
        "python": {"version": version, "words": torch.tensor(words), "gauss": gauss},
        "numpy": {
            "bit_generator": numpy_state["bit_generator"],
            "key": torch.from_numpy(inner["key"].astype(np.int64)),
            "pos": int(inner["pos"]),
            "has_gauss": int(numpy_state["has_gauss"]),
            "gauss": float(numpy_state["gauss"]),
        },
        "torch": torch.get_rng_state(),
        "cuda": torch.cuda.get_rng_state_all() if torch.cuda.is_available() else [],
    }


def restore_random_states(states: dict[str, Any]) -> None:
    """Bring back what `random_states` gave.

    CUDA's are brought back where this machine has as many devices.
    """
    state = states["python"]
    random.setstate((state["version"], tuple(state["words"].tolist()), state["gauss"]))
    state = states["numpy"]
    key = state["key"].numpy().astype(np.uint32)
    np.random.set_state(  # noqa: NPY002 (see above)
        (state["bit_generator"], key, state["pos"], state["has_gauss"], state["gauss"])
    )
    torch.set_rng_state(states["torch"])
    if states["cuda"] and torch.cuda.device_count() == len(states["cuda"]):
        torch.cuda.set_rng_state_all(states["cuda"])
