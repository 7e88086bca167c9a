"""What a telephone system says of a call: hold, mute, a transfer."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .. import _native
from .._settings.engine import MarkRow
from .._values.data_frames import frame_rows, missing
from .._values.errors import MarkError
from .._values.paths import checked_path
from .._values.type_names import named_type

_FORM = "(kind, start, end, party, agent), the last three None where not known, the times in seconds"
_KEYS = ("kind", "start", "end", "party", "agent")


def checked(marks: Any) -> list[MarkRow]:
    """The marks of whatever holds them; none for None.

    Args:
        marks: Rows, a table, a report's own list, or the path of a file of JSON lines or CSV.

    >>> checked([("hold", 12.5, 40.0), {"kind": "transfer", "start": 61, "agent": "anna"}])
    [('hold', 12.5, 40.0, None, None), ('transfer', 61.0, None, None, 'anna')]
    """
    if marks is None:
        return []
    if isinstance(marks, str | os.PathLike):
        return read(marks)
    if isinstance(marks, Mapping) and "marks" in marks:
        marks = marks["marks"]
    rows = frame_rows(marks)
    rows = marks if rows is None else rows
    if isinstance(rows, bytes | bytearray | Mapping) or not isinstance(rows, Iterable):
        raise MarkError(f"marks are {named_type(marks)}: give a list of {_FORM}, or the path of a file")
    return [one(f"mark {index}", row) for index, row in enumerate(rows)]


def read(path: str | os.PathLike[str]) -> list[MarkRow]:
    """The marks of a file."""
    checked_path(path, MarkError)
    with open(path, "rb") as file:
        try:
            return _native.read_marks(file.read())
        except MarkError as error:
            raise MarkError(f"{os.fsdecode(path)}: {error}") from None


def one(name: str, row: Any) -> MarkRow:
    """A mark, called `name` where it is refused.

    >>> one("the mark", ("mute", 3, 9, "agent"))
    ('mute', 3.0, 9.0, 'agent', None)
    """
    if isinstance(row, Mapping):
        row = tuple(row.get(key) for key in _KEYS)
    if isinstance(row, str) or not isinstance(row, Sequence) or not 2 <= len(row) <= len(_KEYS):
        raise MarkError(f"{name} is {row!r}: expected {_FORM}")
    fields: list[Any] = [None if missing(field) else field for field in row] + [None] * (len(_KEYS) - len(row))
    kind, start, end, party, agent = fields
    for key, value in (("kind", kind), ("party", party), ("agent", agent)):
        if not isinstance(value, str) and (value is not None or key == "kind"):
            raise MarkError(f"{name} has the {key} {value!r}: expected text")
    begins = _seconds(name, "start", start)
    return str(kind), begins, None if end is None else _seconds(name, "end", end), party, agent


def _seconds(name: str, key: str, value: Any) -> float:
    try:
        if isinstance(value, bool | str | bytes):
            raise TypeError
        return float(value)
    except (TypeError, ValueError, OverflowError):
        raise MarkError(f"{name} has the {key} {value!r}: expected a number of seconds") from None
