#!/usr/bin/env python3
"""How well pitch and the contour of an end are heard, beside Praat and RAPT in the same run.

  pitch.py [BENCH_DIR] [--set vad/dev] [--calls all|dev|aside] [--json FILE]

Needs the wheel, requirements-pitch.txt and BENCH_DIR (or $LISTENING_BENCH) with recordings of one voice in
vad/dev: mono wav files of 16 kHz, each beside a json file with "speech", a list of [start, end] in seconds.

Three references:
- remade: each recording is resynthesised by a vocoder with a pitch that is then known exactly, also where it
  is voiced (the pitch comes from Praat on the original, so what Praat takes for voiced is voiced);
- natural: the recordings as they are; the reference is Praat on the wide band, at the frames where RAPT
  agrees with it on voicing and within 10 %. Praat and RAPT on the wide band judge themselves there;
- ends: the terminal contour of each labelled stretch of speech on the telephone against the wide band, each
  system against itself; on the remade voices also against the truth.

Errors are shares of all 10 ms frames (FFE: voicing wrong, or more than 20 % off), of the frames voiced in
both (gross), of the voiced frames (missed), and of the unvoiced and silent ones (false); fine is the median
of the others in cents. A frame is that at k * 0.01 s in all systems. fit_pitch.py has seen the recordings of
--calls dev, not those held aside. The speed of listening is that of all
of `listening.inspect`, talkspurts and report included; of the peers, of pitch alone.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path

import numpy as np
import pitch_tracks as tracks
from held_aside import CHOICES, chosen
from pitch_sounds import LINES, STEP, WIDE, Voice, line, recordings, remade
from tables import markdown

OURS = "listening"
SYSTEMS = {OURS: tracks.ours, "Praat, two passes": tracks.praat, "RAPT": tracks.rapt}
GROSS = 0.2
AGREE = 0.1
# The rule of listening-core/src/voice/contour.rs.
STRETCH, LEAST, END, SURE, MOVEMENT = 40, 6, 13, 0.8, 2.0
STEEP = 6.0
AFTER = 5
"""Frames after a label's end that still belong to it."""


def errors(pairs: list[tuple[np.ndarray, np.ndarray, np.ndarray]]) -> dict[str, float]:
    """Errors over all (reference, heard, whether it counts)."""
    counts = dict.fromkeys(("all", "voicing", "gross", "both", "voiced", "missed", "false"), 0)
    fine = []
    for reference, heard, counted in pairs:
        true, reported = reference[counted], heard[counted]
        both = (true > 0) & (reported > 0)
        off = np.abs(reported[both] / true[both] - 1) > GROSS
        counts["all"] += len(true)
        counts["voicing"] += int(np.sum((true > 0) != (reported > 0)))
        counts["gross"] += int(off.sum())
        counts["both"] += int(both.sum())
        counts["voiced"] += int(np.sum(true > 0))
        counts["missed"] += int(np.sum((true > 0) & (reported == 0)))
        counts["false"] += int(np.sum((true == 0) & (reported > 0)))
        fine.append(1200 * np.abs(np.log2(reported[both][~off] / true[both][~off])))
    return {
        "ffe": 100 * (counts["voicing"] + counts["gross"]) / counts["all"],
        "gross": 100 * counts["gross"] / max(counts["both"], 1),
        "missed": 100 * counts["missed"] / max(counts["voiced"], 1),
        "false": 100 * counts["false"] / max(counts["all"] - counts["voiced"], 1),
        "fine": float(np.median(np.concatenate(fine))),
    }


def agreed(voice: Voice) -> np.ndarray:
    """The frames where RAPT agrees with the reference."""
    times = np.arange(len(voice.pitch)) * STEP
    other = tracks.rapt(voice.audio, WIDE, times)
    both = (voice.pitch > 0) & (other > 0)
    off = np.abs(np.where(both, other, 1) / np.where(both, voice.pitch, 1) - 1)
    return ((voice.pitch > 0) == (other > 0)) & ~(both & (off > AGREE))


def terminal(pitch: np.ndarray, sure: np.ndarray, start: int, end: int) -> tuple[float, float, float] | None:
    """Slope in semitones a second, movement, and end against the median of the whole recording."""
    if not (pitch > 0).any():
        return None
    voiced = np.flatnonzero((pitch[start:end] > 0) & sure[start:end])
    voiced = voiced[voiced > voiced[-1] - STRETCH] if len(voiced) else voiced
    if len(voiced) < LEAST:
        return None
    semitones = 12 * np.log2(pitch[start:end][voiced] / np.median(pitch[pitch > 0]))
    first, second = np.triu_indices(len(voiced), 1)
    slope = float(np.median((semitones[second] - semitones[first]) / (voiced[second] - voiced[first])))
    return 100 * slope, slope * float(voiced[-1] - voiced[0]), float(np.median(semitones[-END:]))


def spurts(voice: Voice) -> list[tuple[int, int]]:
    """Labelled speech of 0.2 s and more, first frame and the one after the last."""
    edges = np.flatnonzero(np.diff(np.r_[0, voice.speech.astype(int), 0]))
    return [(a, b + AFTER) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= 20]


