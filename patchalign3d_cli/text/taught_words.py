"""Words that a model was taught by labelled shapes, as a file of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.text.labels import clean_label, label_rows
from patchalign3d_cli.text.vector_files import (
    VectorForm,
    load_vectors,
    reading_vectors,
    save_vectors,
)

WORDS_SUFFIX = ".words"
_FORM = VectorForm(
    tensor="vectors",
    metadata="taught_words",
    kind="the words",
    remedy=f"learn some with `pa3d teach LABELLED -o ants{WORDS_SUFFIX}`",
    damaged="holds no words of `pa3d teach`, or is damaged",
    again="teach them again",
)


@dataclass(frozen=True, eq=False)
class TaughtWords:
    """Part names with vectors that labelled shapes gave them, for one model.

    Attributes:
        names: L part names, as the shapes have them.
        vectors: (L, D) float32, finite. Unlike text embeddings they are of any length: their
            product with a patch's feature is the score.
        examples: What they were learned from: the shapes' names.
        kept: Those of the names whose vector is the model's own, because it fitted already.
        model: Name of the model.
        sha256: Hex digest of the model's weights: to another model the vectors mean nothing.
    """

    names: tuple[str, ...]
    vectors: NDArray[np.float32]
    examples: tuple[str, ...]
    kept: tuple[str, ...]
    model: str
    sha256: str

    def __post_init__(self) -> None:
        if self.vectors.ndim != 2 or len(self.vectors) != len(self.names) or not self.names:
            raise ModelError(
                f"{len(self.names)} words have vectors of shape {self.vectors.shape}; they need a"
                " row a word"
            )
        if not (np.isfinite(self.vectors).all() and self.vectors.any(axis=1).all()):
            raise ModelError(
                "the vectors of taught words are not all numbers, or are zero; teach them again"
            )
        self.vectors.setflags(write=False)

    def find(self, name: str) -> NDArray[np.float32] | None:
        """The vector (D,) of a part name, compared by its cleaned form; None where unknown."""
        row = self._rows.get(clean_label(name))
        return None if row is None else self.vectors[row]

    def known(self, names: Sequence[str]) -> tuple[str, ...]:
        """Those of some part names that have a vector here."""
        return tuple(name for name in names if clean_label(name) in self._rows)

    def option(self, names: Sequence[str]) -> dict[str, str]:
        """What results say: which of their parts were asked by words that examples taught."""
        taught = self.known(names)
        return {"taught_words": ",".join(taught)} if taught else {}

    def check_model(self, name: str, sha256: str, width: int) -> None:
        """Make sure that the words were taught to a model.

        Args:
            name: The model's name.
            sha256: Hex digest of its weights.
            width: D of its features.

        Raises:
            ModelError: Another one was taught, or the vectors are damaged.
        """
        if sha256 != self.sha256:
            raise ModelError(
                f"the words were taught to {self.model} (SHA-256 {self.sha256[:12]}), and mean"
                f" nothing to {name} ({sha256[:12]}); choose their model with -m, or teach them"
                " again"
            )
        if self.vectors.shape[1] != width:
            raise ModelError(
                f"the taught words have vectors of {self.vectors.shape[1]} values, the model's"
                f" have {width}; the file is damaged: teach them again"
            )

    @cached_property
    def _rows(self) -> Mapping[str, int]:
        return label_rows(self.names)


def save_words(words: TaughtWords, path: str | Path) -> None:
    """Write words as safetensors. The same words always give the same bytes.

    Raises:
        OutputError: The file cannot be written.
    """
    values = {
        "names": words.names,
        "examples": words.examples,
        "kept": words.kept,
        "model": words.model,
        "sha256": words.sha256,
    }
    save_vectors(Path(path), _FORM, words.vectors.astype(np.float32), values)


def load_words(path: str | Path) -> TaughtWords:
    """Read what `save_words` wrote.

    Raises:
        ModelError: The file is missing, damaged, or holds no taught words.
    """
    path = Path(path)
    with reading_vectors(path, _FORM):
        values, vectors = load_vectors(path, _FORM)
        return TaughtWords(
            names=tuple(map(str, values["names"])),
            vectors=vectors,
            examples=tuple(map(str, values["examples"])),
            kept=tuple(map(str, values["kept"])),
            model=str(values["model"]),
            sha256=str(values["sha256"]),
        )
