"""Calls that are given for tracking: whose, when, and the report."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timezone
from typing import Any, TypeAlias

from .errors import RowError
from .report import Report

Call: TypeAlias = tuple[str, float, str]
"""Agent, time in seconds, report as JSON."""

_FORM = "(agent, time, report)"


def checked(calls: Any) -> list[Call]:
    """The calls of whatever holds them.

    >>> report = '{"schema": "listening.report/1"}'
    >>> [call[:2] for call in checked([("ann", 3, report), {"agent": 7, "time": "1970-01-02", "report": report}])]
    [('ann', 3.0), ('7', 86400.0)]
    """
    return [call(f"row {index}", row) for index, row in enumerate(_rows(calls))]


def read(lines: Iterable[bytes], by: str) -> tuple[list[Call], list[int]]:
    """The calls of lines of JSON, with the numbers of these lines.

    Each is a report that carries `by` and ``time`` itself, or has it beside them under ``report``.
    """
    found, numbers = [], []
    for number, line in enumerate(lines, 1):
        if line.strip() and (read := _line(f"line {number}", line, by)) is not None:
            found.append(read)
            numbers.append(number)
    return found, numbers


def placed(message: str, numbers: Sequence[int], what: str = "line") -> str:
    """The engine's word on a row, with the line that it came from.

    >>> placed("row 1: not a report", [1, 3])
    'line 3: not a report'
    """
    found = re.match(r"row (\d+)", message)
    if found is None or int(found[1]) >= len(numbers):
        return message
    return f"{what} {numbers[int(found[1])]}{message[found.end() :]}"


def call(what: str, row: Any) -> Call:
    """One call: a tuple, or a mapping with these names."""
    try:
        if isinstance(row, Mapping):
            agent, time, report = row["agent"], row["time"], row["report"]
        else:
            agent, time, report = row
    except KeyError as error:
        raise RowError(f"{what} has no {error}: {_FORM} was expected") from None
    except (TypeError, ValueError):
        raise RowError(f"{what} is a {type(row).__name__}: {_FORM} was expected") from None
    return _agent(what, agent), _time(what, time), _report(what, report)


def seconds(time: Any) -> float | None:
    """A time as seconds; None where it is no time.

    >>> seconds(12), seconds("2026-03-01T00:00:00+01:00"), seconds("soon"), seconds(True)
    (12.0, 1772319600.0, None, None)
    """
    try:
        if isinstance(time, str):
            time = datetime.fromisoformat(time[:-1] + "+00:00" if time.endswith("Z") else time)
        elif hasattr(time, "dtype") and time.dtype.kind == "M":
            time = time.astype("datetime64[us]").item()
        if isinstance(time, datetime):
            found = (time if time.tzinfo else time.replace(tzinfo=timezone.utc)).timestamp()
        elif isinstance(time, date):
            found = datetime(time.year, time.month, time.day, tzinfo=timezone.utc).timestamp()
        elif isinstance(time, bool):
            return None
        else:
            found = float(time)
    except (TypeError, ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def utc(time: Any) -> datetime | None:
    """A time as such, in UTC; None where none is given.

    Raises:
        RowError: It is no time.

    >>> utc("2026-03-01T09:30").isoformat(), utc("86400").day, utc(" ")
    ('2026-03-01T09:30:00+00:00', 2, None)
    """
    if time is None or (isinstance(time, str) and not time.strip()):
        return None
    text = time.strip() if isinstance(time, str) else time
    if isinstance(text, str):
        with suppress(ValueError):
            # CSV knows text only.
            text = float(text)
    if (found := seconds(text)) is not None:
        with suppress(OverflowError, OSError, ValueError):
            return datetime.fromtimestamp(found, timezone.utc)
    raise RowError(f"the time is {time!r}: seconds since 1970 or ISO 8601 was expected")


def _rows(calls: Any) -> Iterable[Any]:
    """The rows of a list, an iterator, or a table of pandas, polars or pyarrow."""
    if isinstance(calls, (str, bytes, Mapping)):
        raise RowError(f"calls are a {type(calls).__name__}: give rows of {_FORM}")
    rows = table_rows(calls)
    if rows is not None:
        return rows
    try:
        found: Iterable[Any] = iter(calls)
    except TypeError:
        raise RowError(f"calls are a {type(calls).__name__}: give rows of {_FORM}") from None
    return found


def table_rows(table: Any) -> Iterable[Any] | None:
    """The rows of a data frame of pandas, polars or pyarrow, as dicts; None where it is none."""
    for method, arguments in (("to_pylist", ()), ("to_dicts", ()), ("to_dict", ("records",))):
        if hasattr(table, method):
            rows: Iterable[Any] = getattr(table, method)(*arguments)
            return rows
    return None


def _line(what: str, line: bytes, by: str) -> Call | None:
    """The call of a line; None where `listening batch` says that it could not be analysed."""
    try:
        text = line.decode("utf-8")
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RowError(f"{what}: not JSON: {error}") from None
    if not isinstance(data, dict):
        raise RowError(f'{what}: an object with "{by}", "time" and "report" was expected')
    if data.get("error") is not None and data.get("report") is None:
        return None
    for name in (by, "time"):
        if name not in data:
            raise RowError(f'{what} has no "{name}": an object with "{by}", "time" and "report" was expected')
    report = data["report"] if "report" in data else text.strip()
    return _agent(what, data[by]), _time(what, data["time"]), _report(what, report)


def _agent(what: str, agent: Any) -> str:
    if isinstance(agent, str) and agent.strip():
        return agent
    if hasattr(agent, "__index__") and not isinstance(agent, bool):
        return str(int(agent))
    raise RowError(f"{what} has the agent {agent!r}: a text that is not empty was expected")


def _time(what: str, time: Any) -> float:
    found = seconds(time)
    if found is None:
        raise RowError(f"{what} has the time {time!r}: a finite number of seconds, a datetime or ISO 8601 was expected")
    return found


def _report(what: str, report: Any) -> str:
    if isinstance(report, Report):
        return report.to_json()
    if isinstance(report, Mapping):
        try:
            return json.dumps(report, allow_nan=False)
        except (TypeError, ValueError) as error:
            raise RowError(f"{what}: its report is not JSON: {error}") from None
    if isinstance(report, str):
        return report
    raise RowError(f"{what} has a {type(report).__name__} as its report: a Report, its dict or its JSON was expected")
