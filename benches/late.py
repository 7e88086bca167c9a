"""Delay of live events after their onsets: each call of the bench in packets of 10 ms.

python benches/late.py BENCH
"""

from __future__ import annotations

import sys
from pathlib import Path

import listening
import numpy as np
import soundfile

PACKET = 80
BOUNDS = {"provisional": 0.3, "final": 3.0}
# Silences are final when they end; tones have a bound of their own.
OTHERS = {"pause", "gap", "dead_air", "hold", "unanswered_turn", "tone", "bid"}


def delays(call: Path) -> list[tuple[str, float]]:
    """Status, and seconds from onset to emission, of each event of an onset that is not withdrawn."""
    samples, rate = soundfile.read(call, dtype="int16")
    session = listening.Session(rate)
    reported = []
    for start in range(0, len(samples) - PACKET + 1, PACKET):
        now = (start + PACKET) / rate
        for event in session.push(np.ascontiguousarray(samples[start : start + PACKET])):
            if event["kind"] not in OTHERS and event["status"] in BOUNDS:
                reported.append((event["status"], now - event["start"]))
    return reported


def main(bench: str) -> None:
    """Prints a line for each status."""
    calls = sorted((Path(bench) / "calls" / "dev").glob("*.wav"))
    reported = [one for call in calls for one in delays(call)]
    for status, bound in BOUNDS.items():
        late = np.array([delay for which, delay in reported if which == status])
        print(
            f"{status}: {(late > bound + 1e-6).sum()} of {len(late)} later than {bound} s; "
            f"median {np.median(late):.2f}, 99 % by {np.quantile(late, 0.99):.2f}, "
            f"the last after {late.max():.2f} s"
        )


if __name__ == "__main__":
    main(sys.argv[1])
