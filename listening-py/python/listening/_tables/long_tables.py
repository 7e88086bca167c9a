"""A chunk of calls as its part of each table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._analysis.talkspurt_times import times
from .._values.columns import TALKSPURT_VOICE
from .._values.optional import library
from .._values.table import arrow_schema
from .chunks import Chunk, voice_columns
from .columns import LONG, OF, table_columns
from .report_rows import long_rows


def long_tables(chunk: Chunk, carried: Mapping[str, str]) -> dict[str, Any]:
    """The part of each table that a chunk is, as `pyarrow.Table` s.

    Raises:
        RowError: A report cannot be read.
    """
    import numpy as np

    pa = library("pyarrow")
    found = {"calls": chunk.calls}
    if not chunk.reports:
        return found
    of = np.array(chunk.of, dtype=np.int64)
    begin = chunk.calls.select([*OF, *carried]).combine_chunks()
    for name, (number, columns) in long_rows(chunk.reports, chunk.where).items():
        if name == "talkspurts":
            columns |= _times(number, columns) | _voices(chunk, number)
        schema = arrow_schema(table_columns(name, carried))
        whose = begin.take(pa.array(of[number]))
        arrays = [*whose.columns, *(columns[key] for key in LONG[name])]
        found[name] = pa.Table.from_arrays(arrays, names=schema.names).cast(schema)
    return found


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
