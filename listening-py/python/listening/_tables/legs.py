"""The table of legs: a row for each agent of each call."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .._batch.call_rows import SCORE, reason_of, scored
from .._values.optional import library
from .._values.table import Table, arrow_schema
from .chunks import Chunk
from .columns import OF, table_columns
from .report_rows import legs_of


def leg_rows(chunk: Chunk, reports: Any, carried: Mapping[str, str]) -> Any:
    """The part of the table that a chunk is: a call that was not transferred is one leg.

    Args:
        chunk: Some calls.
        reports: Their reports, as `read_reports` gives them; None where there are none.
        carried: The columns of a manifest.
    """
    pa = library("pyarrow")
    kinds = table_columns("legs", carried)
    schema, calls = arrow_schema(kinds), chunk.calls
    length = calls["duration"]
    start = pa.array([None if each is None else 0.0 for each in length.to_pylist()], pa.float64())
    own = {"leg": pa.array([0] * len(calls), pa.int64()), "start": start, "end": length}
    columns = [own[name] if name in own else calls[name] for name in kinds]
    whole = pa.Table.from_arrays(columns, names=schema.names).cast(schema)
    found = [] if reports is None else legs_of(reports)
    if not found:
        return whole
    whose = calls.select([*OF, *carried])
    rows, of = [], [chunk.of[number] for number, _ in found]
    first = dict(zip(reversed(of), range(len(of) - 1, -1, -1), strict=True))
    for place, (call, (number, leg)) in enumerate(zip(of, found, strict=True)):
        known = {name: whose[name][call].as_py() for name in whose.column_names}
        known["agent"] = leg["agent"] or known["agent"]
        rows.append(known | _row(leg, place - first[call], reports, number))
    both = pa.concat_tables([whole, Table(rows, kinds).to_arrow()])
    return both.take(pa.array(_order(len(calls), of)))


def _order(calls: int, of: Sequence[int]) -> list[int]:
    """The order of rows, of calls first and then of legs, in which the legs of a call take its place."""
    legs: dict[int, list[int]] = {}
    for place, call in enumerate(of):
        legs.setdefault(call, []).append(calls + place)
    return [row for call in range(calls) for row in legs.get(call, [call])]


def _row(leg: Mapping[str, Any], number: int, reports: Any, report: int) -> dict[str, Any]:
    score = {name: value for name, value in leg["score"].items() if value is not None}
    found = dict.fromkeys(SCORE) | scored({**dict.fromkeys(leg["score"]), **score})
    if score["status"] != "ok":
        found["not_rated_because"] = reason_of(score, _heard(leg, reports, report))
    return {"leg": number, "start": leg["start"], "end": leg["end"], **found}


def _heard(leg: Mapping[str, Any], reports: Any, report: int) -> float:
    """For how long the party that is not assessed talks in a leg, outside what is marked."""
    row = {name: reports[name][report].as_py() for name in ("assessed", "talkspurts", "marks")}
    other = "agent" if row["assessed"] == "customer" else "customer"
    spurts = [each for each in row["talkspurts"] if each["party"] == other]
    pieces = _unmarked(leg, row["marks"] or ())
    return math.fsum(
        max(0.0, min(each["end"], end) - max(each["start"], start)) for start, end in pieces for each in spurts
    )


def _unmarked(leg: Mapping[str, Any], marks: Sequence[Mapping[str, Any]]) -> Iterator[tuple[float, float]]:
    """What of a leg no mark covers."""
    at = leg["start"]
    for mark in sorted(marks, key=lambda mark: mark["start"]):
        if min(mark["start"], leg["end"]) > at:
            yield at, min(mark["start"], leg["end"])
        at = max(at, mark["end"])
    if leg["end"] > at:
        yield at, leg["end"]
