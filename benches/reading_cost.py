#!/usr/bin/env python3
"""What reading a recording costs beside soundfile alone.

  reading_cost.py [--rounds 21] [--times 10] [--profile FORM]

The demo call, repeated several times, is written in each format. Both read it in blocks of the same size into
one buffer of the same type; ours also looks at how the recording lies in its file, and checks its end. They
take turns, each first in every other round, so that other work on the machine meets both alike: the figure
is the median of the ratios of processor times of a round, with their quartiles. With --profile it prints
instead where ours spends its time on one form.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import pstats
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import listening
import numpy as np
import soundfile
from listening._audio.recording import BLOCK, opened

FORMS = {
    "WAV, PCM": ("wav", "PCM_16"),
    "WAV, mu-law": ("wav", "ULAW"),
    "WAV, float": ("wav", "FLOAT"),
    "FLAC": ("flac", "PCM_16"),
    "Ogg Vorbis": ("ogg", "VORBIS"),
    "MP3": ("mp3", "MPEG_LAYER_III"),
}
GOAL = 1.05


def theirs(path: str) -> int:
    """Frames that soundfile reads, as a user would read them without us."""
    with soundfile.SoundFile(path) as sound:
        whole = sound.subtype in ("PCM_16", "ULAW")
        buffer = np.empty((BLOCK, sound.channels), dtype="int16" if whole else "float32")
        frames = 0
        while count := len(sound.read(out=buffer)):
            frames += count
    return frames


def ours(path: str) -> int:
    """Frames that we read."""
    with opened(path) as recording:
        return sum(len(block) for block in recording.blocks())


def seconds(read: Callable[[str], int], path: str) -> float:
    """Processor time of one reading."""
    gc.collect()
    started = time.process_time()
    read(path)
    return time.process_time() - started


def measured(path: str, rounds: int) -> tuple[list[float], list[float]]:
    """Times of both, round by round."""
    taken: dict[Callable[[str], int], list[float]] = {theirs: [], ours: []}
    for number in range(rounds + 1):
        for read in (theirs, ours) if number % 2 else (ours, theirs):
            one = seconds(read, path)
            if number:  # the first fills the caches
                taken[read].append(one)
    return taken[theirs], taken[ours]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--times", type=int, default=10, help="how often the call is repeated")
    parser.add_argument("--profile", choices=FORMS, help="print where the time goes on this form")
    args = parser.parse_args()
    call, rate = soundfile.read(listening.demo_call(), dtype="int16")
    worst = 0.0
    with tempfile.TemporaryDirectory() as folder:
        if args.profile is None:
            print(f"{args.times * len(call) / rate:.0f} s, {rate} Hz, two channels; {args.rounds} rounds")
            print("| file | soundfile, ms | ours over it | quartiles | least over least |")
            print("|---|---:|---:|---|---:|")
        for form, (ending, subtype) in FORMS.items():
            path = str(Path(folder) / f"call.{ending}")
            # In parts, for some versions of libsndfile crash on a whole call of Vorbis.
            with soundfile.SoundFile(path, "w", rate, 2, subtype) as file:
                for _ in range(args.times):
                    file.write(call)
            if args.profile is not None:
                if args.profile == form:
                    ours(path)
                    with cProfile.Profile() as profile:
                        ours(path)
                    pstats.Stats(profile).sort_stats("tottime").print_stats(12)
                continue
            if theirs(path) != ours(path):
                raise SystemExit(f"{form}: another number of frames")
            alone, with_us = measured(path, args.rounds)
            ratios = [one / other for one, other in zip(with_us, alone, strict=True)]
            low, middle, high = statistics.quantiles(ratios, n=4)
            least = min(with_us) / min(alone)
            ms = 1000 * statistics.median(alone)
            print(f"| {form} | {ms:.1f} | {middle:.3f} | {low:.3f} to {high:.3f} | {least:.3f} |", flush=True)
            worst = max(worst, middle)
    return int(args.profile is None and worst > GOAL)


if __name__ == "__main__":
    sys.exit(main())
