"""Data frames that a user gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

_PIECE = 64
"""Rows of a data frame that are taken out at once: a report is long."""


def frame_rows(table: Any) -> Iterable[Any] | None:
    """The rows of a data frame of pandas, polars or pyarrow, as dicts; None where it is none."""
    for method, arguments in (("to_pylist", ()), ("to_dicts", ()), ("to_dict", ("records",))):
        if hasattr(table, method):
            return _pieces(table, method, arguments)
    return None


def _pieces(table: Any, method: str, arguments: tuple[str, ...]) -> Iterator[Any]:
    sliced = table.iloc if hasattr(table, "iloc") else table
    # What cannot be cut is taken whole.
    if not hasattr(sliced, "__getitem__") or not hasattr(table, "__len__"):
        yield from getattr(table, method)(*arguments)
        return
    for start in range(0, len(table), _PIECE):
        yield from getattr(sliced[start : start + _PIECE], method)(*arguments)


def missing(value: Any) -> bool:
    """Whether it is None, or what data frames have in its place: NaN and NaT (not equal to themselves), pandas.NA."""
    try:
        return value is None or bool(value != value)
    except TypeError:
        return True
    except ValueError:
        return False
