"""Rated calls as a calibration takes them: reports, tables of them, ratings."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from typing import Any, cast

from .. import _native
from .._settings.engine import EngineSettings
from .._values.data_frames import frame_rows
from .._values.errors import CalibrationError, ListeningError

_UNKNOWN: list[str] = []
_DIMENSIONS = ("patience", "attentiveness", "give_and_take", "composure", "observable_listening")


def calls_of(reports: Any) -> list[Any]:
    """The calls of a list or of a data frame of pandas, polars or pyarrow."""
    rows = frame_rows(reports)
    if rows is not None:
        return list(rows)
    if isinstance(reports, (str, bytes, Mapping)) or not hasattr(reports, "__iter__"):
        raise CalibrationError(f"reports are a {type(reports).__name__}: give a list of them, or a data frame")
    return list(reports)


def plain_ratings(ratings: Iterable[Any]) -> list[float | str | None]:
    """Ratings without the types of arrays; None where none is given."""
    return [cast("float | str | None", json.loads(_rating(rating))) for rating in ratings]


def rated_lines(reports: Any, ratings: list[Any], agents: Iterable[Any] | None, second: Iterable[Any] | None) -> str:
    """A line of JSON for each call."""
    calls, apart = calls_of(reports), agents is not None
    if agents is None:
        agents = [call.get("agent") if isinstance(call, Mapping) else None for call in calls]
        for number, agent in enumerate(agents):
            # Data frames say NaN for None, which is the one number that is not equal to itself.
            if agent is None or agent != agent:
                raise CalibrationError(f"call {number} has no agent: give agents, whose each call is")
    whose = list(agents)
    others = [None] * len(calls) if second is None else list(second)
    if not len(calls) == len(ratings) == len(whose) == len(others):
        # Only what was given is counted.
        given = [_native.counted(len(calls), "report"), _native.counted(len(ratings), "rating")]
        given += [_native.counted(len(whose), "agent")] if apart else []
        given += [_native.counted(len(others), "second rating")] if second is not None else []
        raise CalibrationError(
            f"{', '.join(given[:-1])} and {given[-1]}: one of each was expected for each call, in the same order"
        )
    return "\n".join(
        f'{{"agent":{_text(str(agent))},"rating":{_rating(rating)},"second":{_rating(other)},"report":{report}}}'
        for report, rating, agent, other in zip(map(report_line, calls), ratings, whose, others, strict=True)
    )


def report_line(report: Any) -> str:
    """A report as one line of JSON."""
    if hasattr(report, "to_json"):
        return cast("str", report.to_json())
    if isinstance(getattr(report, "error", None), Exception):
        # A Failure in the place of a report: nothing is known of the call.
        return unknown()
    try:
        found = json.loads(report) if isinstance(report, (str, bytes)) else report
        if isinstance(found, Mapping):
            if "schema" in found:
                return json.dumps(dict(found), default=float)
            if isinstance(found.get("report"), str):
                return report_line(found["report"])
            return _points(found)
    except (TypeError, ValueError, RecursionError) as error:
        raise ListeningError(f"not a report: {error}") from None
    raise ListeningError(f"a report is a {type(found).__name__}: give a Report, its JSON or a mapping of dimensions")


def _points(row: Mapping[str, Any]) -> str:
    """The dimensions of a row that may hold more; the engine refuses a row that lacks one."""
    found: dict[str, Any] = {name: _value(row[name]) for name in _DIMENSIONS if name in row}
    if "observable_listening" in found and found["observable_listening"] is None:
        return unknown()
    return json.dumps(found | ({"profile": row["profile"]} if isinstance(row.get("profile"), str) else {}))


def unknown() -> str:
    """The report of a call of which nothing was heard."""
    if not _UNKNOWN:
        _UNKNOWN.append(_native.floor([], [], None, EngineSettings(), []))
    return _UNKNOWN[0]


def _value(value: Any) -> float | None:
    """A number; data frames say NaN for None."""
    number = None if value is None else float(value)
    return None if number is None or math.isnan(number) else number


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _rating(rating: Any) -> str:
    """A rating as JSON; the engine refuses what is no rating, with the number of its call."""
    if rating is None or isinstance(rating, (str, bool)):
        return _text(rating)
    try:
        number = float(rating)
    except (TypeError, ValueError):
        return _text(repr(rating))
    return _text(number) if math.isfinite(number) else "null"
