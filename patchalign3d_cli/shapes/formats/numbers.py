"""Numbers in text files, as C writes and reads them."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# C's own spellings, and those of Microsoft's runtime: nan(ind), nan(snan), 1.#IND00, 1.#QNAN.
_NOT_A_NUMBER = re.compile(rb"[+-]?(?:nan(?:\(\w*\))?|[qs]nan|1\.#(?!inf)\w+\$?)", re.IGNORECASE)
_INFINITY = re.compile(rb"[+-]?(?:inf(?:inity)?|1\.#inf\w*)", re.IGNORECASE)
_HEXADECIMAL = re.compile(rb"[+-]?0x[0-9a-f]*\.?[0-9a-f]*(?:p[+-]?\d+)?", re.IGNORECASE)
_FORTRAN = re.compile(rb"[+-]?(?:\d+\.?\d*|\.\d+)d[+-]?\d+", re.IGNORECASE)


def read_number(word: bytes) -> float:
    """One number: decimal, hexadecimal or with Fortran's exponent; NaN in any spelling.

    Raises:
        ValueError: It is none.
    """
    try:
        return float(word)
    except ValueError:
        pass
    if _NOT_A_NUMBER.fullmatch(word):
        return float("nan")
    if _INFINITY.fullmatch(word):
        return float("-inf") if word.startswith(b"-") else float("inf")
    if _FORTRAN.fullmatch(word):
        return float(word.lower().replace(b"d", b"e"))
    if _HEXADECIMAL.fullmatch(word):
        try:
            return float.fromhex(word.decode("ascii"))
        except OverflowError:
            return float("inf")
    raise ValueError(word[:40])


def read_numbers(words: Sequence[bytes]) -> NDArray[np.float64]:
    """Many numbers, (words,).

    Raises:
        ValueError: A word is none.
    """
    try:
        return np.array([float(word) for word in words])
    except ValueError:
        return np.array([read_number(word) for word in words])
