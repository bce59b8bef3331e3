"""CLIP's tokenizer (byte pair encoding) without torch: the same numbers as OpenCLIP's."""

import gzip
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

_MERGES_FILE = "clip_merges.txt.gz"
_WORD_END = "</w>"
_BYTES = 256
# What stands for itself before letters and digits are looked at; a long s counts as an s.
_FIXED = re.compile("<start_of_text>|<end_of_text>|'(?:s|ſ|t|re|ve|m|ll|d)")
_SPECIAL = ("<start_of_text>", "<end_of_text>")


def tokenize(texts: Sequence[str], context_length: int) -> list[list[int]]:
    """Turn texts into token numbers.

    Args:
        texts: n texts; case and blanks do not matter.
        context_length: T, the longest sequence. What exceeds it is cut off before the end token.

    Returns:
        For each text the start token, its own tokens and the end token.
    """
    vocabulary = _vocabulary()
    start, end = vocabulary.special
    sequences = []
    for text in texts:
        numbers = [start, *vocabulary.encode(_clean(text)), end]
        if len(numbers) > context_length:
            numbers = [*numbers[: context_length - 1], end]
        sequences.append(numbers)
    return sequences


def vocabulary_size() -> int:
    """How many different tokens there are."""
    return _vocabulary().special[-1] + 1


class _Vocabulary:
    """Tokens by number: bytes, bytes at a word's end, merges by rank, start and end."""

    def __init__(self, merges: str) -> None:
        """Take merges, one a line, two tokens with a blank between them; the best first."""
        lines = merges.rstrip("\n").split("\n")
        self._characters = _byte_characters()
        alphabet = [*self._characters.values()]
        tokens = [*alphabet, *(character + _WORD_END for character in alphabet)]
        tokens += [line.replace(" ", "") for line in lines]
        self._numbers = dict(zip(tokens, range(len(tokens)), strict=True))
        self._ranks = dict(zip(lines, range(len(lines)), strict=True))
        self._known: dict[str, list[int]] = {}
        self.special = (len(tokens), len(tokens) + 1)

    def encode(self, text: str) -> Iterator[int]:
        """The numbers of a cleaned text."""
        for word in _words(text):
            if word not in self._known:
                self._known[word] = self._encode_word(word)
            yield from self._known[word]

    def _encode_word(self, word: str) -> list[int]:
        if word in _SPECIAL:
            return [self.special[_SPECIAL.index(word)]]
        symbols = [self._characters[byte] for byte in word.encode("utf-8")]
        symbols[-1] += _WORD_END
        while len(symbols) > 1:
            pairs = list(zip(symbols, symbols[1:], strict=False))
            best = min(pairs, key=lambda pair: self._ranks.get(" ".join(pair), len(self._ranks)))
            if " ".join(best) not in self._ranks:
                break
            symbols = _merge(symbols, best)
        return [self._numbers[symbol] for symbol in symbols]


@cache
def _vocabulary() -> _Vocabulary:
    packed = files(__package__).joinpath(_MERGES_FILE).read_bytes()
    return _Vocabulary(gzip.decompress(packed).decode("utf-8"))


def _byte_characters() -> dict[int, str]:
    """A visible character for every byte, in the order of their tokens' numbers."""
    visible = [*range(33, 127), *range(161, 173), *range(174, 256)]
    hidden = [byte for byte in range(_BYTES) if byte not in visible]
    shifted = {byte: chr(_BYTES + number) for number, byte in enumerate(hidden)}
    return {byte: chr(byte) for byte in visible} | shifted


def _merge(symbols: Sequence[str], pair: tuple[str, str]) -> list[str]:
    """Join every occurrence of a pair, from the left."""
    merged: list[str] = []
    position = 0
    while position < len(symbols):
        if tuple(symbols[position : position + 2]) == pair:
            merged.append(pair[0] + pair[1])
            position += 2
        else:
            merged.append(symbols[position])
            position += 1
    return merged


def _clean(text: str) -> str:
    """Lower case, single blanks, and characters as they were meant."""
    # Plain letters have nothing to mend, so that the usual word needs no import.
    if not (text.isascii() and text.isprintable() and "&" not in text):
        import html

        import ftfy

        text = html.unescape(html.unescape(ftfy.fix_text(text)))
    return " ".join(text.split()).lower()


def _words(text: str) -> Iterator[str]:
    """Runs of letters, single digits, runs of other signs, and what stands for itself."""
    position = 0
    while position < len(text):
        fixed = _FIXED.match(text, position)
        kind = _kind(text[position])
        end = position + 1
        if fixed is not None:
            end = fixed.end()
        elif kind != "N":
            while end < len(text) and _kind(text[end]) == kind:
                end += 1
        if kind != " ":
            yield text[position:end]
        position = end


def _kind(character: str) -> str:
    """`L` for a letter, `N` for a number of any kind, a blank for one, else nothing."""
    if character == " ":
        return character
    category = unicodedata.category(character)[0]
    return category if category in "LN" else ""
