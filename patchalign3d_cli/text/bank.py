"""Text banks: label embeddings as a file that can be shared, and used instead of a text tower."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.machine.unpickling import read_plain
from patchalign3d_cli.text.labels import PART_TEMPLATES, clean_label, label_rows
from patchalign3d_cli.text.vector_files import (
    VectorForm,
    directions,
    load_vectors,
    reading_vectors,
    save_vectors,
)

_FORM = VectorForm(
    tensor="embeddings",
    metadata="text_bank",
    kind="the text bank",
    remedy="build one with `pa3d train texts`",
    damaged="is not a text bank, or a damaged one",
    again="build or fetch it again",
)
_UNIT_TOLERANCE = 1e-3


@dataclass(frozen=True, eq=False)
class TextBank:
    """Embeddings of known labels.

    Attributes:
        keys: L labels.
        embeddings: (L, D) float32, unit length, a row a label.
        text_model: Name of the text encoder that made them.
        identity: What identifies that encoder's weights.
        templates: The prompts that were averaged.
    """

    keys: tuple[str, ...]
    embeddings: NDArray[np.float32]
    text_model: str
    identity: str
    templates: tuple[str, ...] = PART_TEMPLATES

    def __post_init__(self) -> None:
        if self.embeddings.ndim != 2 or len(self.embeddings) != len(self.keys):
            raise ModelError(
                f"a text bank of {len(self.keys)} labels has embeddings of shape"
                f" {self.embeddings.shape}; it needs a row a label"
            )
        lengths = np.linalg.norm(self.embeddings, axis=1)  # (L,)
        if not np.all(np.abs(lengths - 1) < _UNIT_TOLERANCE):
            raise ModelError("a text bank's embeddings are not all of unit length; build it again")

    @property
    def dimension(self) -> int:
        """D, width of the embeddings."""
        return int(self.embeddings.shape[1])

    def find(self, label: str) -> NDArray[np.float32] | None:
        """The embedding (D,) of a label, compared by its cleaned form; None where unknown."""
        row = self._rows.get(clean_label(label))
        return None if row is None else self.embeddings[row]

    def near(self, label: str, count: int = 3) -> tuple[str, ...]:
        """The labels of the bank that are written most like `label`, best first."""
        matches = difflib.get_close_matches(clean_label(label), self._rows, n=count)
        return tuple(matches)

    @cached_property
    def _rows(self) -> Mapping[str, int]:
        return label_rows(self.keys)


def save_text_bank(bank: TextBank, path: Path, *, small: bool = False) -> None:
    """Write a bank as safetensors. The same bank always gives the same bytes.

    Args:
        bank: The bank.
        path: Where.
        small: Whether to write a quarter of the bytes, a vector's direction in 8-bit numbers, which
            keeps cosines to about 0.0004.

    Raises:
        OutputError: The file cannot be written.
    """
    values = {
        "keys": bank.keys,
        "text_model": bank.text_model,
        "identity": bank.identity,
        "templates": bank.templates,
    }
    save_vectors(path, _FORM, directions(bank.embeddings) if small else bank.embeddings, values)


def load_text_bank(path: Path) -> TextBank:
    """Read what `save_text_bank` wrote, or a `.pt` bank that the official code published.

    Raises:
        ModelError: The file is missing, damaged, or no text bank.
    """
    if path.suffix == ".pt":
        return read_official_bank(path)
    with reading_vectors(path, _FORM):
        values, embeddings = load_vectors(path, _FORM)
        return TextBank(
            keys=tuple(map(str, values["keys"])),
            embeddings=embeddings,
            text_model=str(values["text_model"]),
            identity=str(values["identity"]),
            templates=tuple(map(str, values["templates"])),
        )


def read_official_bank(path: Path) -> TextBank:
    """Read a bank that the official code published: a `.pt` file with keys, emb and meta.

    Nothing in it is executed. Its embeddings are of the part prompts, as the official code
    averages them; they are brought to unit length in float32.

    Args:
        path: The `.pt` file.

    Returns:
        The bank; its identity is the name of CLIP's pretrained weights, from its meta.

    Raises:
        ModelError: The file is missing or damaged, carries code, or is no such bank.
    """
    from torch import Tensor
    from torch.nn import functional as F

    values = read_plain(path, "the text bank", ModelError, "fetch it from its publisher again")
    fields: Mapping[str, Any] = values if isinstance(values, dict) else {}
    keys: Any = fields.get("keys")
    rows: Any = fields.get("emb")
    meta: Any = fields.get("meta")
    named = isinstance(keys, list | tuple) and isinstance(meta, dict) and "clip_model" in meta
    if not named or not isinstance(rows, Tensor) or rows.ndim != 2:
        raise ModelError(
            f"{path} is not a text bank of the official code: it must hold keys, emb (labels,"
            " dimension) and meta with clip_model; give another file"
        )
    try:
        return TextBank(
            keys=tuple(map(str, keys)),
            embeddings=F.normalize(rows.detach().float(), dim=1).numpy(),  # (L, D)
            text_model=str(meta["clip_model"]),
            identity=str(meta.get("clip_pretrained", "")),
        )
    except ModelError as error:
        raise ModelError(f"{path}: {error}") from error
