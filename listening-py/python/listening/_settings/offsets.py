"""By how much channels are moved against each other."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from .._values.errors import ConfigError

FARTHEST = 60.0
"""Seconds by which a channel is moved at most."""

Offsets = Mapping[str, float]
"""Seconds by which a party's channel is moved later, by party; earlier where negative."""


def checked_offsets(offset: Any) -> dict[str, float]:
    """The offsets of a setting.

    >>> checked_offsets({"customer": 2})
    {'customer': 2.0}
    """
    if offset is None:
        return {}
    if not isinstance(offset, Mapping):
        raise ConfigError(f"setting `offset` is {offset!r}: give seconds by party, as {{'customer': 1.95}}")
    for party, seconds in offset.items():
        if party not in ("agent", "customer"):
            raise ConfigError(f"setting `offset` is of {party!r}: expected 'agent' or 'customer'")
        good = isinstance(seconds, int | float) and not isinstance(seconds, bool) and math.isfinite(seconds)
        if not good or abs(seconds) > FARTHEST:
            raise ConfigError(f"setting `offset` of the {party} is {seconds!r}: expected -60 to 60 seconds")
    return {party: float(seconds) for party, seconds in offset.items()}
