"""Weights of the engine as weights to go on training from.

python -m training.import_export --out M.npz [--weights vad8k.safetensors]
"""

import argparse
from pathlib import Path

import numpy as np

from .weights import SHIPPED, load


def main():
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, default=SHIPPED, help="the shipped ones without")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    np.savez(args.out, **load(args.weights))


if __name__ == "__main__":
    main()
