#!/usr/bin/env python3
"""Mutation testing of the Python package: how many of a fixed sample of small faults its tests notice.

    scripts/mutants-python [--size N] [--again] [--record [TESTS...]] [--list]

Draws the same faults in batches, the command line and the tables each time, puts one after the other into an
installed package and runs the tests that run the changed line, up to the first that fails. What was found is
kept in target/mutants-python: a run that is stopped goes on where it was. The exit status is 1 where less
than three quarters are caught, or one that is not caught has no reason in
scripts/mutation_python/survivors.md.
"""

from __future__ import annotations

import argparse
import json
import re
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import mutants
import trial
import which_tests

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "listening-py" / "python" / "listening"
WORK = ROOT / "target" / "mutants-python"
SURVIVORS = Path(__file__).with_name("survivors.md")
PARTS = ("_batch", "_cli", "_tables")
SIZE = 160
LEAST = 0.75


def main() -> int:
    """The command."""
    arguments = _arguments()
    # So that the package is left as it was and no test goes on.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("mutants-python: stopped"))
    package = _installed()
    WORK.mkdir(parents=True, exist_ok=True)
    folder = WORK / "recorded"
    if arguments.record is not None or not (folder / "data").is_file():
        print("recording which tests run each line", flush=True)
        which_tests.record(package, PARTS, folder, arguments.record or [])
    recorded = which_tests.recorded(package, folder)
    for test in recorded.failed:
        print(f"left out, as it does not pass here without a change: {test}")
    places = mutants.population(SOURCES, PARTS)
    drawn, passed_over = mutants.sample(places, arguments.size)
    print(
        f"{len(places)} mutants, {passed_over} of those drawn are no Python, {len(drawn)} to be tried",
        flush=True,
    )
    if arguments.list:
        for mutant in drawn:
            print(f"{mutant.id} {mutant.file} {mutant.function}\n{mutant.change}")
        return 0
    found = _results()
    if arguments.again:
        found = {id: result for id, result in found.items() if result["caught"]}
    _control(recorded)
    for number, mutant in enumerate(drawn, 1):
        if mutant.id not in found:
            found[mutant.id] = _tried(mutant, package, recorded)
            print(f"{number} of {len(drawn)}: {_line(found[mutant.id])}", flush=True)
    return _summary([found[mutant.id] for mutant in drawn])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/mutants-python", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--size", type=int, default=SIZE, metavar="N", help=f"mutants to try (default: {SIZE})")
    parser.add_argument("--again", action="store_true", help="try those again that were not caught")
    parser.add_argument(
        "--record",
        nargs="*",
        metavar="TESTS",
        help="record anew which tests run each line: all, or these files",
    )
    parser.add_argument("--list", action="store_true", help="only print the mutants")
    return parser.parse_args()


def _installed() -> Path:
    """The installed package, with the sources as they are here: a run that is killed leaves a mutant."""
    import importlib.util

    found = importlib.util.find_spec("listening")
    if found is None or found.origin is None or "site-packages" not in found.origin:
        raise SystemExit("mutants-python: the package is not installed: run scripts/mutants-python")
    package = Path(found.origin).parent
    for part in PARTS:
        for source in (SOURCES / part).glob("**/*.py"):
            file = package / source.relative_to(SOURCES)
            code = source.read_text(encoding="utf-8")
            if not file.is_file() or file.read_text(encoding="utf-8") != code:
                trial.put(file, code)
    return package


def _control(recorded: which_tests.Recorded) -> None:
    """The package without a change passes the tests as they are run on mutants."""
    tests = trial.in_order(set(recorded.seconds), recorded)[:40]
    outcome = trial.run(tests, recorded, WORK / "log")
    if outcome.caught:
        raise SystemExit(f"mutants-python: the tests do not pass without a change:\n{outcome.said}")


def _tried(mutant: mutants.Mutant, package: Path, recorded: which_tests.Recorded) -> dict[str, Any]:
    began = time.monotonic()
    tests = trial.in_order(recorded.of(mutant.file, mutant.lines), recorded)
    with trial.changed(package / mutant.file, mutant.code):
        outcome = trial.run(tests, recorded, WORK / "log")
    result = {
        "id": mutant.id,
        "file": mutant.file,
        "function": mutant.function,
        "line": mutant.lines.start,
        "change": mutant.change,
        "caught": outcome.caught,
        "timed_out": outcome.timed_out,
        "tests": outcome.tests,
        "said": outcome.said,
        "seconds": round(time.monotonic() - began, 1),
    }
    with (WORK / "results.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(result) + "\n")
    return result


def _results() -> dict[str, dict[str, Any]]:
    """What earlier runs found, the latest of each mutant."""
    file = WORK / "results.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return {result["id"]: result for result in map(json.loads, lines)}


def _line(result: dict[str, Any]) -> str:
    outcome = "timed out" if result["timed_out"] else "caught" if result["caught"] else "NOT CAUGHT"
    where = f"{result['file']}:{result['line']} {result['function']}"
    return f"{outcome} {result['id']} {where} ({result['seconds']} s)"


def _summary(found: list[dict[str, Any]]) -> int:
    caught = [result for result in found if result["caught"]]
    missed = [result for result in found if not result["caught"]]
    text = SURVIVORS.read_text(encoding="utf-8") if SURVIVORS.is_file() else ""
    explained = set(re.findall(r"^\| `([0-9a-f]{8})` \|", text, re.MULTILINE))
    open_ = [result for result in missed if result["id"] not in explained]
    for result in open_:
        print(f"\n{_line(result)}\n{result['change']}")
    parts = Counter(result["file"].partition("/")[0] for result in found)
    of = Counter(result["file"].partition("/")[0] for result in caught)
    share = len(caught) / len(found)
    print(f"\ncaught {len(caught)} of {len(found)} ({share:.0%})", end="")
    print(f", {sum(result['timed_out'] for result in caught)} of them by time", end="")
    print("; " + ", ".join(f"{part} {of[part]} of {n}" for part, n in sorted(parts.items())))
    if open_:
        print(f"{len(open_)} have no reason in {SURVIVORS.relative_to(ROOT)}: add a test or a reason")
    if share < LEAST:
        print(f"less than {LEAST:.0%} are caught")
    return int(bool(open_) or share < LEAST)


if __name__ == "__main__":
    raise SystemExit(main())
