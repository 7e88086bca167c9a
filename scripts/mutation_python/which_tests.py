"""Which tests run each line of the packages, and how long each takes: measured in one run of the tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import coverage
from recording import CONTEXT, FIXTURE, FOLDER

HERE = Path(__file__).resolve().parent
TESTS = HERE.parents[1] / "listening-py"

LEFT_OUT = ("tests/test_browser.py", "tests/test_worklet.py")
"""They open pages in a browser and run nothing of these packages."""

_SETTINGS = """[run]
parallel = true
data_file = {folder}/data
source = {sources}
context = ${{{context}-}}
"""


@dataclass(frozen=True)
class Recorded:
    """What one run of the tests showed."""

    seconds: dict[str, float]
    """How long each test that passes took."""

    lines: dict[str, dict[int, frozenset[str]]]
    """By file, as the package names it, and line: the tests that pass and run it."""

    failed: list[str]
    """Tests that do not pass without any change, or are passed over: they can catch nothing."""

    def of(self, file: str, lines: range) -> set[str]:
        """The tests that run one of these lines."""
        ran = self.lines.get(file, {})
        return {test for line in lines for test in ran.get(line, ())}


def record(package: Path, parts: tuple[str, ...], folder: Path, tests: Sequence[str] = ()) -> None:
    """Runs the tests with each line noted.

    Args:
        package: The installed package.
        parts: Its packages of interest.
        folder: What was recorded.
        tests: Files of tests to add to what is there; all tests, anew, where none is named.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if not tests:
        for old in (*folder.glob("data*"), *folder.glob("tests-*.json")):
            old.unlink()
    settings = folder / "coveragerc"
    sources = ",".join(str(package / part) for part in parts)
    settings.write_text(_SETTINGS.format(folder=folder, sources=sources, context=CONTEXT), encoding="utf-8")
    path = os.pathsep.join(filter(None, (str(HERE), os.environ.get("PYTHONPATH"))))
    environment = {
        **os.environ,
        "COVERAGE_PROCESS_START": str(settings),
        FOLDER: str(folder),
        "PYTHONPATH": path,
    }
    words = [sys.executable, "-m", "pytest", "-q", "-p", "recording", "-p", "no:cacheprovider"]
    words += [
        "-n",
        "2",
        "--dist",
        "loadfile",
        *(f"--ignore={file}" for file in LEFT_OUT),
        *(tests or ["tests"]),
    ]
    done = subprocess.run(words, cwd=TESTS, env=environment, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"the tests did not run: pytest returned {done.returncode}")
    measured = coverage.Coverage(data_file=str(folder / "data"), config_file=False)
    if tests:
        measured.load()
    measured.combine()
    measured.save()


def recorded(package: Path, folder: Path) -> Recorded:
    """What `record` left in its folder."""
    tests: dict[str, dict[str, object]] = {}
    for file in sorted(folder.glob("tests-*.json"), key=lambda file: file.stat().st_mtime_ns):
        tests |= json.loads(file.read_text(encoding="utf-8"))
    passed = {name for name, test in tests.items() if test["passed"]}
    users: dict[str, set[str]] = defaultdict(set)
    for name in passed:
        for fixture in tests[name]["fixtures"]:  # type: ignore[attr-defined]
            users[FIXTURE + fixture].add(name)
    data = coverage.CoverageData(basename=str(folder / "data"))
    data.read()
    lines: dict[str, dict[int, frozenset[str]]] = {}
    for measured in data.measured_files():
        by_line = data.contexts_by_lineno(measured)
        lines[Path(measured).relative_to(package).as_posix()] = {
            line: frozenset(name for context in contexts for name in users.get(context, {context}) if name in passed)
            for line, contexts in by_line.items()
        }
    seconds = {name: float(tests[name]["seconds"]) for name in passed}  # type: ignore[arg-type]
    return Recorded(seconds, lines, sorted(tests.keys() - passed))
