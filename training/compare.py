"""Several networks side by side on the validation files.

python -m training.compare --validation DIR --models A.npz B.safetensors [--threshold .5]
"""

import argparse
from pathlib import Path

import torch

from .model import load
from .validation import groups, validate


def cell(values):
    """The figures of one network under one condition."""
    auc = f"auc {values['auc']:.4f} " if "auc" in values else " " * 11
    rest = f"missed {values['misses']:.3f} f1 {values['f1']:.3f}" if "misses" in values else " " * 21
    return f"{auc}false {values['false_alarms']:.3f} {rest}"


def main():
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--validation", type=Path, required=True)
    parser.add_argument("--models", nargs="+", type=Path, required=True)
    parser.add_argument("--threshold", type=float, default=0.5)
    args = parser.parse_args()
    torch.set_num_threads(1)
    results = []
    for path in args.models:
        of_conditions = validate(load(path), args.validation, args.threshold)
        results.append(groups(of_conditions) | of_conditions)
    print(f"{'condition':16s}", "   ".join(f"{path.name[:43]:43s}" for path in args.models))
    for condition in results[0]:
        print(f"{condition:16s}", "   ".join(cell(result[condition]) for result in results))


if __name__ == "__main__":
    main()
