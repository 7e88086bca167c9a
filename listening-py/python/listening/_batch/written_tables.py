"""Tables of calls that were written earlier, for tracking and calibrating: what ``listening batch`` made."""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Iterator
from typing import Any

from .._native import counted
from .._review.tracked_calls import Gathered, can_group, read
from .._values.errors import CalibrationError, RowError
from .._values.parquet_file import parquet_file
from .manifest import entries

_ROWS = 64


def tracked_calls(path: str, gathered: Gathered) -> Gathered:
    """The calls of a Parquet file; what `RowFaults` leaves out is counted in a warning.

    Args:
        path: The file, with columns time, report and the one that names the agent.
        gathered: Where they go.

    Raises:
        RowError: A column is missing, or no row can be used.
    """
    for number, row in _parquet_rows(path, (gathered.by, "time", "report"), (*gathered.names, "error")):
        gathered.add(number, f"row {number}", row)
    return gathered.done()


def tracked_file(path: str, gathered: Gathered) -> Gathered:
    """The calls of a file by its name: a table of ``listening batch`` as Parquet, or lines of JSON.

    Raises:
        RowError: It is a folder, or holds something else; the message begins with the path.
    """
    what = "row" if path.lower().endswith(".parquet") else "line"
    if os.path.isdir(path):
        raise RowError(
            f"{path} is a folder: give the table that `listening batch {path} --out scores.parquet` writes, or lines "
            "of reports"
        )
    try:
        if what == "row":
            return tracked_calls(path, gathered)
        if path.lower().endswith(".csv"):
            raise RowError("CSV holds no reports: let `listening batch` write .parquet or .jsonl")
        with open(path, "rb") as lines:
            return read(lines, gathered)
    except RowError as error:
        raise RowError(f"{path}: {gathered.placed(str(error), what)}") from None


def rated(path: str, ratings: str) -> str:
    """The lines that a calibration is learnt from: the reports of a table, beside the ratings of a file.

    Args:
        path: What ``listening batch`` wrote, as Parquet or JSON lines, or ``listening floor --json`` of lines with a
            call_id.
        ratings: CSV or JSON with call_id and rating, and if there is one second, of a second rater, and agent, in the
            place of the table's. With a column rater, a call's second rater may have a row of its own.

    Raises:
        RowError: The table or the ratings are not like this.
        CalibrationError: No rating is of a call of the table.
    """
    given = _given(ratings)
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
            f"none of {counted(len(given), 'rating')} of {ratings} is of a call in {path}: call_id must agree"
        )
    return "\n".join(lines)


def _given(path: str) -> dict[str, dict[str, Any]]:
    """The ratings of each call by its id: of two rows by different raters, the later is the second rating."""
    given: dict[str, dict[str, Any]] = {}
    more = set()
    for number, row in entries(path):
        if not row.get("call_id") or "rating" not in row:
            raise RowError(f"{path}: row {number} has no call_id or no rating: columns call_id, rating were expected")
        call_id, rater = str(row["call_id"]), row.get("rater")
        first = given.get(call_id)
        if first is None or not rater:
            given[call_id] = dict(row)
        elif rater == first.get("rater"):
            raise RowError(f"{path}: row {number} is a second rating of {call_id} by {rater}: one of each was expected")
        elif row["rating"] in (None, ""):
            continue
        elif first.get("second") in (None, ""):
            first["second"] = row["rating"]
        else:
            more.add(call_id)
    if more:
        which = "1 call has" if len(more) == 1 else f"{len(more)} calls have"
        warnings.warn(
            f"{path}: {which} more than two ratings: the first two of each are taken", UserWarning, stacklevel=3
        )
    return given


def _rating(text: Any) -> Any:
    """A rating as JSON knows it; a CSV file holds numbers as text."""
    if text in (None, ""):
        return None
    try:
        return float(text)
    except (TypeError, ValueError):
        return text


def _parquet_rows(
    path: str, names: tuple[str, ...], if_there: tuple[str, ...] = ()
) -> Iterator[tuple[int, dict[str, Any]]]:
    with parquet_file(path, "not a Parquet file") as file:
        for name in names:
            if name not in file.schema_arrow.names:
                kinds = {
                    field.name: 0 if str(field.type).startswith("int") else ""
                    for field in file.schema_arrow
                    if str(field.type).removeprefix("large_") in ("string", "int64", "int32")
                }
                raise RowError(
                    f"no column {name!r}: {', '.join(names)} were expected, as `listening batch` writes them"
                    f"{can_group(kinds, name) if name not in ('time', 'report', 'call_id') else ''}"
                )
        also = [name for name in if_there if name in file.schema_arrow.names]
        number = 0
        for batch in file.iter_batches(batch_size=_ROWS, columns=[*names, *also]):
            for row in batch.to_pylist():
                yield number, row
                number += 1


def _json_rows(path: str, names: tuple[str, ...]) -> Iterator[tuple[int, dict[str, Any]]]:
    with open(path, "rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                # A line of `listening floor` is the report itself, with what is known of the call in it.
                found = row if "schema" in row else row["report"]
                report = found and json.dumps(found)
                yield number, {**{name: row[name] for name in names if name != "report"}, "report": report}
            except (ValueError, KeyError, TypeError, RecursionError):
                raise RowError(f"{path}: line {number}: an object with {', '.join(names)} was expected") from None
