"""The forms in which a table of calls is kept: Parquet, JSON lines and CSV."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple, Protocol, TextIO

from .._values.errors import ConfigError, RowError
from .._values.optional import library
from .._values.parquet_file import parquet_file
from .._values.table import arrow_schema
from .call_rows import HELD, SCHEMA, columns

ROWS, BYTES = 256, 16 << 20
"""The most calls of a row group, and the characters of their reports at which it closes."""

_READ = 32
"""Rows of Parquet in memory at a time while parts are joined."""


class Key(NamedTuple):
    """What must be known of a row to go on after it."""

    call_id: str
    settings: str

    why: str | None
    """Why it has no rating, as in ``not_rated_because``."""


class Form(Protocol):
    """How rows are written to a file, read and joined."""

    def write(self, path: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Writes rows to a new file."""

    def keys(self, path: str) -> Iterator[Key]:
        """The rows of a file, in order."""

    def join(self, sources: Iterable[str], without: set[int], path: str) -> None:
        """Writes the rows of several files to a new one, but those of these numbers, counted through all from 0."""


def form_of(path: str, carried: Mapping[str, str] | None = None) -> Form:
    """The form that a name's ending asks for; `carried` are a manifest's columns."""
    ending = os.path.splitext(path)[1].lower()
    if ending == ".parquet":
        # Before the work, not after it.
        library("pyarrow")
        return Parquet(carried)
    if ending not in (".jsonl", ".csv"):
        raise ConfigError(f"{path} ends in {ending or 'nothing'}: .parquet, .jsonl or .csv was expected")
    return Lines(carried) if ending == ".jsonl" else Csv(carried)


def arrow_columns(carried: Mapping[str, str] | None = None) -> Any:
    """The columns as a `pyarrow.Schema`, whose metadata names the form."""
    return arrow_schema(columns(carried)).with_metadata({"listening.schema": SCHEMA})


class Parquet:
    """Columns compressed with Zstandard, in row groups."""

    def __init__(self, carried: Mapping[str, str] | None = None) -> None:
        self._carried = carried

    def write(self, path: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Writes rows to a new file."""
        pa, pq = library("pyarrow"), library("pyarrow.parquet")
        table = pa.Table.from_pylist(list(rows), schema=arrow_columns(self._carried))
        pq.write_table(table, path, compression="zstd")

    def keys(self, path: str) -> Iterator[Key]:
        """The rows of a file, in order."""
        with _parquet(path) as file:
            # A table of an earlier version has no reasons; its settings are others.
            for batch in file.iter_batches(columns=["call_id", "settings", "not_rated_because"]):
                for row in batch.to_pylist():
                    yield Key(row["call_id"], row["settings"], row.get("not_rated_because"))

    def join(self, sources: Iterable[str], without: set[int], path: str) -> None:
        """Writes the rows of several files to a new one, in row groups that depend on the rows alone."""
        pa, pq = library("pyarrow"), library("pyarrow.parquet")
        schema = arrow_columns(self._carried)
        group: list[Any] = []
        size = 0
        with pq.ParquetWriter(path, schema, compression="zstd") as writer:
            for row in _rows_of(sources, without, schema):
                group.append(row)
                size += len(row.column("report")[0].as_py() or "")
                if len(group) >= ROWS or size >= BYTES:
                    writer.write_table(pa.Table.from_batches(group, schema).combine_chunks())
                    group, size = [], 0
            if group:
                writer.write_table(pa.Table.from_batches(group, schema).combine_chunks())


class Lines:
    """A line of JSON for each call, its report within it: ``listening track`` and others read it."""

    def __init__(self, carried: Mapping[str, str] | None = None) -> None:
        self._names = [name for name in columns(carried) if name != "report"]

    def write(self, path: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Writes rows to a new file."""
        with _text(path, "x") as file:
            for row in rows:
                flat = {name: _plain(row[name]) for name in self._names}
                file.write(f'{json.dumps(flat)[:-1]}, "report": {row["report"] or "null"}}}\n')

    def keys(self, path: str) -> Iterator[Key]:
        """The rows of a file, in order."""
        with _text(path) as file:
            for number, line in enumerate(file, 1):
                try:
                    row = json.loads(line)
                    yield Key(row["call_id"], row["settings"], row.get("not_rated_because"))
                except (ValueError, KeyError, TypeError, RecursionError):
                    raise RowError(f"{path}: line {number} was not written by `listening batch`") from None

    def join(self, sources: Iterable[str], without: set[int], path: str) -> None:
        """Writes the rows of several files to a new one, but those of these numbers."""
        number = 0
        with _text(path, "x") as out:
            for source in sources:
                with _text(source) as file:
                    for line in file:
                        if number not in without:
                            out.write(line)
                        number += 1


class Csv:
    """For spreadsheets: without the reports and voices, which are longer than their cells."""

    def __init__(self, carried: Mapping[str, str] | None = None) -> None:
        self._names = [name for name in columns(carried) if name not in HELD]

    def write(self, path: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Writes rows to a new file."""
        with _text(path, "x") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(self._names)
            for row in rows:
                writer.writerow(_cell(row[name]) for name in self._names)

    def keys(self, path: str) -> Iterator[Key]:
        """The rows of a file, in order."""
        with _text(path) as file:
            rows = csv.DictReader(file)
            if not {"call_id", "settings", "error"} <= set(rows.fieldnames or ()):
                raise RowError(f"{path} was not written by `listening batch`: it has other columns")
            for row in rows:
                yield Key(row["call_id"], row["settings"], row.get("not_rated_because") or None)

    def join(self, sources: Iterable[str], without: set[int], path: str) -> None:
        """Writes the rows of several files to a new one, but those of these numbers."""
        number = 0
        with _text(path, "x") as out:
            writer = csv.writer(out, lineterminator="\n")
            for first, source in enumerate(sources):
                with _text(source) as file:
                    rows = csv.reader(file)
                    header = next(rows)
                    if not first:
                        writer.writerow(header)
                    for row in rows:
                        if number not in without:
                            writer.writerow(row)
                        number += 1


def _parquet(path: str) -> Any:
    file = parquet_file(path, f"{path} is not a Parquet file")
    if not {"call_id", "settings", "error"} <= set(file.schema_arrow.names):
        file.close()
        raise RowError(f"{path} was not written by `listening batch`: it has other columns")
    return file


def _rows_of(sources: Iterable[str], without: set[int], schema: Any) -> Iterator[Any]:
    """Each row as a record batch of its own, sliced and not copied."""
    number = 0
    for source in sources:
        with _parquet(source) as file:
            if not file.schema_arrow.equals(schema):
                raise RowError(f"{source} has the columns of another version: give --overwrite to start over")
            for batch in file.iter_batches(batch_size=_READ):
                for index in range(len(batch)):
                    if number not in without:
                        yield batch.slice(index, 1)
                    number += 1


def _text(path: str, mode: Literal["r", "x"] = "r") -> TextIO:
    return open(path, mode, encoding="utf-8", newline="" if mode == "r" else "\n")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _cell(value: Any) -> Any:
    return " ".join(value) if isinstance(value, list) else _plain(value)
