"""Several processes share a batch and compute what one would."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
import torch.distributed as dist
from torch import nn

from patchalign3d_cli.model.layers import DropPath
from patchalign3d_training.loop.shared_layers import SharedBatchNorm, SharedDropPath, share_layers

PROGRAM = Path(__file__).parents[2] / "support" / "tiny_runs.py"


@pytest.fixture
def lone_group(tmp_path: Path) -> Iterator[None]:
    """A process group of this process alone."""
    store = dist.FileStore(str(tmp_path / "store"), 1)
    dist.init_process_group("gloo", store=store, rank=0, world_size=1)
    yield
    dist.destroy_process_group()


def test_shared_batch_norm_is_batch_norm(lone_group: None):
    torch.manual_seed(0)
    plain, twin = nn.BatchNorm1d(5), nn.BatchNorm1d(5)
    shared = SharedBatchNorm(twin)
    for _ in range(2):
        rows = torch.randn(40, 5) * 3 + 7
        inputs = [rows.clone().requires_grad_(), rows.clone().requires_grad_()]
        outs = [plain(inputs[0]), shared(inputs[1])]
        weights = torch.randn(40, 5)
        for out in outs:
            (out * weights).sum().backward()
        assert torch.allclose(outs[0], outs[1], atol=1e-5)
        assert inputs[0].grad is not None and inputs[1].grad is not None
        assert torch.allclose(inputs[0].grad, inputs[1].grad, atol=1e-5)
    for key, value in plain.state_dict().items():
        assert torch.allclose(value, shared.state_dict()[key], atol=1e-5), key
    assert torch.allclose(plain.eval()(rows), shared.eval()(rows), atol=1e-5)


def test_each_process_keeps_its_share_of_the_draws():
    whole, branch = DropPath(0.5).train(), torch.ones(8, 3, 2)
    torch.manual_seed(1)
    wanted = whole(branch)
    shares = []
    for rank in range(2):
        torch.manual_seed(1)
        shares.append(SharedDropPath(0.5, rank, 2).train()(branch[:4]))
    assert torch.equal(torch.cat(shares), wanted)
    assert 0 < (wanted == 0).sum() < wanted.numel()


def test_layers_are_replaced_wherever_they_are():
    inner = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3), DropPath(0.1))
    module = nn.ModuleDict({"deep": nn.ModuleList([inner])})
    before = {key: value.data_ptr() for key, value in module.state_dict().items()}
    share_layers(module, 1, 2)
    assert isinstance(inner[1], SharedBatchNorm)
    assert isinstance(inner[2], SharedDropPath) and inner[2].rank == 1
    assert {key: value.data_ptr() for key, value in module.state_dict().items()} == before


def losses(*command: object) -> dict[str, float]:
    """Loss of each step of a run."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, env=environment
    )
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines() if line.startswith("step ")]
    return {step: float(loss) for _, step, loss in lines}


@pytest.mark.slow
@pytest.mark.parametrize("stage", ["align", "distill"])
def test_two_processes_give_the_losses_of_one(tmp_path: Path, stage: str):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    launch = ["-m", "torch.distributed.run", "--nproc-per-node", 2, "--master-port", port]
    one = losses(sys.executable, PROGRAM, stage, tmp_path / "one")
    two = losses(sys.executable, *launch, PROGRAM, stage, tmp_path / "two")
    assert list(one) == list(two) == [str(step) for step in range(1, 13)]
    assert two == pytest.approx(one, abs=1e-5)
