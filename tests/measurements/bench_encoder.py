"""The encoder in torch, in numpy, as a plain twin and (where it is installed) in ONNX Runtime.

    PYTHONPATH=tests python tests/measurements/bench_encoder.py [--rounds 7] [--threads 2]

All have the same weights and see the same clouds, in turn; prints medians, and ratios of what was
measured one after the other. The last column is the rate of the encoder's matrix products (as torch
counts them) over its whole time, as a share of what one large product reaches in the same round.
ONNX Runtime (packages onnxruntime, onnx, onnxscript) gets the graph
behind the grouping, which it cannot express well; its time has the grouping in numpy added.
"""

import argparse
import importlib.util
import io
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import torch
from torch.utils.flop_counter import FlopCounterMode

from patchalign3d_cli.light import threads
from patchalign3d_cli.light.encoder import LightEncoder
from patchalign3d_cli.light.grouping import group_patches
from patchalign3d_cli.model import ModelConfig
from patchalign3d_cli.model.checkpoint import load_model
from patchalign3d_cli.model.convert import OfficialCheckpoint, convert_state
from patchalign3d_cli.model.patchalign3d import PatchAlign3D
from patchalign3d_cli.model.patches import Patches
from patchalign3d_cli.models.resolve import resolve_model
from support.parity_weights import official_head, official_state
from support.plain_training import PlainEncoder

DIMENSION = 1280
PRODUCT_SIDE, PRODUCTS = 1024, 8  # of the products that the rate is measured with
Clouds = np.ndarray
Form = Callable[[Clouds], np.ndarray]


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one call."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def operations(work: Callable[[], object]) -> int:
    """Floating-point operations of a call's matrix products."""
    with FlopCounterMode(display=False) as counter:
        work()
    return int(counter.get_total_flops())


def product_rate(square: torch.Tensor) -> float:
    """Operations a second of a product of two large squares."""
    spent = seconds(lambda: [square @ square for _ in range(PRODUCTS)])
    return PRODUCTS * 2 * len(square) ** 3 / spent


def published() -> tuple[PatchAlign3D, Form]:
    """The published size with weights by recipe, and its plain twin."""
    state, head = official_state(), official_head(DIMENSION)
    model = PatchAlign3D(ModelConfig("published", text=None, feature_dim=DIMENSION))
    checkpoint = OfficialCheckpoint(state, head, "text", None, None)
    model.load_state_dict(convert_state(checkpoint, "recipe"))
    twin = PlainEncoder(state, head)
    return model, lambda clouds: twin(torch.from_numpy(clouds), 128, 32)[0].numpy()


def in_onnx_runtime(model: PatchAlign3D, count: int, batch: int) -> Form:
    """The graph behind the grouping, exported for one size of batch."""
    import onnxruntime

    class Network(torch.nn.Module):
        def forward(self, centers: torch.Tensor, offsets: torch.Tensor) -> torch.Tensor:
            none = torch.empty(0, dtype=torch.int64)
            return model.head(model.encoder(Patches(centers, none, offsets, none)))

    sizes = model.config.encoder
    shape = (batch, sizes.patches, sizes.patch_size, 3)
    example = (torch.randn(batch, sizes.patches, 3), torch.randn(shape))
    graph = io.BytesIO()
    torch.onnx.export(
        Network().eval(), example, graph, input_names=["centers", "offsets"], verbose=False
    )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = count
    session = onnxruntime.InferenceSession(graph.getvalue(), options)

    def encode(clouds: Clouds) -> np.ndarray:
        patches = [group_patches(points, sizes.patches, sizes.patch_size) for points in clouds]
        pairs = zip(clouds, patches, strict=True)
        centers = np.stack([points[one.center_indices] for points, one in pairs])
        offsets = np.stack([one.offsets for one in patches])
        return session.run(None, {"centers": centers, "offsets": offsets})[0]

    return encode


def forms(model: PatchAlign3D, count: int, batch: int) -> Iterator[tuple[str, Form]]:
    """The ways to compute one model, torch first."""
    fast = model.for_inference()
    weights = {name: tensor.numpy() for name, tensor in model.state_dict().items()}
    light = LightEncoder(model.config, weights)
    yield "torch", lambda clouds: fast(torch.from_numpy(clouds)).features.numpy()
    yield "numpy", lambda clouds: light.encode(list(clouds)).features
    if importlib.util.find_spec("onnxruntime") and importlib.util.find_spec("onnxscript"):
        yield "ONNX Runtime", in_onnx_runtime(fast, count, batch)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    threads.thread_count = lambda: options.threads
    print(f"{options.rounds} rounds, medians, {options.threads} threads, 2,048 points a cloud")
    print("(numpy uses as many)")
    big, twin = published()
    mini = load_model(resolve_model(offline=True))
    random = np.random.default_rng(0)
    square = torch.from_numpy(random.standard_normal((PRODUCT_SIDE,) * 2).astype(np.float32))
    for name, model in (("pa3d-mini", mini), ("published size", big)):
        for batch in (1, 8):
            clouds = random.standard_normal((batch, 2048, 3)).astype(np.float32)
            clouds /= np.linalg.norm(clouds, axis=2).max(axis=1)[:, None, None]
            every = dict(forms(model, options.threads, batch))
            if model is big:
                every["plain twin"] = twin
            with torch.inference_mode():
                expected = every["torch"](clouds)
                for form, encode in every.items():
                    error = np.abs(encode(clouds) - expected).max()
                    assert error < 1e-4, f"{form} differs by {error}"
                count = operations(partial(every["torch"], clouds))
                rounds, rates = [], []
                for _ in range(options.rounds):
                    rates.append(product_rate(square))
                    rounds.append(
                        {form: seconds(partial(encode, clouds)) for form, encode in every.items()}
                    )
            print(f"{name}, batch {batch}")
            for form in every:
                median = statistics.median(taken[form] for taken in rounds)
                ratio = statistics.median(taken[form] / taken["torch"] for taken in rounds)
                shares = (count / one[form] / rate for one, rate in zip(rounds, rates, strict=True))
                share = statistics.median(shares)
                print(
                    f"  {form:13} {median * 1e3:7.1f} ms  {ratio:5.2f} times torch"
                    f"  {share:5.0%} of the products' rate"
                )


if __name__ == "__main__":
    main()
