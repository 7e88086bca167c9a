"""Holds the reports of two versions against each other: equal but for keys that are named.

    python benches/same_reports.py BEFORE AFTER CALLS [--but engine,assessed]

BEFORE and AFTER are interpreters that have a version of the package each, CALLS a folder of recordings
or one of them. Every call is scored for both parties, with the customer's voice, and once more from its
talkspurts alone. Exit code 1 where a report differs.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ANALYZE = """
import sys, listening
for path in sys.stdin.read().splitlines():
    for party in ("agent", "customer"):
        config = listening.Config(assessed=party, talker_prosody=True)
        report = listening.analyze(path, config=config)
        talk = {"agent": [], "customer": []}
        for spurt in report.talkspurts:
            talk[spurt["party"]].append((spurt["start"], spurt["end"]))
        length = report.duration
        floor = listening.from_talkspurts(**talk, duration=length, config=config)
        print(path, party, "audio", report.to_json(), sep="\\t")
        print(path, party, "talkspurts", floor.to_json(), sep="\\t")
"""


def reports(python: str, calls: list[Path]) -> dict[str, dict[str, Any]]:
    """The report of each call, party and kind, as `python` makes it."""
    paths = "\n".join(str(call.resolve()) for call in calls)
    done = subprocess.run([python, "-c", ANALYZE], input=paths, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{python}: {done.stderr.strip().splitlines()[-1]}")
    rows = (line.split("\t") for line in done.stdout.splitlines())
    return {f"{Path(path).name}, {party}, {kind}": json.loads(text) for path, party, kind, text in rows}


def without(report: Any, keys: set[str]) -> Any:
    """The value without these keys, wherever they are."""
    if isinstance(report, dict):
        return {key: without(value, keys) for key, value in report.items() if key not in keys}
    return [without(value, keys) for value in report] if isinstance(report, list) else report


def differences(before: Any, after: Any, place: str = "") -> list[str]:
    """Where the two differ, the order of keys included.

    >>> differences({"a": [1, 2]}, {"a": [1, 3]})
    ['.a[1]: 2, then 3']
    """
    if isinstance(before, dict) and isinstance(after, dict):
        if list(before) != list(after):
            return [f"{place}: keys {list(before)}, then {list(after)}"]
        return [found for key in before for found in differences(before[key], after[key], f"{place}.{key}")]
    if isinstance(before, list) and isinstance(after, list):
        if len(before) != len(after):
            return [f"{place}: {len(before)} items, then {len(after)}"]
        return [found for k, pair in enumerate(zip(before, after)) for found in differences(*pair, f"{place}[{k}]")]
    same = type(before) is type(after) and before == after
    return [] if same else [f"{place}: {before!r}, then {after!r}"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("before")
    parser.add_argument("after")
    parser.add_argument("calls", type=Path)
    parser.add_argument("--but", default="engine,assessed", help="keys that may differ (default: %(default)s)")
    asked = parser.parse_args()
    calls = sorted(asked.calls.glob("*.wav")) if asked.calls.is_dir() else [asked.calls]
    if not calls:
        sys.exit(f"no recordings in {asked.calls}")
    keys = {key for key in asked.but.split(",") if key}
    before, after = reports(asked.before, calls), reports(asked.after, calls)
    if list(before) != list(after):
        sys.exit("the two made reports of different calls")
    bad = 0
    for name, report in before.items():
        found = differences(without(report, keys), without(after[name], keys))
        bad += bool(found)
        for line in found[:5]:
            print(f"{name}: {line}")
    print(f"{len(before)} reports of {len(calls)} calls: {bad} differ" + (f" (but for {asked.but})" if keys else ""))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
