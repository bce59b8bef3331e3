"""The small text tower itself: OpenCLIP's text transformer, its start, its loss, its epochs."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor, nn

_SIMILARITY_TEMPERATURE = 0.05
_WARM_UP = 0.05
_START_SCALE = 0.2


def tower_config(
    *, width: int, heads: int, layers: int, context: int, dimension: int
) -> dict[str, Any]:
    """OpenCLIP's `model_cfg` of the tower; its image half is a placeholder that is never kept."""
    return {
        "embed_dim": dimension,
        "vision_cfg": {"image_size": 32, "patch_size": 32, "layers": 1, "width": 64},
        "text_cfg": {
            "context_length": context,
            "vocab_size": 49408,
            "width": width,
            "heads": heads,
            "layers": layers,
        },
    }


def build_tower(config: dict[str, Any], seed: int) -> nn.Module:
    """OpenCLIP's `CLIP` without its image tower, freshly initialised from `seed`.

    Args:
        config: See `tower_config`.
        seed: Of the initial weights.
    """
    from open_clip.model import CLIP

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        tower: nn.Module = CLIP(**config)
    del tower.visual
    del tower.logit_scale
    return tower


def token_texts() -> list[str]:
    """The text of each token of OpenCLIP's vocabulary, in the order of their ids."""
    from open_clip.tokenizer import SimpleTokenizer

    tokenizer = SimpleTokenizer()
    return [
        bytearray(
            tokenizer.byte_decoder[character] for character in token.removesuffix("</w>")
        ).decode("utf-8", errors="replace")
        if not token.startswith("<start_of") and not token.startswith("<end_of")
        else ""
        for token in tokenizer.encoder
    ]


def start_from_meanings(tower: nn.Module, meanings: NDArray[np.float32]) -> None:
    """Give every token the teacher's vector of its text, so that rare words start meaningful.

    Args:
        tower: Of width C; its token embedding (V, C) is overwritten.
        meanings: (V, T) vectors of the tokens' texts. They are projected onto their C principal
            axes and scaled to one standard deviation that suits the tower's first block.
    """
    table: Tensor = tower.get_parameter("token_embedding.weight")
    centred = torch.from_numpy(meanings - meanings.mean(axis=0))  # (V, T)
    _, axes = torch.linalg.eigh(centred.T @ centred)  # ascending
    projected = centred @ axes[:, -table.shape[1] :]  # (V, C)
    with torch.no_grad():
        table.copy_(projected * (_START_SCALE / projected.std()))


def embed_tokens(tower: nn.Module, tokens: Tensor) -> Tensor:
    """What OpenCLIP's `encode_text` gives, computed on no more positions than the texts have.

    Args:
        tower: See `build_tower`.
        tokens: (B, S) int64 as OpenCLIP's tokenizer gives them, padded with 0 at the end.

    Returns:
        (B, D), L2-normalised. The causal mask makes the positions cut away irrelevant.
    """
    ends = tokens.argmax(dim=-1)  # (B,) the end token has the highest id
    length = int(ends.max()) + 1
    clip: Any = tower
    x = clip.token_embedding(tokens[:, :length]) + clip.positional_embedding[:length]
    x = clip.transformer(x, attn_mask=clip.attn_mask[:length, :length])  # (B, length, C)
    x = clip.ln_final(x[torch.arange(len(x)), ends])  # (B, C)
    return F.normalize((x @ clip.text_projection).float(), dim=-1)


def distillation_loss(student: Tensor, teacher: Tensor, relation: float) -> Tensor:
    """1 - cosine, plus the divergence of who resembles whom within the batch.

    Args:
        student: (B, D), L2-normalised.
        teacher: (B, D), L2-normalised.
        relation: Weight of the second term: the mean KL divergence between the two softmaxes of
            a row's cosines to the other rows.
    """
    cosine = (student * teacher).sum(dim=-1).mean()
    itself = torch.eye(len(student), dtype=torch.bool)
    near, wanted = (
        F.log_softmax(
            (vectors @ vectors.T / _SIMILARITY_TEMPERATURE).masked_fill(itself, -1e4), dim=-1
        )
        for vectors in (student, teacher)
    )  # (B, B)
    divergence = F.kl_div(near, wanted, reduction="batchmean", log_target=True)
    return 1 - cosine + relation * divergence


def make_optimizer(tower: nn.Module, rate: float, weight_decay: float) -> torch.optim.AdamW:
    """AdamW; only matrices decay, and of them not the embeddings, whose rare rows would fade."""
    named = list(tower.named_parameters())
    decayed = {name for name, value in named if value.ndim > 1 and "embedding" not in name}
    groups = [
        {"params": [v for n, v in named if n in decayed], "weight_decay": weight_decay},
        {"params": [v for n, v in named if n not in decayed], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.98), fused=True)


def rate_at(step: int, steps: int) -> float:
    """Share of the peak learning rate: a linear warm-up, then half a cosine down to 0."""
    warm_up = max(1, round(_WARM_UP * steps))
    if step < warm_up:
        return (step + 1) / warm_up
    return 0.5 * (1 + math.cos(math.pi * (step - warm_up) / max(1, steps - warm_up)))


@dataclass(frozen=True)
class Prompts:
    """Tokenised prompts and what the teacher makes of them.

    Attributes:
        tokens: (M, S) int64.
        targets: (M, D) float32, L2-normalised.
    """

    tokens: Tensor
    targets: Tensor


def batches(prompts: Prompts, size: int, seed: tuple[int, int]) -> Iterator[Prompts]:
    """One epoch: shuffled, each batch of prompts of about one length, the last one may be short.

    Args:
        prompts: M prompts.
        size: Prompts a batch.
        seed: Of the order; (seed of the run, epoch).
    """
    generator = np.random.default_rng(seed)
    lengths = prompts.tokens.argmax(dim=-1).numpy()
    order = generator.permutation(len(lengths))
    chunk = 16 * size
    cuts: list[NDArray[np.int64]] = []
    for start in range(0, len(order), chunk):
        part = order[start : start + chunk]
        part = part[np.argsort(lengths[part], kind="stable")]
        cuts += [part[i : i + size] for i in range(0, len(part), size)]
    for i in generator.permutation(len(cuts)):
        chosen = torch.from_numpy(cuts[i])
        yield Prompts(prompts.tokens[chosen], prompts.targets[chosen])


def mean_cosine(tower: nn.Module, prompts: Prompts) -> float:
    """Mean cosine between the tower's embeddings and the teacher's."""
    cosines = []
    with torch.inference_mode():
        for start in range(0, len(prompts.tokens), 1024):
            few = slice(start, start + 1024)
            embedded = embed_tokens(tower, prompts.tokens[few])
            cosines.append((embedded * prompts.targets[few]).sum(dim=-1))
    return float(torch.cat(cosines).mean())
