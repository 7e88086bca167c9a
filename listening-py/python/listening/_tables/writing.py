"""The tables as Parquet, of any number of calls, with little memory."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from .._values.errors import ConfigError
from .._values.optional import library
from .._values.table import arrow_schema
from .columns import NAMES, table_columns
from .long_tables import long_tables
from .written_calls import Source

SCHEMA = "listening.tables/1"
"""Name and version of the tables' form."""

_ROWS = {"calls": 4096}
_MOST_ROWS = 1 << 16
"""Rows of a row group, of calls and of the others."""

_MOST_WORKERS = 4
"""Threads: reading and writing, which one thread does, keep no more busy."""


def table_files(folder: str) -> dict[str, str]:
    """The file of each table in a folder."""
    return {name: os.path.join(folder, f"{name}.parquet") for name in NAMES}


def refuse_tables(folder: str, source: str | None, *, overwrite: bool) -> None:
    """Refuses a folder that holds tables already, before the work is done.

    Args:
        folder: Where they are to go.
        source: The file that they are made of, which none of them may replace.
        overwrite: Whether others may be replaced.

    Raises:
        ConfigError: It does, and `overwrite` is not asked for; or it is a file.
    """
    library("pyarrow")
    if os.path.exists(folder) and not os.path.isdir(folder):
        raise ConfigError(f"{folder} is a file: a folder for the tables was expected")
    for path in table_files(folder).values():
        if source is not None and os.path.realpath(path) == os.path.realpath(source):
            raise ConfigError(f"{path} is the table that they are made of: give another folder")
        if os.path.exists(path) and not overwrite:
            raise ConfigError(f"{path} exists: --overwrite replaces it, or give another folder")


def write_parquet(source: Source, folder: str) -> dict[str, int]:
    """Writes each table to a file, of which none is there before all are whole; gives how many rows each has."""
    os.makedirs(folder, exist_ok=True)
    growing = {name: os.path.join(folder, f".{name}.growing") for name in NAMES}
    try:
        counts = _write(source, growing)
        for name, path in table_files(folder).items():
            os.replace(growing[name], path)
    finally:
        for path in growing.values():
            if os.path.exists(path):
                os.remove(path)
    return counts


def _write(source: Source, paths: Mapping[str, str]) -> dict[str, int]:
    writers = {name: _Writer(name, source.carried, path) for name, path in paths.items()}
    try:
        for parts in _parts(source):
            for name, part in parts.items():
                writers[name].add(part)
        for writer in writers.values():
            writer.finish()
    finally:
        for writer in writers.values():
            writer.close()
    return {name: writer.rows for name, writer in writers.items()}


def _parts(source: Source) -> Iterator[dict[str, Any]]:
    """The parts of the tables, in order: threads make those of the next calls while one is written."""
    workers = min(os.cpu_count() or 1, _MOST_WORKERS)
    with ThreadPoolExecutor(workers, thread_name_prefix="listening") as threads:
        making: deque[Future[dict[str, Any]]] = deque()
        try:
            for chunk in source.chunks:
                making.append(threads.submit(long_tables, chunk, source.carried))
                if len(making) > workers:
                    yield making.popleft().result()
            while making:
                yield making.popleft().result()
        finally:
            for waiting in making:
                waiting.cancel()


class _Writer:
    """Gathers the rows of a table into row groups."""

    def __init__(self, name: str, carried: Mapping[str, str], path: str) -> None:
        schema = arrow_schema(table_columns(name, carried)).with_metadata({"listening.schema": SCHEMA})
        self._schema, self._most = schema, _ROWS.get(name, _MOST_ROWS)
        self._file = library("pyarrow.parquet").ParquetWriter(path, schema, compression="zstd")
        self._waiting: list[Any] = []
        self.rows = 0

    def add(self, part: Any) -> None:
        """Takes rows; writes what is enough for a row group."""
        self._waiting.append(part)
        if sum(each.num_rows for each in self._waiting) >= self._most:
            self.finish()

    def finish(self) -> None:
        """Writes what was not written yet."""
        if self._waiting:
            table = library("pyarrow").concat_tables(self._waiting)
            self._file.write_table(table.replace_schema_metadata(self._schema.metadata), row_group_size=self._most)
            self.rows += table.num_rows
            self._waiting = []

    def close(self) -> None:
        """Writes the file's end."""
        self._file.close()
