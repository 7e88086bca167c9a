"""Calls on Apache Spark: from a data frame of recordings to one of scores.

docs/scale.md shows how to partition the work.

Needs pyspark 3.4 or later and the extra ``pyarrow``, on the driver and on every worker.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ._batch.record_batches import checked_carry, score_batches, scored_columns
from ._settings.channels import Side, channel
from ._settings.config import Config, carried, checked
from ._values.optional import library

__all__ = ["score"]


def score(calls: Any, *, agent: Side = 0, config: Config | None = None, carry: Sequence[str] = ()) -> Any:
    """Scores the recordings of a Spark data frame, lazily.

    Args:
        calls: A data frame with ``call_id`` and either ``path``, which the workers can open, or ``content``, as read by
            ``spark.read.format("binaryFile")``; ``agent`` and ``time``, if present, are passed through.
        agent: The agent's channel, the same in all recordings.
        config: Further settings. Files that it names need to exist only on the driver.
        carry: Further columns to pass through unchanged, such as team.

    Returns:
        A data frame with the columns of `listening.arrow.SCHEMA` and the carried columns; recordings that could not be
        analysed have an ``error``.
    """
    channel(agent)
    settings, names = carried(checked(config)), checked_carry(carry)
    types = library("pyspark.sql.pandas.types", extra="spark")
    given = [name for name in ("call_id", "path", "content", "agent", "time", *names) if name in calls.columns]
    beside = types.to_arrow_schema(calls.select(*[name for name in names if name in given]).schema)
    schema = types.from_arrow_schema(scored_columns(beside, names))

    def batches(held: Iterator[Any]) -> Iterator[Any]:
        return score_batches(held, agent=agent, config=settings, carry=names)

    return calls.select(*given).mapInArrow(batches, schema)
