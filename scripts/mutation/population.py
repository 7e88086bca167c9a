"""The population of mutants, as cargo-mutants lists it, and a sample of it."""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

VERSION = "27.1.0"
"""Of cargo-mutants."""

SCOPE = [
    "listening-core/src/{floor,listening,health,activity}/**",
    "listening-review/src/**",
    "listening-formats/src/**",
]


@dataclass(frozen=True)
class Mutant:
    """One change to the source."""

    id: str
    """File, change, function, and which of several alike. Without a line: edits elsewhere leave it."""
    line: int
    file: str
    package: str
    genre: str
    replacement: str
    start: int
    """The first byte of the text that cargo-mutants replaces."""
    end: int


def command(root: Path) -> str:
    """The program cargo-mutants of the right version, built where it is not here yet (two minutes)."""
    tools = Path(os.environ.get("CARGO_TARGET_DIR", root / "target")) / "tools"
    for found in ("cargo-mutants", str(tools / "bin" / "cargo-mutants")):
        try:
            said = subprocess.run([found, "mutants", "--version"], capture_output=True, text=True).stdout
        except FileNotFoundError:
            continue
        if said.split()[-1:] == [VERSION]:
            return found
    install = [
        "cargo",
        "install",
        "--quiet",
        "--locked",
        "cargo-mutants",
        "--version",
        VERSION,
        "--root",
        str(tools),
    ]
    subprocess.run(install, check=True)
    return str(tools / "bin" / "cargo-mutants")


def population(root: Path) -> list[Mutant]:
    """All mutants of the scope, in the order of files and lines."""
    scope = [part for glob in SCOPE for part in ("--file", glob)]
    listing = [command(root), "mutants", "--list", "--json", "--dir", str(root), *scope]
    listed = json.loads(subprocess.run(listing, check=True, capture_output=True).stdout)
    texts = {name: (root / name).read_text(encoding="utf-8") for name in {each["file"] for each in listed}}
    lines = {name: _line_starts(text) for name, text in texts.items()}
    seen: Counter[str] = Counter()
    found = []
    for each in sorted(listed, key=_place):
        file, span = each["file"], each["span"]
        start, end = (
            _offset(texts[file], lines[file], span[edge]["line"], span[edge]["column"]) for edge in ("start", "end")
        )
        what = each["name"].split(": ", 1)[1]
        name = f"{file}: {' '.join(what.split())}"
        seen[name] += 1
        if seen[name] > 1:
            name += f" ({seen[name]})"
        line = span["start"]["line"]
        found.append(Mutant(name, line, file, each["package"], each["genre"], each["replacement"], start, end))
    return found


def in_drawn_order(mutants: list[Mutant], seed: int) -> list[Mutant]:
    """All of them in a random order that depends on nothing but the seed and their names."""

    def draw(mutant: Mutant) -> float:
        return random.Random(hashlib.sha256(f"{seed} {mutant.id}".encode()).digest()).random()

    return sorted(mutants, key=draw)


def _place(listed: Any) -> tuple[str, int, int, str]:
    start = listed["span"]["start"]
    return listed["file"], start["line"], start["column"], listed["replacement"]


def _line_starts(text: str) -> list[int]:
    """Where each line begins, in characters."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts


def _offset(text: str, starts: list[int], line: int, column: int) -> int:
    return len(text[: starts[line - 1] + column - 1].encode())
