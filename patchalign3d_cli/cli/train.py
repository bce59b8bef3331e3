"""`pa3d train`: data, words and weights."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from patchalign3d_cli.cli import options as shared
from patchalign3d_cli.cli.console import Messages, guarded
from patchalign3d_cli.errors import ConfigError

if TYPE_CHECKING:
    from patchalign3d_cli.model import PatchAlign3D
    from patchalign3d_training.align import AlignProgress

train_app = typer.Typer(help="Train models: data, words and weights.", no_args_is_help=True)

Out = Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder to write to.")]
Data = Annotated[
    Path, typer.Option("--data", metavar="DIR", help="Training set (the folder of `labeled/`).")
]


@train_app.command()
@guarded
def synthesize(
    out: Out,
    count: Annotated[int, typer.Option(min=1, help="How many shapes.")] = 10_000,
    seed: shared.Seed = 0,
    categories: Annotated[
        list[str] | None, typer.Option("--category", help="Only these; may be repeated.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 2,
    preview: Annotated[
        Path | None, typer.Option(metavar="FILE.png", help="Draw a sheet of such shapes too.")
    ] = None,
    quiet: shared.Quiet = False,
) -> None:
    """Generate labelled shapes in the layout of the published training data."""
    from patchalign3d_training.synthesis.dataset import write_dataset
    from patchalign3d_training.synthesis.preview import contact_sheet

    messages = Messages(quiet=quiet)
    if preview is not None:
        contact_sheet(preview, categories, seed)
        messages.say(f"drew {preview}")
    written = write_dataset(out, count, seed, categories, workers)
    messages.say(f"{written} new shapes, {count} in all, in {out}")


@train_app.command()
@guarded
def texts(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="The text bank to write.")
    ],
    data: Annotated[
        Path | None, typer.Option("--data", metavar="DIR", help="Take a training set's labels.")
    ] = None,
    labels: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Take a file's labels, one a line.")
    ] = None,
    model: shared.Model = None,
    offline: shared.Offline = False,
    force: shared.Force = False,
    quiet: shared.Quiet = False,
) -> None:
    """Embed labels once and write them as a text bank."""
    from patchalign3d_cli.errors import OutputError
    from patchalign3d_cli.pipeline import label_encoder
    from patchalign3d_cli.text.bank import save_text_bank
    from patchalign3d_cli.text.encoder import build_text_bank
    from patchalign3d_cli.text.labels import read_parts_file
    from patchalign3d_training.layout import PublishedLayout

    if (data is None) == (labels is None):
        raise ConfigError("give either --data or --labels")
    if output.exists() and not force:
        raise OutputError(f"{output} exists; add --force or choose another path with -o")
    names: set[str] = set()
    if labels is not None:
        names.update(read_parts_file(labels))
    if data is not None:
        for split in ("train", "val"):
            names.update(PublishedLayout(data, split).labels())
    bank = build_text_bank(label_encoder(model, offline=offline), sorted(names))
    save_text_bank(bank, output)
    Messages(quiet=quiet).say(f"{len(bank.keys)} labels in {output}")


@train_app.command()
@guarded
def tower(
    out: Out,
    work: Annotated[
        Path, typer.Option(metavar="DIR", help="Folder of the run's state and teacher answers.")
    ],
    wordnet: Annotated[
        Path, typer.Option(metavar="DIR", help="Folder of WordNet's data.noun.")
    ] = Path("/usr/share/wordnet"),
    epochs: Annotated[int, typer.Option(min=1)] = 14,
    resume: Annotated[bool, typer.Option(help="Go on from the state in --work.")] = False,
    seed: shared.Seed = 0,
    quiet: shared.Quiet = False,
) -> None:
    """Distil a small text tower from a sentence encoder."""
    from patchalign3d_training.text_tower import TowerOptions, distil_tower

    messages = Messages(quiet=quiet)
    options = TowerOptions(wordnet, out, work, epochs=epochs, resume=resume, seed=seed)
    distil_tower(options, messages.say)
    messages.say(f"the text tower stands in {out}")


@train_app.command()
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
