"""What the two repositories hold that `pa3d weights pull patchalign3d` needs, in small."""

import functools
import io
import json
from pathlib import Path

import torch
from safetensors.torch import save

from support.hub_server import FakeHub
from support.parity_weights import fill, official_shapes

VISION = {"layers": 1, "width": 64, "head_width": 32, "patch_size": 8, "image_size": 16}
TEXT = {"context_length": 8, "vocab_size": 49408, "width": 8, "heads": 2, "layers": 2}
CLIP_REPOSITORY = "laion/CLIP-ViT-bigG-14-laion2B-39B-b160k"
MODEL_REPOSITORY = "patchalign3d/patchalign3d-encoder"


@functools.cache
def clip_state() -> dict[str, torch.Tensor]:
    """A tiny OpenCLIP model whose embeddings are as wide as the published one's (D = 1280)."""
    import open_clip  # takes seconds, which most tests do not need

    with torch.random.fork_rng():
        torch.manual_seed(1)
        return dict(open_clip.CLIP(1280, dict(VISION), dict(TEXT)).state_dict())


@functools.cache
def clip_files() -> dict[str, bytes]:
    """A repository with the tiny model as safetensors."""
    model = {"embed_dim": 1280, "vision_cfg": VISION, "text_cfg": TEXT}
    return {
        "open_clip_model.safetensors": save(clip_state()),
        "open_clip_config.json": json.dumps({"model_cfg": model, "preprocess_cfg": {}}).encode(),
    }


@functools.cache
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


def publish(hub: FakeHub) -> dict[str, str]:
    """Put both repositories on a Hub; returns their commits by name."""
    files = {"patchalign3d.pt": official_checkpoint(), "README.md": b"hello"}
    return {
        MODEL_REPOSITORY: hub.add(MODEL_REPOSITORY, files),
        CLIP_REPOSITORY: hub.add(CLIP_REPOSITORY, clip_files()),
    }


def pickled(content: object, **options: bool) -> bytes:
    """What `torch.save` writes."""
    buffer = io.BytesIO()
    torch.save(content, buffer, **options)
    return buffer.getvalue()


class Payload:
    """Creates a file when it is unpickled by something careless."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return open, (str(self.path), "w")
