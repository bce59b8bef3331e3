"""A Hub for each test, and small models to put on it."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import open_clip
import pytest
import torch
from hub_server import FakeHub, connected, pickled
from parity_weights import fill, official_shapes
from safetensors.torch import save

VISION = {"layers": 1, "width": 64, "head_width": 32, "patch_size": 8, "image_size": 16}
TEXT = {"context_length": 8, "vocab_size": 49408, "width": 8, "heads": 2, "layers": 2}
CLIP_REPOSITORY = "laion/CLIP-ViT-bigG-14-laion2B-39B-b160k"
MODEL_REPOSITORY = "patchalign3d/patchalign3d-encoder"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[FakeHub]:
    """A running Hub that this process's client talks to."""
    with connected(tmp_path / "hub-cache") as hub:
        yield hub


@pytest.fixture(scope="session")
def clip_state() -> dict[str, torch.Tensor]:
    """A tiny OpenCLIP model whose embeddings are as wide as the published one's (D = 1280)."""
    with torch.random.fork_rng():
        torch.manual_seed(1)
        return dict(open_clip.CLIP(1280, dict(VISION), dict(TEXT)).state_dict())


@pytest.fixture(scope="session")
def clip_config() -> bytes:
    """Its `open_clip_config.json`."""
    model = {"embed_dim": 1280, "vision_cfg": VISION, "text_cfg": TEXT}
    return json.dumps({"model_cfg": model, "preprocess_cfg": {}}).encode()


@pytest.fixture(scope="session")
def clip_files(clip_state: dict[str, torch.Tensor], clip_config: bytes) -> dict[str, bytes]:
    """A repository with the tiny model as safetensors."""
    return {
        "open_clip_model.safetensors": save(clip_state),
        "open_clip_config.json": clip_config,
    }


@pytest.fixture(scope="session")
def official_checkpoint() -> bytes:
    """A small checkpoint in the official layout: width 24, two blocks, D = 1280."""
    shapes = official_shapes(width=24, depth=2)
    content = {
        "epoch": 3,
        "model": {name: fill(f"model.{name}", shape) for name, shape in shapes.items()},
        "proj": {
            "proj.weight": fill("proj.proj.weight", (1280, 24)),
            "proj.bias": fill("proj.proj.bias", (1280,)),
        },
        "temp": {"log_scale": torch.tensor(2.5)},
        "args": {},
    }
    return pickled(content)


@pytest.fixture
def published(
    hub: FakeHub, official_checkpoint: bytes, clip_files: Mapping[str, bytes]
) -> dict[str, str]:
    """The two repositories that `pull patchalign3d` needs; their commits by name."""
    files = {"patchalign3d.pt": official_checkpoint, "README.md": b"hello"}
    return {
        MODEL_REPOSITORY: hub.add(MODEL_REPOSITORY, files),
        CLIP_REPOSITORY: hub.add(CLIP_REPOSITORY, clip_files),
    }
