"""Record batches of recordings in, record batches of scores out."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from .._analysis.whole_call import analyze
from .._settings.channels import Side, channel
from .._settings.config import Config, carried, checked
from .._values.errors import AudioError, ConfigError, RolesWarning, TruncatedWarning
from .._values.optional import library
from .._values.times import utc
from ..report import Report
from .call_rows import fingerprint, row
from .many_calls import Failure
from .table_formats import arrow_columns
from .worker_pools import checked_pool

_ABOUT = ("call_id", "path", "agent")
_ROWS = 32
"""Rows that are scored before they are handed on."""


def score_batches(
    batches: Iterable[Any], *, agent: Side = 0, config: Config | None = None, workers: int = 1
) -> Iterator[Any]:
    """Analyses recordings that come as record batches; gives their scores as such, a row for each, in order.

    A recording that cannot be analysed is a row whose ``error_kind`` and ``error`` say why: nothing is raised for what
    a row holds, so that one bad file fails no task. The same rows give the same rows, so a task may be run again.
    Memory is bounded by one batch and 32 rows of results.

    Args:
        batches: `pyarrow.RecordBatch` es with the column ``call_id`` and one of ``path``, a text that this machine can
            open, and ``content``, the bytes of a recording's file; where both have a value, ``content`` counts.
            ``agent`` (text) and ``time`` (a timestamp, seconds or ISO 8601), where they are there, are handed on for
            tracking; other columns are not.
        agent: The channel that the agent is on, the same in all.
        config: Further settings.
        workers: Threads. One is right where the engine runs a task for each processor, as Spark and Ray do.

    Yields:
        A `pyarrow.RecordBatch` of `listening.arrow.SCHEMA`.

    Raises:
        ConfigError: A setting is not supported, or a batch has not the columns above.
    """
    channel(agent)
    settings, number = carried(checked(config)), checked_pool("threads", workers)
    pa = library("pyarrow")
    if isinstance(batches, pa.Table | pa.RecordBatch) or not isinstance(batches, Iterable):
        kind = type(batches).__name__
        raise ConfigError(f"batches are a {kind}: give an iterable of record batches, or call score_table for a Table")
    return _scored(batches, agent, settings, number)


def score_table(table: Any, **settings: Any) -> Any:
    """The same of a `pyarrow.Table`, for engines that hand on tables; `settings` as in `score_batches`."""
    pa = library("pyarrow")
    return pa.Table.from_batches(list(score_batches(table.to_batches(), **settings)), arrow_columns())


def _scored(batches: Iterable[Any], agent: Side, config: Config, workers: int) -> Iterator[Any]:
    from concurrent.futures import ThreadPoolExecutor

    pa = library("pyarrow")
    mark, schema = fingerprint(agent, config), arrow_columns()

    def one(given: dict[str, Any]) -> dict[str, Any]:
        return _row(given, agent, config, mark)

    with ThreadPoolExecutor(workers, thread_name_prefix="listening") as threads:
        for batch in batches:
            names = _columns(batch)
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
                yield pa.RecordBatch.from_pylist(rows, schema=schema)


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
