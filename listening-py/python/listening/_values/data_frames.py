"""Data frames that a user gives."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def frame_rows(table: Any) -> Iterable[Any] | None:
    """The rows of a data frame of pandas, polars or pyarrow, as dicts; None where it is none."""
    for method, arguments in (("to_pylist", ()), ("to_dicts", ()), ("to_dict", ("records",))):
        if hasattr(table, method):
            rows: Iterable[Any] = getattr(table, method)(*arguments)
            return rows
    return None


def missing(value: Any) -> bool:
    """Whether it is None, or what data frames have in its place: NaN and NaT (not equal to themselves), pandas.NA."""
    try:
        return value is None or bool(value != value)
    except TypeError:
        return True
    except ValueError:
        return False
