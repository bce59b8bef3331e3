"""The part names of a run, and the words that examples taught."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from patchalign3d_cli.errors import ConfigError

if TYPE_CHECKING:
    from patchalign3d_cli.segmenting.segmenter import Segmenter


def part_names(texts: Sequence[str], file: Path | None) -> tuple[str, ...]:
    """The names of `--parts` and `--parts-file`; none where neither was given.

    Raises:
        PartsError: A name is empty, doubled or too long, or the file cannot be read.
    """
    from patchalign3d_cli.text.labels import check_parts, parse_parts, read_parts_file

    names = parse_parts(texts) + (read_parts_file(file) if file is not None else ())
    if names:
        check_parts(names)
    return names


def taught_segmenter(segmenter: "Segmenter", words: Path | None, like: Path | None) -> "Segmenter":
    """The model with the words of a file, or with what one labelled shape teaches.

    Raises:
        ConfigError: Both were given.
        Pa3dError: A file cannot be read, or is of another model.
    """
    if words is not None and like is not None:
        raise ConfigError(
            "--words and --like both say what words mean; give one of them, or teach both shapes"
            " with `pa3d teach`"
        )
    if words is not None:
        from patchalign3d_cli.text.taught_words import load_words

        return segmenter.with_words(load_words(words))
    assert like is not None
    from patchalign3d_cli.asking.teaching import teach
    from patchalign3d_cli.datasets import load_examples

    return segmenter.with_words(teach(segmenter, load_examples(like)))


def taught_names(segmenter: "Segmenter") -> tuple[str, ...]:
    """The part names that a model was taught."""
    assert segmenter.words is not None
    return segmenter.words.names
