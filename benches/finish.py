"""What the report costs beside the hearing: processor time of `finish` within that of a whole call.

python benches/finish.py BENCH
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import listening
import soundfile


def main(bench: str) -> None:
    """Prints a line."""
    hearing = report = 0.0
    for call in sorted((Path(bench) / "calls" / "dev").glob("*.wav")):
        samples, rate = soundfile.read(call, dtype="int16")
        session = listening.Session(rate)
        start = time.process_time()
        session.push(samples)
        heard = time.process_time()
        session.finish()
        done = time.process_time()
        hearing, report = hearing + heard - start, report + done - heard
    share = report / (hearing + report)
    print(f"push {hearing:.3f} s, finish {report:.3f} s: {share:.1%} of the whole")


if __name__ == "__main__":
    main(sys.argv[1])
