"""How big a page is, and how long it takes to make one.

python benches/pages.py
"""

import sys
import time
from pathlib import Path

import listening
import numpy as np
import soundfile

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "listening-py" / "tests"))
from helpers import made_call


def best(times, work, *arguments, **named):
    """The shortest of some runs, in milliseconds of processor time."""
    took = []
    for _ in range(times):
        start = time.process_time()
        work(*arguments, **named)
        took.append((time.process_time() - start) * 1000)
    return min(took)


def main():
    samples, rate = soundfile.read(listening.demo_call(), dtype="int16")
    print("| call | events | page, kB | ms | with sound, kB | ms | card, kB | ms |\n|---" + "|---:" * 7 + "|")
    for name, minutes in (("demo call, 1.5 min", None), ("10 min", 10), ("1 h", 60)):
        report = listening.analyze(samples, rate) if minutes is None else made_call(minutes)
        frames = round(report.duration * rate)
        call = np.tile(samples, (frames // len(samples) + 1, 1))[:frames]
        sound = {"audio": call, "sample_rate": rate}
        sizes = [f"{len(report.to_html(**more)) / 1000:.0f}" for more in ({}, sound)]
        took = [f"{best(times, report.to_html, **more):.0f}" for times, more in ((5, {}), (1, sound))]
        card = f"{len(report.to_card()) / 1000:.0f} | {best(5, report.to_card):.0f}"
        print(f"| {name} | {len(report.events)} | {sizes[0]} | {took[0]} | {sizes[1]} | {took[1]} | {card} |")
    rows = [(f"agent {k}", day, made_call(3, 97 * k + day)) for k in range(20) for day in range(12)]
    tracking = listening.track(rows)
    size = len(tracking.to_html()) / 1000
    print(f"\ntracking of {len(tracking.agents)} agents, {tracking.calls} calls: {size:.0f} kB")
    print(f"{best(5, tracking.to_html):.0f} ms")


if __name__ == "__main__":
    main()
