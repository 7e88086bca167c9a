"""Tables of calls that were written earlier, for tracking and calibrating: what ``listening batch`` made."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .._review.tracked_calls import Call, call, left_out
from .._values.errors import CalibrationError, RowError
from .._values.optional import library
from .manifest import entries

_ROWS = 64


def tracked_calls(path: str, by: str) -> tuple[list[Call], list[int]]:
    """Agent, time and report of each call of a Parquet file, and its row; what could not be analysed is left out.

    So are calls without an agent, with a warning.

    Args:
        path: The file, with columns `by`, time and report.
        by: The column that names the agent.

    Raises:
        RowError: A column is missing, no row has an agent, or one has no time.
    """
    calls, numbers, without = [], [], 0
    for number, row in _parquet_rows(path, (by, "time", "report")):
        if row["report"] is None:
            continue
        if row[by] is None:
            without += 1
            continue
        calls.append(call(f"row {number}", (row[by], row["time"], row["report"])))
        numbers.append(number)
    left_out(without, len(calls), by)
    return calls, numbers


def beside_calls(path: str, numbers: Sequence[int], names: Sequence[str] = ("queue", "team")) -> dict[str, list[Any]]:
    """Further columns of the calls that `tracked_calls` gave, by name; those that the table has not are left out.

    Args:
        path: The Parquet file.
        numbers: The rows of these calls, as `tracked_calls` gave them.
        names: The columns.
    """
    pq = library("pyarrow.parquet")
    with pq.ParquetFile(path) as file:
        there = [name for name in names if name in file.schema_arrow.names]
        table = file.read(columns=there)
        return {name: table.column(name).take(list(numbers)).to_pylist() for name in there}


def rated(path: str, ratings: str) -> str:
    """The lines that a calibration is learnt from: the reports of a table, beside the ratings of a file.

    Args:
        path: What ``listening batch`` wrote, as Parquet or JSON lines.
        ratings: CSV or JSON with call_id and rating, and if there is one second, of a second rater, and agent, in the
            place of the table's.

    Raises:
        RowError: The table or the ratings are not like this.
        CalibrationError: No rating is of a call of the table.
    """
    given: dict[str, Mapping[str, Any]] = {}
    for number, row in entries(ratings):
        if not row.get("call_id") or "rating" not in row:
            raise RowError(
                f"{ratings}: row {number} has no call_id or no rating: columns call_id, rating were expected"
            )
        given[str(row["call_id"])] = row
    names = ("call_id", "agent", "report")
    table = _parquet_rows(path, names) if path.lower().endswith(".parquet") else _json_rows(path, names)
    lines = []
    for number, row in table:
        rating = given.get(str(row["call_id"]))
        if rating is None or row["report"] is None or rating["rating"] in (None, ""):
            continue
        agent = rating.get("agent") or row["agent"]
        if agent is None:
            raise RowError(
                f"{path}: row {number} has no agent: give it in {ratings}, or `listening batch --agent-from`"
            )
        entry = {"agent": str(agent), "rating": _rating(rating["rating"]), "second": _rating(rating.get("second"))}
        lines.append(f'{json.dumps(entry)[:-1]}, "report": {row["report"]}}}')
    if not lines:
        raise CalibrationError(
            f"none of the {len(given)} ratings of {ratings} is of a call in {path}: call_id must agree"
        )
    return "\n".join(lines)


def _rating(text: Any) -> Any:
    """A rating as JSON knows it; a CSV file holds numbers as text."""
    if text in (None, ""):
        return None
    try:
        return float(text)
    except (TypeError, ValueError):
        return text


def _parquet_rows(path: str, names: tuple[str, ...]) -> Iterator[tuple[int, dict[str, Any]]]:
    pa, pq = library("pyarrow"), library("pyarrow.parquet")
    try:
        # A buffer that reads ahead would keep all that was read to the end.
        file = pq.ParquetFile(path, pre_buffer=False)
    except pa.ArrowInvalid as error:
        raise RowError(f"not a Parquet file: {error}") from None
    with file:
        for name in names:
            if name not in file.schema_arrow.names:
                raise RowError(
                    f"no column {name!r}: {', '.join(names)} were expected, as `listening batch` writes them"
                )
        number = 0
        for batch in file.iter_batches(batch_size=_ROWS, columns=list(names)):
            for row in batch.to_pylist():
                yield number, row
                number += 1


def _json_rows(path: str, names: tuple[str, ...]) -> Iterator[tuple[int, dict[str, Any]]]:
    with open(path, "rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                report = row["report"] and json.dumps(row["report"])
                yield number, {**{name: row[name] for name in names}, "report": report}
            except (ValueError, KeyError, TypeError, RecursionError):
                raise RowError(f"{path}: line {number}: an object with {', '.join(names)} was expected") from None
