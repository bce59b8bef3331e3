from pathlib import Path

import pytest

from patchalign3d_cli.errors import DataError
from patchalign3d_training.tower.tower_data import ARTIFACT, build_corpus, read_nouns

CUP = "00000300"


def synset(offset: str, field: int, words: list[str], parts: tuple[str, ...] = ()) -> str:
    named = " ".join(f"{word} 0" for word in words)
    pointers = "".join(f" %p {part} n 0000" for part in parts)
    count = f"{len(parts) + 1:03d}"
    return (
        f"{offset} {field:02d} n {len(words):02x} {named} {count} @ 00000001 n 0000{pointers}"
        " | a gloss; with words"
    )


@pytest.fixture
def wordnet(tmp_path: Path) -> Path:
    lines = [
        "  1 A licence stands above the data.",
        synset("00000001", 3, ["entity"]),
        synset(CUP, ARTIFACT, ["drinking_cup", "Grail", "tea-cup"], ("00000400",)),
        synset("00000400", ARTIFACT, ["ear", "lug"]),
        synset("00000500", 5, ["otter"]),
        *(synset(f"00001{i:03d}", ARTIFACT, [f"thing{chr(97 + i)}"]) for i in range(20)),
        *(synset(f"00002{i:03d}", ARTIFACT, [f"big_thing{chr(97 + i)}"]) for i in range(20)),
    ]
    (tmp_path / "data.noun").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def test_read_nouns_gives_cleaned_common_words_and_parts(wordnet: Path) -> None:
    cup = read_nouns(wordnet)[CUP]
    assert cup.field == ARTIFACT
    assert cup.words == ("drinking cup", "tea cup")
    assert cup.parts == ("00000400",)


def test_missing_wordnet_is_named_with_its_remedy(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no WordNet in .*wordnet-base"):
        read_nouns(tmp_path / "nowhere")


@pytest.mark.parametrize("line", ["hello world", "00000001 xx n 01 a 0 000 | b", "1 06 n zz a 0"])
def test_another_file_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "data.noun").write_text(line + "\n")
    with pytest.raises(DataError, match="not a WordNet noun file"):
        read_nouns(tmp_path)


@pytest.mark.slow
def test_corpus_holds_every_kind_of_prompt(wordnet: Path) -> None:
    train = set(build_corpus(wordnet, held_out=0).train)
    assert {"drinking cup", "a drinking cup", "drinking cup part"} <= train
    assert {
        "otter",
        "a otter",
        "entity",
        "the ear of a drinking cup",
        "lug of drinking cup",
    } <= train
    assert any(" or " in text for text in train)
    assert not any("grail" in text.lower() for text in train)


@pytest.mark.slow
def test_held_out_nouns_are_in_no_prompt_to_learn_from(wordnet: Path) -> None:
    corpus = build_corpus(wordnet, held_out=0.5, seed=3)
    hidden = {text for text in corpus.validation if f"{text} part" in corpus.validation}
    assert len(hidden) > 5
    for text in corpus.train:
        assert not any(f" {word} " in f" {text} " for word in hidden)


@pytest.mark.slow
def test_corpus_is_bounded_and_follows_its_seed(wordnet: Path) -> None:
    first, same, other = (build_corpus(wordnet, size=900, seed=seed) for seed in (1, 1, 2))
    assert first == same
    assert first != other
    assert len(first.train) <= 900
    assert len(set(first.train)) == len(first.train)
