"""Texts in XML."""

import re

# What XML 1.0 has no way to hold: control characters, halves of surrogate pairs, two last codes.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def attribute(text: str) -> str:
    """A text as the quoted value of an attribute, in one line.

    lib3mf, which many programs read 3MF with, takes no escapes but the named ones.
    """
    plain = re.sub(r"\s", " ", _FORBIDDEN.sub("?", text))
    return '"' + re.sub('[&<>"]', lambda match: _NAMED[match[0]], plain) + '"'
