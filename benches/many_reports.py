"""Time and memory of tracking many reports: 100,000 of 34 kB each are 3.4 GB of JSON lines.

    python benches/many_reports.py [--calls 100000] [--agents 100]

Writes the lines into a temporary folder, runs `listening track` and `listening.track` over them, each in a
process of its own, and prints seconds, CPU seconds and the most memory that it had.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time

import made_calls
import tracking

DAY = 86_400
DISTINCT = 400

PYTHON = """
import json, sys, listening

def rows(path):
    with open(path) as lines:
        for line in lines:
            head, _, report = line.rstrip()[:-1].partition(', "report": ')
            yield {**json.loads(head + "}"), "report": report}

print(len(listening.track(rows(sys.argv[1]), period="week").agents), "agents")
"""


def write(path, calls, agents):
    """The lines: a few hundred reports, again and again, of other agents and times."""
    chance = random.Random(1)
    reports = tracking.centre(chance, 10, DISTINCT // 10)
    with open(path, "w") as lines:
        for k in range(calls):
            row = {
                "agent": f"agent {k % agents:03}",
                "team": f"team {k % 7}",
                "queue": f"queue {chance.randrange(3)}",
            }
            row["time"] = made_calls.START + DAY * (k * 180 // calls) + chance.randint(9 * 3600, 17 * 3600)
            lines.write(f'{json.dumps(row)[:-1]}, "report": {chance.choice(reports)}}}\n')
    return os.path.getsize(path) / calls


def run(name, command):
    """Runs a command and prints what it cost."""
    start = time.perf_counter()
    done = subprocess.Popen(command, stdout=subprocess.PIPE)
    said = done.stdout.read()
    _, status, used = os.wait4(done.pid, 0)
    done.returncode = os.waitstatus_to_exitcode(status)
    if done.returncode:
        sys.exit(f"{name} failed")
    cpu = used.ru_utime + used.ru_stime
    wall = time.perf_counter() - start
    cost = f"{wall:6.1f} s, {cpu:6.1f} s CPU, {used.ru_maxrss / 1024:6.0f} MB"
    print(f"{name:<28} {cost}, {len(said):,} bytes out")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=int, default=100_000)
    parser.add_argument("--agents", type=int, default=100)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "calls.jsonl")
        size = write(path, options.calls, options.agents)
        print(f"{options.calls} reports of {size / 1000:.0f} kB, {options.agents} agents")
        track = [sys.executable, "-m", "listening", "track", path]
        run("listening track --json", [*track, "--json"])
        run("listening track --period week", [*track, "--period", "week"])
        run("listening.track of rows", [sys.executable, "-c", PYTHON, path])


if __name__ == "__main__":
    main()
