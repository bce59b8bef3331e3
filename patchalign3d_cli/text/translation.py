"""Part words of other languages, and the English words that a model is asked for in their place."""

import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from patchalign3d_cli.text.labels import clean_label
from patchalign3d_cli.text.vocabulary import load_vocabulary

LANGUAGES = {
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "pl": "Polish",
    "ru": "Russian",
    "zh": "Chinese",
    "ja": "Japanese",
}
_TABLE = "translations.txt"
_ALSO_ENGLISH = "also english"
_COMPOUNDS = "compounds of"
_COMPOUNDING = ("de", "nl")  # languages that write compounds as one word, the thing itself last
_FIRST = 3  # letters before the last word of a compound, at least
_SPELLINGS = str.maketrans({"ł": "l", "ß": "ss", "æ": "ae", "œ": "oe"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})

Meanings = Mapping[str, tuple[str, ...]]  # English words by language


@dataclass(frozen=True)
class Translation:
    """A word of another language.

    Attributes:
        word: As it was typed.
        languages: The English names of the languages that it may be of.
        meanings: English words for it, one where it can be translated.
        asked: What the model is asked for; None where there are several meanings, or where the
            only one is asked for already.
    """

    word: str
    languages: tuple[str, ...]
    meanings: tuple[str, ...]
    asked: str | None


class _WordTable(NamedTuple):
    meanings: Mapping[str, Meanings]
    also_english: frozenset[str]
    compounds: frozenset[str]


def translate_words(words: Sequence[str], known: Collection[str] = ()) -> dict[str, Translation]:
    """Those of the words of one request that are of another language.

    No word of the shipped vocabulary is translated. A word that is an English word as well is
    English, unless most words of the request are of one other language. Where a word has several
    meanings, those of the language of most words count, and of these the one that goes best with
    the other words: it stands beside more of them in a thing of the vocabulary.

    Args:
        words: The request's words.
        known: Those of them that the model was made to know, which stay as they are.
    """
    candidates = {
        word: meanings
        for word in words
        if word not in known and (meanings := _meanings(clean_label(word)))
    }
    language = _language(candidates, len(words))
    foreign = {
        word: meanings
        for word, meanings in candidates.items()
        if not _is_english(word) or (language is not None and language in meanings)
    }
    counts = Counter(code for meanings in foreign.values() for code in meanings)
    choices: dict[str, tuple[str, ...]] = {}
    codes: dict[str, tuple[str, ...]] = {}
    for word, meanings in foreign.items():
        most = max(counts[code] for code in meanings)
        codes[word] = tuple(code for code in meanings if counts[code] == most)
        choices[word] = tuple(dict.fromkeys(one for code in codes[word] for one in meanings[code]))
    settled = {clean_label(word) for word in words if word not in foreign}
    clear = settled | {choice[0] for choice in choices.values() if len(choice) == 1}
    used, translations = set(settled), {}
    for word, choice in choices.items():
        best = _fitting(choice, clear)
        asked = best[0] if len(best) == 1 and best[0] not in used else None
        used |= {asked} if asked else set()
        languages = tuple(LANGUAGES[code] for code in codes[word])
        translations[word] = Translation(word, languages, best, asked)
    return translations


def _language(candidates: Mapping[str, Meanings], total: int) -> str | None:
    """The language that most of the words of a request are of; None for English."""
    counts = Counter(code for meanings in candidates.values() for code in meanings)
    sure = {code for word in candidates if not _is_english(word) for code in candidates[word]}
    most = [code for code, count in counts.most_common() if code in sure and 2 * count > total]
    return most[0] if most else None


def _is_english(word: str) -> bool:
    return clean_label(word) in _table().also_english


def _fitting(choice: tuple[str, ...], beside: Collection[str]) -> tuple[str, ...]:
    """Of several meanings the one that shares a thing with most of the other words, or all."""
    if len(choice) < 2:
        return choice
    things = [set(parts) for parts in load_vocabulary().things.values()]
    companions = set(beside) - set(choice)
    shared = [
        max((len(thing & companions) for thing in things if word in thing), default=0)
        for word in choice
    ]
    best = max(shared)
    return (choice[shared.index(best)],) if shared.count(best) == 1 else choice


def _meanings(word: str) -> Meanings:
    """What a cleaned word means, by language; nothing where it is not in the table."""
    if word in _vocabulary_words():
        return {}
    table = _table().meanings
    if word in table or word in _table().also_english or " " in word:
        return table.get(word, {})
    for end in range(_FIRST, len(word)):
        if word[end:] in _table().compounds:
            last = table[word[end:]]
            return {code: last[code] for code in _COMPOUNDING if code in last}
    return {}


@cache
def _vocabulary_words() -> frozenset[str]:
    vocabulary = load_vocabulary()
    return frozenset(clean_label(word) for word in (*vocabulary.words, *vocabulary.things))


@cache
def _table() -> _WordTable:
    """The shipped table; a word is found with and without its accents."""
    text = files(__package__).joinpath(_TABLE).read_text(encoding="utf-8")
    lists: dict[str, frozenset[str]] = {}
    exact: dict[str, dict[str, tuple[str, ...]]] = {}
    plain: dict[str, dict[str, tuple[str, ...]]] = {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        english, *columns = line.split("; ")
        if english in (_ALSO_ENGLISH, _COMPOUNDS):
            lists[english] = frozenset(columns[0].split())
            continue
        for column in columns:
            code, *words = column.split()
            for name in words:
                word = clean_label(name.replace("_", " "))
                _add(exact, word, code, english)
                for other in {_unaccented(word), word.translate(_UMLAUTS)} - {word}:
                    _add(plain, other, code, english)
    return _WordTable({**plain, **exact}, lists[_ALSO_ENGLISH], lists[_COMPOUNDS])


def _add(table: dict[str, dict[str, tuple[str, ...]]], word: str, code: str, english: str) -> None:
    meanings = table.setdefault(word, {})
    meanings[code] = tuple(dict.fromkeys((*meanings.get(code, ()), english)))


def _unaccented(word: str) -> str:
    """A Latin word without accents; a word of another script as it is."""
    if any(ord(letter) >= 0x250 for letter in word):
        return word
    letters = unicodedata.normalize("NFKD", word.translate(_SPELLINGS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
