"""How long it takes to make tables of many calls, and with how much memory: from Python and the command line.

    python benches/long_tables.py [--calls 100000] [--distinct 320] [--form parquet] [--folder DIR]

A table of calls as `listening batch` writes it is made first, which is not counted: the reports of
made_calls.py, repeated under other ids. Each run is a process of its own; its peak memory is VmHWM.
"""

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta, timezone

import listening
from listening._batch.call_rows import row
from listening._batch.table_formats import form_of
from made_calls import call

KINDS = {"team": "str", "queue": "str"}
PART = 2000

PYTHON = """
import sys, listening.batch
counts = listening.batch.write_tables(sys.argv[1], sys.argv[2])
print({name: f"{rows:,}" for name, rows in counts.items()})
print([line for line in open("/proc/self/status") if line.startswith("VmHWM")][0].split()[1])
"""
COMMAND = """
import sys
from listening._cli.main import main
status = main(["tables", sys.argv[1], "--out", sys.argv[2]])
print([line for line in open("/proc/self/status") if line.startswith("VmHWM")][0].split()[1])
sys.exit(status)
"""


def written(folder, form, calls, distinct):
    """A table of this many calls, written in parts and joined, as `listening batch` does."""
    chance = random.Random(1)
    reports = [
        listening.from_talkspurts(*call(chance, 0.1, chance.uniform(0.3, 1.2), chance.uniform(0.1, 0.5)))
        for _ in range(distinct)
    ]
    print(f"{sum(len(each.to_json()) for each in reports) / distinct / 1000:.1f} kB a report", flush=True)
    rows = [row("", report, "bench", time_from="manifest") for report in reports]
    began, kind = datetime(2026, 1, 5, 9, tzinfo=timezone.utc), form_of(f"scores.{form}", KINDS)
    parts = []
    for first in range(0, calls, PART):
        part = os.path.join(folder, f"part{first:08}.{form}")
        found = []
        for number in range(first, min(first + PART, calls)):
            whose = {"call_id": f"2026/{number:06}.wav", "path": f"calls/2026/{number:06}.wav"}
            whose |= {"agent": f"agent {number % 97:02}", "time": began + timedelta(minutes=number)}
            whose |= {"team": f"team {number % 7}", "queue": "billing" if number % 3 else "orders"}
            found.append(rows[number % distinct] | whose)
        kind.write(part, found)
        parts.append(part)
    out = os.path.join(folder, f"scores.{form}")
    kind.join(parts, set(), out)
    for part in parts:
        os.remove(part)
    return out


def worked():
    """Seconds that all cores have worked for the processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=int, default=100_000)
    parser.add_argument("--distinct", type=int, default=320)
    parser.add_argument("--form", choices=["parquet", "jsonl"], default="parquet")
    parser.add_argument("--folder", help="where files go (default: a temporary folder)")
    options = parser.parse_args()
    folder = tempfile.mkdtemp(dir=options.folder)
    try:
        began = time.monotonic()
        scores = written(folder, options.form, options.calls, options.distinct)
        size, took = os.path.getsize(scores) / 1e6, time.monotonic() - began
        print(f"{options.calls} calls, {size:.0f} MB of .{options.form}, made in {took:.0f} s")
        for name, program in (("Python", PYTHON), ("command line", COMMAND)):
            out = os.path.join(folder, "tables")
            shutil.rmtree(out, ignore_errors=True)
            began, before = time.monotonic(), worked()
            done = subprocess.run(
                [sys.executable, "-c", program, scores, out], capture_output=True, text=True, check=True
            )
            seconds = time.monotonic() - began
            said, memory = done.stdout.strip().splitlines()
            written_mb = sum(entry.stat().st_size for entry in os.scandir(out)) / 1e6
            figures = {
                "from": name,
                "seconds": round(seconds, 1),
                "processor seconds": round(worked() - before, 1),
                "peak MB": int(memory) // 1024,
            }
            print(json.dumps(figures | {"written MB": round(written_mb)}), said, flush=True)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
