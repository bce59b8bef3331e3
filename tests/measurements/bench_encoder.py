"""The encoder at the published size against its plain twin, in one run.

    PYTHONPATH=tests python tests/measurements/bench_encoder.py [--rounds 7] [--threads 2]

Both have the same weights and see the same clouds, in turn; prints medians and ratios.
"""

import argparse
import statistics
import time
from collections.abc import Callable

import torch

from patchalign3d_cli.model import ModelConfig
from patchalign3d_cli.model.convert import OfficialCheckpoint, convert_state
from patchalign3d_cli.model.patchalign3d import PatchAlign3D
from support.parity_weights import official_head, official_state
from support.plain_training import PlainEncoder

DIMENSION = 1280


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one call."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    state, head = official_state(), official_head(DIMENSION)
    plain = PlainEncoder(state, head)
    model = PatchAlign3D(ModelConfig("published", text=None, feature_dim=DIMENSION))
    checkpoint = OfficialCheckpoint(state, head, "text", None, None)
    model.load_state_dict(convert_state(checkpoint, "recipe"))
    fast = model.for_inference()
    print(f"{options.rounds} rounds, medians, {options.threads} threads, 2,048 points a cloud")
    for batch in (1, 8):
        points = torch.randn(batch, 2048, 3, generator=torch.Generator().manual_seed(0))
        points /= points.norm(dim=2).amax(dim=1)[:, None, None]
        with torch.inference_mode():
            error = (plain(points, 128, 32)[0] - fast(points).features).abs().max().item()
            times = [
                (seconds(lambda p=points: plain(p, 128, 32)), seconds(lambda p=points: fast(p)))
                for _ in range(options.rounds)
            ]
        slow, quick = (statistics.median(column) for column in zip(*times, strict=True))
        ratio = statistics.median(a / b for a, b in times)
        print(
            f"batch {batch}: plain {slow * 1e3:.0f} ms, pa3d {quick * 1e3:.0f} ms,"
            f" ratio {ratio:.2f}, largest difference {error:.1e}"
        )


if __name__ == "__main__":
    main()
