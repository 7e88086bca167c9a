"""Reports as JSON into the rows of the long tables: read by Arrow, many at a time."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from .._values.columns import EVENT, MARK, MEASURE, SPAN
from .._values.errors import ListeningError, RowError
from .._values.optional import library
from .._values.report_schema import report_schema
from .._values.table import arrow_schema

_BLOCK = 4 << 20
"""Bytes that are read at a time; more where a report is longer."""

_SCHEMA = "listening.report/1"

_SPURT = {**SPAN, "start_sd": "float", "end_sd": "float"}
_PARTS = {"events": EVENT, "talkspurts": _SPURT, "turns": SPAN, "measures": MEASURE, "marks": MARK}

_MADE: dict[str, Any] = {}
"""What is made of Arrow once, when it is first needed."""


def read_reports(reports: Sequence[bytes], where: Sequence[str]) -> Any:
    """Reports as a table of Arrow, a row for each.

    Args:
        reports: Reports as JSON.
        where: What an error calls each.

    Raises:
        RowError: One is no report.
    """
    pa, reader = library("pyarrow"), library("pyarrow.json")
    lines = [report if b"\n" not in report and b"\r" not in report else _one_line(report) for report in reports]
    text = b"\n".join(lines) + b"\n"
    block = max(_BLOCK, max(map(len, lines), default=0) + 1)
    try:
        table = reader.read_json(
            pa.BufferReader(text),
            # Who makes tables of many calls has threads of its own.
            read_options=reader.ReadOptions(block_size=block, use_threads=False),
            parse_options=reader.ParseOptions(explicit_schema=_form(), unexpected_field_behavior="ignore"),
        )
    except pa.ArrowInvalid as error:
        raise _refused(reports, where, error) from None
    named = table.column("schema").to_pylist()
    for number, name in enumerate(named):
        if name != _SCHEMA:
            raise RowError(f"{where[number]}: not a report of schema {_SCHEMA}")
    return table


def legs_of(table: Any) -> list[tuple[int, dict[str, Any]]]:
    """Each leg of the reports that have any, with the number of its report."""
    pc = library("pyarrow.compute")
    lists = table.column("legs").combine_chunks()
    return list(zip(pc.list_parent_indices(lists).to_pylist(), lists.flatten().to_pylist(), strict=True))


def long_rows(table: Any) -> dict[str, tuple[Any, dict[str, Any]]]:
    """The rows of each long table: the number of the report that each is of, and its columns as Arrow arrays."""
    pc = library("pyarrow.compute")
    found = {}
    for name, kinds in _PARTS.items():
        lists = table.column(name).combine_chunks()
        fields = dict(zip(lists.type.value_type.names, lists.flatten().flatten(), strict=True))
        if name == "events":
            fields["kinds"] = _shares(fields["kinds"])
        for key, kind in kinds.items():
            if kind == "list":
                # A key that is not there is an empty list, as in `Report.events`.
                fields[key] = pc.coalesce(fields[key], _empty_list())
        found[name] = pc.list_parent_indices(lists).to_numpy(), {key: fields[key] for key in kinds}
    return found


def measures_by_leg(table: Any, number: Any, columns: dict[str, Any]) -> tuple[Any, dict[str, Any], Any]:
    """The rows of measures, where those of each leg take the place of those of a call that was transferred.

    Reports from before legs had measures of their own keep those of the call.

    Args:
        table: Reports, as `read_reports` gives them.
        number: The report that each row of the whole calls is of.
        columns: The columns of these rows.

    Returns:
        The same of all rows, with the column `leg`, and the agent of each row, null where it is the call's own.
    """
    import numpy as np

    pa, pc = library("pyarrow"), library("pyarrow.compute")
    lists = table.column("legs").combine_chunks()
    legs = lists.flatten()
    whole = {"leg": pa.array(np.zeros(len(number), dtype=np.int64)), **columns}
    if not len(legs):
        return number, whole, pa.nulls(len(number), pa.string())
    report = pc.list_parent_indices(lists).to_numpy()
    own = pc.struct_field(legs, "measures")
    silent = report[pc.fill_null(pc.list_value_length(own), 0).to_numpy() == 0]
    of = pc.list_parent_indices(own).to_numpy()
    leg = np.arange(len(report)) - np.searchsorted(report, report)
    parts = pa.Table.from_arrays(own.flatten().flatten(), names=own.type.value_type.names)
    agent = pc.struct_field(legs, "agent").take(of)
    parts = parts.append_column("leg", pa.array(leg[of])).append_column("agent", agent)
    parts = parts.set_column(
        parts.column_names.index("events"), "events", pc.coalesce(parts["events"].combine_chunks(), _empty_list())
    )
    full = ~np.isin(report[of], silent)
    kept = ~np.isin(number, report) | np.isin(number, silent)
    calls = pa.table({**whole, "agent": pa.nulls(len(number), pa.string())}).filter(pa.array(kept))
    both = pa.concat_tables([calls, parts.select(calls.column_names).filter(pa.array(full))])
    numbers = np.concatenate([number[kept], report[of][full]])
    order = np.argsort(numbers, kind="stable")
    rows = both.take(pa.array(order)).combine_chunks()
    found = {name: rows[name].combine_chunks() for name in whole}
    return numbers[order], found, rows["agent"].combine_chunks()


def _refused(reports: Sequence[bytes], where: Sequence[str], error: Exception) -> RowError:
    """Which report cannot be read, and why."""
    # Slow to import, and needed for errors alone.
    from ..report import Report

    for place, report in zip(where, reports, strict=True):
        try:
            Report(report.decode())
        except (ListeningError, ValueError, RecursionError) as found:
            return RowError(f"{place}: {found}")
    return RowError(f"{where[0]} to {where[-1]}: a report cannot be read: {error}")


def _one_line(report: bytes) -> bytes:
    try:
        return json.dumps(json.loads(report)).encode()
    except (ValueError, RecursionError):
        # What is wrong with it is said by who reads it.
        return report.replace(b"\n", b" ").replace(b"\r", b" ")


def _form() -> Any:
    """What is read of a report; the rest is ignored."""
    if "report" not in _MADE:
        pa = library("pyarrow")
        fields = [("schema", pa.string())]
        for name, kinds in _PARTS.items():
            schema = arrow_schema(kinds)
            of = [pa.field(each.name, _kinds_form() if each.name == "kinds" else each.type) for each in schema]
            fields.append((name, pa.list_(pa.struct(of))))
        fields.append(("assessed", pa.string()))
        fields.append(("legs", pa.list_(_leg_form())))
        _MADE["report"] = pa.schema(fields)
    return _MADE["report"]


def _kinds_form() -> Any:
    """Kinds of events with their probabilities: an object of which all keys are known, for Arrow reads no others."""
    if "kinds" not in _MADE:
        pa = library("pyarrow")
        kinds: Mapping[str, Any] = report_schema()["$defs"]["event_kinds"]
        _MADE["kinds"] = pa.struct([(each["const"], pa.float64()) for each in kinds["oneOf"]])
    return _MADE["kinds"]


def _leg_form() -> Any:
    """A part of a call with one agent."""
    pa = library("pyarrow")
    value = [(name, pa.float64()) for name in ("value", "low", "high")]
    score = [(name, pa.float64()) for name in ("observable_listening", "low", "high", "coverage")]
    score += [(name, pa.string()) for name in ("rating", "rating_low", "rating_high", "status")]
    score += [("withheld_by", pa.list_(pa.string()))]
    score += [("dimensions", pa.list_(pa.struct([("id", pa.string()), *value])))]
    of = [("agent", pa.string()), ("start", pa.float64()), ("end", pa.float64()), ("score", pa.struct(score))]
    of += [("measures", pa.list_(pa.struct(list(arrow_schema(MEASURE)))))]
    return pa.struct(of)


def _empty_list() -> Any:
    if "empty" not in _MADE:
        pa = library("pyarrow")
        _MADE["empty"] = pa.scalar([], pa.list_(pa.string()))
    return _MADE["empty"]


def _shares(kinds: Any) -> Any:
    """Objects of probabilities as mappings, most probable first; null where there are none."""
    import numpy as np

    pa = library("pyarrow")
    names = kinds.type.names
    values = np.stack([each.to_numpy(zero_copy_only=False) for each in kinds.flatten()], axis=1)
    rows, columns = np.nonzero(~np.isnan(values))
    shares = values[rows, columns]
    order = np.lexsort((-shares, rows))
    counts = np.bincount(rows, minlength=len(values))
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    keys = pa.DictionaryArray.from_arrays(pa.array(columns[order].astype(np.int32)), pa.array(names))
    # A null offset is a null mapping.
    starts = pa.array(offsets, mask=np.append(counts == 0, False))
    return pa.MapArray.from_arrays(starts, keys.cast(pa.string()), pa.array(shares[order]))
