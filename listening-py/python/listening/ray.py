"""Calls on Ray: from a dataset of recordings to one of scores. docs/scale.md shows how to partition the work.

Needs ``ray[data]`` and the extra ``pyarrow``, on every node.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ._batch.record_batches import checked_carry, score_table
from ._settings.channels import Side, channel
from ._settings.config import Config, carried, checked

__all__ = ["score"]


def score(
    calls: Any,
    *,
    agent: Side = 0,
    config: Config | None = None,
    batch_size: int = 32,
    carry: Sequence[str] = (),
    **options: Any,
) -> Any:
    """Scores the recordings of a Ray dataset, lazily.

    Args:
        calls: A `ray.data.Dataset` with ``call_id`` and either ``path``, which the workers can open, or ``content``;
            ``agent`` and ``time``, if present, are passed through.
        agent: The agent's channel, the same in all recordings.
        config: Further settings. Files that it names need to exist only on the driver.
        batch_size: Number of calls per task: as many as fit in its memory.
        carry: Further columns to pass through unchanged, such as team.
        **options: Further options of `ray.data.Dataset.map_batches`, such as ``memory`` or ``concurrency``.

    Returns:
        A dataset with the columns of `listening.arrow.SCHEMA` and the carried columns; recordings that could not be
        analysed have an ``error``.
    """
    channel(agent)
    settings, names = carried(checked(config)), checked_carry(carry)

    def table(held: Any) -> Any:
        return score_table(held, agent=agent, config=settings, carry=names)

    return calls.map_batches(table, batch_format="pyarrow", batch_size=batch_size, **options)
