"""Rows of calls that cannot be used as they are: one rule for tracking and for tables, and what is said of them."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from .._native import counted
from .data_frames import missing
from .errors import RowError
from .times import seconds

NO_AGENT, NO_TIME, BAD_TIME, NOT_JSON, FAILED, NO_REPORT = "agent", "time", "bad time", "json", "failed", "report"
"""Why a row is left out."""

_SAID = {
    NO_AGENT: ("has no {by!r}", "have no {by!r}"),
    NO_TIME: ("has no time", "have no time"),
    BAD_TIME: ("has a time that cannot be read", "have times that cannot be read"),
    NOT_JSON: ("is not JSON, perhaps cut short,", "are not JSON, perhaps cut short,"),
    FAILED: ("could not be analysed", "could not be analysed"),
    NO_REPORT: ("has no report", "have no report"),
}


class _Found(NamedTuple):
    """The rows of one fault."""

    rows: int
    where: str
    """The first of them."""

    message: str
    """What an error would say of it."""


class RowFaults:
    """What is wrong with rows of an input, counted; `warn` says it once, so that nothing is lost without a word.

    A row that is cut short, or of which it is not known whose call it is or when it was, cannot be tracked and is left
    out. Tables keep all that can be read, with null for a time or a label that cannot. A label is a text or a number:
    of a list or an object none is taken. Times are either dates or numbers; where both come in one input, that is said.

    Args:
        by: What names the agent.
    """

    def __init__(self, by: str = "agent") -> None:
        self._by = by
        self._left_out: dict[str, _Found] = {}
        self._emptied: dict[str, _Found] = {}
        self._numbers = self._dates = 0

    def leave_out(self, fault: str, where: str, message: str) -> None:
        """Counts a row that is left out.

        Args:
            fault: Why.
            where: Which row it is.
            message: That of an error where no row is left; of rows without an agent, what is added to it.
        """
        _count(self._left_out, fault, where, message)

    def time(self, where: str, row: Mapping[str, Any] | None, value: Any) -> float | None:
        """A call's time in seconds; None of a row that is to be left out, which is counted."""
        found = self.read_time(value)
        if found is not None:
            return found
        if (row is not None and "time" not in row) or missing(value):
            self.leave_out(NO_TIME, where, f"{where} has no time: seconds, a datetime or ISO 8601 was expected")
            return None
        expected = "a finite number of seconds, a datetime or ISO 8601 was expected"
        self.leave_out(BAD_TIME, where, f"{where} has the time {value!r}: {expected}")
        return None

    def read_time(self, value: Any) -> float | None:
        """A time in seconds, of which it is counted whether it is a number or a date; None where it is neither."""
        found = seconds(value)
        if found is not None:
            self.note_time(is_number=not _is_date(value))
        return found

    def note_time(self, *, is_number: bool) -> None:
        """Counts a time."""
        if is_number:
            self._numbers += 1
        else:
            self._dates += 1

    def label(self, where: str, name: str, value: Any) -> Any:
        """A value as it can be a label: text or a number; None of anything else, which is counted."""
        if isinstance(value, (str, bool, int, float)) and not missing(value):
            return value
        # What data frames have in the place of None is missing, too.
        if not isinstance(value, (list, tuple, dict, set)) and (value is None or missing(value)):
            return None
        if isinstance(value, date):
            return str(value)
        if getattr(value, "ndim", 0) == 0 and (hasattr(value, "__index__") or hasattr(value, "__float__")):
            # A number of NumPy, for instance.
            return value.item() if hasattr(value, "item") else value
        self.empty(f"{name!r} that is neither text nor a number", where)
        return None

    def empty(self, what: str, where: str, rows: int = 1) -> None:
        """Counts a value that is taken as not known, or one of each of so many rows."""
        for _ in range(rows):
            _count(self._emptied, what, where, "")

    def check(self, others: int) -> None:
        """Warns of all that was found.

        Raises:
            RowError: There are no others.
        """
        if not others and self._left_out:
            raise RowError(self._nothing_left())
        if found := self.texts():
            warnings.warn("; ".join(found), UserWarning, stacklevel=4)

    def texts(self) -> list[str]:
        """What was found, in sentences."""
        found = []
        for fault, (count, where, _) in self._left_out.items():
            one, several = (text.format(by=self._by) for text in _SAID[fault])
            said = f"1 row {one} and is left out" if count == 1 else f"{count} rows {several} and are left out"
            found.append(f"{said} ({'' if count == 1 else 'first '}{where})")
        for what, (count, where, _) in self._emptied.items():
            said = f"1 row has a {what}, which is" if count == 1 else f"{count} rows have a {what}, which are"
            found.append(f"{said} taken as not known ({'' if count == 1 else 'first '}{where})")
        if self._numbers and self._dates:
            found.append(
                f"{self._numbers} of {self._numbers + self._dates} times are numbers and the others dates: the numbers "
                "are taken as seconds since 1970"
            )
        return found

    def _nothing_left(self) -> str:
        # Of rows without a report nothing else is asked.
        others = {fault: found for fault, found in self._left_out.items() if fault not in (FAILED, NO_REPORT)}
        if list(others) == [NO_AGENT]:
            return (
                f"no call has {self._by!r}: give `listening batch --agent-from FILE` with call_id and agent, or "
                f"`listening track --by KEY` with what names the agents here{self._left_out[NO_AGENT].message}"
            )
        count = sum(found.rows for found in self._left_out.values())
        found = (*others.values(), *self._left_out.values())
        message = next((each.message for each in found if each.message), "")
        if count == 1 and message:
            return message
        return f"none of {counted(count, 'row')} can be used: {message or '; '.join(self.texts())}"


def _count(found: dict[str, _Found], key: str, where: str, message: str) -> None:
    known = found.get(key)
    found[key] = _Found(1, where, message) if known is None else known._replace(rows=known.rows + 1)


def _is_date(value: Any) -> bool:
    return isinstance(value, (str, datetime, date)) or getattr(getattr(value, "dtype", None), "kind", "") == "M"
