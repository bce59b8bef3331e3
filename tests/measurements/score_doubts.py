"""How often each doubt is said where it should be, and how often where it should not.

    python tests/measurements/score_doubts.py DATA... [--model NAME]

DATA are folders as `pa3d benchmark folder --root` reads them. Every shape is asked for its own
parts, for one more that no such shape has, and for the parts of something else; every fifth beside
its own parts for words that are known, unknown or foreign. A quarter are also turned and read
with `--up auto`. A part that was lost (IoU below 0.1) is rightly called absent, and a shape that is
wrong is rightly called a misfit. Two lines a doubt: shapes of even and of odd number, so that what
was chosen on one half is reported on the other. Precision is the share of the doubts that are
right, recall the share of what should be doubted that is.
"""

import argparse
from collections import defaultdict
from pathlib import Path

import numpy as np

from patchalign3d_cli.datasets import FolderData
from patchalign3d_cli.segmenting.files import segment_features
from patchalign3d_cli.segmenting.loading import load_segmenter
from patchalign3d_cli.segmenting.request import SegmentRequest
from patchalign3d_cli.segmenting.up_axis import find_up
from patchalign3d_cli.segmenting.upright import UNSURE
from patchalign3d_cli.shapes import Shape

MOSTLY = 0.8  # share of the surface from which a shape counts as right
LOST = 0.1  # IoU below which a part was not found
# What no shape of the sets that this was made for has; give other words for other sets.
MISSING = ["keyboard", "chimney", "drawer", "lampshade", "pedal", "faucet", "mattress", "mast"]
ELSEWHERE = (
    ("keyboard", "screen"),
    ("roof", "chimney", "door"),
    ("drawer", "shelf", "door"),
    ("string", "fretboard", "soundhole"),
    ("petal", "stem"),
    ("barrel", "trigger", "grip"),
)
# Nonsense, and words of languages without a table.
UNKNOWN = [
    "flurbel",
    "quandle",
    "snorp",
    "zibbit",
    "vortmek",
    "glimp",
    "jalka",
    "selkänoja",
    "kahva",
    "håndtag",
    "ryglæn",
    "hjul",
    "bacak",
    "tekerlek",
    "láb",
    "kerék",
    "sayap",
    "πόδι",
    "다리",
    "ראש",
]
KNOWN = [
    "gunwale",
    "pommel",
    "mudguard",
    "keyhole",
    "kneecap",
    "hoof",
    "tusk",
    "beak",
    "spoke",
    "ferrule",
    "lapel",
    "heel",
    "buckle",
    "nozzle",
    "turret",
    "rudder",
    "rung",
    "hinge",
    "thumb",
    "shoulder",
]
FOREIGN = [
    "Rad",
    "Flügel",
    "Schublade",
    "ruota",
    "porta",
    "ventana",
    "volant",
    "clavier",
    "roda",
    "janela",
    "lade",
    "kussen",
    "koło",
    "drzwi",
    "колесо",
    "крыша",
    "轮子",
    "把手",
    "車輪",
    "窓",
]
# The file's y axis becomes this one; every axis is turned to by a rotation.
TURNS = {
    "y": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "z": ((1, 0, 0), (0, 0, 1), (0, -1, 0)),
    "x": ((0, -1, 0), (1, 0, 0), (0, 0, 1)),
    "-y": ((1, 0, 0), (0, -1, 0), (0, 0, -1)),
}


def main() -> None:
    """Ask and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--model")
    options = parser.parse_args()
    segmenter = load_segmenter(options.model, backend="light")
    request = SegmentRequest()
    trials: dict[str, list[list[tuple[bool, bool]]]] = defaultdict(lambda: [[], []])
    number = 0
    for root in options.data:
        data = FolderData(root)
        for index in range(len(data)):
            item = data.load(index)
            if len(item.parts) < 2 or not (item.labels >= 0).any():
                continue
            half, number = number % 2, number + 1
            features = segmenter.encode(item.shape)
            pick = number // 2

            def ask(*parts: str, features=features) -> tuple[object, list[tuple[str, str | None]]]:
                result = segment_features(features, parts, request, segmenter)
                return result, [(doubt.kind, doubt.part) for doubt in result.doubts]

            def say(line: str, should: bool, said: bool, half=half) -> None:
                trials[line][half].append((should, said))

            result, doubts = ask(*item.parts)
            areas = np.where(item.labels >= 0, item.shape.element_areas(), 0)
            right = np.average(result.labels == item.labels, weights=areas) >= MOSTLY
            kinds = {kind for kind, _ in doubts}
            say("low trust or misfit", not right, bool(kinds & {"low trust", "misfit"}))
            say("misfit", not right, "misfit" in kinds)
            for part, name in enumerate(item.parts):
                if (truth := item.labels == part).any():
                    both = areas[truth & (result.labels == part)].sum()
                    lost = both < LOST * areas[truth | (result.labels == part)].sum()
                    say("absent part", bool(lost), ("absent part", name) in doubts)
            missing = MISSING[pick % len(MISSING)]
            say("absent part", True, ("absent part", missing) in ask(*item.parts, missing)[1])
            elsewhere = ask(*ELSEWHERE[pick % len(ELSEWHERE)])[1]
            say("misfit", True, "misfit" in {kind for kind, _ in elsewhere})
            for words, line, should in (
                (UNKNOWN, "unknown word", True),
                (KNOWN, "unknown word", False),
                (FOREIGN, "foreign word", True),
                (KNOWN, "foreign word", False),
            ):
                position, turn = divmod(number - 1, 5)
                if turn or position >= len(words) or words[position] in item.parts:
                    continue
                word = words[position]
                said = {kind for kind, part in ask(*item.parts, word)[1] if part == word}
                say(line, should, bool(said & {"unknown word", "translated word"}))
            if pick % 4 == 0:
                axis = list(TURNS)[pick // 4 % len(TURNS)]
                points = item.shape.vertices @ np.array(TURNS[axis], float)
                turned = Shape(points, item.shape.faces, up="y", up_assumed=True)
                estimate = find_up(segmenter, turned, item.parts)
                say("up axis", estimate.shape.up != axis, estimate.confidence < UNSURE)
    _report(trials)


def _report(trials: dict[str, list[list[tuple[bool, bool]]]]) -> None:
    print("| doubt | half | rightly | missed | falsely | rightly not | precision | recall |")
    print("|---|---|---|---|---|---|---|---|")
    for line, halves in trials.items():
        for half, pairs in zip(("even", "odd"), halves, strict=True):
            counts = [pairs.count((a, b)) for a in (True, False) for b in (True, False)]
            hit, missed, false, _ = counts
            precision = f"{hit / (hit + false):.2f}" if hit + false else "-"
            recall = f"{hit / (hit + missed):.2f}" if hit + missed else "-"
            cells = " | ".join(map(str, counts))
            print(f"| {line} | {half} | {cells} | {precision} | {recall} |")


if __name__ == "__main__":
    main()
