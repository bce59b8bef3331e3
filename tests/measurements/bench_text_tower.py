"""Memory and time of the published text tower: `python tests/measurements/bench_text_tower.py`.

Writes a tower of ViT-bigG-14's dimensions with random weights (694.7 M parameters, 2.8 GB; half of
it with `--half`) to a temporary folder, shard by shard, and embeds nine prompts with each backend
in a process of its own. Prints that process's peak resident memory, which counts the pages of the
weights file that it touched, and its seconds. The folder is deleted.
"""

import argparse
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

WIDTH, LAYERS, HEADS, VOCABULARY, CONTEXT = 1280, 32, 20, 49408, 77
PROMPTS = tuple(
    template.format(part)
    for part in ("seat", "leg", "back")
    for template in ("{}", "a {}", "{} part")
)


def tensor_shapes() -> dict[str, dict[str, tuple[int, ...]]]:
    """Shards of the tower: file name to tensor name to shape."""
    c, hidden = WIDTH, 4 * WIDTH
    block = {
        "ln_1.weight": (c,),
        "ln_1.bias": (c,),
        "attn.in_proj_weight": (3 * c, c),
        "attn.in_proj_bias": (3 * c,),
        "attn.out_proj.weight": (c, c),
        "attn.out_proj.bias": (c,),
        "ln_2.weight": (c,),
        "ln_2.bias": (c,),
        "mlp.c_fc.weight": (hidden, c),
        "mlp.c_fc.bias": (hidden,),
        "mlp.c_proj.weight": (c, hidden),
        "mlp.c_proj.bias": (c,),
    }
    shards: dict[str, dict[str, tuple[int, ...]]] = {
        f"block-{layer:02}.safetensors": {
            f"transformer.resblocks.{layer}.{name}": shape for name, shape in block.items()
        }
        for layer in range(LAYERS)
    }
    shards["rest.safetensors"] = {
        "token_embedding.weight": (VOCABULARY, c),
        "positional_embedding": (CONTEXT, c),
        "ln_final.weight": (c,),
        "ln_final.bias": (c,),
        "text_projection": (c, c),
    }
    return shards


def write_tower(directory: Path, half: bool) -> int:
    """Write the tower; returns its number of parameters."""
    import torch
    from safetensors.torch import save_file

    generator = torch.Generator().manual_seed(0)
    count = 0
    weight_map = {}
    for shard, shapes in tensor_shapes().items():
        tensors = {}
        for name, shape in shapes.items():
            tensor = torch.randn(shape, generator=generator).mul_(0.02)
            tensors[name] = tensor.half() if half else tensor
            count += tensor.numel()
            weight_map[name] = shard
        save_file(tensors, directory / shard)
    text = {"context_length": CONTEXT, "vocab_size": VOCABULARY, "width": WIDTH, "heads": HEADS}
    config = {"model_cfg": {"embed_dim": WIDTH, "text_cfg": {**text, "layers": LAYERS}}}
    (directory / "open_clip_config.json").write_text(json.dumps(config))
    index = directory / "open_clip_model.safetensors.index.json"
    index.write_text(json.dumps({"weight_map": weight_map}))
    return count


def embed_prompts(directory: Path, backend: str) -> tuple[float, float, float]:
    """Seconds of importing and loading, of embedding, and the peak memory in GB."""
    start = time.perf_counter()
    from patchalign3d_cli.models.label_encoders import load_tower

    tower = load_tower(directory, backend=backend)
    loaded = time.perf_counter()
    assert tower.embed(PROMPTS).shape == (len(PROMPTS), WIDTH)
    embedded = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return loaded - start, embedded - loaded, peak * (1 if sys.platform == "darwin" else 1024) / 1e9


def main() -> None:
    """Write, measure, print, delete."""
    parser = argparse.ArgumentParser(description="Memory and time of the published text tower.")
    parser.add_argument("--half", action="store_true", help="store the weights in float16")
    half = parser.parse_args().half
    spawn = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as name:
        # This process stays small: a child's peak starts at what its parent holds.
        with ProcessPoolExecutor(1, mp_context=spawn) as pool:
            count = pool.submit(write_tower, Path(name), half).result()
        with ProcessPoolExecutor(1, mp_context=spawn) as pool:
            pool.submit(embed_prompts, Path(name), "light").result()  # the files are warm
        print(f"text tower of {count / 1e6:.1f} M parameters, {'float16' if half else 'float32'}")
        for backend in ("light", "torch"):
            with ProcessPoolExecutor(1, mp_context=spawn) as pool:
                load, embed, peak = pool.submit(embed_prompts, Path(name), backend).result()
            print(
                f"{backend}: import and load {load:.1f} s, embed {len(PROMPTS)} prompts"
                f" {embed:.1f} s, peak memory {peak:.2f} GB"
            )


if __name__ == "__main__":
    main()
