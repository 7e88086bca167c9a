"""Every line of the command `listening` in the README and the pages runs, in a folder of `listening demo --folder`."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest
from helpers import ROOT

PAGES = [ROOT / "README.md", ROOT / "listening-py" / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
MADE = "listening demo --folder team"
"""What the folder was made with."""
PASSED_OVER = {
    "listening inspect demo/demo_call.wav --plot docs/demo_inspected.png": "draws the page's own picture, and needs "
    "matplotlib and the repository as the current folder",
}
"""Commands that are not run, and why."""

pytestmark = pytest.mark.skipif(shutil.which("sh") is None, reason="needs a shell")


def commands(text: str) -> list[str]:
    """The command lines of a page: of its blocks of shell, and of its indented blocks; without comments."""
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    prose = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    blocks += re.findall(r"^ {4}\S.*$", prose, re.MULTILINE)
    lines = [line.strip() for block in blocks for line in block.replace("\\\n", " ").splitlines()]
    return [re.sub(r"\s+# .*", "", line) for line in lines if re.match(r"(.*\| *)?listening ", line)]


FOUND = {str(page.relative_to(ROOT)): commands(page.read_text(encoding="utf-8")) for page in PAGES}


def test_commands_are_found():
    text = "```sh\nlistening a \\\n  b   # why\nzcat x | listening c\nls\n```\n\n    listening d > e\n\nlistening f\n"
    assert commands(text) == ["listening a    b", "zcat x | listening c", "listening d > e"]
    assert len(FOUND["README.md"]) >= 5
    assert len(FOUND["docs/commands.md"]) >= 20
    assert sum(map(len, FOUND.values())) >= 50
    assert set(PASSED_OVER) <= {line for lines in FOUND.values() for line in lines}


RAN: dict[str, list[Path]] = {}
"""The files that each line made on the page where it ran first; other pages with the same line get these."""


@pytest.mark.parametrize("page", [page for page, lines in FOUND.items() if lines])
def test_commands_run(page, team, tmp_path):
    pytest.importorskip("pyarrow")
    (tmp_path / "team").symlink_to(team, target_is_directory=True)
    for line in FOUND[page]:
        if line == MADE or line in PASSED_OVER:
            continue
        if line not in RAN:
            RAN[line] = run(line, tmp_path)
        for file in RAN[line]:
            if file.parent != tmp_path:
                shutil.copy(file, tmp_path)


def run(line: str, folder: Path) -> list[Path]:
    """Runs a command line; gives the files that it made."""

    def files() -> dict[Path, int]:
        return {file: file.stat().st_mtime_ns for file in folder.iterdir() if file.is_file()}

    before = files()
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]])
    done = subprocess.run(
        ["sh", "-c", line], cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, timeout=120
    )
    assert (done.returncode, done.stderr.decode()) == (0, ""), line
    made = [file for file, time in files().items() if before.get(file) != time]
    assert done.stdout or made, f"{line}: nothing came of it"
    return made


def test_the_folder_names_commands_that_run(team):
    """Those of its README.txt are those of the pages."""
    documented = {line for lines in FOUND.values() for line in lines}
    named = [
        line.strip() for line in Path(team, "README.txt").read_text().splitlines() if line.startswith("  listening")
    ]
    assert len(named) >= 8
    assert [line for line in named if line not in documented] == []
