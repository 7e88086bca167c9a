#!/usr/bin/env python3
"""How far the score of a call moves when nothing changes that it should hear: the line, and the pitch.

    fairness.py BENCH_DIR [--calls N] [--pitch] [--workers 2]

BENCH_DIR holds calls/dev. Each of the first N calls (default all 24) is analysed as it is and in eight
conditions of the line: mu-law, A-law, 12 dB softer, 6 dB louder, noise 20 dB under the active level on
both channels, at 16 kHz, channels exchanged, and cut 0.37 s after its start. With --pitch both voices are
made again by WORLD with their pitch 0.7 to 1.6 times as high at the same timing; the one made at 1.0 is
what the others are held against, as the making itself changes a voice. Printed: the change of
`observable_listening` and of each dimension, mean and largest, and how many calls change their rating by
more than a level; under each table the largest change of any dimension, for the pitch without 0.7, and
the call it is in. Needs numpy, scipy, soundfile and the installed package; --pitch needs pyworld too.
"""

import argparse
import multiprocessing
import os
import sys
from pathlib import Path

import listening
import numpy as np
import soundfile
from scipy.signal import resample_poly

DIMENSIONS = ("patience", "attentiveness", "give_and_take", "composure")
LEVELS = ("Ineffective", "Poor", "Average", "Above Average", "Outstanding")
PITCHES = (0.7, 0.8, 0.9, 1.15, 1.3, 1.6)
FRAME_MS = 5
AHEAD = 3001
"""Frames of WORLD."""
TOO_LOW = "pitch 0.7"
"""Reported, and no part of the goal: the telephone band holds little of such a voice."""


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


def voices(x):
    """Both channels taken apart by WORLD."""
    import pyworld

    def one(channel):
        channel = np.ascontiguousarray(channel, dtype=np.float64)
        f0, at = pyworld.dio(channel, 8000, f0_floor=60, f0_ceil=400)
        f0 = pyworld.stonemask(channel, f0, at, 8000)
        return f0, pyworld.cheaptrick(channel, f0, at, 8000), pyworld.d4c(channel, f0, at, 8000)

    return [one(x[:, channel]) for channel in range(2)]


def repitched(parts, factor, length):
    """Both voices put together with their pitch `factor` times as high."""
    import pyworld

    def one(after, f0, spectrum, aperiodicity):
        # The noise in what it makes is the same each time: frames ahead give each channel its own.
        ahead = ((after, 0), (0, 0))
        made = pyworld.synthesize(
            np.pad(f0 * factor, (after, 0)),
            np.pad(spectrum, ahead, mode="edge"),
            np.pad(aperiodicity, ahead, mode="edge"),
            8000,
        )[after * 8000 * FRAME_MS // 1000 :][:length]
        return np.pad(made, (0, length - len(made)))

    return np.clip(np.stack([one(k * AHEAD, *part) for k, part in enumerate(parts)], axis=1), -1, 1)


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


def largest(changed, without=()):
    """The largest change of a dimension in a table, and where it is."""
    found = (0.0, "-", "-", "-")
    for condition, rows in changed.items():
        for call, (before, after) in enumerate(rows):
            for name, move in zip(DIMENSIONS, np.abs(after[0] - before[0])[1:]):
                if condition not in without and move > found[0]:
                    found = (move, name, condition, call)
    return found


def judged(task):
    """(before, after) of one call in every condition, and with every pitch."""
    path, pitch = task
    x, rate = soundfile.read(path)
    assert rate == 8000
    plain = scored(x)
    lines = {name: (plain, scored(*change(x))) for name, change in CONDITIONS.items()}
    pitches = {}
    if pitch:
        parts = voices(x)
        made = scored(repitched(parts, 1.0, len(x)))
        for factor in PITCHES:
            pitches[f"pitch {factor}"] = (made, scored(repitched(parts, factor, len(x))))
    return lines, pitches


def reported(name, results, paths, without=()):
    changed = {condition: [result[condition] for result in results] for condition in results[0]}
    table(name, changed)
    move, dimension, condition, call = largest(changed, without)
    where = f"{dimension}, {condition}, {paths[call].stem}" if move else "-"
    left_out = f", without {', '.join(without)}" if without else ""
    print(f"\nlargest change of a dimension{left_out}: {move:.1f} ({where})")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", nargs="?", default=os.environ.get("LISTENING_BENCH"))
    parser.add_argument("--calls", type=int, default=24)
    parser.add_argument("--pitch", action="store_true", help="also other pitches (slow)")
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    if not args.bench:
        print("skipped: no bench data (set LISTENING_BENCH)")
        return 0
    paths = sorted((Path(args.bench) / "calls/dev").glob("*.wav"))[: args.calls]
    with multiprocessing.Pool(args.workers) as pool:
        results = pool.map(judged, [(path, args.pitch) for path in paths], chunksize=1)
    reported("line", [lines for lines, _ in results], paths)
    if args.pitch:
        reported("voices", [pitches for _, pitches in results], paths, without=(TOO_LOW,))
    return 0


if __name__ == "__main__":
    sys.exit(main())
