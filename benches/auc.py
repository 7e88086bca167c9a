#!/usr/bin/env python3
"""Area under the ROC curve of the probability of speech, at 10 ms, on recordings with hand labels.

  auc.py [BENCH_DIR] [--set vad/dev] [--json FILE]

BENCH_DIR (or $LISTENING_BENCH) holds recordings of one voice in vad/dev: each a wav file beside a json
file with "speech", a list of [start, end] in seconds. The column `speech` of `listening.inspect` is
compared with the labels over the frames of all files together: as the files are, and after the
telephone's way, 8 kHz mu-law. Frames whose middle lies in a label count as speech.
"""

from __future__ import annotations

import argparse
import importlib
import io
import json
import os
import sys
from pathlib import Path

import numpy as np

STEP = 0.01
TELEPHONE = 8000


def parse_args(argv=None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", nargs="?", default=os.environ.get("LISTENING_BENCH"))
    parser.add_argument("--set", default="vad/dev", help="folder of the recordings in BENCH_DIR")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    return parser.parse_args(argv)


def labels(spans: list, frames: int) -> np.ndarray:
    """Which frames are speech."""
    middle = (np.arange(frames) + 0.5) * STEP
    speech = np.zeros(frames, dtype=bool)
    for start, end in spans:
        speech |= (middle >= start) & (middle < end)
    return speech


def auc(probability: np.ndarray, speech: np.ndarray) -> float:
    """Probability that a frame of speech is given a higher value than another; ties count half."""
    _, place, count = np.unique(probability, return_inverse=True, return_counts=True)
    rank = (np.cumsum(count) - (count - 1) / 2)[place]
    positive, negative = int(speech.sum()), int((~speech).sum())
    if not positive or not negative:
        raise ValueError("the labels hold no speech, or nothing else: no area to give")
    return float((rank[speech].sum() - positive * (positive + 1) / 2) / (positive * negative))


def telephone(samples: np.ndarray, rate: int) -> np.ndarray:
    """The samples at 8 kHz, from any multiple of it, through a windowed-sinc low-pass."""
    factor, rest = divmod(rate, TELEPHONE)
    if rest:
        raise ValueError(f"a rate of {rate} Hz is no multiple of {TELEPHONE} Hz")
    if factor == 1:
        return samples
    half = 32 * factor
    at = np.arange(-half, half + 1) / factor
    taps = 0.94 * np.sinc(0.94 * at) * np.kaiser(2 * half + 1, 8.0)
    return np.convolve(samples, taps / taps.sum(), mode="same")[::factor]


def as_it_is(path: Path) -> io.BytesIO:
    """The file."""
    return io.BytesIO(path.read_bytes())


def mulaw(path: Path) -> io.BytesIO:
    """The recording as a telephone carries it."""
    import soundfile

    samples, rate = soundfile.read(path, dtype="float64")
    out = io.BytesIO()
    soundfile.write(out, np.clip(telephone(samples, rate), -1, 1), TELEPHONE, subtype="ULAW", format="WAV")
    out.seek(0)
    return out


def measured(listening, folder: Path, form) -> dict:
    """The figures over all recordings of a folder in one form."""
    probabilities, truths = [], []
    files = sorted(folder.glob("*.wav"))
    for path in files:
        truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        probability = listening.inspect(form(path)).frames["speech"]
        probabilities.append(probability)
        truths.append(labels(truth["speech"], len(probability)))
    probability, speech = np.concatenate(probabilities), np.concatenate(truths)
    return {
        "files": len(files),
        "frames": len(speech),
        "speech": round(float(speech.mean()), 4),
        "auc": round(auc(probability, speech), 5),
    }


def main(argv=None) -> int:
    """Measure; return the exit code."""
    args = parse_args(argv)
    if not args.bench:
        print("skipped: no bench data (set LISTENING_BENCH)")
        return 0
    folder = Path(args.bench) / args.set
    if not any(folder.glob("*.wav")):
        print(f"error: {folder} holds no recordings; give the folder of the bench", file=sys.stderr)
        return 2
    try:
        listening = importlib.import_module("listening")
    except ImportError as error:
        print(f"error: cannot import listening ({error}); install the wheel", file=sys.stderr)
        return 2
    figures = {}
    for name, form in (("as it is", as_it_is), ("8 kHz mu-law", mulaw)):
        figures[name] = found = measured(listening, folder, form)
        print(
            f"{name:<14} ROC-AUC {found['auc']:.4f}   {found['files']} files, {found['frames']} frames, "
            f"{found['speech']:.1%} speech",
            flush=True,
        )
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