def agreement(voices: list[Voice], one: list, other: list) -> dict[str, float]:
    """How the ends of one set of (pitch, sure) tracks agree with those of another."""
    sign, steep, kind, near = [], [], [], []
    for voice, (pitch, sure), (wide, wide_sure) in zip(voices, one, other, strict=True):
        for start, end in spurts(voice):
            a, b = terminal(pitch, sure, start, end), terminal(wide, wide_sure, start, end)
            if a is None or b is None:
                continue
            sign.append(np.sign(a[0]) == np.sign(b[0]))
            if abs(b[0]) > STEEP:
                steep.append(sign[-1])
            kind.append(_kind(a[1]) == _kind(b[1]))
            near.append(abs(a[2] - b[2]) <= 1)
    shares = {"sign": sign, "steep": steep, "three classes": kind, "end within 1": near}
    return {"n": len(sign)} | {name: 100 * float(np.mean(values)) for name, values in shares.items()}


def _kind(movement: float) -> int:
    return int(movement >= MOVEMENT) - int(movement <= -MOVEMENT)


def heard(system: str, voices: list[Voice], name: str) -> tuple[list, float]:
    """(pitch, sure) of every voice after a line, and seconds of audio heard in a second."""
    found, spent, seconds = [], 0.0, 0.0
    for voice in voices:
        audio, rate = line(voice, name)
        times = np.arange(len(voice.pitch)) * STEP
        started = time.perf_counter()
        if system == OURS:
            pitch, voicing = tracks.ours_with_voicing(audio, rate, times)
            found.append((pitch, voicing >= SURE))
        else:
            pitch = SYSTEMS[system](audio, rate, times)
            found.append((pitch, np.ones(len(pitch), dtype=bool)))
        spent += time.perf_counter() - started
        seconds += len(audio) / rate
    return found, seconds / spent


def measured(voices: list[Voice], counted: list[np.ndarray]) -> tuple[dict, dict]:
    """Errors of every system on every line, and the agreement of the ends."""
    figures: dict = {}
    ends: dict = {}
    for system in SYSTEMS:
        wide: list = []
        for name in LINES:
            found, speed = heard(system, voices, name)
            pairs = [(v.pitch, pitch, m) for v, (pitch, _), m in zip(voices, found, counted, strict=True)]
            figures.setdefault(system, {})[name] = errors(pairs) | {"speed": speed}
            wide = wide or found
            if name == "telephone":
                truth = [(voice.pitch, np.ones(len(voice.pitch), dtype=bool)) for voice in voices]
                ends[system] = {
                    "own wide band": agreement(voices, found, wide),
                    "reference": agreement(voices, found, truth),
                }
        print(f"{system}: done", file=sys.stderr, flush=True)
    return figures, ends


def error_table(title: str, figures: dict) -> str:
    """A row for each system and line."""
    header = [title, "line", "FFE %", "gross %", "missed %", "false %", "fine, cents", "x real time"]
    keys = (("ffe", 2), ("gross", 2), ("missed", 1), ("false", 1), ("fine", 1), ("speed", 0))
    rows = [
        [system, name, *(f"{values[key]:.{digits}f}" for key, digits in keys)]
        for system, lines in figures.items()
        for name, values in lines.items()
    ]
    return markdown(header, rows)


def end_table(title: str, ends: dict) -> str:
    """A row for each system and what it is held against."""
    header = [title, "against", "n", "sign %", "steep %", "three classes %", "end within 1 semitone %"]
    keys = ("sign", "steep", "three classes", "end within 1")
    rows = [
        [system, against, str(values["n"]), *(f"{values[key]:.1f}" for key in keys)]
        for system, all_values in ends.items()
        for against, values in all_values.items()
    ]
    return markdown(header, rows)


def natural_and_made(folder: Path, which: str) -> tuple[list[Voice], list[Voice]]:
    """One part of the recordings with their reference, and the same resynthesised."""
    natural, made = [], []
    found = recordings(folder)
    wanted = set(chosen([name for name, _, _ in found], which))
    for seed, (name, audio, speech) in enumerate(found):
        if name in wanted:
            frames = len(audio) * 100 // WIDE
            pitch = tracks.praat(audio, WIDE, np.arange(4 * frames) * STEP / 4)[::4]
            natural.append(Voice(name, audio, pitch, speech[:: WIDE // 100][:frames], seed))
            made.append(remade(name, audio, speech, 1000 + seed))
    return natural, made


def main() -> int:
    """Measure, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", nargs="?", default=os.environ.get("LISTENING_BENCH"))
    parser.add_argument("--set", default="vad/dev", help="folder of the recordings in BENCH_DIR")
    parser.add_argument("--calls", choices=CHOICES, default="all", help="which part of the recordings")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    args = parser.parse_args()
    folder = Path(args.bench or ".") / args.set
    natural, made = natural_and_made(folder, args.calls)
    if not natural:
        print(f"pitch.py: skipped, there are no recordings in {folder}", file=sys.stderr)
        return 0
    result = {}
    for title, voices, counted in (
        ("remade", made, [np.ones(len(voice.pitch), dtype=bool) for voice in made]),
        ("natural", natural, [agreed(voice) for voice in natural]),
    ):
        figures, ends = measured(voices, counted)
        print(f"{error_table(title, figures)}\n\n{end_table(f'ends, {title}, telephone', ends)}\n")
        result[title] = {"pitch": figures, "ends": ends}
    if args.json:
        args.json.write_text(json.dumps(result, indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
