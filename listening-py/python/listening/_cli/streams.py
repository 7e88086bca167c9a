"""Standard input and output, and files to write."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from typing import cast

from .messages import Stop


def standard_input() -> BufferedReader:
    """Standard input as bytes."""
    if sys.stdin is None:
        raise Stop("standard input is closed: there is nothing to read", OSError())
    return cast("BufferedReader", sys.stdin.buffer)


def write(text: str, options: argparse.Namespace) -> None:
    """Writes a text to ``--out``, or to standard output; of no text nothing, not a blank line."""
    text = text.removesuffix("\n") + "\n" if text else ""
    if options.out is None:
        print(text, end="")
        return
    with open(options.out, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def write_lines(lines: list[str]) -> None:
    """Prints lines, and lets a reader have them at once."""
    for line in lines:
        print(line)
    if lines:
        sys.stdout.flush()


@contextmanager
def own_lines_only() -> Iterator[None]:
    """Keeps off standard error what C libraries print by themselves, as decoders do: programs read what is there."""
    try:
        number = sys.stderr.fileno()
    except (AttributeError, OSError, ValueError):
        number = -1
    if number != 2:
        yield
        return
    former = sys.stderr
    former.flush()
    ours, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    try:
        with open(ours, "w", buffering=1, encoding=former.encoding, errors=former.errors) as sys.stderr:
            try:
                yield
            finally:
                os.dup2(ours, 2)
    finally:
        sys.stderr = former
