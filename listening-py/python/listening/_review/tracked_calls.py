"""Calls for tracking: agent, time and report of each."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from .._values.characters import characters
from .._values.data_frames import frame_rows, missing
from .._values.errors import RowError
from .._values.times import seconds
from ..report import Report

Call: TypeAlias = tuple[str, float, str]
"""Agent, time in seconds, report as JSON."""

_FORM = "(agent, time, report)"


def checked(calls: Any) -> tuple[list[Call], list[int]]:
    """The calls of whatever holds them, with their positions.

    Left out are rows of calls that could not be analysed, and with a warning those of a table without an agent.

    >>> report = '{"schema": "listening.report/1"}'
    >>> found, _ = checked([("ann", 3, report), {"agent": 7, "time": "1970-01-02", "report": report}])
    >>> [call[:2] for call in found]
    [('ann', 3.0), ('7', 86400.0)]
    """
    rows, is_table = _rows(calls)
    found, numbers, without = [], [], 0
    for number, row in enumerate(rows):
        if isinstance(row, Mapping):
            if failed(row) or (is_table and "report" in row and missing(row["report"])):
                continue
            if is_table and "agent" in row and missing(row["agent"]):
                without += 1
                continue
        found.append(call(f"row {number}", row))
        numbers.append(number)
    left_out(without, len(found), "agent")
    return found, numbers


def read(lines: Iterable[bytes], by: str) -> tuple[list[Call], list[int]]:
    """The calls of lines of JSON, with the numbers of these lines.

    Each is a report that carries `by` and ``time`` itself, or has it beside them under ``report``. Those of calls that
    could not be analysed are left out, and with a warning those where `by` is null.
    """
    if str(getattr(lines, "name", "")).lower().endswith(".csv"):
        raise RowError("CSV holds no reports: let `listening batch` write .parquet or .jsonl")
    found, numbers, without = [], [], 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        text, data = _object(f"line {number}", line, by)
        if failed(data):
            continue
        if by in data and data[by] is None:
            without += 1
            continue
        found.append(_line(f"line {number}", text, data, by))
        numbers.append(number)
    left_out(without, len(found), by)
    return found, numbers


def failed(row: Mapping[Any, Any]) -> bool:
    """Whether `listening batch` says of a row that the call could not be analysed."""
    return not missing(row.get("error")) and missing(row.get("report"))


def left_out(without: int, others: int, by: str) -> None:
    """Warns of calls without an agent.

    Raises:
        RowError: There are no others.
    """
    if not without:
        return
    if not others:
        raise RowError(
            f"no call has {by!r}: give `listening batch --agent-from FILE` with call_id and agent, or `listening track "
            "--by KEY` with what names the agents here"
        )
    what = "1 call has" if without == 1 else f"{without} calls have"
    warnings.warn(f"{what} no {by!r} and {'is' if without == 1 else 'are'} left out", UserWarning, stacklevel=4)


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


def _rows(calls: Any) -> tuple[Iterable[Any], bool]:
    """The rows of a list, an iterator, or a table of pandas, polars or pyarrow, and whether it is a table."""
    if isinstance(calls, (str, bytes, Mapping)):
        raise RowError(f"calls are a {type(calls).__name__}: give rows of {_FORM}")
    rows = frame_rows(calls)
    if rows is not None:
        return rows, True
    try:
        found: Iterable[Any] = iter(calls)
    except TypeError:
        raise RowError(f"calls are a {type(calls).__name__}: give rows of {_FORM}") from None
    return found, False


def _object(what: str, line: bytes, by: str) -> tuple[str, dict[str, Any]]:
    """A line as text, and what it holds."""
    try:
        text = line.decode("utf-8")
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RowError(f"{what}: not JSON: {error}") from None
    if not isinstance(data, dict):
        raise RowError(f'{what}: an object with "{by}", "time" and "report" was expected')
    return text, data


def _line(what: str, text: str, data: dict[str, Any], by: str) -> Call:
    """The call of a line."""
    for name in (by, "time"):
        if name not in data:
            raise RowError(f'{what} has no "{name}": an object with "{by}", "time" and "report" was expected')
    report = data["report"] if "report" in data else text.strip()
    return _agent(what, data[by]), _time(what, data["time"]), _report(what, report)


def _agent(what: str, agent: Any) -> str:
    if isinstance(agent, str) and agent.strip():
        return characters(f"{what}'s agent", agent, RowError)
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
        except (TypeError, ValueError, RecursionError) as error:
            raise RowError(f"{what}: its report is not JSON: {error}") from None
    if isinstance(report, str):
        return characters(f"{what}'s report", report, RowError)
    raise RowError(f"{what} has a {type(report).__name__} as its report: a Report, its dict or its JSON was expected")
