"""The command ``track``: agents over many calls."""

from __future__ import annotations

import argparse
import os

from .._batch.written_tables import tracked_calls
from .._review.tracked_calls import placed, read
from .._values.errors import ListeningError
from .._values.times import seconds
from ..tracking import tracked
from .messages import Stop
from .streams import standard_input, write


def track(options: argparse.Namespace) -> None:
    """Reports of many calls: each agent over time."""
    since = None if options.since is None else _number(options.since)
    if since is not None and seconds(since) is None:
        raise Stop(f"--since is {options.since}: a number of seconds or a time in ISO 8601 was expected")
    name = "standard input" if options.file == "-" else options.file
    numbers: list[int] = []
    try:
        if options.file == "-":
            calls, numbers = read(standard_input(), options.by)
        elif options.file.lower().endswith(".parquet"):
            calls, numbers = tracked_calls(options.file, options.by)
        else:
            with open(options.file, "rb") as lines:
                calls, numbers = read(lines, options.by)
        if not calls:
            raise Stop(f"{name}: there is no call in it", ListeningError())
        tracking = tracked(calls, options.assessed, since)
    except ListeningError as error:
        what = "row" if name.lower().endswith(".parquet") else "line"
        raise Stop(f"{name}: {placed(str(error), numbers, what)}", error) from None
    page = tracking.to_html(title=os.path.basename(name)) if options.html else None
    write(page or (tracking.to_json() if options.json else tracking.to_text()), options)


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text
