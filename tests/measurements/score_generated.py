"""Mean IoU of a model on generated shapes that training never saw, by category.

    python tests/measurements/score_generated.py [MODEL] [--count 20] [--category chair ...]

Columns: as generated; turned by 77 degrees about the up axis; asked with words that no part was
called in training (where a category has such words).
"""

import argparse

from patchalign3d_cli.segmenting.loading import load_segmenter
from patchalign3d_training.evaluation.generated_scores import mean_score, score_generated
from patchalign3d_training.synthesis.catalog import CATEGORIES, HELD_OUT_NAMES


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", nargs="?", default="pa3d-mini")
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--category", action="append")
    options = parser.parse_args()
    segmenter = load_segmenter(options.model, offline=True)
    print("| category | mIoU | turned | unseen words |\n|---|---|---|---|")
    rows = []
    for category in options.category or sorted(CATEGORIES):
        plain = score_generated(segmenter, category, options.count)
        turned = score_generated(segmenter, category, options.count, yaw=77.0)
        words = {primary: word for word, primary in HELD_OUT_NAMES.get(category, {}).items()}
        unseen = score_generated(segmenter, category, options.count, renamed=words)
        rows.append((plain, turned))
        shown = f"{unseen.mean * 100:.1f} ({', '.join(words.values())})" if words else ""
        print(f"| {category} | {plain.mean * 100:.1f} | {turned.mean * 100:.1f} | {shown} |")
    means = [mean_score([row[column] for row in rows]) * 100 for column in range(2)]
    print(f"| **mean** | **{means[0]:.1f}** | **{means[1]:.1f}** | |")


if __name__ == "__main__":
    main()
