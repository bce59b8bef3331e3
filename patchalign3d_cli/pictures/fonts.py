"""Which font writes a text in a picture: the usual one, else one of this machine that can."""

import functools
import unicodedata

from PIL import ImageFont, features

_OTHER_FONTS = (
    "DejaVuSans.ttf",
    "NotoSans-Regular.ttf",
    "NotoSansCJK-Regular.ttc",
    "NotoSansArabic-Regular.ttf",
    "NotoSansHebrew-Regular.ttf",
    "NotoSansDevanagari-Regular.ttf",
    "DroidSansFallbackFull.ttf",
    "wqy-zenhei.ttc",
    "arialuni.ttf",
    "arial.ttf",
    "segoeui.ttf",
    "msyh.ttc",
    "malgun.ttf",
    "Arial Unicode.ttf",
    "PingFang.ttc",
    "Hiragino Sans GB.ttc",
    "AppleSDGothicNeo.ttc",
)
"""Files that Linux, Windows and macOS have in their folders of fonts, in the order of trial."""
_ABSENT = "\uffff"  # a character that no font has
_PROBE = 20  # pixels; any size shows whether a character is there


def covered(text: str) -> bool:
    """Whether some font at hand has every character of a text and can set it."""
    return _family(text) is not None


def usual(character: str) -> bool:
    """Whether the usual font has a character."""
    return _has("", character)


def font_of(text: str, size: float) -> ImageFont.FreeTypeFont:
    """The font that writes a text: the usual one where it can, or no other can.

    Args:
        text: One line.
        size: In pixels.
    """
    return _font(_family(text) or "", size)


@functools.lru_cache(maxsize=4096)
def _family(text: str) -> str | None:
    """The file of the first font that has all characters; empty for the usual one."""
    backwards = any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)
    if backwards and not features.check("raqm"):  # it would stand in the wrong order
        return None
    for family in ("", *_OTHER_FONTS):
        if all(_has(family, character) for character in text):
            return family
    return None


@functools.lru_cache(maxsize=65536)
def _has(family: str, character: str) -> bool:
    """Whether a font has the character: its picture is not that of an absent one."""
    try:
        font = _font(family, _PROBE)
    except OSError:  # this machine has no such font
        return False
    drawn, absent = font.getmask(character), font.getmask(_ABSENT)
    return drawn.size != absent.size or bytes(drawn) != bytes(absent)


@functools.cache
def _font(family: str, size: float) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(family, size) if family else ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont)
    return font
