"""The command ``tables``: what was written of many calls as long tables."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping

from .._batch.call_rows import printable


def tables(options: argparse.Namespace) -> None:
    """A table of calls or lines of reports: calls, legs, events, talkspurts, turns, measures and marks."""
    # Slow to import, and needed for tables alone.
    from .._tables.tables import write_tables

    counts = write_tables(options.scores, options.out, overwrite=options.overwrite)
    if options.json:
        print(json.dumps({"out": options.out, **counts}))
    else:
        print(tables_text(options.out, counts))


def tables_text(folder: str, counts: Mapping[str, int]) -> str:
    """How many rows each table has, for reading.

    >>> tables_text("tables", {"calls": 1, "events": 1310})
    'tables: 1 call, 1,310 events'
    """
    each = (f"{rows:,} {name.removesuffix('s') if rows == 1 else name}" for name, rows in counts.items())
    return f"{printable(folder)}: " + ", ".join(each)
