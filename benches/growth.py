"""Whether any entry costs more than its input: doubles the input of each and compares.

python benches/growth.py            builds the example `growth` and runs every case
python benches/growth.py explain    the cases of some entries

Instructions are counted by valgrind's callgrind, in the entry alone; bytes by the example's own allocator.
A case fails where either grows by more than 2.3 times while its input grows by two.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MOST = 2.3
# Under this many bytes the fixed cost of an entry hides how it grows, and noise would show.
SMALL = 64 * 1024

# Entry, kinds of input, and the smaller of two sizes: minutes of audio, or how much is given.
CASES: list[tuple[str, list[str], int]] = [
    ("push", ["tones", "half_tones", "bursts", "ping_pong", "double_talk", "silence", "noise"], 3),
    ("finish", ["bursts", "ping_pong", "tones"], 4),
    ("floor", ["ping_pong", "double_talk", "bursts", "dead_air", "monologue"], 8000),
    ("duration", ["ping_pong"], 15_000),
    ("words", ["forwards", "backwards", "scattered", "at_once"], 8000),
    ("session_words", ["forwards", "backwards", "scattered", "at_once"], 30_000),
    ("word", ["letters", "pieces", "brackets"], 30_000),
    ("lexicon", ["calls", "calls_between_words", "items"], 7000),
    ("lexicon", ["phrases"], 200),
    ("explain", ["dead_air", "bursts", "ping_pong", "monologue"], 8000),
    ("preset", ["verint_3s", "miitel", "google_5s", "medallia", "cisco_10s", "amazon"], 8000),
    ("track", ["few_agents", "many_agents"], 1500),
    ("calibrate", ["any"], 600),
    ("read", ["report"], 8000),
    ("read", ["rows", "rated"], 300),
    ("read", ["nested"], 100_000),
]


def built() -> Path:
    """The example, as it is measured."""
    build = "cargo build --release --quiet --locked -p listening-review --example growth --message-format=json"
    found = subprocess.run(build.split(), cwd=ROOT, check=True, capture_output=True, text=True)
    return Path(re.findall(r'"executable":"([^"]+growth)"', found.stdout)[-1])


def cost(program: Path, entry: str, kind: str, size: int) -> tuple[int, int]:
    """Instructions and bytes that an entry takes."""
    with tempfile.TemporaryDirectory() as folder:
        tool = ["valgrind", "--quiet", "--tool=callgrind", "--toggle-collect=*measured*"]
        out = [f"--callgrind-out-file={folder}/out"]
        command = [*tool, *out, str(program), entry, kind, str(size)]
        ran = subprocess.run(command, check=True, capture_output=True, text=True)
        counted = Path(folder, "out").read_text(encoding="utf-8")
        found = re.search(r"^(?:summary|totals): (\d+)", counted, re.MULTILINE)
    if found is None:
        sys.exit(f"growth: callgrind counted nothing in {entry} {kind}")
    return int(found[1]), int(ran.stdout.split()[0])


def grows(small: int, large: int, least: int) -> float:
    """How many times as much; 1 where the smaller is too little to tell."""
    return large / small if small > least else 1.0


def main(wanted: list[str]) -> int:
    """Runs the cases and prints a line for each."""
    unknown = set(wanted) - {entry for entry, *_ in CASES}
    if unknown:
        print(f"growth: no entry {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    program, failed = built(), 0
    print("| entry | input | size | instructions | twice the size | bytes | twice the size |")
    print("|---|---|--:|--:|--:|--:|--:|")
    for entry, kinds, size in CASES:
        for kind in kinds if not wanted or entry in wanted else []:
            (work, held), (more_work, more_held) = (cost(program, entry, kind, n) for n in (size, 2 * size))
            times = grows(work, more_work, 0), grows(max(held, 1), more_held, SMALL)
            bad = max(times) > MOST
            failed += bad
            print(
                f"| {entry} | {kind} | {size:,} | {work / 1e6:,.1f} M | {times[0]:.2f} x "
                f"| {held / 1e3:,.0f} kB | {times[1]:.2f} x |{' **too much**' if bad else ''}",
                flush=True,
            )
    if failed:
        print(f"growth: {failed} cases grow by more than {MOST} times", file=sys.stderr)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
