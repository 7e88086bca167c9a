"""Record batches of recordings in, record batches of scores out."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from .._analysis.whole_call import analyze
from .._settings.channels import Side, channel
from .._settings.config import Config, carried, checked
from .._values.errors import AudioError, ConfigError, RolesWarning, TruncatedWarning
from .._values.optional import library
from .._values.times import utc
from ..report import Report
from .call_rows import WHOSE, fingerprint, row
from .carried_columns import carried_names
from .many_calls import Failure
from .table_formats import arrow_columns
from .worker_pools import checked_pool

_ABOUT = ("call_id", "path", "agent")
_ROWS = 32
"""Rows that are scored before they are handed on."""


def score_batches(
    batches: Iterable[Any],
    *,
    agent: Side = 0,
    config: Config | None = None,
    workers: int = 1,
    carry: Sequence[str] = (),
) -> Iterator[Any]:
    """Analyses recordings that come as record batches; gives their scores as such, a row for each, in order.

    A recording that cannot be analysed is a row whose ``error_kind`` and ``error`` say why: nothing is raised for what
    a row holds, so that one bad file fails no task. The same rows give the same rows, so a task may be run again.
    Memory is bounded by one batch and 32 rows of results.

    Args:
        batches: `pyarrow.RecordBatch` es with the column ``call_id`` and one of ``path``, a text that this machine can
            open, and ``content``, the bytes of a recording's file; where both have a value, ``content`` counts.
            ``agent`` (text) and ``time`` (a timestamp, seconds or ISO 8601), where they are there, are handed on for
            tracking; other columns are where `carry` names them.
        agent: The channel that the agent is on, the same in all.
        config: Further settings.
        workers: Threads. One is right where the engine runs a task for each processor, as Spark and Ray do.
        carry: Further columns to hand on as they are, such as team; they stand behind ``time_from``.

    Yields:
        A `pyarrow.RecordBatch` of `listening.arrow.SCHEMA`, with what is carried.

    Raises:
        ConfigError: A setting is not supported, or a batch has not the columns above.
        RowError: What is to be carried has the name of a column of ours.
    """
    channel(agent)
    settings, number = carried(checked(config)), checked_pool("threads", workers)
    names = checked_carry(carry)
    pa = library("pyarrow")
    if isinstance(batches, pa.Table | pa.RecordBatch) or not isinstance(batches, Iterable):
        kind = type(batches).__name__
        raise ConfigError(f"batches are a {kind}: give an iterable of record batches, or call score_table for a Table")
    return _scored(batches, agent, settings, number, names)


def score_table(table: Any, **settings: Any) -> Any:
    """The same of a `pyarrow.Table`, for engines that hand on tables; `settings` as in `score_batches`."""
    pa = library("pyarrow")
    schema = scored_columns(table.schema, checked_carry(settings.get("carry", ())))
    return pa.Table.from_batches(list(score_batches(table.to_batches(), **settings)), schema)


def scored_columns(given: Any, carry: Sequence[str]) -> Any:
    """The columns of what comes out, of what is given with this `pyarrow.Schema`.

    Raises:
        ConfigError: A column that is to be carried is not there.
    """
    if missing := [name for name in carry if name not in given.names]:
        raise ConfigError(f"carry names {', '.join(missing)}, and the columns are {', '.join(given.names)}")
    schema = arrow_columns()
    for at, name in enumerate(carry, len(WHOSE)):
        schema = schema.insert(at, given.field(name))
    return schema


def checked_carry(carry: Sequence[str]) -> list[str]:
    """The names of columns that are to be carried.

    Raises:
        ConfigError: It is one text, not a list.
        RowError: One has the name of a column of ours.
    """
    if isinstance(carry, str):
        raise ConfigError(f"carry is {carry!r}: give a list of columns, as [{carry!r}]")
    return carried_names("carry", [name for name in carry if name not in ("agent", "time")])


def _scored(batches: Iterable[Any], agent: Side, config: Config, workers: int, carry: Sequence[str]) -> Iterator[Any]:
    from concurrent.futures import ThreadPoolExecutor

    pa = library("pyarrow")
    mark = fingerprint(agent, config)

    def one(given: dict[str, Any]) -> dict[str, Any]:
        return _row(given, agent, config, mark)

    with ThreadPoolExecutor(workers, thread_name_prefix="listening") as threads:
        for batch in batches:
            names, schema = _columns(batch), scored_columns(batch.schema, carry)
            # An empty one is handed on too: engines expect as many as they gave, or need the columns.
            for start in range(0, max(len(batch), 1), _ROWS):
                part = batch.slice(start, _ROWS)
                columns = {name: part.column(batch.schema.get_field_index(name)) for name in names}
                with warnings.catch_warnings():
                    # The row says so, in the health of its parties.
                    for kind in (TruncatedWarning, RolesWarning):
                        warnings.simplefilter("ignore", kind)
                    given = ({name: column[index] for name, column in columns.items()} for index in range(len(part)))
                    rows = [one(each) for each in given] if workers == 1 else list(threads.map(one, given))
                # What is carried is handed on as it is, whatever its type.
                found = pa.RecordBatch.from_pylist(rows, schema=arrow_columns())
                beside = {name: part.column(batch.schema.get_field_index(name)) for name in carry}
                arrays = [beside[name] if name in beside else found.column(name) for name in schema.names]
                yield pa.RecordBatch.from_arrays(arrays, schema=schema)


def _row(given: dict[str, Any], agent: Side, config: Config, mark: str) -> dict[str, Any]:
    call_id, path, whose = (None if (value := given.get(name)) is None else value.as_py() for name in _ABOUT)
    content = given.get("content")
    time: datetime | None = None
    result: Report | Failure
    try:
        time = utc(None if "time" not in given else given["time"].as_py())
        audio = path if content is None or not content.is_valid else io.BytesIO(content.as_buffer())
        if audio is None:
            raise AudioError("the row has neither a path nor a content")
        result = analyze(audio, agent=agent, config=config)
    except Exception as error:
        result = Failure(path or "", error)
    return row(
        "" if call_id is None else str(call_id),
        result,
        mark,
        path=path,
        agent=None if whose is None else str(whose),
        time=time,
        time_from=None if time is None else "given",
    )


def _columns(batch: Any) -> list[str]:
    names = batch.schema.names
    if "call_id" not in names or not {"path", "content"} & set(names):
        raise ConfigError(f"the columns are {', '.join(names)}: call_id, and path or content, were expected")
    types = library("pyarrow").types
    if "content" in names:
        kind = batch.schema.field("content").type
        if not (types.is_binary(kind) or types.is_large_binary(kind) or types.is_null(kind)):
            raise ConfigError(f"the column content is of {kind}: binary was expected, the bytes of a recording's file")
    if "path" in names:
        kind = batch.schema.field("path").type
        if not (types.is_string(kind) or types.is_large_string(kind) or types.is_null(kind)):
            raise ConfigError(f"the column path is of {kind}: string was expected")
    return [name for name in ("call_id", "path", "content", "agent", "time") if name in names]
