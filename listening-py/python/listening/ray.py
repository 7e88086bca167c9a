"""Calls on Ray: a dataset of recordings in, a dataset of scores out. docs/scale.md shows how to cut it.

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
    """Scores the recordings of a Ray dataset; lazily, as Ray does.

    Args:
        calls: A `ray.data.Dataset` with ``call_id`` and one of ``path``, that the workers can open, and ``content``;
            ``agent`` and ``time``, where they are there, are handed on.
        agent: The channel that the agent is on, the same in all.
        config: Further settings. Files that it names must be there on the driver alone.
        batch_size: Calls that a task takes at once: as many as fit into its memory.
        carry: Further columns to hand on as they are, such as team.
        **options: Further ones of `ray.data.Dataset.map_batches`, such as ``memory`` or ``concurrency``.

    Returns:
        A dataset with the columns of `listening.arrow.SCHEMA` and what is carried; what could not be analysed has an
        ``error``.
    """
    channel(agent)
    settings, names = carried(checked(config)), checked_carry(carry)

    def table(held: Any) -> Any:
        return score_table(held, agent=agent, config=settings, carry=names)

    return calls.map_batches(table, batch_format="pyarrow", batch_size=batch_size, **options)
