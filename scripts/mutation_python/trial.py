"""One mutant, put into an installed package, under the tests that run the changed line."""

from __future__ import annotations

import importlib
import os
import signal
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from which_tests import TESTS, Recorded

ENOUGH = 40.0
"""Seconds of the processor after which no further test is tried on a mutant."""

AT_ONCE = 40
"""Tests in one process: a mutant is mostly caught by the first few."""

_SLOW_TO_IMPORT = ("numpy", "soundfile", "jsonschema", "pytest", "pandas", "pyarrow", "polars")
"""What the tests import, brought once and not for each mutant. Nothing of the package."""


@dataclass(frozen=True)
class Outcome:
    """What became of a mutant, or of the package as it is."""

    caught: bool
    timed_out: bool
    tests: int
    """How many tests it was tried on."""

    said: str
    """The end of what pytest printed."""


def in_order(tests: set[str], recorded: Recorded) -> list[str]:
    """The quickest test of each file, then the second quickest of each, and so on, up to `ENOUGH`."""
    by_file: dict[str, list[str]] = {}
    for test in sorted(tests, key=lambda test: (recorded.seconds[test], test)):
        by_file.setdefault(test.partition("::")[0], []).append(test)
    rounds = sorted(
        (place, recorded.seconds[test], test) for listed in by_file.values() for place, test in enumerate(listed)
    )
    found: list[str] = []
    spent = 0.0
    for _, seconds, test in rounds:
        if spent + seconds <= ENOUGH or not found:
            found.append(test)
            spent += seconds
    return found


@contextmanager
def changed(file: Path, code: str) -> Iterator[None]:
    """The file with this code, for as long as the context lasts."""
    before = file.read_text(encoding="utf-8")
    try:
        put(file, code)
        yield
    finally:
        put(file, before)


def run(tests: Sequence[str], recorded: Recorded, log: Path) -> Outcome:
    """Runs the tests up to the first that fails."""
    for name in _SLOW_TO_IMPORT:
        importlib.import_module(name)
    for at in range(0, len(tests), AT_ONCE):
        some = tests[at : at + AT_ONCE]
        expected = sum(recorded.seconds[test] for test in some)
        # By the clock, and of a machine that has other work too.
        code = _pytest(some, log, limit=120 + 20 * expected)
        said = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-3:])
        # 0: all passed. 1: one failed. 2: a file of tests cannot be read. 4: nor conftest.py; no such test.
        if code == 4 and "not found" in said:
            raise SystemExit(f"mutants-python: other tests were recorded: give --record\n{said}")
        if code != 0:
            return Outcome(True, code is None, at + len(some), said)
    return Outcome(False, False, len(tests), "")


def put(file: Path, code: str) -> None:
    """Writes a file of the package."""
    file.write_text(code, encoding="utf-8")
    # What was compiled is taken for the file's by its size and the second in which it was written.
    for compiled in (file.parent / "__pycache__").glob(f"{file.stem}.*.pyc"):
        compiled.unlink()


def _pytest(tests: Sequence[str], log: Path, limit: float) -> int | None:
    """The exit status of pytest on these tests; None after `limit` seconds. Its processes end with it."""
    child = os.fork()
    if child == 0:
        _child(tests, log)
    end = time.monotonic() + limit
    try:
        while True:
            pid, status = os.waitpid(child, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
            if time.monotonic() > end:
                os.killpg(child, signal.SIGKILL)
                os.waitpid(child, 0)
                return None
            time.sleep(0.1)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)


def _child(tests: Sequence[str], log: Path) -> None:
    code = 3
    try:
        os.setsid()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o644)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for number, of in ((0, nothing), (1, output), (2, output)):
            os.dup2(of, number)
        # The processes that a test starts would import the file that this program began with.
        sys.modules["__main__"] = ModuleType("__main__")
        os.chdir(TESTS)
        sys.path.insert(0, str(TESTS))
        import pytest

        words = ["-q", "-x", "--tb=line", "-p", "no:cacheprovider", "-p", "no:xdist"]
        code = int(pytest.main([*words, *tests]))
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
