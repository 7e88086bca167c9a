"""What type checkers of users say of the public names, and that all of them are asked."""

from __future__ import annotations

import ast
import importlib
import os
import re
import subprocess
import sys
from pathlib import Path

import listening
import pytest
from helpers import ROOT

pytest.importorskip("pyarrow")
SCRIPT = Path(__file__).parent / "typed" / "public_names.py"
MODULES = (
    *("report", "session", "live", "rtp", "streams", "batch", "tracking", "calibration", "arrow", "spark", "ray"),
    "types",
)


def check(tool: str, program: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs a checker in a folder of its own: the settings of the repository are not the user's."""
    options = {
        "mypy": ["--strict", "--cache-dir", str(folder / "cache")],
        "pyright": ["--pythonpath", sys.executable],
    }[tool]
    return subprocess.run(
        [sys.executable, "-m", tool, *options, program],
        capture_output=True, text=True, timeout=300, cwd=folder, env={**os.environ, "HOME": str(folder)},
    )  # fmt: skip


def used(script: str) -> set[str]:
    """The full names that a script uses."""
    tree = ast.parse(script)
    meant: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            meant.update(
                (each.asname or each.name.partition(".")[0], each.name.partition(".")[0]) for each in node.names
            )
        elif isinstance(node, ast.ImportFrom):
            meant.update((each.asname or each.name, f"{node.module}.{each.name}") for each in node.names)

    def full(node: ast.expr) -> str | None:
        if isinstance(node, ast.Attribute):
            before = full(node.value)
            return before and f"{before}.{node.attr}"
        return meant.get(node.id) if isinstance(node, ast.Name) else None

    return {name for node in ast.walk(tree) if isinstance(node, ast.expr) and (name := full(node))}


def public() -> set[str]:
    """The full names of everything public."""
    names = {f"listening.{name}" for name in listening.__all__}
    for module in MODULES:
        names |= {f"listening.{module}.{name}" for name in importlib.import_module(f"listening.{module}").__all__}
    return names


def test_every_public_name_is_in_the_script():
    assert not public() - used(SCRIPT.read_text(encoding="utf-8"))


def test_a_name_that_is_missing_is_found():
    script = SCRIPT.read_text(encoding="utf-8")
    assert public() - used(script.replace("listening.iter_many", "listening.many")) == {"listening.iter_many"}
    assert public() - used(script.replace("types.Habit", "types.Cost")) == {"listening.types.Habit"}


def test_the_script_runs(tmp_path):
    ran = subprocess.run([sys.executable, SCRIPT], capture_output=True, text=True, timeout=120, cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert listening.__version__ in ran.stdout.splitlines()


@pytest.mark.parametrize("program", [SCRIPT, SCRIPT.parents[1] / "typed_program.py"], ids=lambda path: path.stem)
@pytest.mark.parametrize("tool", ["mypy", "pyright"])
def test_a_checker_passes(tool, program, tmp_path):
    done = check(tool, program, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("tool", ["mypy", "pyright"])
def test_a_checker_finds_mistakes(tool, tmp_path):
    program = tmp_path / "wrong.py"
    program.write_text(
        "import listening\n"
        "report = listening.from_talkspurts([], [])\n"
        'first: listening.types.Event = report.events[0]["starts"]\n'
        "second = listening.rows.Evnt\n"
        "report.duration.upper()\n"
    )
    done = check(tool, program, tmp_path)
    assert done.returncode == 1
    assert {int(line) for line in re.findall(r"wrong\.py:(\d+)", done.stdout)} == {3, 4, 5}


def test_rows_is_another_name_of_types():
    assert listening.rows.__all__ == listening.types.__all__
    for name in listening.types.__all__:
        assert getattr(listening.rows, name) is getattr(listening.types, name)


@pytest.mark.skipif(not (ROOT / "docs").is_dir(), reason="needs the whole repository")
def test_the_public_modules_are_those_that_the_page_names():
    text = (ROOT / "docs" / "python.md").read_text(encoding="utf-8").partition("## Modules")[2]
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `listening.")]
    assert {name for row in rows for name in re.findall(r"`(?:listening)?\.(\w+)`", row)} == set(MODULES)
    there = {path.stem for path in Path(listening.__file__).parent.glob("*.py") if not path.stem.startswith("_")}
    assert there == {*MODULES, "rows"}
