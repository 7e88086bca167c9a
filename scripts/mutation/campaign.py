"""The command scripts/mutants."""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any

from .building import Tree
from .memory import Memory
from .population import Mutant, in_drawn_order, population
from .trying import Test, outcome, reach, tests_of

ROOT = Path(__file__).resolve().parent.parent.parent
WORK = ROOT / "target" / "mutants"
LEAST = 0.85
"""Of the mutants tried, the share that tests notice."""

Row = dict[str, Any]


def main() -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser(
        description="Measures how many small faults in the Rust crates the Rust tests notice."
    )
    parser.add_argument("--count", type=int, default=420, help="how many are drawn (default: 420)")
    parser.add_argument("--seed", type=int, default=1, help="of the draw (default: 1)")
    parser.add_argument(
        "--most", type=float, default=60.0, help="how many seconds of tests one is tried with (default: 60)"
    )
    parser.add_argument("--jobs", type=int, default=2, help="how many are tried at a time (default: 2)")
    parser.add_argument("--survivors", action="store_true", help="try only those again that survived the last run")
    parser.add_argument("--resume", action="store_true", help="go on where a run was broken off")
    parser.add_argument("--list", action="store_true", help="print the size of the population and end")
    chosen = parser.parse_args()

    everything = population(ROOT)
    print(f"population: {len(everything)} mutants", flush=True)
    if chosen.list:
        for part, number in sorted(Counter(_part(mutant.file) for mutant in everything).items()):
            print(f"  {part}: {number}")
        return
    sample = in_drawn_order(everything, chosen.seed)[: chosen.count]
    began = time.monotonic()
    tree = Tree(ROOT, WORK, sample)
    programs = tree.build()
    viable = [number for number in range(len(sample)) if number not in tree.refused]
    print(f"{len(viable)} of {len(sample)} drawn can be built: {time.monotonic() - began:.0f} s", flush=True)

    kept = _kept(chosen.resume, chosen.survivors)
    open_numbers = [number for number in viable if sample[number].id not in kept]
    known = Memory(WORK / "reached.jsonl")
    with ThreadPoolExecutor(chosen.jobs) as pool:
        names = [(program, name) for program in programs for name in tests_of(program)]
        tests = list(pool.map(lambda each: reach(each[0], each[1], known, chosen.most), names)) if open_numbers else []
        print(f"{len(tests)} tests: {time.monotonic() - began:.0f} s", flush=True)
        rows = [kept[sample[number].id] for number in viable if sample[number].id in kept]
        _write(rows)
        running = [pool.submit(_tried, number, sample[number], tests, chosen.most) for number in open_numbers]
        for done in as_completed(running):
            rows.append(done.result())
            _append(done.result())
    _report(tree, rows)
    print(f"took {(time.monotonic() - began) / 60:.0f} min")
    raise SystemExit(_verdict(rows))


def _tried(number: int, mutant: Mutant, tests: Sequence[Test], most: float) -> Row:
    began = time.monotonic()
    what, by = outcome(number, tests, most)
    return {
        "mutant": mutant.id,
        "line": mutant.line,
        "genre": mutant.genre,
        "outcome": what,
        "by": by,
        "seconds": round(time.monotonic() - began, 2),
    }


def _part(file: str) -> str:
    """The crate, of the core its folder."""
    crate, _, folder, *_ = file.split("/")
    return f"{crate}/{folder}" if crate == "listening-core" else crate


RESULTS = WORK / "results.jsonl"


def _kept(resume: bool, survivors: bool) -> dict[str, Row]:
    """The results of an earlier run that are taken over, by mutant."""
    if not (resume or survivors) or not RESULTS.exists():
        return {}
    rows: list[Row] = [json.loads(line) for line in RESULTS.read_text(encoding="utf-8").splitlines()]
    return {row["mutant"]: row for row in rows if not survivors or _is_caught(row)}


def _write(rows: Sequence[Row]) -> None:
    RESULTS.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def _append(row: Row) -> None:
    with RESULTS.open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")


def _is_caught(row: Row) -> bool:
    return row["outcome"] in ("caught", "timeout")


def _report(tree: Tree, rows: Sequence[Row]) -> None:
    """Prints the figures."""
    print("\nnot tried: " + "; ".join(f"{reason}: {n}" for reason, n in Counter(tree.refused.values()).most_common()))
    print(f"\n{'':24}{'tried':>7}{'caught':>8}{'timeout':>9}{'survived':>10}{'unreached':>11}{'share':>8}")
    parts = {
        part: [row for row in rows if _part(row["mutant"].split(": ")[0]) == part]
        for part in sorted({_part(row["mutant"].split(": ")[0]) for row in rows})
    }
    for part, of_part in [*parts.items(), ("all", list(rows))]:
        counts = Counter(row["outcome"] for row in of_part)
        share = (counts["caught"] + counts["timeout"]) / max(len(of_part), 1)
        print(
            f"{part:24}{len(of_part):7}{counts['caught']:8}{counts['timeout']:9}{counts['survived']:10}"
            f"{counts['unreached']:11}{share:8.1%}"
        )
    print("\nsurvivors")
    for row in sorted((row for row in rows if not _is_caught(row)), key=lambda row: str(row["mutant"])):
        print(f"  {row['mutant']} [line {row['line']}, {row['outcome']}, {row['by']}]")


def _verdict(rows: Sequence[Row]) -> int:
    """The exit status."""
    explained = (Path(__file__).parent / "survivors.md").read_text(encoding="utf-8")
    unexplained = [row for row in rows if not _is_caught(row) and f"`{row['mutant']}`" not in explained]
    share = sum(map(_is_caught, rows)) / max(len(rows), 1)
    if unexplained:
        print(f"{len(unexplained)} survivors are not explained in scripts/mutation/survivors.md")
    if share < LEAST:
        print(f"{share:.1%} are noticed: expected {LEAST:.0%} or more")
    return int(bool(unexplained) or share < LEAST)
