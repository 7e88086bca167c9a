#!/usr/bin/env python3
"""What the measures of the customer's voice report if nothing changes, and if the voice is raised.

  activation.py [BENCH_DIR]

Chance: the simulated calls of BENCH_DIR/calls/dev, each heard from both sides. Their voices are clips that
have nothing to do with each other: accommodation should lie inside what chance brings in 90 % of all cases,
trend and shift should hold zero, and there should be no change points.

Raised: calls of 24 turns each way, made with flite's voices. In half of them the customer's pitch is 20 %
higher (3.2 semitones) and 3 dB louder from the 13th turn on; in the others nothing changes.
"""

from __future__ import annotations

import collections
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import listening
import numpy as np
from pace_voices import TEXTS

ASKED = listening.Config(talker_prosody=True)
TURNS = 24
HZ = {"slt": 170, "rms": 95, "awb": 120}
RATE = 8000


def share(hits: int, n: int) -> str:
    """As both."""
    return f"{hits} of {n}" + (f" ({100 * hits / n:.0f} %)" if n >= 20 else "")


def chance(calls: list[Path]) -> None:
    """Prints how often independent voices look as if they were not."""
    inside: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0])
    for call in calls:
        for side in ("left", "right"):
            heard = listening.inspect(call, agent=side, config=ASKED)
            for row in heard.accommodation:
                within = row["chance_low"] <= row["value"] <= row["chance_high"]
                for name in ("accommodation", row["feature"], row["kind"]):
                    inside[name][0] += within
                    inside[name][1] += 1
            for name in ("activation_trend", "customer_activation"):
                row = heard.report.measure(name, "customer")
                if row["value"] is not None:
                    inside[name][0] += row["low"] <= 0 <= row["high"]
                    inside[name][1] += 1
            row = heard.report.measure("activation_tack_points", "customer")
            if row["value"] is not None:
                inside["no change point"][0] += row["value"] == 0
                inside["no change point"][1] += 1
    for name, (hits, n) in inside.items():
        print(f"  {name}: {share(hits, n)}")


def say(voice: str, text: str, factor: float, out: Path) -> np.ndarray:
    """Samples at 8 kHz, about -26 dBov."""
    import soundfile
    from scipy.signal import resample_poly

    pitch = f"int_f0_target_mean={HZ[voice] * factor}"
    subprocess.run(["flite", "-voice", voice, "--setf", pitch, "-t", text, "-o", str(out)], check=True)
    samples, rate = soundfile.read(out, dtype="float32")
    samples = resample_poly(samples, RATE, rate)
    return samples * 0.05 / np.sqrt((samples**2).mean())


def call(customer: str, agent: str, first: int, raised: bool, folder: Path) -> np.ndarray:
    """A call, turn about, with the customer's voice raised in its second half or not."""
    texts = TEXTS["en"].splitlines()
    rng = np.random.default_rng(first)
    parts = []
    for turn in range(2 * TURNS):
        own = turn % 2
        up = raised and own and turn >= TURNS
        text = texts[(first + 7 * turn) % len(texts)]
        voice = say(customer if own else agent, text, 1.2 if up else 1.0, folder / "said.wav")
        part = np.zeros((len(voice) + RATE // 2, 2))
        part[: len(voice), own] = voice * (10 ** (3 / 20) if up else 1.0)
        parts.append(part)
    whole = np.concatenate(parts)
    return (whole + rng.normal(0, 3e-4, whole.shape)).astype(np.float32)


def raised() -> None:
    """Prints what is found of a voice that is raised in the middle, and of one that is not."""
    with tempfile.TemporaryDirectory() as folder:
        for up in (True, False):
            shifts = trends = n = 0
            cuts = collections.Counter()
            near = 0
            for customer in HZ:
                for agent in HZ:
                    for first in (0, 11):
                        if customer == agent:
                            continue
                        audio = call(customer, agent, first, up, Path(folder))
                        heard = listening.inspect(audio, sample_rate=RATE, config=ASKED)
                        row = heard.report.measure("customer_activation", "customer")
                        trend = heard.report.measure("activation_trend", "customer")
                        places = [k for k, turn in enumerate(heard.activation) if turn["tack_point"]]
                        n += 1
                        shifts += row["low"] > 0
                        trends += trend["low"] > 0
                        cuts[len(places)] += 1
                        near += len(places) == 1 and abs(places[0] - TURNS // 2) <= 1
            said = "raised" if up else "not raised"
            counts = ", ".join(f"{count}: {times}" for count, times in sorted(cuts.items()))
            print(f"  {said}: shift above zero {share(shifts, n)}, trend above zero {share(trends, n)},")
            print(f"    change points {counts}; the one where it is, within a turn, {share(near, n)}")


def main() -> int:
    """Runs what can be run here."""
    bench = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("LISTENING_BENCH")
    if bench:
        print("chance:")
        chance(sorted(Path(bench, "calls", "dev").glob("*.wav")))
    if shutil.which("flite"):
        print("raised:")
        raised()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
