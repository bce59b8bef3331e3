"""Part names of other languages: asked in English, answered under the name that was typed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from patchalign3d_cli.results import Doubt, PartSegmentation
from patchalign3d_cli.segmenting.segmenter import Segmenter
from patchalign3d_cli.text.labels import join_parts
from patchalign3d_cli.text.translation import Translation, translate_words


class AskedNames(NamedTuple):
    """Part names, and what a model is asked for.

    Attributes:
        parts: The names as they were typed.
        words: For each the word that the model is asked for.
        translations: Those of the names that are of another language.
    """

    parts: tuple[str, ...]
    words: tuple[str, ...]
    translations: Mapping[str, Translation]

    def answered(self, result: PartSegmentation) -> PartSegmentation:
        """A result of the words under the names that were typed.

        Its option `translated` holds the words, as `--parts` takes them, where they differ.
        """
        if self.words == self.parts:
            return result
        options = {**result.options, "translated": join_parts(self.words)}
        return replace(result, parts=self.parts, options=options)


def ask_in_english(segmenter: Segmenter, parts: Sequence[str]) -> AskedNames:
    """What a model is asked for in place of part names of other languages.

    Words that examples taught, and those of the model's own text bank, stay as they are.

    Args:
        segmenter: The model.
        parts: The part names of a request.
    """
    taught = segmenter.words
    bank = segmenter.labels.bank if segmenter.labels is not None else None
    known = {
        part
        for part in parts
        if (taught is not None and taught.find(part) is not None)
        or (bank is not None and bank.find(part) is not None)
    }
    translations = translate_words(parts, known)
    words = tuple(
        translations[part].asked or part if part in translations else part for part in parts
    )
    return AskedNames(tuple(parts), words, translations)


def translation_doubt(translation: Translation) -> Doubt:
    """What is doubtful about a word of another language.

    Args:
        translation: The word.
    """
    word, languages = translation.word, " or ".join(translation.languages)
    if translation.asked is not None:
        message = f"{word!r} is {languages} and was asked as {translation.asked!r}"
        return Doubt("translated word", message, word)
    meanings = " or ".join(repr(meaning) for meaning in translation.meanings)
    advice = (
        "which another name of the request stands for already; leave one of them out"
        if len(translation.meanings) == 1
        else "so its label means little; this model knows English words: ask for one of them"
    )
    return Doubt("unknown word", f"{word!r} is {languages} for {meanings}, {advice}", word)
