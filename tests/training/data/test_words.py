"""Words that a bank lacks are asked of the model's encoder."""

from dataclasses import replace

import numpy as np
import pytest

from patchalign3d_cli.errors import ModelError
from patchalign3d_cli.text.bank import TextBank
from patchalign3d_cli.text.encoder import LabelEncoder
from patchalign3d_training.data.words import completed_bank

ROWS = np.eye(4, dtype=np.float32)


def bank(*keys: str, name: str = "tiny") -> TextBank:
    return TextBank(keys, ROWS[: len(keys)], name, "made for tests")


def test_only_what_lacks_is_embedded():
    encoder = LabelEncoder("tiny", 4, bank=replace(bank("leg", "seat", "lid"), embeddings=ROWS[1:]))
    found = completed_bank(bank("seat", "Back"), ["seat", "back", "Lid"], encoder)
    assert found.keys == ("seat", "Back", "lid")
    assert found.embeddings.argmax(axis=1).tolist() == [0, 1, 3]
    whole = bank("seat")
    assert completed_bank(whole, ["Seat"], encoder) is whole
    with pytest.raises(ModelError, match="handle"):
        completed_bank(whole, ["handle"], encoder)


def test_vectors_of_two_encoders_do_not_mix():
    encoder = LabelEncoder("other", 4, bank=bank("leg", name="other"))
    with pytest.raises(ModelError, match="made by tiny .* 1 labels .* embedded by other"):
        completed_bank(bank("seat"), ["leg"], encoder)
