"""Calls for tracking: agent, time and report of each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .. import _native
from .._values.characters import characters
from .._values.data_frames import frame_rows, missing
from .._values.errors import RowError
from .._values.report_schema import report_schema
from .._values.row_faults import FAILED, NO_AGENT, NO_REPORT, NOT_JSON, RowFaults
from .._values.times import seconds
from .._values.type_names import named_type
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
        self.faults = RowFaults(by)
        self._numbers: list[int] = []

    def __len__(self) -> int:
        return len(self.calls)

    def add(self, number: int, what: str, row: Any, text: str | None = None) -> None:
        """One call: a tuple, or a mapping with these names. `text` is a row as JSON that may be the report itself.

        What `RowFaults` leaves out is counted there.
        """
        labels: list[tuple[str, str]] = []
        if isinstance(row, Mapping):
            if failed(row):
                why = f"{what}: the call could not be analysed: {row['error']}"
                return self.faults.leave_out(FAILED, what, why)
            agent, time, report = row.get(self.by), row.get("time"), self._report_of(what, row, text)
            given = {name: self.faults.label(what, name, row.get(name)) for name in self.names}
            labels = [(name, _label(value)) for name, value in given.items() if value is not None]
        else:
            try:
                agent, time, report = row
            except (TypeError, ValueError):
                raise RowError(f"{what} is {_named(row)}: {self._form} was expected") from None
        if missing(report):
            return self.faults.leave_out(NO_REPORT, what, f"{what} has no report: {self._form} was expected")
        if missing(agent) or (isinstance(agent, str) and not agent.strip()):
            return self.faults.leave_out(NO_AGENT, what, can_group(row, self.by))
        when = self.faults.time(what, row if isinstance(row, Mapping) else None, time)
        if when is None:
            return None
        named, json_text = _agent(what, self.by, agent, row), _report(what, report)
        self._numbers.append(number)
        self.calls.push(named, when, json_text, labels)
        return None

    def add_line(self, number: int, line: bytes) -> bool:
        """The call of a line of JSON, where nothing is unusual about it: whether there was one."""
        # Named by its position before it is looked at: an error says it.
        self._numbers.append(number)
        is_number = self.calls.push_line(line, self.by, self.names, seconds)
        if is_number is None:
            self._numbers.pop()
            return False
        self.faults.note_time(is_number=is_number)
        return True

    def done(self) -> Gathered:
        """Warns of what was left out.

        Raises:
            RowError: There is nothing else.
        """
        self.faults.check(len(self))
        return self

    def placed(self, message: str, what: str) -> str:
        """The engine's word on a row, with the line that it came from."""
        return placed(message, self._numbers, what)

    def _report_of(self, what: str, row: Mapping[Any, Any], text: str | None) -> Any:
        """The report of a row; the row itself where it is one that carries agent and time."""
        if "report" in row:
            return row["report"]
        if text is not None or "schema" in row:
            return text or row
        raise RowError(
            f"{what} has no 'report': {self._form} was expected; CSV, and tables without that column, hold none"
        )

    @property
    def _form(self) -> str:
        return _FORM.replace("agent", self.by)


def checked(calls: Any, gathered: Gathered) -> Gathered:
    """The calls of whatever holds them; what `RowFaults` leaves out is counted in a warning.

    >>> report = '{"schema": "listening.report/1"}'
    >>> checked([("ann", 3, report)], Gathered())
    Traceback (most recent call last):
    listening.RowError: row 0: not a report of schema listening.report/1: it has no profile
    """
    for number, row in enumerate(_rows(calls)):
        gathered.add(number, f"row {number}", row)
    return gathered.done()


def read(lines: Iterable[bytes], gathered: Gathered) -> Gathered:
    """The calls of lines of JSON, which count from 1.

    Each is a report that carries agent and ``time`` itself, or has it beside them under ``report``. What `RowFaults`
    leaves out is counted in a warning.
    """
    by = gathered.by
    for number, line in enumerate(lines, 1):
        if not line.strip() or gathered.add_line(number, line):
            continue
        what = f"line {number}"
        try:
            text = line.decode("utf-8")
            data = json.loads(text)
        except (ValueError, RecursionError) as error:
            gathered.faults.leave_out(NOT_JSON, what, f"{what}: not JSON: {error}")
            continue
        if not isinstance(data, dict):
            raise RowError(f'{what}: an object with "{by}", "time" and "report" was expected')
        gathered.add(number, what, data, text.strip())
    return gathered.done()


_OWN = frozenset({"call_id", "id", "path", "time", "report", "schema", "error"})
"""Keys of a row that say no group of calls."""


def grouping(row: Mapping[Any, Any]) -> list[str]:
    """What calls can be grouped by, of the keys of a row: texts and whole numbers that are not the engine's own."""
    # Slow to import, and needed for errors alone.
    from .._batch.call_rows import columns

    own = {*columns(), *report_schema()["properties"]} - {"agent"} | _OWN
    kept = [name for name, value in row.items() if isinstance(value, (str, int)) and not isinstance(value, bool)]
    return [name for name in kept if name not in own]


def can_group(row: Any, by: str) -> str:
    """What an error adds on what calls can be grouped by, of a row without a `by`.

    >>> can_group({"time": 3, "team": "north", "talk": 0.5, "queue": "returns"}, "talk")
    ': calls can be grouped by team or queue here'
    """
    names = [name for name in grouping(row) if name != by] if isinstance(row, Mapping) else []
    return f": calls can be grouped by {' or '.join(names)} here" if names else ""


def failed(row: Mapping[Any, Any]) -> bool:
    """Whether `listening batch` says of a row that the call could not be analysed."""
    return not missing(row.get("error")) and missing(row.get("report"))


def placed(message: str, numbers: Sequence[int], what: str = "line") -> str:
    """The engine's word on a row, with the line that it came from.

    >>> placed("row 1: not a report", [1, 3])
    'line 3: not a report'
    """
    found = re.match(r"row (\d+)", message)
    if found is None or int(found[1]) >= len(numbers):
        return message
    return f"{what} {numbers[int(found[1])]}{message[found.end() :]}"


def _rows(calls: Any) -> Iterable[Any]:
    """The rows of a list, an iterator, or a table of pandas, polars or pyarrow."""
    expected = f"give a path to what `listening batch` wrote, or rows of {_FORM}"
    if isinstance(calls, (bytes, Mapping, Report)):
        raise RowError(f"calls are {_named(calls)}: {expected}")
    rows = frame_rows(calls)
    if rows is not None:
        return rows
    try:
        found: Iterable[Any] = iter(calls)
    except TypeError:
        raise RowError(f"calls are {_named(calls)}: {expected}") from None
    return found


def _named(value: Any) -> str:
    """What a value is; of a report also what it lacks."""
    if isinstance(value, Report):
        return "a Report, which does not say whose call it is and when it was"
    return named_type(value)


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


def _agent(what: str, by: str, agent: Any, row: Any) -> str:
    if isinstance(agent, str) and agent.strip():
        return characters(f"{what}'s agent", agent, RowError)
    if hasattr(agent, "__index__") and not isinstance(agent, bool):
        return str(int(agent))
    expected = f"a text that is not empty or a whole number was expected{can_group(row, by)}"
    raise RowError(f"{what} has the {by} {agent!r}: {expected}")


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
