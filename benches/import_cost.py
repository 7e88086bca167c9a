#!/usr/bin/env python3
"""What `import listening` costs beside a bare interpreter.

  import_cost.py [--rounds 15] [--modules]

Fresh interpreters take turns, so that other work on the machine meets all alike. Times are the processor's,
user and system, of the whole process; those "over bare" are without what an interpreter takes that does
nothing. Bytecode is written first, as an installation does. With --modules it also prints what
`python -X importtime` says of the slowest.
"""

from __future__ import annotations

import argparse
import compileall
import resource
import statistics
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

PROGRAMS = {
    "bare": "pass",
    "import listening": "import listening",
    "... and an error to catch": "import listening; listening.ListeningError",
    "... and `analyze`": "import listening; listening.analyze",
    "... and every public name": "import listening; [getattr(listening, name) for name in listening.__all__]",
    "import numpy, beside it": "import numpy",
}
GOAL_MS = 50
SHOWN = 15


def processor_ms(program: str) -> float:
    """Processor time of a fresh interpreter that runs this."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", program], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def slowest() -> list[str]:
    """The modules that take most of the import, slowest first."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import listening"],
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line for line in done.stderr.splitlines() if line.removeprefix("import time:").strip()[:1].isdigit()]
    return sorted(lines, key=lambda line: -int(line.split(":")[1].split("|")[0]))[:SHOWN]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--modules", action="store_true", help="also print the slowest modules")
    args = parser.parse_args()
    spec = find_spec("listening")
    if spec is None or spec.origin is None:
        parser.error("listening is not installed here")
    compileall.compile_dir(str(Path(spec.origin).parent), quiet=1)
    times: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    for number in range(args.rounds + 1):
        for name, program in PROGRAMS.items():
            taken = processor_ms(program)
            if number:  # the first fills the caches
                times[name].append(taken)
    bare = times["bare"]
    print("| program | least, ms | median, ms | over bare: least, ms | median, ms |")
    print("|---|---:|---:|---:|---:|")
    for name, taken in times.items():
        over = [one - other for one, other in zip(taken, bare, strict=True)]
        least, middle = min(taken), statistics.median(taken)
        more = f"{least - min(bare):.1f} | {statistics.median(over):.1f}"
        print(f"| {name} | {least:.1f} | {middle:.1f} | {more} |")
    if args.modules:
        print("\n".join(["", "import time: self [us] | cumulative | module", *slowest()]))
    pairs = zip(times["import listening"], bare, strict=True)
    over = statistics.median(one - other for one, other in pairs)
    print(f"\n`import listening`: {over:.1f} ms over a bare interpreter, goal under {GOAL_MS}")
    return int(over >= GOAL_MS)


if __name__ == "__main__":
    sys.exit(main())
