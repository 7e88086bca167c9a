"""Standard input and output, and files to write."""

from __future__ import annotations

import argparse
import sys
from io import BufferedReader
from typing import cast

from .messages import Stop


def standard_input() -> BufferedReader:
    """Standard input as bytes."""
    if sys.stdin is None:
        raise Stop("standard input is closed: there is nothing to read", OSError())
    return cast("BufferedReader", sys.stdin.buffer)


def write(text: str, options: argparse.Namespace) -> None:
    """Writes a text to ``--out``, or to standard output."""
    if options.out is None:
        print(text.removesuffix("\n"))
        return
    with open(options.out, "w", encoding="utf-8", newline="\n") as file:
        file.write(text.removesuffix("\n") + "\n")


def write_lines(lines: list[str]) -> None:
    """Prints lines, and lets a reader have them at once."""
    for line in lines:
        print(line)
    if lines:
        sys.stdout.flush()
