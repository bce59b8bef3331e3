"""Learning rates as pure functions of the step."""

import math

from patchalign3d_training.loop.run_options import RunOptions

_FLOOR = 0.01  # of the peak, at the cosine's end


def learning_rate_factor(step: int, steps: int, options: RunOptions) -> float:
    """What the learning rates are multiplied by at a step.

    Args:
        step: Steps done before it.
        steps: Steps of the whole run.
        options: `schedule` and `warmup` count.
    """
    if options.schedule == "constant":
        return 1.0
    if step < options.warmup:
        return (step + 1) / options.warmup
    done = (step - options.warmup) / max(1, steps - options.warmup)
    return _FLOOR + (1 - _FLOOR) * 0.5 * (1 + math.cos(math.pi * done))
