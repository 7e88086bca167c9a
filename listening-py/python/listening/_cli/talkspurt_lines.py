"""Lines of talkspurts in, reports out: what ``listening floor`` reads and writes."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterable, Iterator
from typing import Any

from .._analysis.whole_call import from_talkspurts
from .._settings.config import Config
from .._values.errors import (
    ListeningError,
    MarkError,
    RolesWarning,
    TalkspurtError,
    TimesWarning,
    WordError,
    WordWarning,
)
from ..report import Report


def reports(lines: Iterable[bytes | str], config: Config | None = None) -> Iterator[tuple[int, Any, Report]]:
    """Gives the number, the id (or None) and the report of each line; blank lines are passed over.

    >>> line = '{"id": 7, "activity": {"a": [[0, 1]], "b": [[1.5, 4]]}}'
    >>> [(id, report.duration) for _, id, report in reports([line])]
    [(7, 4.0)]
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            with warnings.catch_warnings(record=True) as caught:
                for kind in (RolesWarning, TimesWarning, WordWarning):
                    warnings.simplefilter("always", kind)
                id, report = _read(line, config)
        except ListeningError as error:
            raise type(error)(f"line {number}: {error}") from None
        for each in caught:
            warnings.warn(f"line {number}: {each.message}", each.category, stacklevel=2)
        yield number, id, report


def _read(line: bytes | str, config: Config | None) -> tuple[Any, Report]:
    try:
        call = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise TalkspurtError(f"not JSON: {error}") from None
    activity = call.get("activity") if isinstance(call, dict) else None
    if not isinstance(activity, dict) or not {"a", "b"} <= activity.keys():
        raise TalkspurtError(
            'expected {"id", "duration", "activity": {"a": [[start, end], ...], "b": [...]}}, a the agent'
        )
    for party in ("a", "b"):
        if not isinstance(activity[party], list):
            raise TalkspurtError(f'"{party}" in "activity" must be a list of [start, end]')
    try:
        json.dumps(call.get("id"), allow_nan=False)
    except ValueError:
        raise TalkspurtError('"id" holds a number that JSON has not (NaN or Infinity)') from None
    words = call.get("words")
    if words is not None and not isinstance(words, dict):
        raise WordError('"words" must be {"a": [[start, end, text], ...], "b": [...]}')
    marks = call.get("marks")
    if marks is not None and not isinstance(marks, list):
        raise MarkError('"marks" must be a list of {"kind", "start", "end", "party", "agent"}')
    report = from_talkspurts(
        activity["a"], activity["b"], call.get("duration"), words=words, config=config, marks=marks
    )
    return call.get("id"), report
