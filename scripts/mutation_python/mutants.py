"""The mutants of Python files, as mutmut makes them, and a sample that hardly changes as the files do.

mutmut would keep all mutants of a function in one file and choose one by a variable. Here the file is
written with one change, which so holds in the processes that a test starts too. As with mutmut only the
code of functions is changed, and none that has a decorator.
"""

from __future__ import annotations

import ast
import difflib
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import libcst as cst
from libcst.metadata import MetadataWrapper, ParentNodeProvider, PositionProvider
from mutmut.mutation.file_mutation import MutationVisitor
from mutmut.mutation.mutators import mutation_operators
from mutmut.mutation.pragma_handling import IgnoredCode

SEED = "listening"


@dataclass(frozen=True)
class Mutant:
    """One change to one file."""

    id: str
    """Eight hexadecimal digits, of the file, the function and the change: not of the line."""

    file: str
    function: str
    lines: range
    """The lines of the statement that is changed; those of the whole function where its head is."""

    code: str
    """The file with the change."""

    change: str
    """The lines that differ, before and after."""


@dataclass(frozen=True)
class _Place:
    """Where a mutant can be made: the file is written only for those that are drawn."""

    id: str
    file: str
    function: str
    lines: range
    module: cst.Module
    before: cst.CSTNode
    after: cst.CSTNode

    def made(self) -> Mutant | None:
        """The mutant; None where the file would be no Python or would say the same."""
        original = self.module.code
        changed = self.module.deep_replace(self.before, self.after)
        assert isinstance(changed, cst.Module)
        try:
            same = ast.dump(ast.parse(changed.code)) == ast.dump(ast.parse(original))
            compile(changed.code, self.file, "exec")
        except SyntaxError:
            return None
        if same:
            return None
        pairs = difflib.unified_diff(original.splitlines(), changed.code.splitlines(), n=0, lineterm="")
        change = "\n".join(line for line in pairs if not line.startswith(("---", "+++", "@@")))
        return Mutant(self.id, self.file, self.function, self.lines, changed.code, change)


def population(package: Path, parts: Iterable[str]) -> list[_Place]:
    """Every place for a mutant in the files of these parts of a package, in the order of its draw."""
    files = sorted(file for part in parts for file in (package / part).glob("**/*.py"))
    found = [place for file in files for place in _places(file, file.relative_to(package).as_posix())]
    return sorted(found, key=lambda place: hashlib.sha256(f"{SEED} {place.id}".encode()).digest())


def sample(places: Iterable[_Place], size: int) -> tuple[list[Mutant], int]:
    """The first mutants that can be run, and how many were passed over for them."""
    found: list[Mutant] = []
    passed_over = 0
    for place in places:
        if len(found) == size:
            break
        mutant = place.made()
        if mutant is None:
            passed_over += 1
        else:
            found.append(mutant)
    return found, passed_over


def _places(path: Path, file: str) -> Iterator[_Place]:
    wrapper = MetadataWrapper(cst.parse_module(path.read_text(encoding="utf-8")))
    visitor = MutationVisitor(mutation_operators, IgnoredCode(set(), set(), set()))
    wrapper.visit(visitor)
    module = wrapper.module
    parents = wrapper.resolve(ParentNodeProvider)
    positions = wrapper.resolve(PositionProvider)
    alike: Counter[str] = Counter()
    for mutation in visitor.mutations:
        outer = mutation.contained_by_top_level_function
        if not isinstance(outer, cst.FunctionDef):
            continue
        before, after = mutation.original_node, mutation.mutated_node
        # A method lies in the body of its class, a function in the module.
        owner = parents.get(parents[outer])
        function = outer.name.value
        if isinstance(owner, cst.ClassDef):
            function = f"{owner.name.value}.{function}"
        statement = before
        while not isinstance(statement, cst.BaseStatement | cst.SimpleStatementLine):
            statement = parents[statement]
        # The whole of a function whose head is changed; of another statement with a body its head.
        last = statement if isinstance(statement, cst.FunctionDef | cst.SimpleStatementLine) else before
        while last not in positions:
            last = parents[last]
        lines = range(positions[statement].start.line, positions[last].end.line + 1)
        words = "\0".join((file, function, module.code_for_node(before), module.code_for_node(after)))
        alike[words] += 1
        key = hashlib.sha256(f"{words}\0{alike[words]}".encode()).hexdigest()[:8]
        yield _Place(key, file, function, lines, module, before, after)
