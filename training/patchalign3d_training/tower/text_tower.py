"""The bundled model's small text tower: distilled from a sentence encoder, saved as OpenCLIP's."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file
from torch import nn

from patchalign3d_cli.errors import ConfigError, ModelError
from patchalign3d_cli.machine.atomic import atomic_path, make_folder
from patchalign3d_cli.machine.unpickling import read_plain
from patchalign3d_cli.text.tower_files import TOWER_CONFIG_FILE, TOWER_WEIGHTS_FILE
from patchalign3d_training.tower import tower_training as training
from patchalign3d_training.tower.tower_data import build_corpus
from patchalign3d_training.tower.tower_teacher import DIMENSION, cached_teacher
from patchalign3d_training.tower.tower_training import Prompts

STATE_FILE = "tower-state.pt"


@dataclass(frozen=True)
class TowerOptions:
    """How the small text tower is made; the defaults made the bundled one.

    Attributes:
        wordnet: Folder of WordNet's `data.noun`.
        output: Folder that gets the tower; made where it is missing.
        work: Folder of the teacher's cached answers and of the run's state; made where missing.
        width: C, width of a token.
        heads: Attention heads; divides `width`.
        layers: Number of transformer blocks.
        context: Most tokens of a text, its two ends included; longer texts are cut.
        corpus_size: At most this many prompts to learn from.
        epochs: Passes over the prompts.
        batch_size: Prompts a step.
        rate: Peak learning rate.
        weight_decay: Of the matrices of the blocks.
        relation: Weight of the loss's relational term.
        seed: Of the corpus, the initial weights and the order.
        resume: Go on from the state that an interrupted run left in `work`.
    """

    wordnet: Path
    output: Path
    work: Path
    width: int = 192
    heads: int = 6
    layers: int = 4
    context: int = 32
    corpus_size: int = 240_000
    epochs: int = 14
    batch_size: int = 1024
    rate: float = 2e-3
    weight_decay: float = 0.05
    relation: float = 0.1
    seed: int = 0
    resume: bool = False

    def __post_init__(self) -> None:
        sizes = (self.width, self.heads, self.layers, self.corpus_size, self.epochs)
        if min(*sizes, self.batch_size) < 1 or self.context < 3 or self.rate <= 0:
            raise ConfigError(
                "every size of the text tower and its rate must be above 0, its context above 2;"
                " correct the option"
            )
        if self.width % self.heads:
            raise ConfigError(
                f"the text tower's width {self.width} is no multiple of its {self.heads} heads;"
                " change one of them"
            )

    def fingerprint(self) -> str:
        """What a run's state must agree on with the run that goes on from it."""
        values = asdict(self)
        for name in ("output", "work", "resume", "wordnet"):
            del values[name]
        return json.dumps(values, sort_keys=True)


@dataclass(frozen=True)
class TowerReport:
    """What came out.

    Attributes:
        cosine: Mean cosine to the teacher on held-out nouns, of the weights as saved.
        prompts: How many prompts it learned from.
        held_out: How many prompts the cosine is about.
        parameters: Of the tower.
        size: Bytes of the weights' file.
    """

    cosine: float
    prompts: int
    held_out: int
    parameters: int
    size: int


def distil_tower(options: TowerOptions, progress: Callable[[str], None]) -> TowerReport:
    """Distil the tower and save it in OpenCLIP's `local-dir:` layout, text tensors alone.

    The target of a prompt is the teacher's vector less the mean over the corpus, normalised
    again: what all prompts share tells no part from another.

    Args:
        options: See `TowerOptions`.
        progress: Told a line of text now and then.

    Raises:
        DataError: WordNet is missing.
        ConfigError: The teacher is missing.
        ModelError: The state to resume from is missing or belongs to other options.
        OutputError: A file cannot be written.
    """
    corpus = build_corpus(options.wordnet, size=options.corpus_size, seed=options.seed)
    for folder in (options.output, options.work):
        make_folder(folder)
    taught = cached_teacher(corpus.train, options.work, progress)
    mean = taught.mean(axis=0)
    train = _prompts(corpus.train, taught - mean, options)
    held_out = _prompts(
        corpus.validation, cached_teacher(corpus.validation, options.work, progress) - mean, options
    )
    config = training.tower_config(
        width=options.width,
        heads=options.heads,
        layers=options.layers,
        context=options.context,
        dimension=DIMENSION,
    )
    tower = training.build_tower(config, options.seed)
    meanings = cached_teacher(training.token_texts(), options.work, progress)
    training.start_from_meanings(tower, meanings)
    _fit(tower, train, held_out, options, progress)
    _save(tower, config, options.output)
    return TowerReport(
        cosine=training.mean_cosine(tower, held_out),
        prompts=len(corpus.train),
        held_out=len(corpus.validation),
        parameters=sum(value.numel() for value in tower.parameters()),
        size=(options.output / TOWER_WEIGHTS_FILE).stat().st_size,
    )


