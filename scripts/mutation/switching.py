"""Puts mutants into Rust source, each behind a switch that is read when the program runs.

Marks in comments say which text belongs to which mutants: what the compiler refuses is traced to them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import tree_sitter_rust
from tree_sitter import Language, Node, Parser

from .population import Mutant

_PARSER = Parser(Language(tree_sitter_rust.language()))

REFUSED = "refused by the compiler"

CALL = "crate::mutation_switch::on"


class Unswitchable(Exception):
    """A mutant that no run-time switch can stand for; it says why."""


@dataclass(frozen=True)
class Choice:
    """An expression that a mutant replaces."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Insertion:
    """Text that is put in; `{on}` in it is the switch."""

    at: int
    text: str


class Source:
    """A file in which mutants are found."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.root = _PARSER.parse(content).root_node

    def edit(self, mutant: Mutant) -> Choice | Insertion:
        """What stands for this mutant."""
        node = self._at(mutant.start, mutant.end)
        if _is_constant(node):
            raise Unswitchable("computed by the compiler")
        kinds: dict[str, Callable[[Node, Mutant], Choice | Insertion]] = {
            "BinaryOperator": self._binary,
            "UnaryOperator": self._unary,
            "FnValue": self._value,
            "MatchArm": self._arm,
            "MatchArmGuard": self._guard,
            "StructField": self._field,
        }
        return kinds[mutant.genre](node, mutant)

    def _at(self, start: int, end: int) -> Node:
        node = self.root.descendant_for_byte_range(start, end)
        assert node is not None
        return node

    def _text(self, start: int, end: int) -> str:
        return self.content[start:end].decode()

    def _binary(self, operator: Node, mutant: Mutant) -> Choice:
        whole = operator.parent
        if whole is None or whole.type not in ("binary_expression", "compound_assignment_expr"):
            raise Unswitchable("the operator joins a `let`")
        left, right = whole.child_by_field_name("left"), whole.child_by_field_name("right")
        assert left is not None
        assert right is not None
        before, after = (
            self._text(left.start_byte, left.end_byte),
            self._text(right.start_byte, right.end_byte),
        )
        if whole.type == "binary_expression":
            before, after = f"({before})", f"({after})"
        return Choice(whole.start_byte, whole.end_byte, f"{before} {mutant.replacement} {after}")

    def _unary(self, operator: Node, _: Mutant) -> Choice:
        whole = operator.parent
        if whole is None or whole.type != "unary_expression":
            raise Unswitchable("the operator is part of a pattern")
        return Choice(whole.start_byte, whole.end_byte, self._text(operator.end_byte, whole.end_byte))

    def _value(self, node: Node, mutant: Mutant) -> Insertion:
        function = _above(node, "function_item")
        body = function.child_by_field_name("body")
        result = function.child_by_field_name("return_type")
        assert body is not None
        if result is not None and "impl " in self._text(result.start_byte, result.end_byte):
            raise Unswitchable("the function returns a type without a name")
        return Insertion(body.start_byte + 1, f" if {{on}} {{ return {mutant.replacement}; }}")

    def _arm(self, node: Node, mutant: Mutant) -> Insertion:
        arm = _above(node, "match_arm")
        pattern = arm.child_by_field_name("pattern")
        assert pattern is not None
        assert arm.parent is not None
        others = (other.child_by_field_name("pattern") for other in arm.parent.named_children)
        if not any(other is not None and other.text == b"_" for other in others):
            raise Unswitchable(REFUSED)
        return Insertion(pattern.end_byte, " if !{on}")

    def _guard(self, _: Node, mutant: Mutant) -> Choice:
        if re.search(r"\blet\b", self._text(mutant.start, mutant.end)):
            raise Unswitchable("the guard binds with `let`")
        return Choice(mutant.start, mutant.end, mutant.replacement)

    def _field(self, node: Node, mutant: Mutant) -> Choice:
        whole = _above(node, "struct_expression")
        kept = self._text(whole.start_byte, mutant.start) + self._text(mutant.end, whole.end_byte)
        return Choice(whole.start_byte, whole.end_byte, kept)


def _above(node: Node | None, kind: str) -> Node:
    while node is not None and node.type != kind:
        node = node.parent
    assert node is not None, kind
    return node


def _is_constant(node: Node | None) -> bool:
    """Whether the compiler computes what is here."""
    while node is not None:
        if node.type in ("const_item", "static_item", "const_block"):
            return True
        if node.type == "function_item":
            modifiers = [each for each in node.children if each.type == "function_modifiers"]
            return any("const" in (each.text or b"").decode().split() for each in modifiers)
        node = node.parent
    return False


def switched(content: bytes, edits: Sequence[tuple[int, Choice | Insertion]]) -> bytes:
    """The file with all these mutants in it, each with its number."""
    choices: dict[tuple[int, int], list[tuple[int, str]]] = defaultdict(list)
    insertions: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for number, edit in edits:
        if isinstance(edit, Choice):
            choices[edit.start, edit.end].append((number, edit.text))
        else:
            insertions[edit.at].append((number, edit.text))

    # Outer expressions first.
    ordered = sorted(choices, key=lambda span: (span[0], -span[1]))

    def inside(start: int, end: int, spans: list[tuple[int, int]]) -> str:
        """What lies between, with the mutants of these spans in it."""
        out, at = [], start
        while spans:
            first, rest = spans[0], spans[1:]
            within = [span for span in rest if span[0] < first[1]]
            spans = rest[len(within) :]
            out += [plain(at, first[0]), choice(first, inside(*first, within))]
            at = first[1]
        return "".join([*out, plain(at, end)])

    def plain(start: int, end: int) -> str:
        out, at = [], start
        for place in sorted(place for place in insertions if start <= place < end):
            out.append(content[at:place].decode())
            out += [_marked([number], text.replace("{on}", f"{CALL}({number})")) for number, text in insertions[place]]
            at = place
        return "".join([*out, content[at:end].decode()])

    def choice(span: tuple[int, int], original: str) -> str:
        cases = [f"if {CALL}({number}) {{ {_marked([number], text)} }}" for number, text in choices[span]]
        numbers = [number for number, _ in choices[span]]
        return _marked(numbers, f"({' else '.join([*cases, f'{{ {original} }}'])})")

    return inside(0, len(content), ordered).encode()


def _marked(numbers: list[int], text: str) -> str:
    return f"/*<{','.join(map(str, numbers))}*/{text}/*>*/"


def owners(content: bytes, start: int, end: int) -> list[int]:
    """The mutants whose text encloses these bytes of a switched file, the innermost."""
    open_marks: list[list[int]] = []
    for mark in re.finditer(rb"/\*(?:<([\d,]+)|>)\*/", content):
        if mark.start() >= start:
            break
        if mark[1]:
            open_marks.append([int(number) for number in mark[1].split(b",")])
        else:
            open_marks.pop()
    return open_marks[-1] if open_marks else []
