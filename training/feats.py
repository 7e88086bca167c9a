"""Features of training streams. Half of the streams start with trackers already moved, as in the middle of a
call.

python -m training.feats --streams STREAM_DIR --out FEATURE_DIR [--watch N]
"""

import argparse
import time
import zlib
from pathlib import Path

import numpy as np

from .frontend import BANDS, FLOOR_START, LEVEL_START, features
from .streams.files import write


def trackers(rng, count):
    """Floors [count, 32] and levels [count, 1] at the start, half of them as after a part of a call."""
    floor, level = np.full((count, BANDS), FLOOR_START), np.full((count, 1), LEVEL_START)
    moved = rng.random(count) < 0.5
    level[moved] = rng.uniform(-15, -3, (moved.sum(), 1))
    floor[moved] = level[moved] - rng.uniform(1, 10, (moved.sum(), 1)) + rng.normal(0, 1, (moved.sum(), BANDS))
    return floor, level


def convert(source, target):
    """Writes the features float16 [B, 2000, 68] of a file of streams, with its labels."""
    with np.load(source) as streams:
        audio, labels = streams["x"], {key: streams[key] for key in "ywm"}
    # Seeded by name: the same file gives the same features whenever it is made.
    rng = np.random.default_rng(zlib.crc32(source.name.encode()))
    write(target, f=features(audio, *trackers(rng, len(audio))).astype(np.float16), **labels)


def convert_new(streams, out):
    """Converts what has no features yet, the newest names first; gives how many files that were."""
    done = 0
    for source in sorted(streams.glob("*.npz"), reverse=True):
        target = out / f"{source.stem}.f.npz"
        if target.exists():
            continue
        convert(source, target)
        done += 1
    return done


def main():
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--streams", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--watch", type=int, default=0, help="how often to look again, 10 s apart, when nothing is new")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    left = args.watch
    while True:
        if convert_new(args.streams, args.out) == 0:
            left -= 1
            if left <= 0:
                break
            time.sleep(10)


if __name__ == "__main__":
    main()
