"""Files damaged at random: bytes, words, JSON values, members of archives."""

import io
import json
import os
import random
import re
import struct
import zipfile
from collections.abc import Callable
from typing import Any

ROUNDS = int(os.environ.get("PA3D_FUZZ", "25"))
"""Mutants of each seed; CONTRIBUTING.md names the command for a long run."""

_WORDS = (
    b"nan -nan(ind) inf 1e308 -1e308 1e-320 0 -1 1 255 65536 4294967295 9999999999999999999999"
    b" 1e999 x # / // 1/ /1 \xff \xf0\x9f 0x1p4 1,5 true null - . +"
).split()
_NUMBERS = [0, 1, 2, 3, 4, 127, 128, 255, 256, 65535, 65536, 2**31 - 1, 2**31, 2**32 - 1]
_VALUES: list[Any] = [
    None, True, False, 0, 1, -1, 3, 1.5, 1e308, 10**30, "", "x", "VEC3", "../a", [], {}, [[]],
    [0], [1, 2, 3], {"a": 1}, {"extensions": "x"}, float("nan"), "\x1b[2J", "a" * 300,
]  # fmt: skip
_TEXT = re.compile(rb"[^\s,;<>\"']+")


def mutate(data: bytes, name: str, seed: int) -> bytes:
    """A damaged copy of a file; the same seed gives the same one.

    Args:
        data: The file.
        name: Its name, whose suffix picks what can be damaged.
        seed: Of the damage.
    """
    rng = random.Random(seed)
    suffix = name.rpartition(".")[2]
    for _ in range(rng.choice((1, 1, 1, 2, 3, 6))):
        ways: list[Callable[[bytes, random.Random], bytes]] = [_bytes, _cut, _number, _repeat]
        if suffix in ("glb", "gltf", "json"):
            ways += [_json_value] * 6
        if suffix in ("obj", "off", "stl", "xyz", "pts", "csv", "ptx", "txt", "gltf", "mtl"):
            ways += [_word] * 4
        if suffix in ("ply", "pcd"):
            ways += [_word] * 2
        if suffix in ("3mf", "npz"):
            ways += [_member] * 6
        data = rng.choice(ways)(data, rng)
        if not data:
            return b"\0"
    return data


def _bytes(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 2, 8))):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _cut(data: bytes, rng: random.Random) -> bytes:
    start, stop = sorted(rng.randrange(len(data) + 1) for _ in range(2))
    return data[:start] if rng.random() < 0.5 else data[:start] + data[stop:]


def _repeat(data: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(data))
    piece = data[start : start + rng.choice((1, 4, 40, 400))]
    place = rng.randrange(len(data) + 1)
    return data[:place] + piece * rng.choice((1, 3, 50)) + data[place:]


def _number(data: bytes, rng: random.Random) -> bytes:
    """A whole number or a float where none need be."""
    value = rng.choice(_NUMBERS)
    packed = rng.choice(
        (
            struct.pack("<I", value),
            struct.pack(">I", value),
            struct.pack("<H", value & 65535),
            struct.pack("<Q", value << rng.choice((0, 31))),
            struct.pack("<f", rng.choice((0.0, 1e38, float("nan"), float("inf"), -1.0))),
            struct.pack("<d", rng.choice((0.0, 1e308, float("nan"), float("-inf"), 1e-310))),
        )
    )
    place = rng.randrange(max(1, len(data) - len(packed)))
    return data[:place] + packed + data[place + len(packed) :]


def _word(data: bytes, rng: random.Random) -> bytes:
    words = list(_TEXT.finditer(data[:20_000]))
    if not words:
        return data
    word = rng.choice(words)
    other = rng.choice(words)[0] if rng.random() < 0.3 else rng.choice(_WORDS)
    return data[: word.start()] + other + data[word.end() :]


def _json_value(data: bytes, rng: random.Random) -> bytes:
    """Another value somewhere in a JSON document, alone or within a GLB."""
    is_glb = data.startswith(b"glTF") and len(data) > 20
    size = int.from_bytes(data[12:16], "little") if is_glb else len(data)
    text, rest = (data[20 : 20 + size], data[20 + size :]) if is_glb else (data, b"")
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return data
    holder, key = _place(document, rng)
    if holder is None:
        return data
    if isinstance(holder, dict) and rng.random() < 0.2:
        del holder[key]
    else:
        holder[key] = rng.choice(_VALUES)
    text = json.dumps(document).encode()
    if not is_glb:
        return text
    text += b" " * (-len(text) % 4)
    head = struct.pack("<4sII", b"glTF", 2, 20 + len(text) + len(rest))
    return head + struct.pack("<I4s", len(text), b"JSON") + text + rest


def _place(document: Any, rng: random.Random) -> tuple[Any, Any]:
    """A holder and a key in it, somewhere in the document."""
    holder, key = None, None
    value = document
    while isinstance(value, dict | list) and value:
        holder, key = (
            value,
            rng.choice(list(value) if isinstance(value, dict) else range(len(value))),
        )
        value = holder[key]
        if rng.random() < 0.25:
            break
    return holder, key


def _member(data: bytes, rng: random.Random) -> bytes:
    """An archive with a damaged member."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # damaged by an earlier round
        return data
    if not members:
        return data
    name = rng.choice(list(members))
    ways = (_word, _bytes, _cut, _number, _repeat)
    members[name] = rng.choice(ways)(members[name] or b"x", rng)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return stream.getvalue()
