"""The terminal that a command writes to."""

from __future__ import annotations

import os
import sys

PLAIN = 80
"""Columns of what goes to a file or a pipe."""


def columns() -> int:
    """Columns that there are: those that COLUMNS says, else the terminal's, else 80."""
    said = os.environ.get("COLUMNS", "")
    if said.isascii() and said.isdigit() and int(said) > 0:
        return int(said)
    try:
        # Of no terminal nothing is known, and some say that they have no columns.
        return os.get_terminal_size(sys.stdout.fileno()).columns or PLAIN
    except (AttributeError, OSError, ValueError):
        return PLAIN
