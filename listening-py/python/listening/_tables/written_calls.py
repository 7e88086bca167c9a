"""Calls of a file: what ``listening batch`` wrote, or reports, a line each."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from typing import Any

from .._batch.call_rows import HELD
from .._batch.call_rows import columns as call_columns
from .._batch.carried_columns import carried_names, plain, typed
from .._values.errors import ConfigError, ListeningError, RowError
from .._values.optional import library
from .._values.parquet_file import parquet_file
from .._values.report_schema import report_schema
from .._values.row_faults import NO_REPORT, NOT_JSON, RowFaults
from .._values.table import arrow_schema
from .chunks import BYTES, CALLS, Chunk, Given, chunks, read_voices
from .columns import table_columns

_KINDS = {"str": "string", "count": "int64", "float": "double"}


class Source:
    """Calls that are there to be made tables of: the columns that are carried with them, and the calls."""

    def __init__(self, carried: Mapping[str, str], found: Iterator[Chunk], faults: RowFaults) -> None:
        self.carried = carried
        self.chunks = self._counted(found, faults)

    @staticmethod
    def _counted(found: Iterator[Chunk], faults: RowFaults) -> Iterator[Chunk]:
        """The chunks; after the last there is a warning of what was left out, or an error where that is all."""
        calls = 0
        for chunk in found:
            calls += len(chunk.calls)
            yield chunk
        faults.check(calls)


def of_file(path: str) -> Source:
    """The calls of a Parquet file or of lines of JSON.

    Raises:
        ConfigError: Its name ends otherwise.
        RowError: It holds something else.
    """
    ending = os.path.splitext(path)[1].lower()
    if ending == ".parquet":
        return _of_parquet(path)
    if ending in (".jsonl", ".json"):
        return _of_lines(path)
    why = "CSV holds no reports" if ending == ".csv" else f"it ends in {ending or 'nothing'}"
    raise ConfigError(f"{path}: {why}: give the .parquet or .jsonl that `listening batch` wrote, or lines of reports")


def call_of(where: str, row: Mapping[str, Any], call_id: str, faults: RowFaults) -> Given | None:
    """A call from a mapping: a row that `listening batch` wrote, {agent, time, report}, or a report with names beside.

    None of a row that holds no report and no error, which is counted.
    """
    report = row if "schema" in row and "report" not in row else row.get("report")
    name = row.get("call_id", row.get("id"))
    whose = {**row, "call_id": call_id if name is None else str(name)}
    text: str | None = None
    if report is not None:
        to_json = getattr(report, "to_json", None)
        text = to_json() if to_json else report if isinstance(report, str) else json.dumps(report)
    elif row.get("error") is None:
        expected = "rows of `listening batch` or reports were expected"
        faults.leave_out(NO_REPORT, where, f"{where}: neither a report nor an error: {expected}")
        return None
    if text is None or _is_row(row):
        return Given(where, None, whose, ready=row, report=None if text is None else text.encode())
    return Given(where, _report(where, text), whose)


def beside(where: str, row: Mapping[str, Any], faults: RowFaults) -> dict[str, Any]:
    """The values of a row that are not our columns: those to carry."""
    names = [name for name in row if name not in _ours()]
    return {name: plain(where, name, faults.label(where, name, row[name])) for name in names}


def carried_of(what: str, rows: list[dict[str, Any]], *, of_text: bool = False) -> dict[str, str]:
    """The columns to carry of all rows, with their kinds."""
    names = carried_names(what, dict.fromkeys(name for row in rows for name in row))
    return typed(rows, names, of_text=of_text)


def _report(where: str, text: str) -> Any:
    # Slow to import, and needed where a report is read in Python.
    from ..report import Report

    try:
        return Report(text)
    except (ListeningError, RecursionError) as error:
        raise RowError(f"{where}: {error}") from None


def _is_row(row: Mapping[str, Any]) -> bool:
    """Whether it has the columns of this version's table of calls."""
    return all(name in row for name in call_columns())


_OURS: set[str] = set()


def _ours() -> set[str]:
    """Names that say what a call is, and those of a report."""
    if not _OURS:
        _OURS.update(call_columns(), report_schema()["properties"], ("id", "report"))
    return _OURS


