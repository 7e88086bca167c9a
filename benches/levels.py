#!/usr/bin/env python3
"""How speech is found in calls that are loud or faint: every channel brought to a series of levels.

  levels.py [BENCH_DIR] [--calls all|dev|aside] [--peers] [--json FILE]

Each channel of BENCH_DIR/calls/dev is given the gain that brings its active speech level (the truth's
`level_dbov`, ITU-T P.56) to -10 down to -61 dBov, with all that is on it: noise, music, the other's echo.
Then it is rounded to 16-bit PCM, clipped at full scale, and in the second form put through mu-law.
Given is score.py's F1 of speech frames at each level, and how far the worst lies under the best.
"""

from __future__ import annotations

import io
import sys

import numpy as np
from calls import PARTIES, Call, parser, run
from peers import RATE
from tables import COLLAR, NO_COLLAR, markdown

LEVELS = (-10, -20, -26, -36, -46, -56, -61)


def pcm(audio: np.ndarray) -> np.ndarray:
    """The audio as it is."""
    return audio


def mulaw(audio: np.ndarray) -> np.ndarray:
    """The audio after a mu-law line."""
    import soundfile

    line = io.BytesIO()
    soundfile.write(line, audio, RATE, subtype="ULAW", format="WAV")
    line.seek(0)
    return soundfile.read(line, dtype="int16", always_2d=True)[0]


FORMS = {"16-bit PCM": pcm, "mu-law": mulaw}


def at_level(call: Call, level: float) -> np.ndarray:
    """The call with both channels at an active level, 16-bit."""
    gains = [10 ** ((level - call.truth["level_dbov"][party]) / 20) for party in PARTIES]
    return np.clip(np.rint(call.audio * np.array(gains)), -32768, 32767).astype(np.int16)


def measured(calls: list[Call], score, hear, form, level: float) -> dict:
    """F1 of a system's speech over all calls at a level, with and without collar."""
    kept = score.Calls(0.3)
    for call in calls:
        truth = {key: value for key, value in call.truth.items() if key != "events"}
        kept.add(truth, hear(form(at_level(call, level))))
    frames = kept.result()["frames"]
    return {tag: frames[f"{tag} | all"]["f1"] for tag in (NO_COLLAR, COLLAR)}


def table(figures: dict, tag: str) -> str:
    """One row per system and form, a column per level."""
    rows = []
    for name, forms in figures.items():
        for form, levels in forms.items():
            values = [levels[str(level)][tag] for level in LEVELS]
            cells = [f"{value:.3f}" for value in values]
            rows.append([f"{name}, {form}", *cells, f"{max(values) - min(values):.3f}"])
    header = [f"speech F1, {tag}", *(f"{level} dBov" for level in LEVELS), "worst under best"]
    return markdown(header, rows)


def work(_args, calls: list[Call], score, systems: dict) -> dict:
    """Measure every system in every form at every level, and print the tables."""
    figures: dict = {}
    for name, hear in systems.items():
        for form, apply in FORMS.items():
            found = {str(level): measured(calls, score, hear, apply, level) for level in LEVELS}
            figures.setdefault(name, {})[form] = found
            print(f"{name}, {form}: done", file=sys.stderr, flush=True)
    print(f"{len(calls)} calls\n\n{table(figures, NO_COLLAR)}\n\n{table(figures, COLLAR)}")
    return figures


if __name__ == "__main__":
    raise SystemExit(run(parser(__doc__).parse_args(), work))
