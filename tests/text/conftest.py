import functools
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save_file

VISION = {"layers": 1, "width": 32, "head_width": 16, "patch_size": 8, "image_size": 16}
TEXT = {"context_length": 16, "vocab_size": 49408, "width": 32, "heads": 2, "layers": 2}

MakeClip = Callable[..., tuple[Path, torch.nn.Module]]


@pytest.fixture(scope="session")
def one_tokenizer() -> Iterator[None]:
    """Read OpenCLIP's vocabulary once: its tokenizer does so for every tower."""
    import open_clip

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(open_clip, "SimpleTokenizer", functools.cache(open_clip.SimpleTokenizer))
        yield


@pytest.fixture(scope="session")
def make_clip(one_tokenizer: None, tmp_path_factory: pytest.TempPathFactory) -> MakeClip:
    """Build a tiny OpenCLIP model, save it whole as a `local-dir:`, and give both."""

    import open_clip

    def make(custom: bool = False, seed: int = 0, **changes: Any) -> tuple[Path, torch.nn.Module]:
        quick_gelu = changes.pop("quick_gelu", False)
        text = {**TEXT, **changes}
        with torch.random.fork_rng():
            torch.manual_seed(seed)
            kind = open_clip.CustomTextCLIP if custom else open_clip.CLIP
            model = kind(24, dict(VISION), dict(text), quick_gelu=quick_gelu).eval()
        directory = tmp_path_factory.mktemp("clip")
        config = {"embed_dim": 24, "vision_cfg": VISION, "text_cfg": text}
        config |= {"quick_gelu": quick_gelu, "custom_text": custom}
        write_config(directory, config)
        save_file(model.state_dict(), directory / "open_clip_model.safetensors")
        return directory, model

    return make


@pytest.fixture(scope="session")
def tiny_clip(make_clip: MakeClip) -> tuple[Path, torch.nn.Module]:
    """A tiny OpenCLIP model (D = 24) and its directory; not to be written to."""
    return make_clip()


def write_config(directory: Path, model: dict[str, Any]) -> None:
    text = json.dumps({"model_cfg": model, "preprocess_cfg": {}})
    (directory / "open_clip_config.json").write_text(text, encoding="utf-8")