def _of_lines(path: str) -> Source:
    def lines() -> Iterator[tuple[str, bytes]]:
        with open(path, "rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield f"{path}: line {number}", line

    faults = RowFaults()
    values = [beside(where, found[0], faults) for where, line in lines() if (found := _apart(where, line))]
    carried = carried_of(path, values)

    def calls() -> Iterator[Given]:
        for number, (where, line) in enumerate(lines()):
            found = _apart(where, line)
            if found is None:
                faults.leave_out(NOT_JSON, where, f"{where}: an object of JSON was expected")
                continue
            head, report = found
            if _is_row({**head, "report": None}):
                yield Given(where, None, head, ready=head, report=report)
                continue
            text = None if report is None else report.decode("utf-8", "replace")
            given = call_of(where, {**head, "report": text}, str(number), faults)
            if given is not None:
                yield given

    return Source(carried, chunks(calls(), carried, faults), faults)


def _apart(where: str, line: bytes) -> tuple[dict[str, Any], bytes | None] | None:
    """What a line says of a call, and its report, which is not read where that can be seen: it is most of the line.

    None of a line that is no JSON.

    Raises:
        RowError: It is JSON of something else.
    """
    line = line.strip()
    # As `listening batch` writes it, the report last; as `listening floor` does, the names first.
    head, mark, report = line.partition(b', "report": ')
    # One that was cut short ends elsewhere, but for one in a million.
    whole = report == b"null}" or report.endswith(b"}}")
    if mark and whole and _is_row({**(found := _object(head + b"}")), "report": None}):
        return found, None if report == b"null}" else report[:-1]
    head, mark, report = line.partition(b'"schema":"listening.report')
    if mark and report.endswith(b"}") and (found := _object(head.rstrip(b", ") + b"}")):
        return found, b"{" + mark + report
    if not (found := _object(line)):
        try:
            json.loads(line)
        except (ValueError, RecursionError):
            return None
        raise RowError(f"{where}: an object of JSON was expected")
    if "schema" in found and "report" not in found:
        return found, line
    report_found = found.pop("report", None)
    return found, None if report_found is None else json.dumps(report_found).encode()


def _object(text: bytes) -> dict[str, Any]:
    """What JSON holds; empty where it is no object."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _of_parquet(path: str) -> Source:
    file = parquet_file(path, f"{path} is not a Parquet file")
    names = file.schema_arrow.names
    if "report" not in names:
        file.close()
        raise RowError(f"{path} has no column 'report': a table that `listening batch` wrote was expected")
    others = [name for name in names if name not in _ours()]
    faults = RowFaults()
    try:
        kinds = {name: _kind(file.schema_arrow.field(name)) for name in carried_names(path, others)}
        for name, kind in kinds.items():
            if kind is None:
                faults.empty(f"{name!r} that is neither text nor a number", path, file.metadata.num_rows)
        carried = {name: kind for name, kind in kinds.items() if kind is not None}
    except RowError:
        file.close()
        raise
    if not _is_row(dict.fromkeys(names)):
        return Source(carried, chunks(_rows_of(path, file, carried, faults), carried, faults), faults)
    return Source(carried, _columns_of(path, file, carried), faults)


def _kind(field: Any) -> str | None:
    """What a column holds; None where that is neither text nor numbers."""
    for kind, name in _KINDS.items():
        if str(field.type) in (name, f"large_{name}"):
            return kind
    return None


def _columns_of(path: str, file: Any, carried: Mapping[str, str]) -> Iterator[Chunk]:
    """The table of calls is there: its columns are taken as they are."""
    import numpy as np

    pa = library("pyarrow")
    kinds = table_columns("calls", carried)
    schema, first = arrow_schema(kinds), 0
    with file:
        for batch in file.iter_batches(batch_size=CALLS, columns=[*kinds, *HELD]):
            texts = batch.column("report").cast(pa.large_binary()).to_pylist()
            voices = batch.column("voices").to_pylist()
            start = 0
            while start < len(texts):
                # Reports of long calls fill a chunk sooner.
                sizes = np.cumsum([len(text or b"") for text in texts[start:]])
                stop = start + max(1, int(np.searchsorted(sizes, BYTES, side="right")))
                here = [k for k in range(start, min(stop, len(texts))) if texts[k] is not None]
                calls = pa.Table.from_batches([batch.slice(start, stop - start)]).select(list(kinds)).cast(schema)
                where = [f"{path}: row {first + k}" for k in here]
                heard = [read_voices(place, voices[k]) for place, k in zip(where, here, strict=True)]
                known = heard if any(voice is not None for voice in heard) else []
                yield Chunk(calls, [texts[k] for k in here], [k - start for k in here], where, known)
                start = stop
            first += len(texts)


def _rows_of(path: str, file: Any, carried: Mapping[str, str], faults: RowFaults) -> Iterator[Given]:
    """The reports are there, and the table of calls is made of them: it is of an earlier version."""
    names = [name for name in file.schema_arrow.names if name in ("call_id", "agent", "time", "report", "error")]
    number = 0
    with file:
        for batch in file.iter_batches(batch_size=CALLS, columns=[*names, *carried]):
            for row in batch.to_pylist():
                given = call_of(f"{path}: row {number}", row, str(number), faults)
                if given is not None:
                    yield given
                number += 1
