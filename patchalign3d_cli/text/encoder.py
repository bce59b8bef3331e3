"""Labels to vectors: from a text bank, from the cache, and only then from the text tower."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.text.bank import TextBank
from patchalign3d_cli.text.cache import LabelKey, TextCache
from patchalign3d_cli.text.labels import (
    CATEGORY_TEMPLATES,
    PART_TEMPLATES,
    clean_label,
    prompts,
)
from patchalign3d_cli.text.tower_files import REPAIR, TOWER_CONFIG_FILE, Tower, weight_files

_SHOWN_LABELS = 5


class LabelEncoder:
    """Embeds part names as the published model was trained to read them.

    A label's vector is the mean of its prompts' unit vectors, brought to unit length. What the
    bank or the cache knows is not computed, and no text tower is loaded for it.

    Attributes:
        name: Name of the text encoder.
        dimension: D, width of the vectors.
        bank: Vectors that came with the model, if any.
    """

    def __init__(
        self,
        name: str,
        dimension: int,
        text_directory: Path | None = None,
        bank: TextBank | None = None,
        cache_directory: Path | None = None,
        *,
        model: str | None = None,
        load_tower: Callable[[Path], Tower] | None = None,
    ) -> None:
        """Set up; nothing is read yet.

        Args:
            name: Name of the text encoder, as the model's configuration gives it.
            dimension: D.
            text_directory: The text tower (OpenCLIP's `local-dir:` layout), if it is here.
            bank: Vectors to look up first; of part prompts, for queries without a category.
            cache_directory: Where to keep vectors between runs; None keeps none.
            model: The name by which `pa3d weights pull` knows the model; `name` by default.
            load_tower: Loads the text tower from its folder; None for OpenCLIP, which needs torch.

        Raises:
            ModelError: The bank was made by another text encoder or with other prompts.
        """
        self.name = name
        self.dimension = dimension
        self.bank = bank
        self._text_directory = text_directory
        self._cache = TextCache(cache_directory)
        self._model = model or name
        self._load_tower = load_tower or _load_open_clip
        if bank is not None:
            self._check_bank(bank)

    def embed(
        self, labels: Sequence[str], category: str | None = None, *, ensemble: bool = False
    ) -> NDArray[np.float32]:
        """Embed labels.

        Args:
            labels: L part names, in any spelling that cleans to the same.
            category: What the shape is, if that shall go into the prompts.
            ensemble: Whether to average part prompts and category prompts, where a category is
                given.

        Returns:
            (L, D) float32, unit length.

        Raises:
            PartsError: A label, or the category, holds no word.
            ModelError: A label is not known and there is no text tower to embed it, or the
                tower is damaged.
        """
        sentences = {
            clean_label(label): prompts(label, category, ensemble=ensemble) for label in labels
        }
        rows = self._from_bank(sentences) if category is None else {}
        templates: tuple[str, ...] = PART_TEMPLATES if category is None else CATEGORY_TEMPLATES
        if category is not None and ensemble:
            templates = CATEGORY_TEMPLATES + PART_TEMPLATES
        keys = self._keys([label for label in sentences if label not in rows], category, templates)
        for label, key in keys.items():
            row = None if key is None else self._cache.load(key, self.dimension)
            if row is not None:
                rows[label] = row
        missing = {label: sentences[label] for label in keys if label not in rows}
        for label, row in self._from_tower(missing, category).items():
            rows[label] = row
            key = keys[label]
            if key is not None:
                self._cache.store(key, row)
        if not labels:
            return np.empty((0, self.dimension), dtype=np.float32)
        return np.stack([rows[clean_label(label)] for label in labels])  # (L, D)

    @cached_property
    def identity(self) -> str:
        """What identifies the weights behind the vectors.

        For a text tower: SHA-256 of what `sha256sum` prints for its configuration and weights
        files. Digests of files are remembered in the cache directory. Without a tower: what the
        bank says of its own.

        Raises:
            ModelError: The tower's files are missing, or there is neither tower nor bank.
        """
        directory = self._text_directory
        if directory is None:
            if self.bank is None:
                raise ModelError(f"{self._no_tower}; run `pa3d weights pull {self._model}`")
            return self.bank.identity
        files = (directory / TOWER_CONFIG_FILE, *weight_files(directory))
        try:
            listing = [f"{self._cache.file_sha256(path)}  {path.name}\n" for path in files]
        except OSError as error:
            raise ModelError(
                f"cannot read the text tower in {directory}: {error.strerror or error}; {REPAIR}"
            ) from error
        return hashlib.sha256("".join(listing).encode()).hexdigest()

    @property
    def _no_tower(self) -> str:
        return f"the text tower of {self._model} is not on this machine"

    @cached_property
    def _tower(self) -> Tower:
        assert self._text_directory is not None
        tower = self._load_tower(self._text_directory)
        if tower.dimension != self.dimension:
            raise ModelError(
                f"the text tower in {self._text_directory} gives {tower.dimension} values a"
                f" label, the model needs {self.dimension}; {REPAIR}"
            )
        return tower

    def _from_bank(self, labels: Iterable[str]) -> dict[str, NDArray[np.float32]]:
        if self.bank is None:
            return {}
        rows = {label: self.bank.find(label) for label in labels}
        return {label: row for label, row in rows.items() if row is not None}

    def _keys(
        self, labels: Sequence[str], category: str | None, templates: tuple[str, ...]
    ) -> dict[str, LabelKey | None]:
        """The cache's key of each label; None where nothing says whose vectors they would be."""
        if not labels or (self._text_directory is None and self.bank is None):
            return dict.fromkeys(labels)
        whole = None if category is None else clean_label(category)
        return {
            label: LabelKey(self.name, self.identity, templates, whole, label) for label in labels
        }

    def _from_tower(
        self, sentences: Mapping[str, tuple[str, ...]], category: str | None
    ) -> dict[str, NDArray[np.float32]]:
        """Embed labels by their prompts, all in one go."""
        if not sentences:
            return {}
        if self._text_directory is None:
            raise ModelError(self._missing(list(sentences), category))
        texts = [text for group in sentences.values() for text in group]
        vectors = self._tower.embed(texts).reshape(len(sentences), -1, self.dimension)
        means = vectors.mean(axis=1)  # (L, D)
        means /= np.linalg.norm(means, axis=1, keepdims=True)
        return dict(zip(sentences, means, strict=True))

    def _missing(self, labels: Sequence[str], category: str | None) -> str:
        pull = f"run `pa3d weights pull {self._model}`"
        if self.bank is None:
            return f"cannot embed {_listed(labels)}: {self._no_tower}; {pull}"
        if category is not None:
            return (
                f"cannot embed parts of a category: {self._no_tower}, and its text bank knows"
                f" parts alone; leave the category out, or {pull}"
            )
        return (
            f"cannot embed {_listed(labels, self.bank)}: {self._no_tower}, and its text bank has"
            f" no such label; ask for labels of the bank, or {pull}"
        )

    def _check_bank(self, bank: TextBank) -> None:
        for what, has, needs in (
            ("text encoder", bank.text_model, self.name),
            ("dimension", bank.dimension, self.dimension),
            ("prompts", bank.templates, PART_TEMPLATES),
        ):
            if has != needs:
                raise ModelError(
                    f"the text bank does not fit the model {self._model}: {what} {has} instead of"
                    f" {needs}; use a bank that was built for this model"
                )


def build_text_bank(encoder: LabelEncoder, labels: Sequence[str]) -> TextBank:
    """Embed labels into a bank that stands in for the text tower.

    Args:
        encoder: What embeds them.
        labels: Part names; those that clean to the same become one.

    Returns:
        A bank of the cleaned labels, in the order of their first occurrence.

    Raises:
        PartsError: A label holds no word.
        ModelError: The encoder cannot embed a label.
    """
    keys = tuple(dict.fromkeys(clean_label(label) for label in labels))
    return TextBank(keys, encoder.embed(keys), encoder.name, encoder.identity)


def _load_open_clip(directory: Path) -> Tower:
    from patchalign3d_cli.text.tower import load_text_tower

    return load_text_tower(directory)


def _listed(labels: Sequence[str], bank: TextBank | None = None) -> str:
    """The first labels for a message, each with the bank's labels that are written like it."""
    shown = []
    for label in labels[:_SHOWN_LABELS]:
        near = () if bank is None else bank.near(label)
        shown.append(f"'{label}'" + (f" (near: {', '.join(near)})" if near else ""))
    more = f" and {len(labels) - len(shown)} more" if len(labels) > len(shown) else ""
    return ", ".join(shown) + more
