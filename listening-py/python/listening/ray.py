"""Calls on Ray: a dataset of recordings in, a dataset of scores out. docs/scale.md shows how to cut it.

Needs ``ray[data]`` and the extra ``pyarrow``, on every node.
"""

from __future__ import annotations

from typing import Any

from ._batch.record_batches import score_table
from ._settings.channels import Side, channel
from ._settings.config import Config, carried, checked

__all__ = ["score"]


def score(calls: Any, *, agent: Side = 0, config: Config | None = None, batch_size: int = 32, **options: Any) -> Any:
    """Scores the recordings of a Ray dataset; lazily, as Ray does.

    Args:
        calls: A `ray.data.Dataset` with ``call_id`` and one of ``path``, that the workers can open, and ``content``;
            ``agent`` and ``time``, where they are there, are handed on.
        agent: The channel that the agent is on, the same in all.
        config: Further settings. Files that it names must be there on the driver alone.
        batch_size: Calls that a task takes at once: as many as fit into its memory.
        **options: Further ones of `ray.data.Dataset.map_batches`, such as ``memory`` or ``concurrency``.

    Returns:
        A dataset with the columns of `listening.arrow.SCHEMA`; what could not be analysed has an ``error``.
    """
    channel(agent)
    settings = carried(checked(config))

    def table(held: Any) -> Any:
        return score_table(held, agent=agent, config=settings)

    return calls.map_batches(table, batch_format="pyarrow", batch_size=batch_size, **options)
