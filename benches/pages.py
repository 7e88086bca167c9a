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
from helpers import made_call  # noqa: E402


def best(work, times=5):
    """The shortest of some runs, in milliseconds."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        took.append((time.perf_counter() - start) * 1000)
    return min(took)


def main():
    samples, rate = soundfile.read(listening.demo_call(), dtype="int16")
    print("| call | events | page, kB | ms | with sound, kB | ms |\n|---|---:|---:|---:|---:|---:|")
    for name, minutes in (("demo call, 1.5 min", None), ("10 min", 10), ("1 h", 60), ("3 h", 180)):
        report = listening.analyze(samples, rate) if minutes is None else made_call(minutes)
        frames = round(report.duration * rate)
        call = np.tile(samples, (frames // len(samples) + 1, 1))[:frames]
        page = len(report.to_html()) / 1000
        heard = [f"{len(report.to_html(audio=call, sample_rate=rate)) / 1000:.0f}"]
        heard.append(f"{best(lambda: report.to_html(audio=call, sample_rate=rate), 1):.0f}")
        print(
            f"| {name} | {len(report.events)} | {page:.0f} | {best(report.to_html):.0f} | {heard[0]} | {heard[1]} |"
        )
    rows = [(f"agent {k}", day, made_call(3, 97 * k + day)) for k in range(20) for day in range(12)]
    tracking = listening.track(rows)
    size = len(tracking.to_html()) / 1000
    print(f"\ntracking of {len(tracking.agents)} agents, {tracking.calls} calls: {size:.0f} kB")
    print(f"{best(tracking.to_html):.0f} ms")


if __name__ == "__main__":
    main()
