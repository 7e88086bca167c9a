#!/usr/bin/env python3
"""Fits how much speaks for voicing at a candidate, and prints the constants of voice/pitch/voicing.rs.

  fit_pitch.py [BENCH_DIR] [--set vad/dev] [--calls dev|all]

Needs requirements-pitch.txt and the recordings of pitch.py; those that held_aside.py holds aside are not
looked at. Every recording is taken twice, unchanged and resynthesised with a known pitch (pitch_sounds.py),
through every line, so that one set of weights does for all. The references are those of pitch.py. What is
computed here is what voice/pitch/correlation.rs and candidates.rs compute, with the labels for the speech
decision.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import numpy as np
from held_aside import CHOICES
from pitch import agreed, natural_and_made
from pitch_sounds import LINES, TELEPHONE, WIDE, Voice, line

# As in correlation.rs, candidates.rs and voicing.rs.
WINDOW, LENGTH, HOP, LONGEST, SHORTEST = 320, 512, 80, 134, 16
FIRST, LOW, HIGH = 3, slice(4, 64), slice(128, 218)
OVER, KEEP, LEAST, PACE, SELDOM = 3.0, 0.1, 0.4, 0.05, 4
CLEAR_DB, FAINT_DB, FALL_DB = 40.0, -50.0, 0.05
AROUND = 2
LINGERS = 5
"""Frames around a label that are no noise."""


def noise_under(power: np.ndarray, talk: np.ndarray) -> np.ndarray:
    """The running mean of the spectra without talk."""
    under, mean, count = np.empty_like(power), np.zeros(power.shape[1]), 0
    for k, frame in enumerate(power):
        if not talk[k] and k % SELDOM == 0:
            count += 1
            mean += max(PACE, 1 / count) * (frame - mean)
        under[k] = mean
    return under


def under_loudest(level: np.ndarray) -> np.ndarray:
    """How far each frame is under the loudest so far, which falls with time, in dB."""
    loudest, under = -200.0, np.empty(len(level))
    for k, each in enumerate(level):
        loudest = max(each, loudest - FALL_DB)
        under[k] = each - loudest
    return np.maximum(under, FAINT_DB)


def evidence(audio: np.ndarray, talk: np.ndarray) -> np.ndarray:
    """The numbers that are weighed, of each frame's highest candidate."""
    hann = 0.5 - 0.5 * np.cos(2 * np.pi * (np.arange(WINDOW) + 0.5) / WINDOW)
    padded = np.pad(audio, (WINDOW // 2, WINDOW))
    windows = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[: len(talk) * HOP : HOP]
    power = np.abs(np.fft.rfft(windows * hann, LENGTH)) ** 2 * 2 / (LENGTH * np.sum(hann**2))
    power[:, :FIRST] = 0
    noise = noise_under(power, talk)
    level, floor = (10 * np.log10(each.sum(1) + 1e-12) for each in (power, noise))
    power = np.maximum(power - OVER * noise, KEEP * power) + 1e-15
    own = np.correlate(hann, hann, "full")[WINDOW - 1 :]
    own = np.maximum(own / own[0], LEAST)[: LONGEST + 2]
    plain, compressed = (np.fft.irfft(power**exponent)[:, : LONGEST + 2] for exponent in (1.0, 0.375))
    smoothness = plain[:, 1] / plain[:, 0]
    plain, compressed = (each / each[:, :1] / own for each in (plain, compressed))
    mean = (plain + compressed) / 2
    middle = mean[:, SHORTEST : LONGEST + 1]
    peak = (middle > mean[:, SHORTEST - 1 : LONGEST]) & (middle >= mean[:, SHORTEST + 1 :])
    heights = np.where(peak, middle, 0)
    best = np.argmax(heights, axis=1)
    rows = np.arange(len(heights))
    height = heights[rows, best]
    a, b = plain[rows, best + SHORTEST], compressed[rows, best + SHORTEST]
    clear = np.clip(level - floor, 0, CLEAR_DB) / 10
    under = under_loudest(level) / 10
    tilt = np.clip(10 * np.log10(power[:, LOW].sum(1) / power[:, HIGH].sum(1)), -20, 40) / 10
    around = np.convolve(height, np.ones(2 * AROUND + 1) / (2 * AROUND + 1), "same")
    return np.stack([a, b, a * a, b * b, clear, under, under**2, tilt, smoothness, around], axis=1)


def telephone_rate(voice: Voice, name: str) -> np.ndarray:
    """The voice after a line, at 8 kHz."""
    from scipy.signal import resample_poly

    audio, rate = line(voice, name)
    return audio if rate == TELEPHONE else resample_poly(audio, 1, WIDE // TELEPHONE)


def main() -> int:
    """Fit, print."""
    from sklearn.linear_model import LogisticRegression

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", nargs="?", default=os.environ.get("LISTENING_BENCH"))
    parser.add_argument("--set", default="vad/dev", help="folder of the recordings in BENCH_DIR")
    parser.add_argument("--calls", choices=CHOICES, default="dev", help="which part of the recordings")
    args = parser.parse_args()
    natural, made = natural_and_made(Path(args.bench or ".") / args.set, args.calls)
    rows, voiced = [], []
    for voices, counted in (
        (natural, [agreed(voice) for voice in natural]),
        (made, [np.ones(len(voice.pitch), dtype=bool) for voice in made]),
    ):
        for voice, mask in zip(voices, counted, strict=True):
            talk = np.convolve(voice.speech, np.ones(2 * LINGERS + 1), "same") > 0
            for name in LINES:
                rows.append(evidence(telephone_rate(voice, name), talk)[mask])
                voiced.append(voice.pitch[mask] > 0)
    numbers, truth = np.concatenate(rows), np.concatenate(voiced)
    fit = LogisticRegression(C=100, max_iter=1000).fit(numbers, truth)
    wrong = 100 - 100 * fit.score(numbers, truth)
    weights = [f"{weight:.4g}" for weight in fit.coef_[0]]
    print(f"{len(truth)} frames of {len(natural)} recordings, {wrong:.2f} % wrong one by one\n")
    print(f"const HEIGHTS: [f32; 2] = [{', '.join(weights[:2])}];")
    print(f"const SQUARES: [f32; 2] = [{', '.join(weights[2:4])}];")
    print(f"const FRAME: [f32; 6] = [{', '.join(weights[4:])}];")
    print(f"const BIAS: f32 = {fit.intercept_[0]:.4g};")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
