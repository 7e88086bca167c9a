"""Long tables over analysed calls: `listening.tables`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .._native import counted
from .._values.arrow_table import ArrowTable
from .._values.data_frames import frame_rows, missing
from .._values.errors import RowError
from .._values.optional import library
from .._values.paths import checked_path
from .._values.row_faults import RowFaults
from .._values.table import Table, arrow_schema
from .._values.type_names import named_type
from .chunks import Given, chunks
from .columns import NAMES, OF, table_columns
from .long_tables import long_tables
from .writing import refuse_tables, write_parquet
from .written_calls import Source, beside, call_of, carried_of, of_file


class Tables:
    """Seven tables over calls, created by `listening.tables`; docs/tables.md describes every column.

    >>> import listening
    >>> report = listening.from_talkspurts(agent=[(0.0, 2.0), (9.2, 11.0)], customer=[(2.4, 9.0)])
    >>> tables = listening.tables([report], ["17"], about=[{"agent": "ann", "team": "sales"}])
    >>> turn = tables.turns[1]
    >>> turn["call_id"], turn["agent"], turn["team"], turn["party"], turn["start"]
    ('17', 'ann', 'sales', 'customer', 2.4)
    """

    __slots__ = ("_tables",)

    def __init__(self, tables: Mapping[str, Table[dict[str, Any]]]) -> None:
        self._tables = dict(tables)

    @property
    def calls(self) -> Table[dict[str, Any]]:
        """One row per call: the columns of `listening batch`, without the reports."""
        return self._tables["calls"]

    @property
    def legs(self) -> Table[dict[str, Any]]:
        """One row per agent of each call, with the score: one per leg of a transferred call."""
        return self._tables["legs"]

    @property
    def events(self) -> Table[dict[str, Any]]:
        """One row per event."""
        return self._tables["events"]

    @property
    def talkspurts(self) -> Table[dict[str, Any]]:
        """One row per talkspurt, with its voice if the call was given as an `Inspection`."""
        return self._tables["talkspurts"]

    @property
    def turns(self) -> Table[dict[str, Any]]:
        """One row per turn."""
        return self._tables["turns"]

    @property
    def measures(self) -> Table[dict[str, Any]]:
        """One row per measure and party."""
        return self._tables["measures"]

    @property
    def marks(self) -> Table[dict[str, Any]]:
        """One row per mark of the telephone system."""
        return self._tables["marks"]

    def __repr__(self) -> str:
        counts = ", ".join(counted(len(table), name.removesuffix("s")) for name, table in self._tables.items())
        return f"<Tables of {counts}>"


def tables(results: Any, call_ids: Iterable[Any] | None = None, *, about: Any = None) -> Tables:
    """Calls, legs, events, talkspurts, turns, measures and marks as tables, each row with its call and agent.

    Everything is kept in memory: 100,000 calls take a few gigabytes. `listening.batch.write_tables` and ``listening
    batch --tables`` write the same as Parquet with little memory. Needs the extra ``pyarrow``.

    Args:
        results: Results of `analyze_many` or `iter_many`; inspections, for the voice of each talkspurt; a table of
            ``listening batch`` (a path that ends in .parquet or .jsonl, or its rows or data frame), or reports as
            lines of JSON.
        call_ids: The ids of the calls. Default: those of the rows, otherwise their positions, from 0.
        about: Further data on each call, in the same order: a data frame, a list of mappings, or a mapping of
            lists. ``agent`` and ``time`` have their own columns; others are carried into all tables, as numbers
            if all values are numbers, otherwise as text.

    Raises:
        RowError: A result is invalid; the message names the call.
        ConfigError: The file is of another kind.

    >>> import listening
    >>> tables([listening.analyze(listening.demo_call())], ["demo"])
    <Tables of 1 call, 1 leg, 65 events, 48 talkspurts, 17 turns, 78 measures, 0 marks>
    """
    pa = library("pyarrow")
    source = source_of(results, call_ids, about)
    parts: dict[str, list[Any]] = {name: [] for name in NAMES}
    for chunk in source.chunks:
        for name, part in long_tables(chunk, source.carried).items():
            parts[name].append(part)
    found = {}
    for name, pieces in parts.items():
        kinds = table_columns(name, source.carried)
        found[name] = ArrowTable[dict[str, Any]](pa.concat_tables([arrow_schema(kinds).empty_table(), *pieces]), kinds)
    return Tables(found)


def write_tables(
    results: Any,
    folder: str | os.PathLike[str],
    call_ids: Iterable[Any] | None = None,
    *,
    about: Any = None,
    overwrite: bool = False,
) -> dict[str, int]:
    """Writes the tables of `listening.tables` to Parquet files: calls, legs, events and the others.

    Results are processed one by one, so that `iter_many` may be passed: memory does not grow with their number. From
    a path, rows are read a few hundred at a time.

    Args:
        results: As for `listening.tables`.
        folder: The folder for ``calls.parquet`` and the others; it is created if necessary.
        call_ids: As for `listening.tables`.
        about: As for `listening.tables`.
        overwrite: Replace existing tables.

    Returns:
        The number of rows of each table.

    Raises:
        ConfigError: The tables exist already, or the file is of another kind.
        RowError: A result is invalid; nothing is written then.
    """
    place = os.fspath(checked_path(folder))
    source = os.fspath(results) if isinstance(results, (str, os.PathLike)) else None
    refuse_tables(place, source, overwrite=overwrite)
    return write_parquet(source_of(results, call_ids, about), place)


def source_of(results: Any, call_ids: Iterable[Any] | None, about: Any) -> Source:
    """The calls of whatever holds them."""
    if isinstance(results, (str, os.PathLike)):
        if call_ids is not None or about is not None:
            raise RowError("a file says itself what its calls are called: leave out call_ids and about")
        return of_file(os.fspath(results))
    rows = frame_rows(results) if not isinstance(results, Mapping) else None
    if isinstance(results, (bytes, Mapping)) or (rows is None and not isinstance(results, Iterable)):
        raise RowError(f"results are {named_type(results)}: give what analyze_many gave, a list of reports, or a path")
    found: Iterable[Any] = results if rows is None else rows
    names = None if call_ids is None else [str(each) for each in call_ids]
    said = None if about is None else _about(about)
    if rows is not None or (isinstance(found, list) and any(isinstance(each, Mapping) for each in found)):
        return _of_rows([dict(each) if isinstance(each, Mapping) else each for each in found], names, said)
    others = [{name: row[name] for name in row if name not in OF} for row in said or ()]
    faults = RowFaults()
    carried = carried_of("about", [beside(f"about {k}", row, faults) for k, row in enumerate(others)])
    return Source(carried, chunks(_of_results(found, names, said), carried, faults), faults)


def _of_results(found: Iterable[Any], names: list[str] | None, said: list[dict[str, Any]] | None) -> Iterator[Given]:
    """Reports, failures and inspections, one after the other."""
    count = 0
    for count, result in enumerate(found, 1):
        number = count - 1
        known = hasattr(result, "to_json") or hasattr(result, "report")
        if not known and not isinstance(getattr(result, "error", None), Exception):
            raise RowError(f"result {number} is {named_type(result)}: a Report or a Failure was expected")
        for what, given in (("call_ids", names), ("about", said)):
            if given is not None and number >= len(given):
                raise RowError(f"there are more results than {what}, which are {len(given)}: give one for each")
        whose = {} if said is None else said[number]
        name = names[number] if names else whose.get("call_id", number)
        yield Given(f"call {number}", result, {**whose, "call_id": str(name)})
    for what, given in (("call_ids", names), ("about", said)):
        if given is not None and len(given) > count:
            raise RowError(f"there are {len(given)} {what} and {count} results: give one for each")


def _of_rows(rows: list[Any], names: list[str] | None, said: list[dict[str, Any]] | None) -> Source:
    """Rows that `listening batch` wrote, or mappings of agent, time and report."""
    for what, given in (("call_ids", names), ("about", said)):
        if given is not None and len(given) != len(rows):
            raise RowError(f"there are {len(given)} {what} and {len(rows)} results: give one for each")
    whole: list[dict[str, Any]] = []
    for number, row in enumerate(rows):
        if not isinstance(row, dict):
            row = {"report": row} if hasattr(row, "to_json") else {"report": None, "error": str(row)}
        # Data frames have NaN in the place of None.
        known = {name: None if missing(value) else value for name, value in row.items()}
        known |= said[number] if said else {}
        whole.append(known | ({"call_id": names[number]} if names else {}))
    faults = RowFaults()
    carried = carried_of("the rows", [beside(f"row {k}", row, faults) for k, row in enumerate(whole)])
    found = (call_of(f"row {k}", row, str(k), faults) for k, row in enumerate(whole))
    calls = (given for given in found if given is not None)
    return Source(carried, chunks(calls, carried, faults), faults)


def _about(about: Any) -> list[dict[str, Any]]:
    rows = None if isinstance(about, Mapping) else frame_rows(about)
    if isinstance(about, Mapping):
        columns = {name: list(values) for name, values in about.items()}
        if len({len(values) for values in columns.values()}) > 1:
            raise RowError("the lists of about are not of one length")
        rows = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    found = list(about if rows is None else rows)
    for number, row in enumerate(found):
        if not isinstance(row, Mapping):
            raise RowError(f"about {number} is {named_type(row)}: a mapping was expected, with agent, time and others")
    return [{str(name): None if missing(value) else _item(value) for name, value in row.items()} for row in found]


def _item(value: Any) -> Any:
    """NumPy's numbers as Python's."""
    return value.item() if hasattr(value, "item") and getattr(value, "ndim", 1) == 0 else value
