"""Calls for tracking: agent, time and report of each."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .. import _native
from .._values.characters import characters
from .._values.data_frames import frame_rows, missing
from .._values.errors import RowError
from .._values.times import seconds
from ..report import Report

_FORM = "(agent, time, report)"


class Gathered:
    """Calls as they are gathered: of each report only what tracking needs is kept.

    Args:
        by: What names the agent: the key of a row, the column of a table.
        labels: Other keys of rows that are kept, such as ``queue``.
    """

    def __init__(self, by: str = "agent", labels: Sequence[str] = ()) -> None:
        self.by = by
        self.names = tuple(name for name in labels if name != by)
        self.calls = _native.TrackedCalls()
        self._numbers: list[int] = []
        self._without = 0

    def __len__(self) -> int:
        return len(self.calls)

    def add(self, number: int, what: str, row: Any, text: str | None = None) -> None:
        """One call: a tuple, or a mapping with these names. `text` is a row as JSON that may be the report itself."""
        labels: list[tuple[str, str]] = []
        try:
            if isinstance(row, Mapping):
                agent, time = row[self.by], row["time"]
                report = row["report"] if text is None or "report" in row else text
                labels = [(name, _label(row[name])) for name in self.names if not missing(row.get(name))]
            else:
                agent, time, report = row
        except KeyError as error:
            raise RowError(f"{what} has no {error}: {self._form} was expected") from None
        except (TypeError, ValueError):
            raise RowError(f"{what} is a {type(row).__name__}: {self._form} was expected") from None
        agent, time, report = _agent(what, agent), _time(what, time), _report(what, report)
        self._push(number, lambda: self.calls.push(agent, time, report, labels))

    def add_line(self, number: int, line: bytes) -> bool:
        """The call of a line of JSON, where nothing is unusual about it: whether there was one."""
        return self._push(number, lambda: self.calls.push_line(line, self.by, self.names, seconds))

    def skip_without(self) -> None:
        """Counts a call that has no agent."""
        self._without += 1

    def done(self) -> Gathered:
        """Warns of calls without an agent.

        Raises:
            RowError: There are no others.
        """
        left_out(self._without, len(self), self.by)
        return self

    def placed(self, message: str, what: str) -> str:
        """The engine's word on a row, with the line that it came from."""
        return placed(message, self._numbers, what)

    def _push(self, number: int, push: Any) -> bool:
        # Named by its position before it is looked at: an error says it.
        self._numbers.append(number)
        pushed: bool = push() is not False
        if not pushed:
            self._numbers.pop()
        return pushed

    @property
    def _form(self) -> str:
        return _FORM.replace("agent", self.by)


def checked(calls: Any, gathered: Gathered) -> Gathered:
    """The calls of whatever holds them.

    Left out are rows of calls that could not be analysed, and with a warning those of a table without an agent.

    >>> report = '{"schema": "listening.report/1"}'
    >>> checked([("ann", 3, report)], Gathered())
    Traceback (most recent call last):
    listening.RowError: row 0: not a report of schema listening.report/1: it has no profile
    """
    rows, is_table = _rows(calls)
    for number, row in enumerate(rows):
        if isinstance(row, Mapping):
            if failed(row) or (is_table and "report" in row and missing(row["report"])):
                continue
            if is_table and gathered.by in row and missing(row[gathered.by]):
                gathered.skip_without()
                continue
        gathered.add(number, f"row {number}", row)
    return gathered.done()


def read(lines: Iterable[bytes], gathered: Gathered) -> Gathered:
    """The calls of lines of JSON, which count from 1.

    Each is a report that carries agent and ``time`` itself, or has it beside them under ``report``. Those of calls that
    could not be analysed are left out, and with a warning those whose agent is null.
    """
    if str(getattr(lines, "name", "")).lower().endswith(".csv"):
        raise RowError("CSV holds no reports: let `listening batch` write .parquet or .jsonl")
    by = gathered.by
    for number, line in enumerate(lines, 1):
        if not line.strip() or gathered.add_line(number, line):
            continue
        what = f"line {number}"
        text, data = _object(what, line, by)
        if failed(data):
            continue
        if by in data and data[by] is None:
            gathered.skip_without()
            continue
        for name in (by, "time"):
            if name not in data:
                raise RowError(f'{what} has no "{name}": an object with "{by}", "time" and "report" was expected')
        gathered.add(number, what, data, text.strip())
    return gathered.done()


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
    warnings.warn(f"{what} no {by!r} and {'is' if without == 1 else 'are'} left out", UserWarning, stacklevel=5)


def placed(message: str, numbers: Sequence[int], what: str = "line") -> str:
    """The engine's word on a row, with the line that it came from.

    >>> placed("row 1: not a report", [1, 3])
    'line 3: not a report'
    """
    found = re.match(r"row (\d+)", message)
    if found is None or int(found[1]) >= len(numbers):
        return message
    return f"{what} {numbers[int(found[1])]}{message[found.end() :]}"


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


def _label(value: Any) -> str:
    """A label as text, the same from JSON and from a table.

    >>> _label("billing"), _label(3), _label(True), _label(2.0)
    ('billing', '3', 'true', '2')
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        # What a data frame makes of whole numbers where one is missing.
        return str(int(value))
    return str(value)


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
