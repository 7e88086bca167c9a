"""Weights of training as the file that the engine reads.

python -m training.export --model M.npz [--out vad8k.safetensors]
"""

import argparse
from pathlib import Path

from .weights import SHIPPED, load, to_engine, write_safetensors


def main():
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=SHIPPED, help="replaces the shipped ones without")
    args = parser.parse_args()
    weights = to_engine(load(args.model))
    write_safetensors(args.out, weights)
    print(f"{args.out}: {sum(values.size for values in weights.values())} weights")


if __name__ == "__main__":
    main()
