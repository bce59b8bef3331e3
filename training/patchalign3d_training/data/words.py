"""Words that a text bank lacks."""

from collections.abc import Iterable

import numpy as np

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.text.bank import TextBank
from patchalign3d_cli.text.encoder import LabelEncoder, build_text_bank


def completed_bank(bank: TextBank, labels: Iterable[str], encoder: LabelEncoder) -> TextBank:
    """Embed the labels that a bank lacks.

    Args:
        bank: The bank.
        labels: Every label that is needed.
        encoder: What embeds those that the bank does not know.

    Returns:
        The bank, longer where it has to be.

    Raises:
        ModelError: The encoder is not the one that made the bank, or cannot embed a label.
        PartsError: A label holds no word.
    """
    missing = [label for label in labels if bank.find(label) is None]
    if not missing:
        return bank
    if (encoder.name, encoder.dimension) != (bank.text_model, bank.dimension):
        raise ModelError(
            f"the text bank was made by {bank.text_model} ({bank.dimension} numbers a word), but"
            f" {len(missing)} labels that it lacks would be embedded by {encoder.name}"
            f" ({encoder.dimension}); write the bank again with `pa3d train texts`"
        )
    more = build_text_bank(encoder, missing)
    keys, rows = bank.keys + more.keys, np.concatenate([bank.embeddings, more.embeddings])
    return TextBank(keys, rows, bank.text_model, bank.identity, bank.templates)
