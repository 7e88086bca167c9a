"""What the tests share. They run against the installed package and make their own audio."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import jsonschema
import listening
import numpy as np
import pytest
import soundfile
from helpers import RATE, ROOT, wav

if ROOT in Path(listening.__file__).resolve().parents and "site-packages" not in listening.__file__:
    raise RuntimeError(f"the tests are for the installed package, not for {listening.__file__}")


@pytest.fixture(autouse=True)
def _every_report_is_of_the_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    """Holds each report that the engine makes in any test against the schema that is shipped."""
    valid = jsonschema.Draft202012Validator(listening.report_schema())

    def checked(text: str) -> listening.Report:
        report = listening.Report(text)
        valid.validate(report.to_dict())
        return report

    for module in ("_analysis.whole_call", "_analysis.inspection", "session"):
        monkeypatch.setattr(importlib.import_module(f"listening.{module}"), "Report", checked)


@pytest.fixture(autouse=True)
def _no_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Takes away what says how wide the terminal of who runs the tests is."""
    monkeypatch.delenv("COLUMNS", raising=False)
    # Python's readline passes it only to child processes.
    os.unsetenv("COLUMNS")


@pytest.fixture(scope="session")
def team(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a simulated team, as ``listening demo --folder team`` makes it. It is only read."""
    return listening.demo_folder(tmp_path_factory.mktemp("made") / "team")


@pytest.fixture(scope="session")
def demo() -> Path:
    """Path of the demo call."""
    path = listening.demo_call()
    assert path.is_file()
    return path


@pytest.fixture(scope="session")
def samples(demo: Path) -> np.ndarray:
    """The demo call's samples, (frames, 2), int16."""
    samples, rate = soundfile.read(demo, dtype="int16")
    assert rate == RATE
    return samples


@pytest.fixture(scope="session")
def report(demo: Path) -> listening.Report:
    """The demo call's report."""
    return listening.analyze(demo)


@pytest.fixture(scope="session")
def heard(demo: Path) -> listening.Inspection:
    """What was heard of the demo call."""
    return listening.inspect(demo)


@pytest.fixture
def mono(tmp_path: Path, samples: np.ndarray) -> Path:
    """A recording of the demo call's customer alone."""
    path = tmp_path / "mono.wav"
    path.write_bytes(wav(samples[:, 1].tobytes(), channels=1))
    return path


@pytest.fixture
def command():
    """Runs the installed command ``listening``."""
    script = Path(sysconfig.get_path("scripts")) / ("listening.exe" if sys.platform == "win32" else "listening")

    def run(*arguments: object, input: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run([script, *map(str, arguments)], input=input, capture_output=True, timeout=120)

    run.script = script
    return run
