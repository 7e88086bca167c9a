"""A table that is Arrow data, of which rows are made when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast, overload

from .optional import library
from .table import Row, Table

if TYPE_CHECKING:
    from pandas import DataFrame as _Pandas  # type: ignore[import-untyped,unused-ignore]
    from polars import DataFrame as _Polars

_ROWS = 1024
"""Rows that are plain dicts at a time."""


class ArrowTable(Table[Row]):
    """A `Table` that keeps its values in Arrow: large, quickly filtered and joined, and handed on without a copy.

    A key that has no value is there, and None.
    """

    __slots__ = ("_arrow",)

    def __init__(self, arrow: Any, types: Mapping[str, str]) -> None:
        super().__init__((), types)
        self._arrow = arrow

    def __len__(self) -> int:
        return cast("int", self._arrow.num_rows)

    def __iter__(self) -> Iterator[Row]:
        for batch in self._arrow.to_batches(_ROWS):
            yield from self._dicts(batch)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Table[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Table[Row]:
        if isinstance(index, slice):
            taken = range(len(self))[index]
            if taken.step == 1:
                return ArrowTable(self._arrow.slice(taken.start, len(taken)), self._types)
            return ArrowTable(self._arrow.take(list(taken)), self._types)
        # Raises an IndexError as a list does.
        return self._dicts(self._arrow.slice(range(len(self))[index], 1))[0]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Table):
            return self._types == other._types and list(self) == list(other)
        return NotImplemented

    def to_arrow(self) -> Any:
        """As a `pyarrow.Table`: the one that it is."""
        return self._arrow

    def to_pandas(self) -> _Pandas:
        """As a pandas data frame. Needs the extra ``pandas``."""
        pd = library("pandas")
        text = pd.Series([""]).dtype
        kinds = {"str": text, "count": "Int64", "time": "datetime64[ns, UTC]"}
        data = {}
        for name, kind in self._types.items():
            column = self._arrow.column(name)
            if kind in ("list", "shares"):
                data[name] = pd.Series(self._plain(column, kind), dtype="object")
            elif kind == "count":
                values, known = column.fill_null(0).to_numpy(), column.is_valid().to_numpy()
                data[name] = pd.Series(pd.arrays.IntegerArray(values.copy(), ~known))
            else:
                series = column.to_pandas()
                data[name] = series.astype(kinds[kind]) if kind in kinds else series
        return cast("_Pandas", pd.DataFrame(data, columns=list(self.columns)))

    def to_polars(self) -> _Polars:
        """As a polars data frame. Needs the extra ``polars``."""
        return cast("_Polars", library("polars").from_arrow(self._arrow))

    def _dicts(self, batch: Any) -> list[Row]:
        rows = batch.to_pylist()
        for name in (name for name, kind in self._types.items() if kind == "shares"):
            for row in rows:
                row[name] = None if row[name] is None else dict(row[name])
        return cast("list[Row]", rows)

    def _values(self) -> list[list[Any]]:
        return [self._plain(self._arrow.column(name), kind) for name, kind in self._types.items()]

    @staticmethod
    def _plain(column: Any, kind: str) -> list[Any]:
        values: list[Any] = column.to_pylist()
        return [None if each is None else dict(each) for each in values] if kind == "shares" else values