def _prompts(texts: Sequence[str], targets: NDArray[np.float32], options: TowerOptions) -> Prompts:
    from open_clip.tokenizer import SimpleTokenizer

    tokens = SimpleTokenizer(context_length=options.context)(list(texts))  # (M, S)
    vectors = torch.nn.functional.normalize(torch.from_numpy(targets), dim=-1)  # (M, D)
    return Prompts(tokens, vectors)


def _fit(
    tower: nn.Module,
    train: Prompts,
    held_out: Prompts,
    options: TowerOptions,
    progress: Callable[[str], None],
) -> None:
    optimizer = training.make_optimizer(tower, options.rate, options.weight_decay)
    path = options.work / STATE_FILE
    first = _resume(path, tower, optimizer, options) if options.resume else 0
    steps = options.epochs * sum(1 for _ in training.batches(train, options.batch_size, (0, 0)))
    step = first * steps // options.epochs
    for epoch in range(first, options.epochs):
        began, total, count = time.monotonic(), 0.0, 0
        for batch in training.batches(train, options.batch_size, (options.seed, epoch)):
            for group in optimizer.param_groups:
                group["lr"] = options.rate * training.rate_at(step, steps)
            with torch.autocast("cpu", torch.bfloat16):
                embedded = training.embed_tokens(tower, batch.tokens)
            loss = training.distillation_loss(embedded, batch.targets, options.relation)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(tower.parameters(), 1.0)
            optimizer.step()
            step, total, count = step + 1, total + loss.item(), count + 1
        with atomic_path(path) as temporary:
            torch.save(_state(tower, optimizer, epoch + 1, options), temporary)
        progress(
            f"epoch {epoch + 1} of {options.epochs}: loss {total / count:.4f}, held-out cosine"
            f" {training.mean_cosine(tower, held_out):.4f}, {time.monotonic() - began:.0f} s"
        )


def _state(
    tower: nn.Module, optimizer: torch.optim.Optimizer, epoch: int, options: TowerOptions
) -> dict[str, Any]:
    return {
        "tower": tower.state_dict(),
        "optimizer": optimizer.state_dict(),
        "epoch": epoch,
        "options": options.fingerprint(),
    }


def _resume(
    path: Path, tower: nn.Module, optimizer: torch.optim.Optimizer, options: TowerOptions
) -> int:
    state = read_plain(path, "the interrupted run", ModelError, "start without resume")
    if state["options"] != options.fingerprint():
        raise ModelError(
            f"{path} belongs to a run with other options; give the same options or start without"
            " resume"
        )
    tower.load_state_dict(state["tower"])
    optimizer.load_state_dict(state["optimizer"])
    return int(state["epoch"])


def _save(tower: nn.Module, config: dict[str, Any], directory: Path) -> None:
    """Write the tower in half precision, and leave `tower` with what was written."""
    tensors = {name: value.half().contiguous() for name, value in tower.state_dict().items()}
    with atomic_path(directory / TOWER_WEIGHTS_FILE) as temporary:
        save_file(tensors, temporary, metadata={"format": "pt"})
    with atomic_path(directory / TOWER_CONFIG_FILE) as temporary:
        text = json.dumps({"model_cfg": config, "preprocess_cfg": {}}, indent=2)
        temporary.write_text(text + "\n", encoding="utf-8")
    tower.load_state_dict(tensors)
