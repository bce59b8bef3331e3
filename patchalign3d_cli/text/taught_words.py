"""Words that a model was taught by labelled shapes, as a file of their own."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.machine.atomic import atomic_path
from patchalign3d_cli.text.labels import clean_label

WORDS_SUFFIX = ".words"
_TENSOR = "vectors"
_METADATA = "taught_words"


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
        cleaned = clean_label(name)
        rows = [row for row, known in enumerate(self.names) if clean_label(known) == cleaned]
        if not rows:
            return None
        vector: NDArray[np.float32] = self.vectors[rows[0]]
        return vector


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
    metadata = {_METADATA: json.dumps(values, sort_keys=True)}
    vectors = np.ascontiguousarray(words.vectors, dtype=np.float32)
    with atomic_path(Path(path)) as temporary:
        temporary.write_bytes(save({_TENSOR: vectors}, metadata))


def load_words(path: str | Path) -> TaughtWords:
    """Read what `save_words` wrote.

    Raises:
        ModelError: The file is missing, damaged, or holds no taught words.
    """
    path = Path(path)
    try:
        with safe_open(path, framework="numpy") as file:
            values = json.loads((file.metadata() or {})[_METADATA])
            vectors = file.get_tensor(_TENSOR)
        return TaughtWords(
            names=tuple(map(str, values["names"])),
            vectors=vectors.astype(np.float32),
            examples=tuple(map(str, values["examples"])),
            kept=tuple(map(str, values["kept"])),
            model=str(values["model"]),
            sha256=str(values["sha256"]),
        )
    except OSError as error:
        reason = error.strerror or str(error).removesuffix(f": {path}")
        raise ModelError(
            f"cannot read the words {path}: {reason}; check the path, or learn some with"
            f" `pa3d teach LABELLED -o ants{WORDS_SUFFIX}`"
        ) from error
    except (SafetensorError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ModelError(
            f"{path} holds no words of `pa3d teach`, or is damaged: {error}; teach them again"
        ) from error
    except ModelError as error:
        raise ModelError(f"{path}: {error}") from error
