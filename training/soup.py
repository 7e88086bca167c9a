"""The mean of several networks, and a shift of the log-odds of speech.

python -m training.soup --models A.npz B.npz [--weights .5 .5] [--bias 0.2] --out M.npz
"""

import argparse
from pathlib import Path

import numpy as np

from .weights import load


def mean(networks, shares=None, bias=0.0):
    """The mean of weights in training's layout; `bias` is added to the log-odds of speech."""
    shares = np.array(shares or [1] * len(networks), float)
    shares /= shares.sum()
    out = {
        name: sum(share * net[name].astype(np.float64) for share, net in zip(shares, networks)).astype(np.float32)
        for name in networks[0]
    }
    out["out.bias"][:2] += bias
    return out


def main():
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", nargs="+", type=Path, required=True)
    parser.add_argument("--weights", nargs="*", type=float, help="share of each; equal without")
    parser.add_argument("--bias", type=float, default=0)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    if args.weights and len(args.weights) != len(args.models):
        parser.error(f"{len(args.models)} models, but {len(args.weights)} weights: give one for each")
    np.savez(args.out, **mean([load(path) for path in args.models], args.weights, args.bias))


if __name__ == "__main__":
    main()
