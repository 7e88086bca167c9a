"""One copy of the sources with all mutants of a sample in it, and its test programs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .memory import Memory, digest
from .population import Mutant
from .switching import REFUSED, Choice, Insertion, Source, Unswitchable, owners, switched

CRATES = ["listening-core", "listening-review", "listening-formats", "listening-ffi"]
"""With mutants, and those that depend on them."""

SWITCH = "mutation_switch.rs"

# Nothing of these is in question: the compiler of C, the header, the types of the binary interface.
PASSED_OVER = {"c_programs", "cpp_programs", "header", "abi"}


@dataclass(frozen=True)
class Program:
    """A test program as Cargo built it."""

    name: str
    path: str
    folder: Path
    """Where Cargo would run it."""
    digest: str
    """Of its bytes."""


class Tree:
    """The copy, in a folder of its own, with its own build."""

    def __init__(self, root: Path, work: Path, sample: Sequence[Mutant]) -> None:
        self.root, self.copy, self.target = root, work / "tree", work / "build"
        self.sample = sample
        self.refused: dict[int, str] = {}
        """Why a mutant, by its number in the sample, is not in it."""
        sources = {file: Source((root / file).read_bytes()) for file in {mutant.file for mutant in sample}}
        self._sources = sources
        self._known = Memory(work / "refused.jsonl")
        self._edits: dict[int, Choice | Insertion] = {}
        for number, mutant in enumerate(sample):
            if self._refusal(number) in self._known:
                self.refused[number] = REFUSED
                continue
            try:
                self._edits[number] = sources[mutant.file].edit(mutant)
            except Unswitchable as reason:
                self.refused[number] = str(reason)

    def _refusal(self, number: int) -> str:
        mutant = self.sample[number]
        return digest(self._sources[mutant.file].content, mutant.id)

    def build(self) -> list[Program]:
        """Writes and builds it, leaving out what the compiler refuses, and gives the test programs."""
        self._copy()
        while True:
            for file in self._sources:
                self._write(file)
            refused = set(self._refusals())
            if not refused:
                break
            for number in refused:
                self.refused[number] = REFUSED
                self._known.keep(self._refusal(number), [])
                del self._edits[number]
            print(f"  {len(self._edits)} mutants left, {len(refused)} refused", flush=True)
        return self._programs()

    def _copy(self) -> None:
        """Copies the files that git knows. What is unchanged keeps its time, so that it isn't built again."""
        names = subprocess.run(["git", "ls-files", "-z"], cwd=self.root, check=True, capture_output=True).stdout
        wanted = {name for name in names.decode().split("\0") if (self.root / name).is_file()}
        for found in [path for path in self.copy.rglob("*") if path.is_file()]:
            if str(found.relative_to(self.copy)) not in wanted and found.name != SWITCH:
                found.unlink()
        for name in sorted(wanted - self._sources.keys() - {f"{crate}/src/lib.rs" for crate in CRATES}):
            content = (self.root / name).read_bytes()
            _put(self.copy / name, content)
            shutil.copymode(self.root / name, self.copy / name)
        runtime = (Path(__file__).parent / "switch.rs").read_bytes()
        for crate in CRATES:
            lib = (self.root / crate / "src" / "lib.rs").read_bytes()
            _put(self.copy / crate / "src" / "lib.rs", lib + b"\nmod mutation_switch;\n")
            _put(self.copy / crate / "src" / SWITCH, runtime)

    def _write(self, file: str) -> None:
        edits = [(number, edit) for number, edit in self._edits.items() if self.sample[number].file == file]
        _put(self.copy / file, switched(self._sources[file].content, edits))

    def _refusals(self) -> Iterable[int]:
        """The mutants in which the compiler finds errors."""
        found: set[int] = set()
        unexplained = []
        for message in self._cargo("check", "--lib", "--keep-going"):
            if message.get("reason") != "compiler-message" or message["message"]["level"] != "error":
                continue
            said = message["message"]
            spans = [span for span in said["spans"] if span["is_primary"]] + said["spans"]
            blamed = next((numbers for span in spans if (numbers := self._blamed(span))), [])
            found.update(blamed)
            if not blamed and said["spans"]:
                unexplained.append(said["rendered"])
        if unexplained and not found:
            raise SystemExit("mutants: the compiler refuses what no mutant explains:\n" + "\n".join(unexplained))
        return found

    def _blamed(self, span: Any) -> list[int]:
        path = self.copy / span["file_name"]
        if not path.is_file():
            return []
        return [
            number
            for number in owners(path.read_bytes(), span["byte_start"], span["byte_end"])
            if number in self._edits
        ]

    def _programs(self) -> list[Program]:
        """Builds all and gives the test programs."""
        programs = []
        for message in self._cargo("test", "--no-run", "--lib", "--tests"):
            if message.get("reason") == "compiler-message" and message["message"]["level"] == "error":
                raise SystemExit("mutants: the tests do not build:\n" + message["message"]["rendered"])
            if message.get("executable") and message["profile"]["test"]:
                folder = Path(message["manifest_path"]).parent
                target = message["target"]
                if target["name"] not in PASSED_OVER:
                    kind = "unit tests" if "test" not in target["kind"] else target["name"]
                    path = Path(message["executable"])
                    programs.append(Program(f"{folder.name}: {kind}", str(path), folder, digest(path.read_bytes())))
        return sorted(programs, key=lambda program: program.name)

    def _cargo(self, *arguments: str) -> list[Any]:
        """Cargo's messages."""
        env = os.environ | {
            "CARGO_TARGET_DIR": str(self.target),
            "CARGO_INCREMENTAL": "0",
            "CARGO_PROFILE_DEV_DEBUG": "0",
            # Parentheses that are not needed, conditions that are always true: mutants.
            "RUSTFLAGS": "--cap-lints warn",
        }
        crates = [part for crate in CRATES for part in ("-p", crate)]
        # Nobody steps through it.
        slim = ["--config", "profile.dev.package.listening-ffi.debug=0"]
        run = subprocess.run(
            ["cargo", *arguments, "--locked", "--quiet", "--message-format=json", *slim, *crates],
            cwd=self.copy,
            env=env,
            capture_output=True,
            text=True,
        )
        messages = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
        explained = any(
            message.get("reason") == "compiler-message" and message["message"]["level"] == "error"
            for message in messages
        )
        if run.returncode and not explained:
            raise SystemExit(f"mutants: cargo {arguments[0]} failed:\n{run.stderr[-4000:]}")
        return messages


def _put(path: Path, content: bytes) -> None:
    """Writes a file where it has another content."""
    if not path.is_file() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
