"""The options of a command on how to read a recording."""

from __future__ import annotations

import argparse
from typing import Any

from .messages import Stop


def reading(options: argparse.Namespace) -> dict[str, Any]:
    """The arguments of `listening.analyze` for ``--format``, ``--rate``, ``--channels`` and ``--pick``."""
    return {
        "sample_rate": options.rate,
        "format": options.format,
        "channels": options.channels,
        "pick": _pick(options.pick),
    }


def _pick(text: str | None) -> tuple[int, int] | None:
    """Two channels, counted from 1 by people."""
    if text is None:
        return None
    try:
        left, right = (int(part) - 1 for part in text.split(","))
    except ValueError:
        left = right = -1
    if left < 0 or right < 0 or left == right:
        raise Stop(f"--pick is {text!r}: expected two channels, counted from 1, as 1,3")
    return left, right
