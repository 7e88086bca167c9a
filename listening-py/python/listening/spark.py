"""Calls on Apache Spark: a data frame of recordings in, a data frame of scores out. docs/scale.md tells how to cut it.

Needs pyspark 3.4 or later and the extra ``pyarrow``, on the driver and on every worker.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ._settings.config import Config, Side, carried, channel, checked
from ._values.table import library


def score(calls: Any, *, agent: Side = 0, config: Config | None = None) -> Any:
    """Scores the recordings of a Spark data frame; lazily, as Spark does.

    Args:
        calls: A data frame with ``call_id`` and one of ``path``, that the workers can open, and ``content``, as
            ``spark.read.format("binaryFile")`` gives it; ``agent`` and ``time``, where they are there, are handed on.
        agent: The channel that the agent is on, the same in all.
        config: Further settings. Files that it names must be there on the driver alone.

    Returns:
        A data frame with the columns of `listening.arrow.SCHEMA`; what could not be analysed has an ``error``.
    """
    channel(agent)
    settings = carried(checked(config))
    from .arrow import SCHEMA

    schema = library("pyspark.sql.pandas.types", extra="spark").from_arrow_schema(SCHEMA)
    given = [name for name in ("call_id", "path", "content", "agent", "time") if name in calls.columns]

    def batches(held: Iterator[Any]) -> Iterator[Any]:
        from listening.arrow import score_batches

        return score_batches(held, agent=agent, config=settings)

    return calls.select(*given).mapInArrow(batches, schema)
