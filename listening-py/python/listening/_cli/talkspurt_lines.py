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
from .._values.report_schema import report_schema
from ..report import Report

_READ = ("id", "activity", "words", "report")
"""Keys of a line that are no part of what is known of the call, beside those that a report has."""


def reports(lines: Iterable[bytes | str], config: Config | None = None) -> Iterator[tuple[int, dict[str, Any], Report]]:
    """Gives the number, what is known of the call and the report of each line; blank lines are skipped.

    Known are the id (the call_id where there is none, or None) and every other single value in the line: whose
    call it is, when, in which team or queue. What a report has under the same name is the report's.

    >>> line = '{"id": 7, "agent": "ann", "activity": {"a": [[0, 1]], "b": [[1.5, 4]]}}'
    >>> [(known, report.duration) for _, known, report in reports([line])]
    [({'id': 7, 'agent': 'ann'}, 4.0)]
    """
    taken = {*_READ, *report_schema()["properties"]}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            with warnings.catch_warnings(record=True) as caught:
                for kind in (RolesWarning, TimesWarning, WordWarning):
                    warnings.simplefilter("always", kind)
                known, report = _read(line, config, taken)
        except ListeningError as error:
            raise type(error)(f"line {number}: {error}") from None
        for each in caught:
            warnings.warn(f"line {number}: {each.message}", each.category, stacklevel=2)
        yield number, known, report


def _read(line: bytes | str, config: Config | None, taken: set[str]) -> tuple[dict[str, Any], Report]:
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
    known = _known(call, taken)
    words = call.get("words")
    if words is not None and not isinstance(words, dict):
        raise WordError('"words" must be {"a": [[start, end, text], ...], "b": [...]}')
    marks = call.get("marks")
    if marks is not None and not isinstance(marks, list):
        raise MarkError('"marks" must be a list of {"kind", "start", "end", "party", "agent"}')
    report = from_talkspurts(
        activity["a"], activity["b"], call.get("duration"), words=words, config=config, marks=marks
    )
    return known, report


def _known(call: dict[str, Any], taken: set[str]) -> dict[str, Any]:
    """What a line says of its call beside who talked when: the id first."""
    id = call.get("id")
    known = {"id": call.get("call_id") if id is None else id}
    known |= {name: value for name, value in call.items() if name not in taken and not isinstance(value, (list, dict))}
    for name, value in known.items():
        try:
            json.dumps(value, allow_nan=False)
        except ValueError:
            raise TalkspurtError(f'"{name}" holds a number that JSON has not (NaN or Infinity)') from None
    return known
