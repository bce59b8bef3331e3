"""Part words of other languages."""

from pathlib import Path

import pytest

from patchalign3d_cli.text import translation
from patchalign3d_cli.text.labels import clean_label
from patchalign3d_cli.text.translation import LANGUAGES, translate_words
from patchalign3d_cli.text.vocabulary import load_vocabulary
from patchalign3d_training.synthesis.catalog import FAMILIES
from patchalign3d_training.synthesis.words import read_words

LINES = (Path(__file__).parent / "foreign_parts.txt").read_text(encoding="utf-8").splitlines()
REQUESTS = [line for line in LINES if not line.startswith("#")]


@pytest.mark.parametrize("line", REQUESTS)
def test_words_chosen_beforehand_are_told_in_english(line: str):
    code, _, pairs = line.partition(": ")
    wanted = dict(pair.split("=") for pair in pairs.split("; "))
    translations = translate_words(list(wanted))
    for word, english in wanted.items():
        assert LANGUAGES[code] in translations[word].languages
        assert set(translations[word].meanings) <= set(english.split(","))


def test_no_english_word_that_pa3d_ships_is_taken_for_a_foreign_one():
    vocabulary = load_vocabulary()
    words = {*vocabulary.words, *vocabulary.things}
    for path in FAMILIES.glob("*/words.toml"):
        for category, tables in read_words(path).items():
            names = [name for table in (tables.parts, tables.details) for name in table.values()]
            words |= {category, *(word for each in names for word in each)}
    words |= {f"{word}s" for word in words} | {word.title() for word in words}
    wrong = {word for word in sorted(words) if translate_words([word])}
    assert not wrong


@pytest.mark.parametrize(
    ("request_", "asked"),
    [
        ("arm,leg,head", {}),
        ("main,bras", {}),  # no word that is not English as well
        ("main,bras,tête", {"main": "hand", "bras": "arm", "tête": "head"}),
        ("dossier,folder,page", {}),
        ("dossier,pied,siège", {"dossier": "back", "pied": "leg", "siège": "seat"}),
        ("Arm,Bein,Kopf", {"Bein": "leg", "Kopf": "head"}),  # "Arm" needs no other word
        ("Tuer,Fluegel", {"Tuer": "door", "Fluegel": "wing"}),
        ("Hinterrad,Schrankgriff", {"Hinterrad": "wheel", "Schrankgriff": "handle"}),
        ("hippogriffs,comrade,grandstand", {}),
    ],
)
def test_english_words_stay(request_: str, asked: dict[str, str]):
    translations = translate_words(request_.split(","))
    assert {word: one.asked for word, one in translations.items()} == asked


def test_the_other_words_choose_between_meanings():
    assert translate_words(["Rumpf", "wing", "landing gear"])["Rumpf"].asked == "fuselage"
    assert translate_words(["Rumpf", "sail", "mast"])["Rumpf"].asked == "hull"
    alone = translate_words(["Rumpf"])["Rumpf"]
    assert alone.asked is None and {"fuselage", "hull"} <= set(alone.meanings)


def test_no_two_names_are_asked_as_one_word():
    translations = translate_words(["Henkel", "Griff", "Bein", "leg"])
    assert [one.asked for one in translations.values()] == ["handle", None, None]


def test_words_that_a_model_was_made_to_know_stay():
    assert translate_words(["Bein", "Kopf"], known={"Kopf"}).keys() == {"Bein"}


def test_every_word_of_the_table_is_a_label_in_a_known_language():
    table = Path(translation.__file__).parent / "translations.txt"
    text = table.read_text(encoding="utf-8")
    seen = set()
    for line in text.splitlines():
        english, *columns = line.split("; ")
        if line.startswith(("#", "also english", "compounds of")):
            continue
        assert english not in seen and clean_label(english) == english
        seen.add(english)
        codes = [column.split()[0] for column in columns]
        assert set(codes) <= LANGUAGES.keys() and len(set(codes)) == len(codes)
