"""Mean IoU of a model on generated clouds that are turned, thinned, noisy or half seen.

python tests/measurements/score_robustness.py [MODEL] [--count 10] [--category chair ...]
"""

import argparse

from patchalign3d_cli.segmenting.loading import load_segmenter
from patchalign3d_training.evaluation.generated_scores import mean_score
from patchalign3d_training.evaluation.robustness import CONDITIONS, score_condition
from patchalign3d_training.synthesis.catalog import CATEGORIES


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", nargs="?", default="pa3d-mini")
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--category", action="append")
    options = parser.parse_args()
    segmenter = load_segmenter(options.model, offline=True)
    names = options.category or sorted(CATEGORIES)
    print("| clouds of 4,096 points | mIoU |\n|---|---|")
    for title, condition in CONDITIONS.items():
        scores = [score_condition(segmenter, name, options.count, condition) for name in names]
        print(f"| {title} | {mean_score(scores) * 100:.1f} |", flush=True)


if __name__ == "__main__":
    main()
