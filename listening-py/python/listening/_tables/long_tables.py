"""A chunk of calls as its part of each table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._analysis.talkspurt_times import times
from .._batch.call_rows import WITHHELD
from .._values.columns import TALKSPURT_VOICE
from .._values.optional import library
from .._values.table import arrow_schema
from .chunks import Chunk, voice_columns
from .columns import LONG, OF, table_columns
from .legs import leg_rows
from .report_rows import long_rows, measures_by_leg, read_reports


def long_tables(chunk: Chunk, carried: Mapping[str, str]) -> dict[str, Any]:
    """The part of each table that a chunk is, as `pyarrow.Table` s.

    Raises:
        RowError: A report cannot be read.
    """
    import numpy as np

    pa, pc = library("pyarrow"), library("pyarrow.compute")
    reports = read_reports(chunk.reports, chunk.where) if chunk.reports else None
    found = {"calls": chunk.calls, "legs": leg_rows(chunk, reports, carried)}
    if reports is None:
        return found
    of = np.array(chunk.of, dtype=np.int64)
    begin = chunk.calls.select([*OF, *carried]).combine_chunks()
    for name, (number, columns) in long_rows(reports).items():
        agent = None
        if name == "talkspurts":
            columns |= _times(number, columns) | _voices(chunk, number)
        elif name == "measures":
            number, columns, agent = measures_by_leg(reports, number, columns)
            columns |= _withheld(chunk, of[number], columns)
            columns["not_rated_because"] = _not_rated(found["legs"], of[number], columns)
        elif name == "marks":
            columns["to_agent"] = columns["agent"]
        schema = arrow_schema(table_columns(name, carried))
        whose = begin.take(pa.array(of[number]))
        if agent is not None:
            own = pc.coalesce(agent, whose["agent"].combine_chunks())
            whose = whose.set_column(whose.column_names.index("agent"), "agent", own)
        arrays = [*whose.columns, *(columns[key] for key in LONG[name])]
        found[name] = pa.Table.from_arrays(arrays, names=schema.names).cast(schema)
    return found


def _withheld(chunk: Chunk, call: Any, columns: Mapping[str, Any]) -> dict[str, Any]:
    """Measures of calls whose channels do not say who talked are null."""
    import numpy as np

    pa, pc = library("pyarrow"), library("pyarrow.compute")
    withheld = pc.fill_null(pc.equal(chunk.calls["status"], WITHHELD), False).to_numpy().astype(bool)
    if not withheld.any():
        return {}
    hidden = pa.array(np.asarray(withheld[call]))
    nothing = pa.scalar(None, pa.float64())
    return {name: pc.if_else(hidden, nothing, columns[name]) for name in ("value", "scored", "low", "high")}


def _not_rated(legs: Any, call: Any, columns: Mapping[str, Any]) -> Any:
    """Why the call of each row has no rating, or the leg that the row is of."""
    import numpy as np

    pa = library("pyarrow")
    # The legs of each call stand together, in the order of the calls.
    first = np.flatnonzero(legs["leg"].to_numpy() == 0)
    leg = columns["leg"].to_numpy()
    # Reports from before legs had measures of their own have those of the call.
    return legs["not_rated_because"].combine_chunks().take(pa.array(first[call] + leg))


def _times(number: Any, columns: Mapping[str, Any]) -> dict[str, Any]:
    import numpy as np

    pa, pc = library("pyarrow"), library("pyarrow.compute")
    agent = pc.equal(columns["party"], "agent").to_numpy(zero_copy_only=False).astype(bool)
    start, end = (columns[name].to_numpy(zero_copy_only=False) for name in ("start", "end"))
    found = times(number, agent, start, end)
    after = pa.array(found.after, mask=found.after < 0)
    return {
        "pause_before": pa.array(found.pause_before, mask=np.isnan(found.pause_before)),
        "after": pa.DictionaryArray.from_arrays(after, pa.array(["agent", "customer"])).cast(pa.string()),
        "overlap": pa.array(found.overlap),
    }


def _voices(chunk: Chunk, number: Any) -> dict[str, Any]:
    import numpy as np

    pa = library("pyarrow")
    types = arrow_schema(TALKSPURT_VOICE)
    if not chunk.voices:
        return {field.name: pa.nulls(len(number), field.type) for field in types}
    counts = np.bincount(number, minlength=len(chunk.reports)).tolist()
    values = voice_columns(chunk, counts)
    return {field.name: pa.array(values[field.name], field.type) for field in types}
