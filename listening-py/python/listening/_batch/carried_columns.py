"""Columns that a manifest has beside those that are ours: their names, and what they hold."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from .._tables.columns import OF, taken_names
from .._values.characters import characters
from .._values.errors import RowError
from .call_rows import printable

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
"""Text that is a number. What begins with a needless zero or a plus is a name: an extension, a telephone number."""

_WHOLE = 2**53
"""Larger numbers are not exact in every reader: they are names, as of accounts."""


def carried_names(what: str, names: Iterable[str]) -> list[str]:
    """The columns to carry: those with a name, without call_id, agent and time.

    Raises:
        RowError: One has the name of a column of ours.
    """
    found = [name for name in names if name.strip() and name not in OF]
    # Some engines take names that differ by case alone for one.
    taken = {name.lower() for name in (*OF, *taken_names())}
    for name in found:
        characters(f"{what}: the name of a column", name, RowError)
        if name.lower() in OF:
            raise RowError(f"{what} has a column {name!r}: write it as {name.lower()}")
        if name.lower() in taken:
            raise RowError(
                f"{what} has a column {name!r}, as our tables have one: rename it, to crm_{name} for instance"
            )
        taken.add(name.lower())
    return found


def kind_of(values: Iterable[Any], *, of_text: bool) -> str:
    """What a column holds: ``count`` (whole numbers), ``float`` or ``str``, where any value is none of the others.

    Args:
        values: Its values; None is none.
        of_text: Whether numbers may come as text, as from CSV.

    >>> kind_of(["3", None, "12"], of_text=True), kind_of(["3", "2.5"], of_text=True)
    ('count', 'float')
    >>> kind_of(["3", "007"], of_text=True), kind_of(["3"], of_text=False), kind_of([True], of_text=False)
    ('str', 'str', 'str')
    """
    kind = "str"
    for value in values:
        if value is None:
            continue
        if isinstance(value, str):
            value = _number(value) if of_text else None
        if isinstance(value, bool) or not isinstance(value, (int, float)) or abs(value) > _WHOLE:
            return "str"
        if isinstance(value, float):
            kind = "float"
        elif kind == "str":
            kind = "count"
    return kind


def plain(what: str, name: str, value: Any) -> Any:
    """A value as a table can hold it: text, a number or None.

    Raises:
        RowError: It is a list or an object.
    """
    if isinstance(value, bool):
        return str(value).lower()
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, str):
        return printable(value.strip()) or None
    raise RowError(f"{what}: {name!r} is a {type(value).__name__}: a text or a number was expected")


def as_kind(value: Any, kind: str) -> Any:
    """A plain value as its column has it; a `ValueError` where it is none of that kind.

    >>> as_kind("12", "count"), as_kind("12", "float"), as_kind(12, "str"), as_kind(None, "str")
    (12, 12.0, '12', None)
    """
    if value is None:
        return None
    if kind == "str":
        return str(value)
    number: int | float | None = _number(value) if isinstance(value, str) else value
    if number is None:
        raise ValueError(f"{value!r} is no number")
    return int(number) if kind == "count" else float(number)


def typed(rows: Iterable[Mapping[str, Any]], names: Iterable[str], *, of_text: bool) -> dict[str, str]:
    """The kind of each of these columns over all rows."""
    listed = list(rows)
    return {name: kind_of((row.get(name) for row in listed), of_text=of_text) for name in names}


def _number(text: str) -> int | float | None:
    if not _NUMBER.fullmatch(text):
        return None
    if text.lstrip("-").isdigit():
        return int(text)
    number = float(text)
    return number if math.isfinite(number) else None
