#!/usr/bin/env python3
"""How far the score of a call moves when nothing changes that it should hear: the line, and the pitch.

    fairness.py BENCH_DIR [--calls N] [--pitch]

BENCH_DIR holds calls/dev. Each of the first N calls (default 8) is analysed as it is and in eight
conditions of the line: mu-law, A-law, 12 dB softer, 6 dB louder, noise 20 dB under the active level
on both channels, at 16 kHz, channels exchanged, and cut 0.37 s after its start. With --pitch both
voices are made again by WORLD with their pitch 0.7, 1.0, 1.3 and 1.6 times as high at the same
timing; the one made at 1.0 is what the others are held against, as the making itself changes a
voice. Printed: the change of `observable_listening` and of each dimension, mean and largest, and
how many calls change their rating by more than a level. Needs numpy, scipy, soundfile and the
installed package; --pitch needs pyworld too.
"""

import argparse
import os
import sys
from pathlib import Path

import listening
import numpy as np
import soundfile
from scipy.signal import resample_poly

DIMENSIONS = ("patience", "attentiveness", "give_and_take", "composure")
LEVELS = ("Ineffective", "Poor", "Average", "Above Average", "Outstanding")
PITCHES = (0.7, 1.3, 1.6)


def mulaw(x):
    """There and back through 8-bit mu-law."""
    y = np.sign(x) * np.log1p(255 * np.abs(x)) / np.log(256)
    y = np.round(y * 127.5) / 127.5
    return np.sign(y) * np.expm1(np.abs(y) * np.log(256)) / 255


def alaw(x):
    """There and back through 8-bit A-law."""
    a, size = 87.6, np.abs(x)
    y = np.where(size < 1 / a, a * size, 1 + np.log(np.maximum(a * size, 1e-9))) / (1 + np.log(a))
    y = np.round(np.minimum(y, 1) * 127.5) / 127.5
    scaled = y * (1 + np.log(a))
    return np.sign(x) * np.where(scaled < 1, scaled / a, np.exp(scaled - 1) / a)


def noisy(x):
    """With white noise 20 dB under the level of what is loud."""
    rng = np.random.default_rng(1)
    power = (x.reshape(-1, 80, 2) ** 2).mean(axis=1) if len(x) % 80 == 0 else (x**2)[None].mean(axis=1)
    active = np.sqrt(np.quantile(power, 0.9, axis=0) / 2)
    return np.clip(x + rng.standard_normal(x.shape) * active * 0.1, -1, 1)


CONDITIONS = {
    "mu-law": lambda x: (mulaw(x), 8000, "left"),
    "A-law": lambda x: (alaw(x), 8000, "left"),
    "12 dB softer": lambda x: (x * 0.251, 8000, "left"),
    "6 dB louder": lambda x: (np.clip(x * 1.995, -1, 1), 8000, "left"),
    "noise at 20 dB": lambda x: (noisy(x), 8000, "left"),
    "at 16 kHz": lambda x: (resample_poly(x, 2, 1, axis=0), 16000, "left"),
    "channels exchanged": lambda x: (x[:, ::-1], 8000, "right"),
    "cut at 0.37 s": lambda x: (x[2960:], 8000, "left"),
}


def repitched(x, factor):
    """Both voices with their pitch `factor` times as high, by WORLD."""
    import pyworld

    def one(channel):
        channel = np.ascontiguousarray(channel, dtype=np.float64)
        f0, at = pyworld.dio(channel, 8000, f0_floor=60, f0_ceil=400)
        f0 = pyworld.stonemask(channel, f0, at, 8000)
        spectrum = pyworld.cheaptrick(channel, f0, at, 8000)
        aperiodicity = pyworld.d4c(channel, f0, at, 8000)
        made = pyworld.synthesize(f0 * factor, spectrum, aperiodicity, 8000)[: len(channel)]
        return np.pad(made, (0, len(channel) - len(made)))

    return np.clip(np.stack([one(x[:, 0]), one(x[:, 1])], axis=1), -1, 1)


def scored(x, rate=8000, agent="left"):
    report = listening.analyze(np.ascontiguousarray(x, dtype=np.float32), rate, agent=agent)
    values = [report.score["observable_listening"]]
    values += [dimension["value"] for dimension in report.score["dimensions"]]
    return np.array(values, dtype=float), report.score["rating"]


def table(name, changed):
    print(f"\n| {name} | mean | largest | {' | '.join(f'{d}, largest' for d in DIMENSIONS)} | over a level |")
    print("|---|---:|---:|" + "---:|" * (len(DIMENSIONS) + 1))
    for condition, rows in changed.items():
        moves = np.abs([after[0] - before[0] for before, after in rows])
        levels = [abs(LEVELS.index(a[1]) - LEVELS.index(b[1])) for b, a in rows if a[1] and b[1]]
        largest = " | ".join(f"{value:.1f}" for value in np.nanmax(moves[:, 1:], axis=0))
        over = sum(step > 1 for step in levels)
        print(f"| {condition} | {moves[:, 0].mean():.1f} | {moves[:, 0].max():.1f} | {largest} | {over} |")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", nargs="?", default=os.environ.get("LISTENING_BENCH"))
    parser.add_argument("--calls", type=int, default=8)
    parser.add_argument("--pitch", action="store_true", help="also other pitches (slow)")
    args = parser.parse_args()
    if not args.bench:
        print("skipped: no bench data (set LISTENING_BENCH)")
        return 0
    paths = sorted((Path(args.bench) / "calls/dev").glob("*.wav"))[: args.calls]
    lines = {name: [] for name in CONDITIONS}
    pitches = {f"pitch {factor}": [] for factor in PITCHES}
    for path in paths:
        x, rate = soundfile.read(path)
        assert rate == 8000
        plain = scored(x)
        for name, change in CONDITIONS.items():
            lines[name].append((plain, scored(*change(x))))
        if args.pitch:
            made = scored(repitched(x, 1.0))
            for factor in PITCHES:
                pitches[f"pitch {factor}"].append((made, scored(repitched(x, factor))))
    table("line", lines)
    if args.pitch:
        table("voices", pitches)
    return 0


if __name__ == "__main__":
    sys.exit(main())
