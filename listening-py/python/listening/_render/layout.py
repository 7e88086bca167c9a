"""Lines of text: 80 columns wide, or as wide as the terminal that a command writes to."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

NARROW, WIDE = 60, 200
"""The least and the most columns that lines are laid out for."""

_columns = ContextVar("columns", default=80)

_JOIN = "\x1f"
"""Takes the place of a space at which no line may end."""


def width() -> int:
    """Columns of a line."""
    return _columns.get()


@contextmanager
def columns(number: int) -> Iterator[None]:
    """Lays lines out for a number of columns, from 60 to 200.

    >>> with columns(1000):
    ...     width()
    200
    >>> width()
    80
    """
    former = _columns.set(min(max(number, NARROW), WIDE))
    try:
        yield
    finally:
        _columns.reset(former)


def wrapped(text: str, *, indent: str, first: str | None = None) -> list[str]:
    """`text` in lines; a number stays with its unit."""
    start = indent if first is None else first
    joined = re.sub(r"(\d) (%|s\b|dB\b)", rf"\1{_JOIN}\2", text)
    lines = textwrap.wrap(joined, width(), initial_indent=start, subsequent_indent=indent)
    return [line.replace(_JOIN, " ") for line in lines]


def fitted(lines: Iterable[str], *, indent: str) -> list[str]:
    """Lines as they are, and what is too long for one line in several."""
    return [
        part for line in lines for part in ([line] if len(line) <= width() else wrapped(line, indent=indent, first=""))
    ]
