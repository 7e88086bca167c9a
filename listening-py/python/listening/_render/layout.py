"""Lines of text, 80 columns wide."""

from __future__ import annotations

import re
import textwrap

WIDTH = 80

_JOIN = "\x1f"
"""Takes the place of a space at which no line may end."""


def wrapped(text: str, *, indent: str, first: str | None = None) -> list[str]:
    """`text` in lines; a number stays with its unit."""
    start = indent if first is None else first
    joined = re.sub(r"(\d) (%|s\b|dB\b)", rf"\1{_JOIN}\2", text)
    lines = textwrap.wrap(joined, WIDTH, initial_indent=start, subsequent_indent=indent)
    return [line.replace(_JOIN, " ") for line in lines]
