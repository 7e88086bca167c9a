"""Makes files of training streams, or validation files by condition (--conditions).

python -m training.streams --speech CORPUS... --noise CORPUS... --out DIR --files 80 --seed 1
python -m training.streams --speech CORPUS... --noise CORPUS... --out DIR --conditions --held-out --streams 24
"""

import argparse
import sys
import time
from pathlib import Path

import numpy as np

from .codecs import missing_encoders
from .files import conditions, low_rate_streams, make_file
from .material import Material


def arguments():
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--speech", nargs="+", required=True, help="corpora with speech")
    parser.add_argument("--noise", nargs="+", required=True, help="corpora with noise and music")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--files", type=int, default=80)
    parser.add_argument("--streams", type=int, default=64, help="of 20 s in each file")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--held-out", action="store_true", help="use the recordings that training never sees")
    parser.add_argument("--conditions", action="store_true", help="one file for each fixed condition")
    parser.add_argument("--babble", type=float, default=0, help="share of the noisy streams with babble at 0 to 15 dB")
    parser.add_argument("--drop", nargs="*", default=[], help="sources of speech to leave out")
    return parser.parse_args()


def main():
    """Runs the command line."""
    args = arguments()
    if low_rate_streams(args.streams) and not args.conditions:
        missing = missing_encoders()
        if missing:
            print(f"this ffmpeg lacks {', '.join(missing)}: those streams stay as they are", file=sys.stderr)
    args.out.mkdir(parents=True, exist_ok=True)
    material = Material.open(
        args.speech,
        args.noise,
        seed=args.seed,
        held_out=args.held_out,
        babble_share=args.babble,
        drop=args.drop,
    )
    print("\n".join(material.recorded.summary()))
    if args.conditions:
        for name, condition, kind, snr in conditions(material.recorded.kinds):
            make_file(material, args.out / f"{name}.npz", args.streams, condition, kind, snr)
        return
    split = "val" if args.held_out else "train"
    for number in range(args.files):
        started = time.time()
        streams = make_file(material, args.out / f"{split}_{args.seed}_{number:03d}.npz", args.streams)
        share = np.mean([stream.speech.mean() for stream in streams])
        print(f"{number}: {time.time() - started:.1f} s, speech {share:.3f}", flush=True)


if __name__ == "__main__":
    main()
