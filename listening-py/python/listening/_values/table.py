"""Rows of a report as a sequence of dicts, and as a data frame of the reader's choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast, overload

from .._native import counted
from .optional import library

if TYPE_CHECKING:
    # pandas carries no types; where stubs for it are installed, they are used.
    from pandas import DataFrame as _Pandas  # type: ignore[import-untyped,unused-ignore]
    from polars import DataFrame as _Polars

Row = TypeVar("Row")


class Table(Sequence[Row], Generic[Row]):
    """Rows that are plain dicts. A key that a row does not have is null in a data frame, and a list of names is empty.

    >>> kinds = {"party": "str", "start": "float", "end": "float"}
    >>> table = Table([{"party": "agent", "start": 0.5, "end": 2.0}], kinds)
    >>> table[0]["party"], len(table), table.columns
    ('agent', 1, ('party', 'start', 'end'))
    """

    __slots__ = ("_rows", "_types")

    def __init__(self, rows: Sequence[Row], types: Mapping[str, str]) -> None:
        self._rows = list(rows)
        self._types = dict(types)

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(self._types)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Table[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Table[Row]:
        if isinstance(index, slice):
            return Table(self._rows[index], self._types)
        return self._rows[index]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Table):
            return self._rows == other._rows and self._types == other._types
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]  # its rows can be changed

    def __repr__(self) -> str:
        return f"<Table of {counted(len(self), 'row')}: {', '.join(self.columns)}>"

    def to_pandas(self) -> _Pandas:
        """As a pandas data frame. Needs the extra ``pandas``."""
        pd = library("pandas")
        # What this version of pandas makes of text, also where a column has none.
        text = pd.Series([""]).dtype
        kinds = {"str": text, "list": "object", "float": "float64", "bool": "bool", "int": "int64", "count": "Int64"}
        kinds["shares"] = "object"
        # Nanoseconds, for older ones know nothing else.
        kinds["time"] = "datetime64[ns, UTC]"
        data = {
            name: pd.Series(values, dtype=kinds[kind])
            for (name, kind), values in zip(self._types.items(), self._values(), strict=True)
        }
        return cast("_Pandas", pd.DataFrame(data, columns=list(self.columns)))

    def to_arrow(self) -> Any:
        """As a `pyarrow.Table`. Needs the extra ``pyarrow``."""
        pa = library("pyarrow")
        return pa.table(list(self._values()), schema=arrow_schema(self._types))

    def to_polars(self) -> _Polars:
        """As a polars data frame. Needs the extra ``polars``."""
        pl = library("polars")
        kinds = {
            "str": pl.String,
            "float": pl.Float64,
            "int": pl.Int64,
            "count": pl.Int64,
            "bool": pl.Boolean,
            "list": pl.List(pl.String),
            "shares": pl.List(pl.Struct({"key": pl.String, "value": pl.Float64})),
            "time": pl.Datetime("us", "UTC"),
        }
        schema = {name: kinds[kind] for name, kind in self._types.items()}
        data = dict(zip(self.columns, self._values(), strict=True))
        for name, kind in self._types.items():
            if kind == "shares":
                # It has no mappings: this is what it makes of those of Arrow.
                data[name] = [each and [{"key": key, "value": of} for key, of in each.items()] for each in data[name]]
        return cast("_Polars", pl.DataFrame(data, schema=schema))

    def _values(self) -> list[list[Any]]:
        """The values, column by column."""
        rows = cast("list[dict[str, Any]]", self._rows)
        return [[row.get(name, [] if kind == "list" else None) for row in rows] for name, kind in self._types.items()]


def arrow_schema(types: Mapping[str, str]) -> Any:
    """Columns of these kinds as a `pyarrow.Schema`. Needs the extra ``pyarrow``."""
    pa = library("pyarrow")
    kinds = {
        "str": pa.string(),
        "float": pa.float64(),
        "int": pa.int64(),
        "count": pa.int64(),
        "bool": pa.bool_(),
        "list": pa.list_(pa.string()),
        "shares": pa.map_(pa.string(), pa.float64()),
        "time": pa.timestamp("us", tz="UTC"),
    }
    return pa.schema([(name, kinds[kind]) for name, kind in types.items()])
