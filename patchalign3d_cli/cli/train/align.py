"""`pa3d train align`: stage 2."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from patchalign3d_cli.cli import options as shared
from patchalign3d_cli.cli.console import Messages, guarded
from patchalign3d_cli.cli.train.options import Data, Out
from patchalign3d_cli.errors import ConfigError

if TYPE_CHECKING:
    from patchalign3d_cli.model import PatchAlign3D
    from patchalign3d_training.align import AlignProgress


@guarded
def align(
    data: Data,
    out: Out,
    texts: Annotated[
        Path, typer.Option(metavar="FILE", help="Text bank of the labels (`pa3d train texts`).")
    ],
    init: Annotated[
        str | None,
        typer.Option(metavar="NAME|DIR", help="Model to start from (a stage-1 model, or any)."),
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Start from fresh weights of this config.json instead."),
    ] = None,
    epochs: Annotated[int, typer.Option(min=1)] = 100,
    batch_size: Annotated[int, typer.Option(min=1)] = 32,
    encoder_rate: Annotated[float, typer.Option(help="Learning rate of the encoder.")] = 1e-4,
    head_rate: Annotated[float, typer.Option(help="Learning rate of head and scale.")] = 5e-4,
    schedule: Annotated[str, typer.Option(metavar="constant|cosine")] = "constant",
    warmup: Annotated[int, typer.Option(min=0, help="Warm-up steps of the cosine.")] = 100,
    trainable: Annotated[str, typer.Option(metavar="published|all")] = "published",
    patches: Annotated[
        int | None,
        typer.Option(min=1, help="Patches a shape while training (default: the model's)."),
    ] = None,
    precision: Annotated[str, typer.Option(metavar="float32|bfloat16")] = "float32",
    clip: Annotated[float, typer.Option(help="Largest gradient norm; 0: none.")] = 0.0,
    augment: Annotated[bool, typer.Option(help="The published augmentation.")] = False,
    yaw: Annotated[
        bool, typer.Option(help="Turn the clouds by any angle about the up axis.")
    ] = False,
    one_name: Annotated[
        bool, typer.Option(help="Of labels on the same points, train one, drawn anew.")
    ] = False,
    text_noise: Annotated[float, typer.Option(help="Length of noise on text vectors.")] = 0.0,
    seed: shared.Seed = 42,
    workers: Annotated[int, typer.Option(min=0, help="Processes that read ahead.")] = 0,
    save_every: Annotated[int, typer.Option(min=1, help="Steps between saves.")] = 200,
    quiet: shared.Quiet = False,
) -> None:
    """Stage 2: align patches with words. The same command again resumes a stopped run."""
    from patchalign3d_cli.text.bank import load_text_bank
    from patchalign3d_training.align import align as run
    from patchalign3d_training.align_options import AlignOptions
    from patchalign3d_training.batches import BatchOptions
    from patchalign3d_training.layout import PublishedLayout

    options = AlignOptions(
        epochs=epochs,
        batch_size=batch_size,
        encoder_rate=encoder_rate,
        head_rate=head_rate,
        schedule=schedule,  # type: ignore[arg-type]
        warmup=warmup,
        trainable=trainable,  # type: ignore[arg-type]
        patches=patches,
        precision=precision,  # type: ignore[arg-type]
        clip=clip,
        seed=seed,
        workers=workers,
        save_every=save_every,
        batches=BatchOptions(
            one_name_a_part=one_name, text_noise=text_noise, augment=augment, yaw=yaw
        ),
    )
    bank = load_text_bank(texts)
    vectors = dict(zip(bank.keys, bank.embeddings, strict=True))
    messages = Messages(quiet=quiet)
    source = PublishedLayout(data, "train")
    run(_start(init, config, seed), source, vectors, out, options, _reporter(messages))
    messages.say(f"the trained model stands in {out / 'model'}")


def _start(init: str | None, config: Path | None, seed: int) -> "PatchAlign3D":
    from dataclasses import replace

    import torch

    from patchalign3d_cli.checkpoint import load_model
    from patchalign3d_cli.hub import resolve_model
    from patchalign3d_cli.model import ModelConfig, PatchAlign3D
    from patchalign3d_cli.model.config import INITIAL_TEMPERATURE

    if (init is None) == (config is None):
        raise ConfigError("give either --init (a model to start from) or --config (fresh weights)")
    if config is not None:
        torch.manual_seed(seed)
        numbers = ModelConfig.load(config.parent if config.is_file() else config)
        return PatchAlign3D(replace(numbers, temperature=INITIAL_TEMPERATURE))
    return load_model(resolve_model(init)).model


def _reporter(messages: Messages) -> Callable[["AlignProgress"], None]:
    """Report every twentieth step and the last."""
    began, first = time.monotonic(), [-1]

    def report(progress: "AlignProgress") -> None:
        if first[0] < 0:
            first[0] = progress.step
        done = progress.step - first[0]
        if progress.step % 20 and progress.step != progress.steps:
            return
        left = (time.monotonic() - began) / max(1, done) * (progress.steps - progress.step)
        messages.say(
            f"step {progress.step}/{progress.steps} loss {progress.loss:.4f}"
            f" patch accuracy {progress.patch_accuracy:.3f} scale {progress.logit_scale:.1f}"
            f" about {left / 60:.0f} min left"
        )

    return report
