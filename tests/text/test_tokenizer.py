"""CLIP's tokenizer without torch: the numbers of OpenCLIP's own."""

import functools
import gzip
import inspect
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from patchalign3d_cli.text import tokenizer, vocabulary
from patchalign3d_cli.text.labels import prompts
from patchalign3d_cli.text.tokenizer import tokenize, vocabulary_size


@functools.cache
def openclip() -> Any:
    """OpenCLIP's own tokenizer, imported where a test asks for it."""
    import open_clip

    return open_clip.SimpleTokenizer()


def reference(texts: list[str], context_length: int) -> list[list[int]]:
    return openclip()(texts, context_length=context_length).tolist()


def padded(texts: list[str], context_length: int) -> list[list[int]]:
    """What is tested, with zeros behind it as in OpenCLIP's table."""
    rows = tokenize(texts, context_length)
    return [row + [0] * (context_length - len(row)) for row in rows]


# Letters that Python's tables do not know yet may be known to OpenCLIP's regular expressions.
CHARACTERS = st.characters(exclude_categories=("Cs", "Cn", "Co"))
PIECES = st.sampled_from(
    ["'s", "'LL", "ſ", "<start_of_text>", "<end_of_text>", "&amp;", "&amp;amp;", "3", "½", "Ⅷ", "²"]
    + ["\n", " ", "\x00", "\x1b[1m", "“", "ﬁ", "é", "Ａ", "ä", "tisch", "椅子", "_", "-", "!", "'"]
)


@pytest.mark.slow
@given(text=st.one_of(st.text(CHARACTERS, max_size=30), st.lists(PIECES, max_size=8).map("".join)))
@example("chair leg").via("the usual")
@example("it's THE seat's").via("contractions")
@example("'ſ").via("a long s is an s where case does not matter")
@settings(deadline=None, max_examples=400)
def test_any_text_has_the_same_numbers(text: str):
    assert padded([text], 77) == reference([text], 77)


def test_all_words_that_are_shipped():
    words = vocabulary.load_vocabulary().words
    sentences = [sentence for word in words for sentence in prompts(word)]
    assert padded(sentences, 32) == reference(sentences, 32)


@pytest.mark.parametrize("context_length", [3, 16])
def test_a_long_text_is_cut_before_its_end_token(context_length: int):
    (numbers,) = tokenize(["long " * 40], context_length)
    assert numbers == reference(["long " * 40], context_length)[0]
    assert len(numbers) == context_length and numbers[-1] == vocabulary_size() - 1


def test_the_merges_are_all_that_the_tokenizer_uses():
    shipped = Path(tokenizer.__file__).with_name("clip_merges.txt.gz")
    whole = Path(inspect.getfile(type(openclip()))).with_name("bpe_simple_vocab_16e6.txt.gz")
    lines = gzip.decompress(shipped.read_bytes()).decode().rstrip("\n").split("\n")
    assert lines == gzip.decompress(whole.read_bytes()).decode().split("\n")[1 : 1 + len(lines)]
    assert vocabulary_size() == openclip().vocab_size == 512 + len(lines) + 2


def test_the_usual_word_imports_nothing():
    code = (
        "import sys; from patchalign3d_cli.text.tokenizer import tokenize\n"
        "tokenize(['a chair leg'], 77)\n"
        "print(*sorted({'torch', 'open_clip', 'ftfy', 'regex', 'numpy'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""
