"""A pytest plugin that notes under which test each line ran, also in the processes that tests start.

coverage.py has to be active in every process: `COVERAGE_PROCESS_START` names the settings, which
`which_tests.py` writes. What a fixture runs that many tests share is noted under the fixture, not under the
first of them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Generator
from pathlib import Path
from typing import Any

import coverage
import pytest

CONTEXT = "LISTENING_RUNNING_TEST"
"""Variable of the environment with what runs now, to which the settings of coverage.py refer."""

FIXTURE = "fixture "
"""How the context of a shared fixture begins."""

FOLDER = "LISTENING_RECORDED"
"""Variable with the folder for the results."""

_tests: dict[str, dict[str, Any]] = {}


def _runs(name: str) -> None:
    os.environ[CONTEXT] = name
    measuring = coverage.Coverage.current()
    if measuring is not None:
        measuring.switch_context(name)


def _processor_seconds() -> float:
    """Of this process and those that it started: unlike the time by the clock, the same on a busy machine."""
    return sum(os.times()[:4])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, Any, Any]:
    """Names the test that runs."""
    fixtures = sorted(getattr(item, "fixturenames", ()))
    _tests[item.nodeid] = {"seconds": 0.0, "passed": True, "fixtures": fixtures}
    before = _processor_seconds()
    _runs(item.nodeid)
    try:
        return (yield)
    finally:
        _runs("")
        _tests[item.nodeid]["seconds"] = round(_processor_seconds() - before, 3)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[Any]) -> Generator[None, Any, Any]:
    """Names the fixture that is made, where several tests share it."""
    if fixturedef.scope == "function":
        return (yield)
    before = os.environ.get(CONTEXT, "")
    _runs(FIXTURE + fixturedef.argname)
    try:
        return (yield)
    finally:
        _runs(before)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Notes what does not pass."""
    # With pytest-xdist the process that collects the reports ran none of them.
    if report.nodeid in _tests and not report.passed:
        _tests[report.nodeid]["passed"] = False


def pytest_sessionfinish() -> None:
    """Writes what this process ran."""
    if _tests:
        Path(os.environ[FOLDER], f"tests-{os.getpid()}.json").write_text(json.dumps(_tests), encoding="utf-8")
