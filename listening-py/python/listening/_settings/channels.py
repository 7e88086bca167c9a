"""The agent's channel and the sample rate, as a user may give them."""

from __future__ import annotations

import operator
from typing import Any, Literal, TypeAlias

from .. import _native
from .._values.errors import ConfigError

Side: TypeAlias = Literal[0, 1] | Literal["left", "right"]
"""A channel: 0 or ``"left"``, 1 or ``"right"``."""

SUPPORTED_RATES: range = range(_native.SUPPORTED_RATES[0], _native.SUPPORTED_RATES[1] + 1)
"""Sample rates that are taken, in hertz: all from 4000 to 192000."""

_SIDES: dict[Any, int] = {0: 0, 1: 1, "left": 0, "right": 1}


def channel(agent: Side) -> int:
    """The number of the agent's channel."""
    try:
        return _SIDES[agent]
    except (KeyError, TypeError):
        raise ConfigError(f"agent is {agent!r}: give the agent's channel, 0 or 'left', 1 or 'right'") from None


def rate(sample_rate: Any) -> int:
    """`sample_rate` in hertz as the engine takes it, or an error that says which there are."""
    if isinstance(sample_rate, float) and sample_rate.is_integer():
        sample_rate = int(sample_rate)
    try:
        number = operator.index(sample_rate)
    except TypeError:
        number = -1
    lowest, highest = _native.SUPPORTED_RATES
    if isinstance(sample_rate, (str, bytes)):
        raise ConfigError(f"sample rate {sample_rate!r} is text: a number was expected, {lowest} to {highest}")
    if not lowest <= number <= highest:
        raise ConfigError(
            f"sample rate {sample_rate} Hz is not supported: give {lowest} to {highest}, or resample first"
        )
    return number
