"""What lost packets do to the score, and from which share on it says nothing.

python benches/losses.py BENCH [--calls 24]

BENCH is the folder of the bench; its `calls/dev` are analysed whole, and with a share of one party's packets,
or of both parties', declared lost in runs. Printed are the score's changes: median, 90 % of sizes, largest.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import listening
import numpy as np
import soundfile

PACKET = 160
SHARES = (0.01, 0.02, 0.05, 0.1, 0.2)
RUNS = (5, 50)
WHOSE = (("customer",), ("agent",), ("agent", "customer"))


def lost(count: int, share: float, run: int, dice: random.Random) -> set[int]:
    """Packets that are lost, in runs about so long."""
    found: set[int] = set()
    while len(found) < share * count:
        first = dice.randrange(count)
        found |= set(range(first, min(count, first + 1 + dice.randrange(2 * run))))
    return found


def scored(audio: np.ndarray, gone: dict[str, set[int]]) -> tuple[float | None, str]:
    """The score, and its status."""
    session = listening.Session(8000)
    for number in range(len(audio) // PACKET):
        for party, packets in gone.items():
            if number in packets:
                session.push_lost(PACKET, party)
        session.push(audio[number * PACKET : (number + 1) * PACKET])
    score = session.finish().score
    return score["observable_listening"], score["status"]


def main() -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--calls", type=int, default=24)
    asked = parser.parse_args()
    calls = []
    for path in sorted((asked.bench / "calls" / "dev").glob("*.wav"))[: asked.calls]:
        audio, rate = soundfile.read(path, dtype="int16")
        assert rate == 8000
        calls.append((audio, scored(audio, {})[0]))
    print("| whose | share | run, packets | median | 90 % | largest | not scored |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    dice = random.Random(7)
    for whose in WHOSE:
        for share in SHARES:
            for run in RUNS:
                changes, silent = [], 0
                for audio, whole in calls:
                    count = len(audio) // PACKET
                    score, _ = scored(audio, {party: lost(count, share, run, dice) for party in whose})
                    if score is None or whole is None:
                        silent += 1
                    else:
                        changes.append(abs(score - whole))
                size = np.array(changes or [np.nan])
                figures = f"{np.median(size):.1f} | {np.quantile(size, 0.9):.1f} | {size.max():.1f}"
                print(f"| {' and '.join(whose)} | {share:.0%} | {run} | {figures} | {silent} |", flush=True)


if __name__ == "__main__":
    main()
