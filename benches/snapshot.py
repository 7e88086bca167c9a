"""What the picture of a running call costs: `snapshot` and `report_so_far` after a minute, ten and an hour.

Processor time of the thread.

python benches/snapshot.py

The call is the demo over and over: two people who talk without a break, some 43 events a minute.
"""

from __future__ import annotations

import json
import time

import listening
import soundfile

RATE = 8000
PICTURES = 2000
REPORTS = 20


def main() -> None:
    """Prints a row for each length."""
    samples, _ = soundfile.read(listening.demo_call(), dtype="int16")
    session, at = listening.Session(RATE), 0
    print("| after | events | a snapshot, us | the report so far, with its JSON, ms |")
    print("|---|--:|--:|--:|")
    for minutes in (1, 10, 60):
        while at < minutes * 60 * RATE:
            piece = samples[at % len(samples) :][: min(RATE * 10, minutes * 60 * RATE - at)]
            session.push(piece)
            at += len(piece)
        engine = session._engine
        begun = time.thread_time()
        for _ in range(PICTURES):
            engine.snapshot()
        pictured = time.thread_time()
        for _ in range(REPORTS):
            text = engine.report_so_far()
        reported = time.thread_time()
        events = len(json.loads(text)["events"])
        each = (pictured - begun) / PICTURES * 1e6, (reported - pictured) / REPORTS * 1e3
        print(f"| {minutes} min | {events} | {each[0]:.1f} | {each[1]:.2f} |", flush=True)


if __name__ == "__main__":
    main()
