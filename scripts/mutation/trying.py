"""Runs tests with one mutant on, or with none while noting which mutants each test reaches."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .building import Program
from .memory import Memory, digest

MEMORY_KB = 8_000_000
"""Address space of a test program: a mutant may ask for any amount."""

ROUNDS = (0.5, 4.0, 15.0)
"""Up to which sum of their seconds tests are tried together, the quickest first."""


TELLING = "listening-core: golden"
"""The program that tells most mutants of the core: it compares whole reports."""


@dataclass(frozen=True)
class Test:
    """A test, what it takes, and the numbers of the mutants that it reaches."""

    program: Program
    name: str
    seconds: float
    reaches: frozenset[int]


def tests_of(program: Program) -> list[str]:
    """The names of its tests that are not ignored."""

    def listed(*more: str) -> list[str]:
        run = _run(program, ["--list", "--format", "terse", *more], {}, 60.0)
        assert run is not None
        return [line.removesuffix(": test") for line in run.stdout.splitlines() if line.endswith(": test")]

    ignored = set(listed("--ignored"))
    return [name for name in listed() if name not in ignored]


def reach(program: Program, name: str, known: Memory, most: float) -> Test:
    """What a test without a mutant reaches, run or known from earlier; nothing where it takes longer."""
    key = digest(program.path.encode(), program.digest, name)
    if (values := known.get(key)) is not None:
        return Test(program, name, values[0], frozenset(map(int, values[1:])))
    test = _reach(program, name, most)
    if test.seconds < most:
        known.keep(key, [test.seconds, *sorted(test.reaches)])
    return test


def _reach(program: Program, name: str, most: float) -> Test:
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "reached"
        began = time.monotonic()
        run = _run(program, ["--exact", name], {"LISTENING_MUTANTS_REACHED": str(record)}, most)
        seconds = time.monotonic() - began
        reached = frozenset(map(int, record.read_text().split())) if record.exists() else frozenset()
    if run is None:
        return Test(program, name, seconds, frozenset())
    if run.returncode:
        # One that counts allocations may count those of the record.
        run = _run(program, ["--exact", name], {}, 900.0)
        if run is None or run.returncode:
            said = "it took too long" if run is None else run.stdout[-3000:] + run.stderr[-1000:]
            raise SystemExit(f"mutants: {program.name}: {name} fails without a mutant:\n{said}")
    return Test(program, name, seconds, reached)


def outcome(number: int, tests: Sequence[Test], most: float) -> tuple[str, str]:
    """Whether tests tell this mutant: caught, timeout, survived or unreached, and by which tests."""
    reaching = sorted((test for test in tests if number in test.reaches), key=lambda test: test.seconds)
    if not reaching:
        return "unreached", ""
    tried = 0
    for program, together in _rounds(reaching, most):
        tried += len(together)
        limit = 20.0 + 10.0 * sum(test.seconds for test in together)
        names = [test.name for test in together]
        run = _run(program, ["--exact", *names], {"LISTENING_MUTANT": str(number)}, limit)
        if run is None:
            return "timeout", program.name
        if run.returncode:
            failed = [
                line.split()[1]
                for line in run.stdout.splitlines()
                if line.startswith("test ") and line.endswith("FAILED")
            ]
            return "caught", f"{program.name}: {failed[0] if failed else f'exit status {run.returncode}'}"
    return "survived", f"{tried} of the {len(reaching)} tests that reach it"


def _rounds(tests: Sequence[Test], most: float) -> Iterator[tuple[Program, list[Test]]]:
    """Tests that run together, in groups of one program."""
    left = list(tests)
    spent = 0.0
    for until in (*(each for each in ROUNDS if each < most), most):
        groups: dict[Program, list[Test]] = defaultdict(list)
        while left and spent + left[0].seconds <= until:
            spent += left[0].seconds
            groups[left[0].program].append(left[0])
            del left[0]
        yield from groups.items()
        # What is left of the most telling ones comes next, whatever it takes.
        telling = [test for test in left if test.program.name == TELLING]
        if telling:
            yield telling[0].program, telling
            left = [test for test in left if test.program.name != TELLING]


def _run(
    program: Program, arguments: Sequence[str], env: dict[str, str], seconds: float
) -> subprocess.CompletedProcess[str] | None:
    """One run; None where it took longer."""
    around = os.environ | {
        "CARGO_MANIFEST_DIR": str(program.folder),
        # The same cases each time, none kept for the next mutant, and no search for the smallest.
        "PROPTEST_RNG_SEED": "1",
        "PROPTEST_DISABLE_FAILURE_PERSISTENCE": "true",
        "PROPTEST_MAX_SHRINK_ITERS": "0",
        "RUST_BACKTRACE": "0",
    }
    limited = ["sh", "-c", f'ulimit -v {MEMORY_KB}; ulimit -c 0; exec "$@"', "sh", program.path, *arguments]
    quiet = [] if "--list" in arguments else ["--test-threads", "1"]
    try:
        return subprocess.run(
            [*limited, *quiet],
            cwd=program.folder,
            env=around | env,
            timeout=seconds,
            capture_output=True,
            text=True,
            errors="replace",
        )
    except subprocess.TimeoutExpired:
        return None
