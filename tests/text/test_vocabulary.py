"""The shipped words and one's own."""

from pathlib import Path

import pytest

from patchalign3d_cli.errors import PartsError
from patchalign3d_cli.text.labels import check_parts
from patchalign3d_cli.text.vocabulary import load_vocabulary


def test_the_shipped_list_can_be_asked_for():
    shipped = load_vocabulary()
    assert len(shipped.things) > 80 and not shipped.loose
    for parts in shipped.things.values():
        check_parts(parts)
        assert 1 < len(parts) <= 8
    check_parts(shipped.words)


def test_things_and_loose_words(tmp_path: Path):
    listing = tmp_path / "words.txt"
    listing.write_text('# mine\nchair: seat, leg\nlid\nchair: back\n"knob, left"\nlid\n')
    own = load_vocabulary(listing)
    assert own.things == {"chair": ("seat", "leg", "back")}
    assert own.loose == ("lid", "knob, left")
    assert own.words == ("seat", "leg", "back", "lid", "knob, left")


@pytest.mark.parametrize(("text", "what"), [("# none\n", "holds no part"), ("chair:\n", "no part")])
def test_nothing_in_it(tmp_path: Path, text: str, what: str):
    listing = tmp_path / "words.txt"
    listing.write_text(text)
    with pytest.raises(PartsError, match=what):
        load_vocabulary(listing)
